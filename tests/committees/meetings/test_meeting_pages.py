"""The pages of meetings: what people see, type and get back."""

import re
from datetime import timedelta
from typing import Any

import page
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import RequestContext, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from committees.bodies.models import Committee
from committees.meetings.actions.agenda import add_agenda_item, save_agenda_item
from committees.meetings.actions.invitations import cancel_meeting
from committees.meetings.actions.meetings import save_meeting, show_item
from committees.meetings.models import AgendaItem, Meeting, MeetingDocument
from committees.meetings.rendering import (
    WEIGHT_AT_MOST,
    agenda_html,
    agenda_pdf,
    minutes_html,
    minutes_pdf,
    weight,
)
from strategy.models import Measure, Strategy
from tests.builders import make_meeting, make_open_poll, make_programme, make_steering_group
from tests.conftest import signed_in

EVIL = "<script>alert(1)</script>"
DAY = timedelta(days=1)


@pytest.fixture
def group(strategy: Strategy) -> Committee:
    return make_steering_group("Kirchen", "Politik")


@pytest.fixture
def meeting(group: Committee, coordination: User) -> Meeting:
    return make_meeting(
        group, by=coordination, starts_at=timezone.now() + DAY, items=["Begrüßung", "Ziele", "Ausblick"]
    )


@pytest.fixture
def measure(strategy: Strategy, coordination: User) -> Measure:
    return make_programme(strategy, by=coordination)


def address(name: str, *arguments: Any) -> str:
    return reverse(f"meetings:{name}", args=arguments)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def state_of(html: str) -> str:
    """What a screen says that it shows."""
    return re.findall(r"stand=([^\"]+)", html)[0]


def planned(group: Committee, **values: Any) -> dict[str, Any]:
    return {
        "committee": group.pk,
        "title": "4. Sitzung",
        "starts_at": "2031-03-04T18:00",
        "ends_at": "2031-03-04T20:00",
        "place": "Rathaus",
        "video_link": "",
        "description": "",
        **values,
    }


def render(template: str, user: User, **context: Any) -> str:
    request = RequestFactory().get("/")
    request.user = user
    source = "{% load meeting_tags story_tags %}" + template
    return " ".join(Template(source).render(RequestContext(request, {"request": request, **context})).split())


def test_planned_meeting_stands_on_its_page_and_in_the_list(
    coordination_client: Client, group: Committee
) -> None:
    response: Any = coordination_client.post(address("meeting-add"), planned(group, title=EVIL))
    meeting = Meeting.objects.get()
    assert response.url == address("meeting-detail", meeting.pk)
    for where in (response.url, address("meeting-list"), reverse("bodies:committee-detail", args=[group.pk])):
        html = text_of(coordination_client.get(where))
        assert "&lt;script&gt;alert(1)" in html
        assert EVIL not in html
        assert "Dienstag, 4. März 2031, 18:00 bis 20:00 Uhr" in html


@pytest.mark.parametrize("chosen", ["", "x", "999999999999999999999"])
def test_form_opens_whatever_body_the_address_names(
    coordination_client: Client, group: Committee, chosen: str
) -> None:
    response = coordination_client.get(address("meeting-add") + f"?gremium={chosen}")
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends_at": "2031-03-04T17:00"}, "Das Ende der Sitzung liegt vor ihrem Beginn."),
        ({"ends_at": "2031-03-04T18:00"}, "Das Ende der Sitzung liegt vor ihrem Beginn."),
        ({"place": ""}, "Bitte nennen Sie einen Ort oder den Link zur Videokonferenz."),
        ({"video_link": "javascript:alert(1)"}, "Bitte geben Sie die ganze Adresse an"),
        ({"description": "Wort " * 2001}, "Dieser Text hat 10.004 Zeichen, erlaubt sind höchstens 10.000."),
        ({"description": "x" * 501}, "Dieser Text enthält ein Wort mit mehr als 500 Zeichen."),
        ({"starts_at": "0203-03-04T18:00"}, "Möglich sind Jahre von 1990 bis 2100."),
        ({"starts_at": "04.03.2031"}, "Bei „04.03.2031“ fehlt die Uhrzeit. Zum Beispiel: 05.10.2027 18:00"),
    ],
)
def test_wrong_form_says_why_and_loses_nothing(
    coordination_client: Client, group: Committee, wrong: dict[str, str], sentence: str
) -> None:
    typed = {"title": "Meine getippte Sitzung", **wrong}
    response = coordination_client.post(address("meeting-add"), planned(group, **typed))
    html = text_of(response)
    assert response.status_code == 422
    assert sentence in html
    assert "Meine getippte Sitzung" in html
    assert not Meeting.objects.exists()


