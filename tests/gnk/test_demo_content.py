"""The content of the demonstration fits together: names, numbers, texts. No database."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gnk.demo.reading import CONTENT, coming_wednesday, read
from strategy.discussion.choices import ProposalStatus

PEOPLE, POLLS, MEETINGS = read("people.json"), read("polls.json"), read("meetings.json")
DISCUSSION, SELECTION = read("discussion.json"), read("selection.json")
INVENTORY = read("inventory.json")
MEMBERS = {seat["name"]: seat for seat in PEOPLE["seats"]["Steuerungsgruppe"]}
EVERYBODY = {person["name"] for person in PEOPLE["people"]}


def seated(day: str) -> set[str]:
    return {
        name
        for name, member in MEMBERS.items()
        if member.get("since", PEOPLE["invited"]) <= day <= member.get("left", "9999")
    }


def texts_in(content: Any) -> Iterator[str]:
    """Every sentence that somebody could read, wherever it stands."""
    if isinstance(content, dict):
        for name, value in content.items():
            if name not in (
                "author",
                "by",
                "before",
                "concept",
                "department",
                "item",
                "theme",
                "themes",
                "values",
            ):
                yield from texts_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts_in(value)
    elif isinstance(content, str) and len(content) > 30:
        yield content


def element(number: str) -> dict[str, Any]:
    """The content of a goal or measure by its number, such as "1.2.3"."""
    field, *below = (int(part) for part in number.split("."))
    found = read(f"theme_{field}.json")
    for name, position in zip(("strategic_goals", "operational_goals", "measures"), below, strict=False):
        found = found[name][position - 1]
    return dict(found)


@pytest.mark.parametrize("day", ["2019-10-30", "2020-08-31", "2020-09-01", "2021-06-02"])
def test_thirty_two_members_of_nine_groups_sit_on_every_day(day: str) -> None:
    sizes = Counter(MEMBERS[name]["group"] for name in seated(day))
    assert sizes == {
        "Sozialverbände": 5,
        "Kirchen": 3,
        "Hochschulen": 2,
        "Industrie- und Handelskammer": 2,
        "Umweltverbände": 4,
        "Wirtschaft": 3,
        "Jugendvertretung": 3,
        "Politik": 5,
        "Verwaltung": 5,
    }


def test_every_person_has_an_example_address_of_their_own() -> None:
    emails = [person["email"] for person in PEOPLE["people"]]
    assert [email for email in emails if not re.fullmatch(r"[a-z.-]+@herne\.example", email)] == []
    assert len(emails) == len(set(emails)) == 38


def test_files_name_only_people_who_are_there() -> None:
    named = {name for group in PEOPLE["working_groups"].values() for name in group}
    named |= {seat["name"] for body in PEOPLE["seats"].values() for seat in body}
    named |= {name for meeting in MEETINGS for name in (*meeting["excused"], *meeting["absent"])}
    named |= {entry["author"] for entry in (*DISCUSSION["proposals"], *DISCUSSION["comments"])}
    named |= {reply["author"] for comment in DISCUSSION["comments"] for reply in comment.get("replies", ())}
    named |= {name for comment in DISCUSSION["comments"] for name in comment.get("mentions", ())}
    assert named - EVERYBODY == set()


def test_who_misses_a_meeting_had_a_seat_on_that_day() -> None:
    for meeting in MEETINGS:
        missing = [*meeting["excused"], *meeting["absent"]]
        assert set(missing) <= seated(meeting["starts"][:10]), meeting["title"]
        assert len(missing) == len(set(missing)), meeting["title"]


def test_five_meetings_the_first_in_person_the_others_by_video() -> None:
    assert [(bool(meeting["place"]), bool(meeting["video_link"])) for meeting in MEETINGS] == [
        (True, False),
        *[(False, True)] * 4,
    ]


@pytest.mark.parametrize("name", ["selection", "agreement", "ranking", "open_agreement"])
def test_voters_had_a_seat_when_the_survey_opened(name: str) -> None:
    opened = POLLS[name].get("opens", "2026-01-01")[:10]
    assert set(POLLS[name]["ballots"]) <= seated(opened)


def test_theme_selection_counts_the_votes_of_those_who_were_there() -> None:
    first = MEETINGS[0]
    assert set(POLLS["selection"]["ballots"]) == seated("2019-10-30") - {*first["excused"], *first["absent"]}
    assert {sum(ballot) for ballot in POLLS["selection"]["ballots"].values()} == {
        POLLS["selection"]["points"]
    }


def test_votes_on_the_theme_fields_yield_hernes_selection_in_its_order() -> None:
    titles, ballots = POLLS["selection"]["candidates"], POLLS["selection"]["ballots"].values()
    score = {title: sum(ballot[place] for ballot in ballots) for place, title in enumerate(titles)}
    ranked = sorted(titles, key=lambda title: -score[title])
    assert ranked[:6] == SELECTION["selected"]
    assert set(ranked[6:]) == set(SELECTION["reasons"])
    assert len(set(score.values())) == len(titles)


def test_open_survey_is_the_one_of_eighteen_votes_without_the_youth() -> None:
    voted = Counter(MEMBERS[name]["group"] for name in POLLS["open_agreement"]["ballots"])
    assert voted.total() == 18
    assert {member["group"] for member in MEMBERS.values()} - set(voted) == {"Jugendvertretung"}


def test_secret_answers_stand_apart_from_those_who_gave_them() -> None:
    question = POLLS["question"]
    assert sum(question["answers"].values()) == len(set(question["voters"]))
    assert "ballots" not in question


def test_proposals_are_there_in_every_state() -> None:
    states = {proposal.get("status", "open") for proposal in DISCUSSION["proposals"]}
    assert states == set(ProposalStatus)


def test_accepted_proposals_lead_to_the_text_of_the_programme() -> None:
    for proposal in DISCUSSION["proposals"]:
        now = {name: element(proposal["element"])[name] for name in proposal["values"]}
        accepted = proposal.get("status") == ProposalStatus.ACCEPTED
        assert (proposal["values"] == now) is accepted, proposal["element"]
        changed = accepted or proposal.get("status") == ProposalStatus.ACCEPTED_WITH_CHANGES
        assert ("before" in proposal) is changed, proposal["element"]
        assert proposal.get("before") not in (now, proposal["values"])


def test_nobody_proposes_where_they_may_edit() -> None:
    groups = PEOPLE["working_groups"]
    for proposal in DISCUSSION["proposals"]:
        theme = SELECTION["selected"][int(proposal["element"][0]) - 1]
        assert proposal["author"] not in groups[theme], proposal["element"]


def test_no_sentence_is_told_twice() -> None:
    told = Counter(text for content in (POLLS, MEETINGS, DISCUSSION, INVENTORY) for text in texts_in(content))
    titles = {*SELECTION["selected"], *SELECTION["reasons"]}
    assert [text for text, count in told.items() if count > 1 and text not in titles] == []


def test_meetings_and_surveys_are_marked_as_examples() -> None:
    assert [m["title"] for m in MEETINGS if "(Beispieltext)" not in m["description"]] == []
    assert [m["title"] for m in MEETINGS if "Beispieltext der Demonstration" not in m["minutes"]] == []
    assert [p["title"] for p in POLLS.values() if "(Beispielabfrage)" not in p["description"]] == []


def test_name_of_who_left_stands_only_where_it_must() -> None:
    left = [name for name, member in MEMBERS.items() if "left" in member]
    assert left == ["Hartmut Lindenblatt"]
    for name in ("meetings.json", "discussion.json"):
        assert "Lindenblatt" not in (CONTENT / name).read_text("utf-8")


@pytest.mark.parametrize("day", range(20, 27))
def test_next_meeting_is_on_a_wednesday_and_not_at_once(day: int) -> None:
    now = datetime(2026, 11, day, 12, tzinfo=UTC)
    found = coming_wednesday(now)
    assert found.weekday() == 2
    assert timedelta(days=4) <= found - now.date() <= timedelta(days=10)
