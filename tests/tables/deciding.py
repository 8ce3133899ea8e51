"""A person who reads a table in on its pages; each form that is sent is one decision."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.runner import run
from tables.models import TableImport
from tests.tables.test_imports import upload


class Deciding:
    """Sends the forms of an import as its pages show them, but for what is said otherwise, and counts them."""

    def __init__(self, content: str | bytes, *, by: User, client: Client) -> None:
        self.found: TableImport = upload(content, by=by)
        self.client, self.decisions = client, 0

    def assign(self, fields: dict[str, str]) -> None:
        """Send the page of columns with these headings read as these fields; the others as they are offered."""
        shown = self._page("columns").context["columns"]
        said = {field.html_name: fields.get(fact["heading"], field.value()) for fact, field in shown}
        self._send("columns", said)

    def answer(self, answers: dict[str, str]) -> None:
        """Send what holds for the whole file; words are named by themselves, all others by their field."""
        context = self._page("detail").context
        said = {field.html_name: field.value() for field in context["for_all"]}
        for column in context["questions"]:
            for question, field in column.asked:
                said[field.html_name] = answers.pop(question.value, field.value())
        self._send("answer", {**said, **answers})

    def listed(self) -> dict[str, str]:
        """The columns of the file as the preview lists them, each with the field that it is read as."""
        response = self._page("detail")
        columns = response.context["columns"]
        page = response.content.decode()
        assert page.count('<th scope="row">') >= len(columns)
        assert all(f'<th scope="row">{column.label}</th>' in page for column in columns)
        return {column.label: column.field for column in columns}

    def _page(self, name: str) -> Any:
        return self.client.get(reverse(f"tables:import-{name}", args=[self.found.pk]))

    def _send(self, name: str, said: dict[str, Any]) -> None:
        self.client.post(reverse(f"tables:import-{name}", args=[self.found.pk]), said)
        self.found.refresh_from_db()
        run(self.found.job_id)
        self.found.refresh_from_db()
        self.decisions += 1