def test_second_saving_shows_the_conflict_and_takes_what_is_chosen(
    coordination_client: Client, meeting: Meeting, coordination: User
) -> None:
    form = {**planned(meeting.committee, title=meeting.title, place="Aula"), "revision": 1}
    save_meeting(meeting=meeting, values={"place": "Bürgersaal"}, revision=1, by=coordination)
    response = coordination_client.post(address("meeting-edit", meeting.pk), form)
    html = text_of(response)
    assert response.status_code == 409
    assert "Bürgersaal" in html
    assert 'value="Aula"' in html
    again: Any = coordination_client.post(address("meeting-edit", meeting.pk), {**form, "revision": 2})
    assert again.url == address("meeting-detail", meeting.pk)
    meeting.refresh_from_db()
    assert meeting.place == "Aula"


@pytest.mark.parametrize(("name", "field"), [("agenda-item-edit", "title"), ("agenda-item-result", "result")])
def test_texts_of_an_item_are_protected_too(
    coordination_client: Client, meeting: Meeting, coordination: User, name: str, field: str
) -> None:
    item = meeting.items.all()[0]
    save_agenda_item(item=item, values={field: "Von anderen"}, revision=1, by=coordination)
    form = {"title": item.title, "description": "", "element_key": "", field: "Von mir", "revision": 1}
    response = coordination_client.post(address(name, item.pk), form)
    assert response.status_code == 409
    assert "Von mir" in text_of(response)
    assert "Von anderen" in text_of(response)


def test_cancelled_meeting_keeps_what_was_being_typed(
    coordination_client: Client, meeting: Meeting, coordination: User
) -> None:
    cancel_meeting(meeting=meeting, by=coordination, at=timezone.now())
    form = {"minutes": "Mein langes Protokoll", "revision": 1}
    response = coordination_client.post(address("meeting-minutes", meeting.pk), form)
    assert response.status_code == 422
    assert "Mein langes Protokoll" in text_of(response)
    assert "Diese Sitzung ist abgesagt." in text_of(response)
    assert "Sitzung bearbeiten" not in text_of(coordination_client.get(address("meeting-detail", meeting.pk)))


def test_item_is_about_a_goal_of_the_draft(
    coordination_client: Client, meeting: Meeting, measure: Measure
) -> None:
    goal = measure.operational_goal
    new = address("agenda-item-add", meeting.pk)
    assert f'<option value="{goal.pk}"' in coordination_client.get(new).content.decode()
    form = {"title": EVIL, "description": EVIL, "element_key": goal.pk}
    coordination_client.post(new, form)
    item = meeting.items.last()
    assert (item.position, item.element_kind, item.element_key) == (4, "operational_goal", goal.pk)
    html = text_of(coordination_client.get(address("meeting-detail", meeting.pk)))
    assert f"1.1.1 {goal.short_title}" in html
    assert EVIL not in html


def test_empty_list_says_what_to_do_or_to_wait_for(
    strategy: Strategy, coordination_client: Client, reader_client: Client
) -> None:
    page = address("meeting-list")
    assert "Planen Sie die nächste." in text_of(coordination_client.get(page))
    assert "Sobald die nächste feststeht, erscheint sie hier." in text_of(reader_client.get(page))


def test_list_shows_one_body_and_parts_past_from_coming(
    coordination_client: Client, meeting: Meeting, coordination: User
) -> None:
    other = make_meeting(make_steering_group("Umwelt"), by=coordination, title="Anderswo")
    html = text_of(coordination_client.get(address("meeting-list")))
    assert html.index(meeting.title) < html.index("Frühere Sitzungen") < html.index("Anderswo")
    own = text_of(coordination_client.get(address("meeting-list") + f"?gremium={meeting.committee_id}"))
    assert (meeting.title in own, "Anderswo" in own) == (True, False)
    junk = coordination_client.get(address("meeting-list") + "?gremium=x")
    assert other.title in text_of(junk)


def test_invitation_page_says_who_gets_it_and_asks_first(
    coordination_client: Client, meeting: Meeting
) -> None:
    there = address("meeting-invite", meeting.pk)
    assert "An wen? (2 Personen)" in text_of(coordination_client.get(there))
    assert "2 E-Mails sind unterwegs." in text_of(coordination_client.post(there, follow=True))
    assert "Die Einladung ist schon verschickt." in text_of(coordination_client.post(there, follow=True))


