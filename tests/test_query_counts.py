"""Every page with a list asks the database the same number of questions for one item and for three."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.mail import about
from accounts.models import Delivery, User
from accounts.roles import Role
from committees.bodies.models import Committee
from committees.council.choices import ConsultationRole, Fate
from committees.council.models import Amendment, Paper
from committees.meetings.actions.agenda import add_agenda_item
from committees.meetings.actions.attendance import record_attendance
from committees.meetings.actions.meetings import show_item
from committees.meetings.models import Meeting
from monitoring.actions.round_rows import leave_unchanged
from strategy.actions.elements import save_element
from strategy.actions.removal import remove_element
from strategy.document.actions.versions import publish_version
from strategy.document.rendering.formats import FORMATS, made_of
from strategy.inventory.actions.concepts import remove_concept
from strategy.inventory.actions.extracts import remove_extract
from strategy.models import Measure, Proposal, StrategicGoal, Strategy, StrategyVersion, ThemeField
from tables.kinds.measures import MEASURES
from tests.builders import (
    NOW,
    answer_for,
    join_working_group,
    load_sample_framework,
    make_adopted_version,
    make_attachment,
    make_basis,
    make_comment,
    make_concept,
    make_consultation,
    make_contradiction,
    make_department,
    make_export,
    make_extract,
    make_feedback,
    make_frozen_report,
    make_goal,
    make_indicator,
    make_library_source,
    make_measure,
    make_measure_resolution,
    make_meeting,
    make_milestone,
    make_open_poll,
    make_paper,
    make_programme,
    make_progress_report,
    make_proposal,
    make_remembered_head,
    make_remembered_word,
    make_report,
    make_report_file,
    make_resolution,
    make_round,
    make_route,
    make_steering_group,
    make_strategic_goal,
    make_swot_entry,
    make_table_import,
    make_target,
    make_term,
    make_theme,
    make_user,
    make_value,
    make_version,
    make_voted_poll,
)
from tests.conftest import signed_in

# Page -> the number of queries it takes, whatever the size of its lists.
PAGES: dict[str, int] = {
    "accounts:account-list": 5,
    "strategy:guide": 56,
    "strategy:finding-list": 31,
    "strategy:organisation": 7,
    "strategy:inventory": 11,
    "strategy:opposites": 14,
    "search:results": 3,
    "strategy:concept-list": 8,
    "strategy:concept-detail": 10,
    "strategy:concept-history": 5,
    "strategy:concept-remove": 9,
    "strategy:concept-kind-list": 4,
    "strategy:extract-detail": 9,
    "strategy:extract-history": 8,
    "strategy:extract-link": 13,
    "strategy:extract-remove": 8,
    "strategy:concept-sheet": 26,
    "strategy:theme-selection": 28,
    "strategy:bin-list": 14,
    "strategy:operational-goal-list": 16,
    "strategy:measure-list": 17,
    "strategy:theme-list": 18,
    "strategy:chapter-list": 5,
    "strategy:version-list": 5,
    "strategy:version-freeze": 31,
    "strategy:department-list": 4,
    "strategy:department-detail": 11,
    "strategy:department-history": 5,
    "strategy:department-spellings": 4,
    "strategy:element-detail": 28,
    "strategy:element-history": 8,
    "strategy:version-detail": 8,
    "strategy:version-files": 8,
    "strategy:comparison": 7,
    "strategy:swot": 8,
    "strategy:swot-add": 6,
    "strategy:swot-history": 7,
    "strategy:activity": 21,
    "strategy:proposal-list": 7,
    "strategy:proposal-detail": 14,
    "strategy:working-group": 6,
    "tables:table-list": 7,
    "tables:import-add": 6,
    "tables:import-memory": 13,
    "tables:tray": 6,
    "bodies:committee-list": 4,
    "bodies:committee-detail": 11,
    "bodies:seat-group-list": 4,
    "bodies:term-list": 4,
    "council:route-list": 6,
    "meetings:meeting-list": 6,
    "meetings:meeting-detail": 11,
    "meetings:meeting-attendance": 7,
    "meetings:meeting-screen-part": 10,
    "meetings:poll-list": 5,
    "meetings:poll-detail": 8,
    "council:decision": 8,
    "council:paper-list": 5,
    "council:paper-detail": 10,
    "council:amendment-detail": 5,
    "publicity:feedback-list": 5,
    "library:overview": 6,
    "library:source-list": 4,
    "library:others-do": 7,
}


def throw_away(theme: ThemeField, by: User) -> None:
    """Put one of each kind into the bin, below something that is gone as well."""
    strategic = make_strategic_goal(theme, by=by)
    goal = make_goal(strategic, by=by)
    for element in (make_measure(goal, by=by), goal, strategic):
        remove_element(element=element, by=by, at=timezone.now())
    concept = make_concept(theme.strategy)
    remove_extract(extract=make_extract(concept), uses=0, by=by, at=timezone.now())
    remove_concept(concept=concept, extracts=0, by=by, at=timezone.now())


def fill(strategy: Strategy, count: int, by: User) -> dict[str, list[Any]]:
    """Make `count` of everything that a page lists; return the arguments of the pages."""
    for _ in range(count):
        theme = make_theme(strategy, by=by)
        for _ in range(count):
            strategic = make_strategic_goal(theme, by=by)
            for _ in range(count):
                goal = make_goal(strategic, by=by, responsible="FB 33", participants=["FB 41"])
                for number in range(count):
                    given = {"department": f"FB {number}", "participants": ["FB 33", "FB 41"]}
                    measure = make_measure(goal, by=by, **given)
        version = make_version(strategy, by=by)
        paper = make_paper(version, by=by)
        make_user(Role.READER)
        throw_away(theme, by)
    keep_files(version, count)
    talk(theme, measure, count, by)
    assess(theme, count)
    for _ in range(count):
        make_table_import(by=make_user(Role.CORE_TEAM))
        make_remembered_head(by=make_user(Role.CORE_TEAM))
        make_remembered_word(by=make_user(Role.CORE_TEAM))
    body = make_steering_group(*[f"Gruppe {number}" for number in range(count)])
    meeting = meet(body, strategic, count, by)
    for _ in range(count):
        make_open_poll(body, by=by)
        poll = make_voted_poll(body, by=by, options=[f"Antwort {number}" for number in range(count + 1)])
        for row in (body, meeting, poll):
            to = make_user(Role.READER)
            Delivery.objects.create(
                to=to, about=about(row), subject="x", queued_at=NOW, state="failed", failure="x"
            )
    for number in range(count):
        make_library_source(address=f"https://stadt.example/{number}")
        make_feedback()
        make_term(2000 + 5 * number)
        make_route("", *[f"Gremium {number}.{place}" for place in range(count)])
        step = make_consultation(paper, role=ConsultationRole.HEARING)
        amendment = amend(paper, measure, number + 1)
        amendment.fates.create(resolution=make_resolution(step, by=by), fate=Fate.POSTPONED)
        paper.financial_effects.create(plan="result", position=number, name="Schule", amount=-1)
        paper.annexes.create(title="x", file="x.pdf", size=1, content_type="x", uploaded_at=NOW)
        save_element(
            element=measure,
            values={"title": f"Titel {measure.revision}", "department": f"FB {number}"},
            revision=measure.revision,
            by=by,
        )
        measure.refresh_from_db()
    return {
        "strategy:element-detail": ["theme", theme.pk],
        "strategy:element-history": ["measure", measure.pk],
        **{f"strategy:department-{name}": [measure.department_id] for name in ("detail", "history")},
        **{
            f"strategy:concept-{name}": [strategy.concepts.first().pk]
            for name in ("detail", "history", "remove", "sheet")
        },
        **{
            f"strategy:{name}": [strategy.concepts.first().extracts.first().pk]
            for name in ("extract-detail", "extract-history", "extract-link", "extract-remove")
        },
        "strategy:version-detail": [version.number],
        "strategy:version-files": [version.number],
        "strategy:comparison": [version.number, version.number],
        "bodies:committee-detail": [body.pk],
        "library:others-do": [goal.pk],
        "strategy:proposal-detail": [Proposal.objects.latest("pk").pk],
        "strategy:working-group": [theme.pk],
        **{f"strategy:{name}": [theme.pk] for name in ("swot", "swot-add", "swot-history")},
        **{f"meetings:meeting-{name}": [meeting.pk] for name in ("detail", "attendance", "screen-part")},
        "meetings:poll-detail": [poll.pk],
        "council:paper-detail": [paper.pk],
        "council:amendment-detail": [amendment.pk],
        "council:decision": [paper.pk],
        "tables:import-add": [MEASURES],
        "tables:tray": [MEASURES],
        "tables:import-memory": [MEASURES],
    }


def amend(paper: Paper, measure: Measure, number: int) -> Amendment:
    about = {
        "kind": "change",
        "element_kind": "measure",
        "element_key": measure.pk,
        "values": {"note": "Neu"},
    }
    return Amendment.objects.create(
        paper=paper, number=number, mover="administration", created_at=NOW, **about
    )


def meet(body: Committee, goal: StrategicGoal, count: int, by: User) -> Meeting:
    """Meetings with items about a goal, each with a survey, and files; the last one shows an item."""
    for _ in range(count):
        meeting = make_meeting(body, by=by)
        for number in range(count):
            values = {"title": f"Punkt {number}", "element_key": goal.pk}
            item = add_agenda_item(meeting=meeting, values=values, by=by)
            make_open_poll(body, by=by, agenda_item=item)
            meeting.documents.create(title="Unterlage", file="x.pdf", size=8, uploaded_at=NOW)
        record_attendance(meeting=meeting, statuses={}, by=by, rest_is_present=True)
        show_item(meeting=meeting, item=item, by=by)
    return meeting


def assess(theme: ThemeField, count: int) -> None:
    """Statements of the SWOT view, each with several sources."""
    for _ in range(count):
        concept = make_concept(theme.strategy, department="FB 33")
        extracts = [make_extract(concept, themes=[theme]) for _ in range(count)]
        for extract in extracts:
            make_basis(extract, theme.strategic_goals.all()[0])
            make_contradiction(extract, make_extract(concept, themes=[theme]))
        make_swot_entry(theme).extracts.set(extracts)


def talk(theme: ThemeField, measure: Measure, count: int, by: User) -> None:
    """Working groups, proposals and comments of others, now: the page of what happened lists them."""
    for number in range(count):
        person = make_user(Role.COMMITTEE_OFFICE)
        join_working_group(theme, person)
        make_proposal(measure, by=person, at=timezone.now(), title=f"Vorschlag {number}")
        for element in (theme, measure):
            make_attachment(element, by=make_user(Role.CORE_TEAM))
            thread = make_comment(element, by=person, at=timezone.now(), mentions=[by])
            for _ in range(count):
                make_comment(element, by=person, at=timezone.now(), thread=thread)


def keep_files(version: StrategyVersion, count: int) -> None:
    """Files of a version, whole ones and excerpts, of today and outdated."""
    for name in ("pptx", "html", "xlsx")[:count]:
        current = made_of(version, FORMATS[name])
        for digest, state in (("", current), ("a", current), ("b", "outdated")):
            version.files.create(
                format=name,
                choice_digest=digest,
                label="Auszug",
                made_of=state,
                export=make_export(content=b"x"),
            )


def queries_of(client: Client, page: str, arguments: dict[str, list[Any]]) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse(page, args=arguments.get(page, [])))
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_number_of_queries(strategy: Strategy, coordination: User, count: int) -> None:
    arguments = fill(strategy, count, coordination)
    client = signed_in(coordination)
    assert {page: queries_of(client, page, arguments) for page in PAGES} == PAGES


@pytest.mark.parametrize("count", [1, 3])
def test_measure_resolutions_take_the_same_number_of_queries(
    strategy: Strategy, coordination: User, count: int
) -> None:
    goal = make_programme(strategy, by=coordination).operational_goal
    measures = [make_measure(goal, by=coordination) for _ in range(count)]
    make_adopted_version(strategy, by=coordination)
    for measure in measures:
        for _ in range(count):
            make_measure_resolution(measure, by=coordination)
    client = signed_in(coordination)
    arguments = {"strategy:element-detail": ["measure", measure.pk]}
    pages = ("council:measure-resolution-list", "strategy:element-detail")
    assert [queries_of(client, page, arguments) for page in pages] == [8, 25]


@pytest.mark.parametrize("count", [1, 3])
def test_the_implementation_takes_the_same_number_of_queries(
    strategy: Strategy, coordination: User, count: int
) -> None:
    measure = make_programme(strategy, by=coordination)
    goal, reporter = measure.operational_goal, make_user(Role.DEPARTMENT)
    measures = [measure, *(make_measure(goal, by=coordination) for _ in range(count))]
    department = make_department("FB 33")
    answer_for(department, reporter)
    Measure.objects.update(department=department)
    publish_version(version=make_adopted_version(strategy, by=coordination), by=coordination, at=NOW)
    for each in measures:
        make_milestone(each, by=coordination)
        make_report(each, by=coordination)
        make_report_file(make_report(each, by=reporter), by=reporter)
    for _ in range(count):
        indicator = make_indicator(
            strategy, by=coordination, related={"goals": [goal]}, responsible=department
        )
        make_target(indicator, 2030, 10, by=coordination)
        for year in range(2016, 2018 + count):
            make_value(indicator, year, year, by=coordination)
        make_value(indicator, 2021, 5, by=reporter)
    # Each of the others has another department as well.
    others = [make_department(f"FB {number}") for number in range(40, 40 + count)]
    round = make_round(strategy, department, *others, by=coordination)
    answer = round.answers.get(department=department)
    for each in measures:
        draft_row = leave_unchanged(answer=answer, measure=each, by=reporter, at=NOW)
        make_report_file(draft_row, by=reporter)
    load_sample_framework(strategy, by=coordination)
    frozen = make_frozen_report(strategy, by=coordination)
    draft = make_progress_report(strategy, by=coordination)
    arguments = {
        "monitoring:progress-detail": [draft.pk],
        "monitoring:progress-freeze": [draft.pk],
        "monitoring:progress-preview": [draft.pk],
        "monitoring:frozen-report": [frozen.number],
        "monitoring:measure-detail": [measure.pk],
        "monitoring:indicator-detail": [indicator.pk],
        "monitoring:round-detail": [round.pk],
        "monitoring:answer-detail": [answer.pk],
        "monitoring:round-table": [answer.pk],
    }
    pages = ("overview", "waiting", "indicator-list", "measure-detail", "indicator-detail", "member-list")
    asking = ("round-list", "round-open", "round-detail", "answer-detail")
    telling = (
        *(
            "progress-list",
            "progress-detail",
            "progress-freeze",
            "progress-preview",
            "frozen-report",
            "framework",
        ),
    )
    client = signed_in(coordination)
    with CaptureQueriesContext(connection) as freezing:  # with its draft
        make_frozen_report(strategy, by=coordination)
    assert (len(freezing), queries_of(Client(), "publication:state", {})) == (59, 15)
    names = [f"monitoring:{page}" for page in pages]
    department_client = signed_in(reporter)
    own = [
        queries_of(department_client, f"monitoring:{page}", arguments) for page in ("own-rows", "round-table")
    ]
    of_rows = [queries_of(client, name, arguments) for name in names]
    of_rounds = [queries_of(client, f"monitoring:{page}", arguments) for page in asking]
    of_reports = [queries_of(client, f"monitoring:{page}", arguments) for page in telling]
    assert (of_rows, own, of_rounds, of_reports) == (
        [19, 8, 12, 16, 18, 7],
        [22, 15],
        [6, 9, 18, 15],
        [6, 7, 12, 32, 5, 10],
    )
