"""The pages that the law prescribes: written with questions, drawn from what was checked, not public while empty."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from publication.legal.age import is_due
from publication.legal.forms import PrivacyForm
from publication.legal.texts import imprint_text, privacy_text
from publication.models import AccessibilityDeclaration
from publication.receivers import site_checks
from strategy.models import Municipality, Strategy

CHECK = {
    "conformity": "partial",
    "gaps": "Ältere PDF haben keine Lesezeichen.",
    "reasons": "Sie werden nicht mehr geändert.",
    "alternatives": "",
    "automatic_on": "2025-11-03",
    "automatic_result": "axe-core auf allen Seiten, keine Verstöße",
    "manual_on": "",
    "manual_by": "",
    "manual_result": "",
    "declared_on": "2025-11-04",
    "ombuds_name": "Ombudsstelle des Landes",
    "ombuds_link": "https://ombudsstelle.example/",
    "revision": "0",
}
EDIT = "/arbeitsbereich/pflichtseiten/barrierefreiheit/"


def test_the_declaration_follows_from_the_checks_and_grows_old(
    strategy: Strategy, coordination: User, client: Client
) -> None:
    client.force_login(coordination)
    Municipality.objects.update(accessibility="")
    assert [check.finding.code for check in site_checks() if not check.holds] == ["no-accessibility"]
    for wrong in ({"conformity": "full"}, {"manual_on": "2025-11-03"}, {"automatic_on": "2999-01-01"}):
        assert client.post(EDIT, {**CHECK, **wrong}).status_code == 422
    assert client.post(EDIT, CHECK).status_code == 302
    assert client.post(EDIT, {**CHECK, "reasons": "Zu zweit begonnen."}).status_code == 409
    page = Client().get("/barrierefreiheit/").text
    for said in (
        "Die Website ist mit den Anforderungen teilweise vereinbar.",
        "Ältere PDF haben keine Lesezeichen.",
        "Automatisch am 3. November 2025:",
        'href="https://ombudsstelle.example/"',
        "Barriere melden",
    ):
        assert said in page
    stale = client.post(EDIT, {**CHECK, "revision": "7", "reasons": "Anders."})
    assert stale.status_code == 409
    today = timezone.localdate()
    for days, found in ((333, []), (334, ["old-accessibility-check"])):
        AccessibilityDeclaration.objects.update(automatic_on=today - timedelta(days=days))
        assert [check.finding.code for check in site_checks() if not check.holds] == found
    assert "elf Monate her" in client.get("/arbeitsbereich/pflichtseiten/").text


def test_a_privacy_notice_says_what_the_web_server_keeps(
    strategy: Strategy, coordination: User, client: Client
) -> None:
    client.force_login(coordination)
    here = "/arbeitsbereich/pflichtseiten/datenschutz/"
    answers = {"controller": "Stadt", "email": "a@b.example", "officer": "Büro", "authority": "Amt"}
    suggested = str(PrivacyForm().fields["server_log"].initial)
    assert "IP-Adresse" in suggested
    for unanswered in ("", suggested):
        assert client.post(here, {**answers, "server_log": unanswered}).status_code == 422
    assert client.post(here, {**answers, "server_log": suggested.replace("…", "7")}).status_code == 302
    assert "Nach 7 Tagen löschen" in Client().get("/datenschutz/").text


@pytest.mark.parametrize(("today", "due"), [(date(2026, 10, 2), False), (date(2026, 10, 3), True)])
def test_a_check_is_due_again_after_eleven_months(today: date, due: bool) -> None:
    assert is_due(date(2025, 11, 3), today) == due


def test_an_imprint_is_written_from_answers(strategy: Strategy, coordination: User, client: Client) -> None:
    client.force_login(coordination)
    answers = {
        "provider": "Stadt Musterstadt",
        "address": "Rathausplatz 1\n12345 Musterstadt",
        "represented_by": "Bürgermeisterin",
        "email": "rathaus@musterstadt.example",
        "responsible": "Büro für Nachhaltigkeit",
    }
    here = "/arbeitsbereich/pflichtseiten/impressum/"
    assert client.post(here, {**answers, "email": "kein"}).status_code == 422
    client.post(here, answers)
    page = Client().get("/impressum/").text
    assert "rathaus@musterstadt.example" in page
    assert "Telefon" not in page


def test_texts_leave_out_what_nobody_answered_and_say_what_the_application_keeps() -> None:
    answers = dict.fromkeys(("controller", "email", "officer", "authority", "server_log"), "")
    text = privacy_text({**answers, "authority": "Landesbeauftragte"}, feedback_days=30, account_days=365)
    for said in ("Nach spätestens 30 Tagen", "nach 365 Tagen", "Protokoll der Anwendung", "eine Stunde lang"):
        assert said in text
    assert "## Was der Webserver speichert" not in text
    keys = ("provider", "address", "represented_by", "email", "phone", "vat_number", "responsible")
    assert "Umsatzsteuer" not in imprint_text(dict.fromkeys(keys, ""))
