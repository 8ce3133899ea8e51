"""From the result of a survey to the selection, to files, and to "So kam es dazu"."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from committees.meetings.actions.ballots import cast_ballot
from committees.meetings.actions.polls import close_poll
from committees.meetings.actions.takeover import recommendation_of, take_over_selection
from committees.meetings.ballots import Option, Rules
from committees.meetings.choices import PollKind
from committees.meetings.codes import new_code
from committees.meetings.models import Poll
from committees.meetings.poll_elements import Choice
from committees.meetings.result_facts import stories_about
from committees.meetings.result_tables import Table, to_csv, to_workbook, wide_table
from committees.meetings.results import Cast, count
from editing.exceptions import RuleBroken
from strategy.actions.themes import select_theme
from strategy.document.actions.versions import adopt_version
from strategy.models import Strategy, ThemeField
from tests.builders import NOW, make_open_poll, make_steering_group, make_strategic_goal, make_version

END = NOW + timedelta(hours=1)
AFTER = NOW + timedelta(hours=2)


def selection(strategy: Strategy, by: User, *votes: tuple[int, ...], prescribed: bool = False) -> Poll:
    """A closed theme selection with two seats; each vote gives points to the candidates in their order."""
    themes = ThemeField.objects.candidates().filter(strategy=strategy, prescribed=False)[: len(votes[0])]
    chosen = list(themes)
    if prescribed:
        chosen[-1] = ThemeField.objects.get(strategy=strategy, prescribed=True)
    poll = make_open_poll(
        make_steering_group(*"ABC"[: len(votes)]),
        by=by,
        kind=PollKind.THEME_SELECTION,
        choices=[Choice(kind=theme.kind, key=theme.pk, label=theme.title) for theme in chosen],
    )
    keys = [str(option.pk) for option in poll.options.all()]
    for voter, points in zip(poll.voters.select_related("user"), votes, strict=True):
        answers = {key: number for key, number in zip(keys, points, strict=True) if number}
        cast_ballot(poll=poll, user=voter.user, answers=answers, code="", at=NOW)
    return close_poll(poll=poll, by=by, at=END)


def decisions(poll: Poll) -> list[tuple[str, str]]:
    """Decision and reason of the theme fields, in the order of the options."""
    themes: dict[UUID | None, ThemeField] = {theme.pk: theme for theme in ThemeField.objects.all()}
    rows = [themes[option.element_key] for option in poll.options.all()]
    return [(theme.decision, theme.reason) for theme in rows]


def refused(poll: Poll, by: User, chosen: tuple[str, ...] = ()) -> str:
    with pytest.raises(RuleBroken) as refusal:
        take_over_selection(poll=poll, chosen=chosen, by=by, at=AFTER)
    return str(refusal.value)


def test_the_recommendation_becomes_the_selection_with_its_reasons(
    strategy: Strategy, coordination: User
) -> None:
    poll = selection(strategy, coordination, (1, 3, 1), (0, 3, 2))
    take_over_selection(poll=poll, chosen=(), by=coordination, at=AFTER)
    reason = f"Empfehlung: {poll.committee.name}, Abfrage vom 12.07.2021: Platz 3, 1 Punkt."
    assert decisions(poll) == [("not_selected", reason), ("selected", ""), ("selected", "")]
    # The order follows the result, not the ballot.
    second, third = (option.element_key for option in poll.options.all()[1:])
    assert list(ThemeField.objects.selected().values_list("pk", flat=True)) == [second, third]
    poll.refresh_from_db()
    assert (poll.taken_over_at, poll.taken_over_by) == (AFTER, coordination)
    assert refused(poll, coordination) == "Das Ergebnis dieser Abfrage ist schon übernommen."


def test_a_tie_at_the_edge_is_decided_by_hand(strategy: Strategy, coordination: User) -> None:
    poll = selection(strategy, coordination, (3, 1, 1), (3, 1, 1))
    what = recommendation_of(poll, AFTER)
    assert (len(what.inside), len(what.tied), what.open_seats) == (1, 2, 1)
    keys = [option.key for _theme, option, _reason in what.tied]
    assert refused(poll, coordination, tuple(keys)) == (
        "Von den Themenfeldern mit gleich vielen Stimmen lassen sich höchstens 1 wählen."
    )
    outsider = (what.inside[0][1].key,)
    assert refused(poll, coordination, outsider) == (
        "Von Hand entscheiden Sie nur über Themenfelder mit gleich vielen Stimmen."
    )
    take_over_selection(poll=poll, chosen=(keys[1],), by=coordination, at=AFTER)
    assert [decision for decision, _reason in decisions(poll)] == ["selected", "not_selected", "selected"]
    assert decisions(poll)[1][1].endswith("Platz 2 (geteilt), 2 Punkte.")


def test_the_page_asks_about_each_tie_and_decides_none(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    poll = selection(strategy, coordination, (3, 1, 1))
    url = reverse("meetings:poll-take-over", args=[poll.pk])
    assert " checked" not in coordination_client.get(url).content.decode()
    response = coordination_client.post(url, {})
    assert response.status_code == 422
    assert [decision for decision, _reason in decisions(poll)] == ["open"] * 3
    first, second = (f"option_{option.key}" for _t, option, _r in recommendation_of(poll, AFTER).tied)
    response = coordination_client.post(url, {first: "leave_out", second: "select"})
    assert response["Location"] == reverse("strategy:theme-selection")
    assert [decision for decision, _reason in decisions(poll)] == ["selected", "not_selected", "selected"]


def test_prescribed_fields_stay_and_take_no_seat(strategy: Strategy, coordination: User) -> None:
    poll = selection(strategy, coordination, (2, 2, 1, 0), prescribed=True)
    take_over_selection(poll=poll, chosen=(), by=coordination, at=AFTER)
    assert [decision for decision, _reason in decisions(poll)] == [
        "selected",
        "selected",
        "not_selected",
        "selected",
    ]


def test_nothing_is_taken_over_halfway(strategy: Strategy, coordination: User) -> None:
    poll = selection(strategy, coordination, (0, 2, 1))
    in_use = ThemeField.objects.get(pk=str(poll.options.first().element_key))
    select_theme(theme=in_use, by=coordination)
    make_strategic_goal(in_use, by=coordination)
    assert refused(poll, coordination).startswith(f"„{in_use.title}“ hat schon Ziele.")
    assert [decision for decision, _reason in decisions(poll)] == ["selected", "open", "open"]
    poll.refresh_from_db()
    assert poll.taken_over_at is None


def test_adopted_theme_fields_are_no_longer_changed(strategy: Strategy, coordination: User) -> None:
    poll = selection(strategy, coordination, (0, 2, 1))
    version = make_version(strategy, by=coordination)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=coordination, at=NOW)
    assert refused(poll, coordination) == (
        "Der Rat hat die Themenfelder beschlossen. Eine Abfrage ändert sie nicht mehr."
    )


def test_only_a_closed_selection_is_taken_over(strategy: Strategy, coordination: User) -> None:
    question = make_open_poll(make_steering_group("A"), by=coordination)
    sentence = "Übernehmen lässt sich nur das Ergebnis einer geschlossenen Themenauswahl."
    assert refused(question, coordination) == sentence
    poll = selection(strategy, coordination, (0, 2, 1))
    Poll.objects.filter(pk=poll.pk).update(closes_at=AFTER + END.resolution)
    assert refused(poll, coordination) == sentence


def test_a_theme_field_tells_how_it_came_about(strategy: Strategy, coordination: User) -> None:
    poll = selection(strategy, coordination, (1, 3, 1), (0, 3, 2))
    keys = [option.element_key for option in poll.options.all()]
    story = stories_about(keys[1], AFTER)[0]
    assert (story.poll, story.at, story.sentence) == (poll, END, "Platz 1 von 3, 6 Punkte")
    assert (
        stories_about(keys[1], NOW)[0].sentence == "Das Ergebnis erscheint, wenn die Abfrage geschlossen ist."
    )
    assert stories_about(keys[1], NOW - timedelta(days=1)) == ()
    other = ThemeField.objects.exclude(pk__in=[key for key in keys if key]).first()
    assert stories_about(other.pk, AFTER) == ()


NASTY = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "Straße; „Übermut“", '"')


def test_csv_opens_in_german_excel_and_runs_no_formula() -> None:
    content = to_csv(Table(title="T", head=("Antwort", "Punkte"), rows=tuple((text, -3) for text in NASTY)))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["Antwort", "Punkte"]
    texts = [text.replace("\r", "\n") for text in NASTY]
    assert [row[0] for row in rows[1:]] == [*(f"'{text}" for text in texts[:6]), *texts[6:]]
    assert {row[1] for row in rows[1:]} == {"-3"}


def test_the_workbook_holds_texts_and_no_formula() -> None:
    tables = [Table(title="Eins: [a]/b", head=("Antwort",), rows=tuple((text,) for text in NASTY))] * 2
    with ZipFile(BytesIO(to_workbook(tables))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count('t="s"') == len(NASTY) + 1
    assert "=1+1" in strings
    assert 'name="1 Eins a' in names
    assert 'name="2 Eins a' in names


def test_csv_has_a_column_for_each_group_and_stance() -> None:
    rules = Rules(kind=PollKind.AGREEMENT, options=(Option(key="a", label="1.1 Ziel"),))
    casts = [Cast(answers={"a": {"stance": "reject", "comment": "Nein."}}, voter="Ada", group="IHK")]
    table = wide_table(count(rules, casts, ("IHK", "Kirchen")))
    assert table.head == (
        "Ziel",
        "Zustimmung",
        "Bedenken",
        "Ablehnung",
        "Enthaltung",
        *(
            f"{g}: {s}"
            for g in ("IHK", "Kirchen")
            for s in ("Zustimmung", "Bedenken", "Ablehnung", "Enthaltung")
        ),
    )
    assert table.rows == (("1.1 Ziel", 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0),)


@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_files_name_the_voters_of_named_surveys_only(
    coordination: User, reader_client: Client, secrecy: str
) -> None:
    poll = make_open_poll(make_steering_group("IHK", "Kirchen", "Jugend"), by=coordination, secrecy=secrecy)
    names = []
    for voter in poll.voters.select_related("user"):
        names.append(voter.user.name)
        code = new_code() if secrecy == "secret" else ""
        answers = {str(poll.options.first().pk): 1}
        cast_ballot(poll=poll, user=voter.user, answers=answers, code=code, at=NOW)
    close_poll(poll=poll, by=coordination, at=END)
    response = reader_client.get(reverse("meetings:poll-xlsx", args=[poll.pk]))
    with ZipFile(BytesIO(response.content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    page = reader_client.get(reverse("meetings:poll-detail", args=[poll.pk])).content.decode()
    assert [name in strings for name in names] == [secrecy == "named"] * 3
    assert ("Wer hat wie gestimmt?" in page) is (secrecy == "named")
    assert ("Ergebnis je entsendender Gruppe" in page) is (secrecy == "named")
