from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from accounts.mail import deliver, render


def test_mail_says_the_same_as_text_and_as_html(mailoutbox: list[Any]) -> None:
    deliver.call("a@example.org", "Betreff", "Guten Tag <Kim>,\n\nhttps://stadt.example/x\n")
    (message,) = mailoutbox
    assert (message.subject, message.to) == ("Betreff", ["a@example.org"])
    assert message.body == "Guten Tag <Kim>,\n\nhttps://stadt.example/x\n"
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert "Guten Tag &lt;Kim&gt;," in html
    assert '<a href="https://stadt.example/x" rel="nofollow">https://stadt.example/x</a>' in html


def test_mail_carries_a_calendar_entry_with_its_method(mailoutbox: list[Any]) -> None:
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


def test_mail_template_gives_subject_and_text_unescaped(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "probe.txt").write_text("Neu von {{ who }}\n\n{{ who }} schreibt.\n", "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    assert render("probe", {"who": "A & B"}) == ("Neu von A & B", "A & B schreibt.\n")
