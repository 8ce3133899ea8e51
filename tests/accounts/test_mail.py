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
    deliver.call("a@example.org", "Sitzung", "Text\n", "BEGIN:VCALENDAR", "CANCEL")
    inline, attached = mailoutbox[0].attachments
    assert inline["Content-Type"] == 'text/calendar; charset="utf-8"; method="CANCEL"'
    assert attached == ("sitzung.ics", "BEGIN:VCALENDAR", "application/ics")


def test_mail_template_gives_subject_and_text_unescaped(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "probe.txt").write_text("Neu von {{ who }}\n\n{{ who }} schreibt.\n", "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    assert render("probe", {"who": "A & B"}) == ("Neu von A & B", "A & B schreibt.\n")
