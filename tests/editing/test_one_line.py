"""Fields of one line, in every model."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField

from accounts.mail import render
from accounts.roles import Role
from editing.one_line import one_line
from tests.builders import NOW, make_user


@pytest.mark.parametrize("sign", ["\r", "\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_line_break_is_refused(sign: str) -> None:
    with pytest.raises(ValidationError, match="nur eine Zeile"):
        one_line(f"Sitzung{sign}Bcc: jemand@example.org")


@pytest.mark.parametrize("text", ["", "Sitzung", "Bürger*innen – Teil 2", "a\tb"])
def test_one_line_is_taken(text: str) -> None:
    one_line(text)


def test_every_short_text_of_every_model_asks_for_one_line() -> None:
    own = [model for model in apps.get_models() if not model.__module__.startswith(("django", "allauth"))]
    fields = [field for model in own for field in model._meta.fields if type(field) is CharField]
    assert len(fields) > 50
    assert [str(field) for field in fields if one_line not in field.validators] == []


@pytest.mark.django_db
def test_subject_of_a_mail_is_one_line_whatever_a_name_holds() -> None:
    person = make_user(Role.READER)
    person.name = "Anna\rBcc: jemand@example.org"
    context = {"person": person, "seat": None, "by": person, "invitation": {"invited_by": person}}
    meeting = {
        "title": person.name,
        "starts_at": NOW,
        "committee": {"name": "Rat", "in_genitive": "des Rats"},
    }
    subject, _text = render("meeting_cancelled", {**context, "meeting": meeting, "when": "", "url": ""})
    assert subject.startswith("[Nachhaltigkeit] Abgesagt: Anna Bcc: jemand@example.org, ")