@pytest.mark.parametrize("sequence", ["", "x", "9" * 30, "7"])
def test_update_with_another_number_sends_nothing(
    coordination_client: Client, meeting: Meeting, sequence: str
) -> None:
    coordination_client.post(address("meeting-invite", meeting.pk))
    response = coordination_client.post(
        address("meeting-update", meeting.pk), {"sequence": sequence}, follow=True
    )
    assert "Die Aktualisierung ist schon verschickt." in text_of(response)
    meeting.refresh_from_db()
    assert meeting.sequence == 0


def test_calendar_file_is_offered_without_names(reader_client: Client, meeting: Meeting) -> None:
    response = reader_client.get(address("meeting-calendar", meeting.pk))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"METHOD:PUBLISH" in response.content
    assert b"example.org" not in response.content


def test_attendance_saves_what_was_changed_on_this_page(
    coordination_client: Client, meeting: Meeting
) -> None:
    there = address("meeting-attendance", meeting.pk)
    html = coordination_client.get(there).content.decode()
    one, other = re.findall(r'name="initial-seat-(\d+)"', html)
    # Meanwhile somebody else records the other seat.
    meeting.attendances.create(membership_id=other, status="absent")
    form = {
        f"seat-{one}": "excused",
        f"initial-seat-{one}": "",
        f"seat-{other}": "",
        f"initial-seat-{other}": "",
    }
    coordination_client.post(there, form)
    assert dict(meeting.attendances.values_list("membership_id", "status")) == {
        int(one): "excused",
        int(other): "absent",
    }


