"""The pages of attachments in the working area."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localtime

from accounts.models import User
from files.uploads import UPLOAD_AT_MOST
from strategy.actions.removal import remove_element
from strategy.links import page_of
from strategy.models import Attachment, Measure, Strategy, ThemeField
from tests.builders import NOW, make_attachment, make_submitted_paper, make_version
from tests.conftest import signed_in
from tests.strategy.pages import errors_on, fields_on, messages_of, text_of

LINK = "https://www.example.org/gutachten"


@pytest.fixture
def add(measure: Measure) -> str:
    return f"{page_of(measure.kind, measure.pk)}unterlagen/neu/"


def upload(content: bytes = b"%PDF-1.7 x", name: str = "x.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_file_is_added_internally_unless_somebody_says_public(
    add: str, measure: Measure, coordination: User, coordination_client: Client
) -> None:
    form = fields_on(coordination_client.get(add))
    response = coordination_client.post(add, {**form, "title": "Gutachten", "file": upload()}, follow=True)
    assert messages_of(response) == ["„Gutachten“ liegt jetzt hier."]
    assert not Attachment.objects.get().is_public
    name = f"{coordination}, {localtime(Attachment.objects.get().uploaded_at).day}."
    assert "Gutachten PDF, 10 Bytes; " in text_of(response)
    assert name in text_of(response)
    assert "intern" in text_of(response)


def test_link_is_added_with_its_beginning(add: str, coordination_client: Client) -> None:
    values = {"title": "Gutachten", "link": "www.example.org/gutachten", "is_public": "on"}
    response = coordination_client.post(add, values, follow=True)
    kept = Attachment.objects.get()
    assert (kept.link, kept.is_public) == (LINK, True)
    assert f'href="{LINK}"' in response.content.decode()
    assert "Link zu www.example.org" in text_of(response)
    assert "öffentlich" in text_of(response)


def test_theme_field_has_attachments_as_well(measure: Measure, coordination_client: Client) -> None:
    theme: ThemeField = measure.theme_of
    address = page_of(theme.kind, theme.pk)
    values = {"title": "Karte", "file": upload()}
    response = coordination_client.post(f"{address}unterlagen/neu/", values, follow=True)
    assert response.redirect_chain == [(f"{address}#unterlagen", 302)]
    assert "Karte PDF" in text_of(response)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({}, "file", "Bitte wählen Sie eine Datei, oder geben Sie einen Link an."),
        ({"file": True, "link": LINK}, "link", "entweder eine Datei oder einen Link an, nicht beides."),
        ({"link": "http://example.org"}, "link", "die mit https:// beginnt."),
        ({"link": "javascript:alert(1)"}, "link", "Bitte"),
        ({"file": b"MZ program"}, "file", "Dateien dieser Art gehen nicht."),
        ({"file": b"<html><script>alert(1)</script>"}, "file", "Dateien dieser Art gehen nicht."),
        ({"file": b"%PDF-" + b"x" * UPLOAD_AT_MOST}, "file", "Diese Datei ist größer als 20 MB."),
        ({"file": b""}, "file", "Diese Datei ist leer."),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    add: str, coordination_client: Client, values: dict[str, Any], field: str, sentence: str
) -> None:
    if "file" in values:
        content = values["file"] if isinstance(values["file"], bytes) else b"%PDF-1.7 x"
        values = {**values, "file": upload(content)}
    response = coordination_client.post(add, {"title": "Gutachten", **values})
    assert response.status_code == 422
    assert [name for name, said in errors_on(response).items() if sentence in said[0]] == [field]
    assert response.context["form"]["title"].value() == "Gutachten"
    assert not Attachment.objects.exists()


def test_file_is_handed_out_to_be_saved(measure: Measure, coordination: User, reader_client: Client) -> None:
    kept = make_attachment(measure, by=coordination, title="Gutachten & Karte")
    address = f"{page_of(measure.kind, measure.pk)}unterlagen/{kept.pk}/"
    response: Any = reader_client.get(address)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 x"
    assert response["Content-Disposition"] == 'attachment; filename="gutachten-karte.pdf"'
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "entfernen" not in text_of(reader_client.get(page_of(measure.kind, measure.pk)))
    elsewhere = page_of(measure.theme_of.kind, measure.theme_of.pk)
    assert reader_client.get(f"{elsewhere}unterlagen/{kept.pk}/").status_code == 404
    remove_element(element=measure, by=coordination, at=NOW)
    assert reader_client.get(address).status_code == 404


def test_attachment_is_removed_after_a_question(
    measure: Measure, coordination: User, coordination_client: Client
) -> None:
    kept = make_attachment(measure, by=coordination, title="Gutachten", is_public=True)
    address = f"{page_of(measure.kind, measure.pk)}unterlagen/{kept.pk}/entfernen/"
    page = text_of(coordination_client.get(address))
    assert "Unterlage entfernen?" in page
    assert "Auch auf der öffentlichen Website steht sie dann nicht mehr." in page
    response = coordination_client.post(address, follow=True)
    assert messages_of(response) == ["„Gutachten“ ist entfernt."]
    assert not Attachment.objects.exists()


def test_resting_texts_say_why_there_is_no_form(
    add: str, strategy: Strategy, coordination: User, core_team: User, office: User, reader: User
) -> None:
    make_submitted_paper(make_version(strategy, by=coordination), by=office)
    answers = [signed_in(user).get(add).status_code for user in (coordination, core_team, reader)]
    assert answers == [200, 409, 404]
