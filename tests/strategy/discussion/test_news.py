"""What the activity page tells: gathered from histories, proposals, comments and versions."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from committees.meetings.models import Meeting
from strategy.actions.elements import move_element, save_element
from strategy.actions.removal import remove_element, restore_element
from strategy.choices import TextStatus
from strategy.discussion.actions.comments import delete_comment, set_resolved
from strategy.discussion.actions.consolidation import begin_consolidation, end_consolidation
from strategy.discussion.actions.news import preference_of, remember_seen
from strategy.discussion.actions.proposals import decline_proposal
from strategy.discussion.actions.text_status import change_text_status, submit_drafts
from strategy.discussion.news import activity_for
from strategy.discussion.news_items import Act, Activity
from strategy.models import ActivityPreference, Chapter, Measure, StrategicGoal, Strategy
from tests.builders import (
    join_working_group,
    make_comment,
    make_measure,
    make_open_poll,
    make_proposal,
    make_steering_group,
    make_theme,
    make_version,
)
from tests.strategy.pages import fields_on, goes_to, messages_of, text_of

PAGE = reverse("strategy:activity")
SEEN = reverse("strategy:activity-seen")
DIGEST = reverse("strategy:digest-choose")


@pytest.fixture
def begun(measure: Measure) -> datetime:
    """A moment after everything was made: what follows is new."""
    return timezone.now()


def told(user: User, since: datetime, **options: Any) -> list[tuple[str, str, list[str]]]:
    """Section, act and things of each line, in the order of the page."""
    found = activity_for(user, since=since, until=timezone.now(), **options)
    return [
        (section.title, line.act.value, [thing.label for thing in line.things])
        for section in found.sections
        for line in section.happenings
    ]


def save(element: Any, by: User, **values: Any) -> None:
    element.refresh_from_db()
    save_element(element=element, values=values, revision=element.revision, by=by)


def test_edits_are_told_with_their_words(
    measure: Measure, coordination: User, member: User, begun: datetime
) -> None:
    save(measure, coordination, title="Viele Vorlesepaten", department="FB 33")
    (section,) = activity_for(member, since=begun, until=timezone.now()).sections
    (line,) = section.happenings
    assert (line.by, line.verb) == (coordination.name, "hat geändert")
    assert [(field.label, [(c.kind.value, c.text) for c in field.changes]) for field in line.changes][1:] == [
        ("Zuständiger Fachbereich", [("inserted", "FB 33")])
    ]
    assert [thing.label for thing in line.things] == ["1.1.1.1 Viele Vorlesepaten"]
    assert line.things[0].address == reverse("strategy:element-detail", args=["measure", measure.pk])


def test_edits_of_one_person_in_a_row_are_one_line(
    measure: Measure, coordination: User, core_team: User, member: User, begun: datetime
) -> None:
    save(measure, coordination, title="Eins")
    save(measure, coordination, title="Zwei")
    save(measure, core_team, title="Drei")
    save(measure, coordination, title="Vier")
    (section,) = activity_for(member, since=begun, until=timezone.now()).sections
    assert [
        (line.by, [(c.kind.value, c.text) for c in line.changes[0].changes if c.kind != "same"][-1])
        for line in section.happenings
    ] == [
        (coordination.name, ("inserted", "Vier")),
        (core_team.name, ("inserted", "Drei")),
        (coordination.name, ("inserted", "Zwei")),
    ]


def test_own_acts_are_not_told(measure: Measure, coordination: User, begun: datetime) -> None:
    save(measure, coordination, title="Neu")
    make_comment(measure, by=coordination, at=timezone.now())
    submit_drafts(theme=measure.theme_of, by=coordination)
    make_version(measure.strategy_of, by=coordination)
    assert told(coordination, begun) == []


def test_new_removed_and_moved_texts_are_told(
    measure: Measure, coordination: User, member: User, begun: datetime
) -> None:
    theme = measure.theme_of
    names = [make_measure(measure.operational_goal, by=coordination).title for _ in range(2)]
    assert told(member, begun) == [
        (f"1 {theme.title}", "created", [f"1.1.1.{n} {name}" for n, name in zip((2, 3), names, strict=True)])
    ]
    before = timezone.now()
    move_element(element=measure, up=False, by=coordination)
    assert [(act, len(things)) for _title, act, things in told(member, before)] == [("moved", 2)]
    before = timezone.now()
    goal = measure.operational_goal
    remove_element(element=goal.strategic_goal, by=coordination, at=timezone.now())
    ((title, act, things),) = told(member, before)
    assert (title, act, sorted(things)) == (
        f"1 {theme.title}",
        "removed",
        sorted(
            [
                f"1.1 {goal.strategic_goal.statement}",
                f"1.1.1 {goal.short_title}",
                f"1.1.1.1 {names[0]}",
                f"1.1.1.2 {measure.title}",
                f"1.1.1.3 {names[1]}",
            ]
        ),
    )
    before = timezone.now()
    restore_element(element=StrategicGoal.objects.get(), by=coordination)
    assert [(act, len(things)) for _title, act, things in told(member, before)] == [("restored", 5)]


def test_retired_text_leads_to_its_history(
    measure: Measure, coordination: User, member: User, begun: datetime
) -> None:
    make_version(measure.strategy_of, by=coordination)
    remove_element(element=measure, by=coordination, at=timezone.now())
    lines = activity_for(member, since=begun, until=timezone.now()).sections[0].happenings
    assert [(line.act, line.things[0].address) for line in lines] == [
        (Act.REMOVED, reverse("strategy:element-history", args=["measure", measure.pk]))
    ]


def test_status_of_many_texts_is_one_line(
    measure: Measure, coordination: User, member: User, begun: datetime
) -> None:
    submit_drafts(theme=measure.theme_of, by=coordination)
    change_text_status(element=measure, to=TextStatus.DRAFT, reason="Zahl fehlt noch.", by=coordination)
    lines = activity_for(member, since=begun, until=timezone.now()).sections[0].happenings
    assert [(line.verb, line.text, len(line.things)) for line in lines] == [
        ("hat den Stand auf „Entwurf“ gesetzt", "Zahl fehlt noch.", 1),
        ("hat den Stand auf „in Abstimmung“ gesetzt", "", 3),
    ]


def test_consolidation_chapters_selection_and_versions_have_their_sections(
    strategy: Strategy, measure: Measure, coordination: User, member: User, begun: datetime
) -> None:
    theme = measure.theme_of
    begin_consolidation(theme=theme, by=coordination, at=timezone.now())
    end_consolidation(theme=theme, by=coordination)
    save(Chapter.objects.get(chapter_kind="preface"), coordination, text="Liebe Leute")
    second = make_theme(strategy, by=coordination)
    version = make_version(strategy, by=coordination)
    type(version).objects.update(created_at=timezone.now() - timedelta(microseconds=1))
    assert told(member, begun) == [
        (f"1 {theme.title}", "consolidation_ended", [f"1 {theme.title}"]),
        (f"1 {theme.title}", "consolidation_begun", [f"1 {theme.title}"]),
        (f"2 {second.title}", "edited", [f"2 {second.title}"]),
        ("Kapitel", "edited", ["Vorwort"]),
        ("Fassungen", "frozen", ["Fassung 1"]),
    ]


def test_proposals_and_comments_are_told(
    measure: Measure, coordination: User, core_team: User, member: User, begun: datetime
) -> None:
    at = begun + timedelta(microseconds=1)
    proposal = make_proposal(measure, by=member, at=at, note="Klarer so.", title="Lesepaten")
    thread = make_comment(measure, by=member, at=at, text="Wer zahlt?")
    make_comment(measure, by=coordination, at=at + timedelta(microseconds=1), thread=thread)
    decline_proposal(proposal=proposal, reason="Zu kurz.", by=coordination, at=timezone.now())
    set_resolved(thread=thread, resolved=True, by=coordination, at=timezone.now())
    assert sorted(act for _title, act, _things in told(core_team, begun)) == [
        "commented",
        "declined",
        "proposed",
        "replied",
        "resolved",
    ]
    mine = activity_for(member, since=begun, until=timezone.now())
    assert [(line.act, line.text) for line in mine.for_me] == [
        (Act.DECLINED, "Zu kurz."),
        (Act.REPLIED, thread.replies.get().text),
    ]
    assert activity_for(core_team, since=begun, until=timezone.now()).for_me == ()


def test_mention_speaks_to_the_person(
    measure: Measure, coordination: User, member: User, core_team: User, begun: datetime
) -> None:
    comment = make_comment(measure, by=coordination, at=timezone.now(), mentions=[member])
    (line,) = activity_for(member, since=begun, until=timezone.now()).for_me
    assert line.things[0].address.endswith(f"#kommentar-{comment.pk}")
    assert activity_for(core_team, since=begun, until=timezone.now()).for_me == ()
    delete_comment(comment=comment, by=coordination)
    assert activity_for(member, since=begun, until=timezone.now()).count == 0


def test_own_theme_fields_come_first(
    strategy: Strategy, measure: Measure, coordination: User, member: User, begun: datetime
) -> None:
    second = make_theme(strategy, by=coordination)
    join_working_group(second, member)
    save(measure, coordination, title="Neu")
    assert [
        section.is_mine for section in activity_for(member, since=begun, until=timezone.now()).sections
    ] == [True, False]


def test_many_lines_continue_on_the_next_page(
    measure: Measure, coordination: User, member: User, begun: datetime
) -> None:
    for number in range(4):
        make_comment(measure, by=coordination, text=f"Nr. {number}", at=begun + timedelta(seconds=number))
    end = begun + timedelta(minutes=1)

    def texts(found: Activity) -> list[str]:
        return [line.text for section in found.sections for line in section.happenings]

    first = activity_for(member, since=begun, until=end, at_most=3)
    assert (texts(first), first.count) == (["Nr. 3", "Nr. 2", "Nr. 1"], 3)
    assert first.older_than is not None
    rest = activity_for(member, since=begun, until=first.older_than, at_most=3)
    assert (texts(rest), rest.older_than) == (["Nr. 0"], None)


def test_page_shows_two_weeks_to_who_comes_first(
    measure: Measure, coordination: User, member_client: Client
) -> None:
    now = timezone.now()
    make_comment(measure, by=coordination, text="Vor drei Wochen", at=now - timedelta(days=21))
    make_comment(measure, by=coordination, text="Vor einer Woche", at=now - timedelta(days=7))
    text = text_of(member_client.get(PAGE))
    assert ("Vor einer Woche" in text, "Vor drei Wochen" in text) == (True, False)
    text = text_of(member_client.get(PAGE, {"zeitraum": "30"}))
    assert ("Vor einer Woche" in text, "Vor drei Wochen" in text) == (True, True)


def test_button_remembers_what_the_page_told_and_not_what_came_since(
    measure: Measure, coordination: User, member: User, member_client: Client
) -> None:
    page = member_client.get(PAGE)
    make_comment(measure, by=coordination, text="Inzwischen", at=timezone.now())
    assert ActivityPreference.objects.count() == 0
    response = member_client.post(SEEN, {"until": fields_on(page)["until"]})
    assert goes_to(response) == PAGE
    page = member_client.get(PAGE)
    assert messages_of(page) == ["Gemerkt. Beim nächsten Mal sehen Sie hier, was danach geschehen ist."]
    assert "Inzwischen" in text_of(page)
    assert measure.title not in text_of(page).split("Inzwischen")[1]
    member_client.post(SEEN, {"until": fields_on(page)["until"]})
    assert "An den Texten ist in dieser Zeit nichts geschehen." in text_of(member_client.get(PAGE))


@pytest.mark.parametrize("until", ["", "gestern", "2999-01-01T00:00:00+00:00"])
def test_nobody_has_seen_the_future(
    member: User, strategy: Strategy, member_client: Client, until: str
) -> None:
    before = timezone.now()
    assert member_client.post(SEEN, {"until": until}).status_code == 302
    seen = preference_of(member).seen_at
    assert seen is not None
    assert before <= seen <= timezone.now()


def test_older_page_takes_nothing_back(member: User) -> None:
    now = timezone.now()
    remember_seen(user=member, until=now)
    remember_seen(user=member, until=now - timedelta(days=1))
    assert preference_of(member).seen_at == now


@pytest.mark.parametrize(
    "query",
    [
        {"zeitraum": "immer"},
        {"bis": "x"},
        {"bis": "2021-99-99"},
        {"bis": "0001-01-01T00:00:00+14:00"},
        {"bis": "9999-12-31T23:59:59-14:00", "zeitraum": "30"},
        {"zeitraum": ["", "14"]},
    ],
)
def test_addresses_that_make_no_sense_show_the_page(
    strategy: Strategy, member_client: Client, query: dict[str, Any]
) -> None:
    assert member_client.get(PAGE, query).status_code == 200


def test_page_tells_of_meetings_and_surveys(
    strategy: Strategy, coordination: User, member_client: Client
) -> None:
    now = timezone.now()
    body = make_steering_group("Kirchen")
    poll = make_open_poll(body, by=coordination)
    type(poll).objects.update(opens_at=now - timedelta(days=1))
    values = {"committee": body, "starts_at": now, "ends_at": now + timedelta(hours=2), "place": "Rathaus"}
    Meeting.objects.create(title="Zweite Sitzung", invited_at=now - timedelta(days=1), **values)
    Meeting.objects.create(title="Nur geplant", **values)
    text = text_of(member_client.get(PAGE))
    assert f"Abfrage „{poll.title}“ ({body.name})" in " ".join(text.replace(" )", ")").split())
    assert ("Zweite Sitzung" in text, "Nur geplant" in text) == (True, False)


def test_html_in_texts_is_shown_as_text(measure: Measure, coordination: User, member_client: Client) -> None:
    evil = "<script>alert(1)</script>"
    save(measure, coordination, title=evil, description=evil)
    make_comment(measure, by=coordination, text=evil, at=timezone.now())
    assert "<script>alert" not in member_client.get(PAGE).content.decode()


def test_digest_is_chosen(strategy: Strategy, member: User, member_client: Client) -> None:
    assert fields_on(member_client.get(PAGE))["digest"] == "weekly"
    assert goes_to(member_client.post(DIGEST, {"digest": "never"})) == PAGE
    assert preference_of(member).digest == "never"
    response = member_client.post(DIGEST, {"digest": "hourly"})
    assert (response.status_code, preference_of(member).digest) == (422, "never")


def test_wrong_method_is_refused(strategy: Strategy, member_client: Client) -> None:
    answers = [member_client.get(page).status_code for page in (SEEN, DIGEST)]
    assert [*answers, member_client.post(PAGE).status_code] == [405] * 3