def test_file_is_handed_out_to_be_saved(coordination_client: Client, meeting: Meeting) -> None:
    upload = SimpleUploadedFile("boese.html", b"%PDF-1.7 echt", content_type="text/html")
    coordination_client.post(address("document-add", meeting.pk), {"title": "Entwurf: Ä", "file": upload})
    document = MeetingDocument.objects.get()
    response: Any = coordination_client.get(address("document-file", document.pk))
    assert b"".join(response.streaming_content) == b"%PDF-1.7 echt"
    assert {
        name: response[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="entwurf-a.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    document.file.storage.delete(str(document.file.name))
    assert coordination_client.get(address("document-file", document.pk)).status_code == 404


def test_file_that_only_says_it_is_a_pdf_is_refused(coordination_client: Client, meeting: Meeting) -> None:
    upload = SimpleUploadedFile("x.pdf", EVIL.encode(), content_type="application/pdf")
    response = coordination_client.post(
        address("document-add", meeting.pk), {"title": "Mein Titel", "file": upload}
    )
    assert response.status_code == 422
    assert "Dateien dieser Art gehen nicht." in text_of(response)
    assert 'value="Mein Titel"' in text_of(response)


def test_screen_goes_to_the_item_that_was_named_however_often_one_clicks(
    coordination_client: Client, meeting: Meeting
) -> None:
    first, second, _third = meeting.items.all()
    there, show = address("meeting-screen", meeting.pk), address("meeting-show", meeting.pk)
    assert "Weiter: Begrüßung" in text_of(coordination_client.get(there))
    for _click in range(2):
        coordination_client.post(show, {"item": first.pk})
    html = text_of(coordination_client.get(there))
    assert "Punkt 1 von 3" in html
    assert f'name="item" value="{second.pk}"' in html
    coordination_client.post(show, {"item": ""})
    meeting.refresh_from_db()
    assert meeting.current_item is None


def test_screen_leads_to_no_item_of_another_meeting(
    coordination_client: Client, meeting: Meeting, coordination: User
) -> None:
    other = make_meeting(meeting.committee, by=coordination, items=["Fremd"]).items.get()
    response = coordination_client.post(address("meeting-show", meeting.pk), {"item": other.pk})
    assert response.status_code == 404


def test_screen_of_viewers_follows_and_has_no_buttons(
    reader_client: Client, meeting: Meeting, coordination: User, measure: Measure
) -> None:
    goal = measure.operational_goal
    item = add_agenda_item(
        meeting=meeting, values={"title": "Zum Ziel", "element_key": goal.pk}, by=coordination
    )
    part = address("meeting-screen-part", meeting.pk)
    state = state_of(reader_client.get(address("meeting-screen", meeting.pk)).content.decode())
    assert reader_client.get(part, {"stand": state}).status_code == 204
    show_item(meeting=meeting, item=item, by=coordination)
    html = text_of(reader_client.get(part, {"stand": state}))
    assert f"Operatives Ziel 1.1.1 · {goal.theme_of.title}" in html
    assert goal.statement in html
    assert "<button" not in html
    state = state_of(html)
    assert reader_client.get(part, {"stand": state}).status_code == 204
    make_open_poll(meeting.committee, by=coordination, agenda_item=item)
    assert "haben abgestimmt" in text_of(reader_client.get(part, {"stand": state}))


def test_next_meeting_of_ones_own_body_is_named_first(
    meeting: Meeting, coordination: User, reader: User
) -> None:
    sooner = make_meeting(
        make_steering_group("Umwelt"), by=coordination, starts_at=timezone.now() + DAY / 2, title="Früher"
    )
    member = meeting.committee.memberships.all()[0].user
    assert meeting.title in render("{% next_meeting %}", member)
    assert "Früher" in render("{% next_meeting %}", reader)
    for each in (meeting, sooner):
        cancel_meeting(meeting=each, by=coordination, at=timezone.now())
    assert render("{% next_meeting %}", member) == ""


def test_story_tells_past_meetings_and_surveys_in_order(
    group: Committee, coordination: User, measure: Measure
) -> None:
    goal, now = measure.operational_goal, timezone.now()
    story = "{% how_it_came_about 'operational_goal' key %}"
    assert render(story, coordination, key=goal.pk) == ""
    for title, day in (("Später", now - DAY), ("Zuerst", now - 2 * DAY), ("Erst morgen", now + DAY)):
        meeting = make_meeting(group, by=coordination, starts_at=day, title=title)
        values = {"title": "Ziel", "element_key": goal.pk}
        item = add_agenda_item(meeting=meeting, values=values, by=coordination)
        save_agenda_item(item=item, values={"result": f"{EVIL} mittragen"}, revision=1, by=coordination)
    html = render(story, coordination, key=goal.pk)
    assert html.index("Zuerst") < html.index("Später")
    assert "Erst morgen" not in html
    assert "mittragen" in html
    assert EVIL not in html
    assert "Empfehlungen sind keine Beschlüsse." in html


def test_printed_forms_show_typed_html_as_text(meeting: Meeting, coordination: User) -> None:
    item: AgendaItem = meeting.items.all()[0]
    values = {"title": EVIL, "description": EVIL, "result": EVIL}
    save_agenda_item(item=item, values=values, revision=1, by=coordination)
    texts = {"title": EVIL, "place": EVIL, "description": EVIL, "minutes": EVIL}
    meeting = save_meeting(meeting=meeting, values=texts, revision=1, by=coordination)
    for html in (agenda_html(meeting), minutes_html(meeting)):
        assert html.count("<script>") == 0
        assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 5


@pytest.mark.parametrize(
    "minutes", ["- a\n" * 12_500, "| a " * 12_500, ("x" * 499 + " ") * 100, "**a** " * 8_000]
)
def test_pasted_data_does_not_stall_the_printing(
    reader_client: Client, meeting: Meeting, coordination: User, minutes: str
) -> None:
    save_meeting(meeting=meeting, values={"minutes": minutes}, revision=1, by=coordination)
    for name in ("meeting-agenda-pdf", "meeting-minutes-pdf"):
        response = reader_client.get(address(name, meeting.pk), follow=True)
        assert "Diese Texte sind für ein PDF zu umfangreich." in text_of(response)


def test_long_minutes_are_not_too_long_to_print() -> None:
    paragraph = "In der Sitzung wurde **lange** über das Ziel gesprochen. " * 8 + "\n\n"
    assert weight(paragraph * 100) < WEIGHT_AT_MOST


@pytest.mark.slow
def test_printed_forms_are_accessible(meeting: Meeting, coordination: User, measure: Measure) -> None:
    item = meeting.items.all()[0]
    values = {"description": "# Kopf\n\n- eins\n- zwei", "result": "**Ja**", "element_key": measure.pk}
    save_agenda_item(item=item, values=values, revision=1, by=coordination)
    minutes = (
        "## Verlauf\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n#### Tief\n\n> Zitat\n\n"
        + "Wort " * 3000
        + "x" * 500
    )
    meeting = save_meeting(meeting=meeting, values={"minutes": minutes}, revision=1, by=coordination)
    seat = meeting.committee.memberships.all()[0]
    meeting.attendances.create(membership=seat, status="present")
    empty = make_meeting(meeting.committee, by=coordination)
    for pdf in (agenda_pdf(meeting), minutes_pdf(meeting), agenda_pdf(empty), minutes_pdf(empty)):
        checked = page.validate_pdf_bytes(pdf)
        assert [finding.message for finding in checked.failures] == []
        assert checked.profile == page.ValidationProfile.PDF_UA_1


@pytest.mark.slow
def test_printed_form_is_handed_out_as_a_file(meeting: Meeting, reader: User) -> None:
    response = signed_in(reader).get(address("meeting-agenda-pdf", meeting.pk))
    day = timezone.localdate(meeting.starts_at)
    assert response["Content-Disposition"] == f'attachment; filename="tagesordnung-{day}.pdf"'
    assert response.content.startswith(b"%PDF-")
