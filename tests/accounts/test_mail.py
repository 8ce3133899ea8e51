from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project

from accounts.mail import deliver, render
from accounts.models import User
from strategy.models import Municipality, Strategy


def test_mail_says_the_same_as_text_and_as_html(db: None, mailoutbox: list[Any]) -> None:
    deliver.call("a@example.org", "Betreff", "Guten Tag <Kim>,\n\nhttps://stadt.example/x\n")
    (message,) = mailoutbox
    assert (message.subject, message.to) == ("Betreff", ["a@example.org"])
    assert message.body == "Guten Tag <Kim>,\n\nhttps://stadt.example/x\n"
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert "Guten Tag &lt;Kim&gt;," in html
    assert '<a href="https://stadt.example/x" rel="nofollow">https://stadt.example/x</a>' in html


def test_mail_carries_a_calendar_entry_with_its_method(db: None, mailoutbox: list[Any]) -> None:
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Bürger\r\n"
    deliver.call("a@example.org", "Sitzung", "Text\n", calendar, "CANCEL")
    whole = message_from_bytes(mailoutbox[0].message().as_bytes(), policy=policy.default)
    shown, attached = whole.iter_parts()
    assert [part.get_content_type() for part in shown.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    entry = list(shown.iter_parts())[-1]
    assert (entry["Content-Type"].params["method"], entry.get_content().splitlines()[1]) == (
        "CANCEL",
        "SUMMARY:Bürger",
    )
    assert (attached.get_filename(), attached.get_content()) == ("sitzung.ics", calendar.encode())
    assert whole["Auto-Submitted"] == "auto-generated"


def test_mail_template_gives_subject_and_text_unescaped(db: None, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "probe.txt").write_text("Neu von {{ who }}\n\n{{ who }} schreibt.\n", "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    assert render("probe", {"who": "A & B"}) == ("Neu von A & B", "A & B schreibt.\n")


def mail_templates() -> list[Path]:
    folder = Path(project.BASE_DIR) / "templates" / "mail"
    return [path for path in sorted(folder.glob("*.txt")) if not path.name.startswith(("_", "frame"))]


@pytest.mark.parametrize("path", mail_templates(), ids=lambda path: path.stem)
def test_every_mail_is_a_letter_in_the_frame_and_says_why_it_comes(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith('{% extends "mail/frame.txt" %}')
    for block in ("subject", "why", "text"):
        assert f"{{% block {block} %}}" in text


def test_mail_names_sender_and_contact_of_the_municipality(strategy: Strategy, mailoutbox: list[Any]) -> None:
    Municipality.objects.update(kind="Kreis", name="Lippe & Ems", contact="Kreishaus\n05231 620\n")
    subject, text = render("security_notice", {"what": "Etwas.", "url": "https://x.example/"})
    deliver.call("a@example.org", subject, text)
    (mail,) = mailoutbox
    assert mail.from_email == "Nachhaltigkeitsstrategie des Kreises Lippe & Ems <nachhaltigkeit@localhost>"
    assert mail.subject == "[Nachhaltigkeit Lippe & Ems] Änderung an Ihrem Konto"
    assert mail.body.startswith(
        "Nachhaltigkeitsstrategie des Kreises Lippe & Ems: Sie bekommen diese E-Mail, weil "
    )
    assert mail.body.endswith("Dann melden Sie sich gern:\nKreishaus\n05231 620\n")


def test_mail_names_coordination_where_the_municipality_has_no_contact(
    strategy: Strategy, coordination: User
) -> None:
    _subject, text = render("password_code", {"code": "AAAA-BBBB"})
    assert text.endswith(f"Dann melden Sie sich gern:\n{coordination.name}, {coordination.email}\n")


def test_name_in_the_sender_address_goes_before_that_of_the_municipality(
    strategy: Strategy, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Stabsstelle <a@herne.example>"
    deliver.call("a@example.org", "x", "y")
    assert mailoutbox[0].from_email == "Stabsstelle <a@herne.example>"
