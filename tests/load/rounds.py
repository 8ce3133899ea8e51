"""Departments that fill the table of a round together, and what the database says about its rows afterwards.

A clerk sends what `static/js/grid.js` sends: the form of a row with the names of the cells to save. Each save brings
a mark into one cell. Where somebody else was faster, the answer says what stands there; the clerk takes it over and
sends the own mark once more, so that nobody takes away a mark that was confirmed.
"""

import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from editing.asking import CONFIRMED
from monitoring.actions.round_rows import save_draft
from monitoring.choices import MeasureState, ReportStatus
from monitoring.models import DepartmentAnswer, MeasureReport, MeasureYear
from strategy.models import Measure, Strategy
from tests.builders import (
    NOW,
    answer_for,
    make_adopted_version,
    make_department,
    make_measure,
    make_programme,
    make_round,
    make_user,
)
from tests.load.chains import CellSave, RowState, faults_of_cells, mark_of, marks_in
from tests.load.editor import MERGES_AT_MOST, Tally, UnexpectedAnswer
from tests.load.visitor import Fields, Page, Visitor

MARKED = ("done", "next_step", "obstacle")
TABLE, CELL, OVERTAKEN, LOCKED = (
    "GET table",
    "POST cell, saved",
    "POST cell, overtaken",
    "POST cell, handed in",
)

RETURN = re.compile(r'href="(/[^"]*/meldungen/\d+/zurueckgeben/)[^"]*"')
# How long somebody waits for whom the others leave nothing to do.
PAUSE = 0.1

# Who answers, and what is asked of them.
Desks = dict[User, DepartmentAnswer]


class CellTally(Tally):
    """What all clerks together did and saw."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[CellSave] = []


class Clerk:
    """Somebody who fills the table of a department at one browser."""

    def __init__(
        self, visitor: Visitor, answer: DepartmentAnswer, rows: Sequence[UUID], tally: CellTally, *, seed: int
    ) -> None:
        self.visitor, self.answer, self.rows, self.tally = visitor, answer, rows, tally
        self.random = random.Random(seed)
        self.entries = 0
        self._forms: dict[UUID, Fields] = {}
        self._token: list[str] = []

    def fill(self) -> None:
        """Fill a cell of some row. The table is opened once, and anew when a row could not be saved."""
        if not self._forms:
            self._open()
        # Without a row that can be changed all lies before coordination.
        if not self._forms:
            time.sleep(PAUSE)
            return
        key = self.random.choice(list(self._forms))
        self._enter(key, self._forms.pop(key), self.random.choice(MARKED))

    def hand_in(self) -> None:
        if not self._token:
            self._open()
        path = reverse("monitoring:round-answer", args=[self.answer.pk])
        answered = self.visitor.post(path, {"csrfmiddlewaretoken": self._token})
        self._forms.clear()
        if answered.status != 302:
            raise UnexpectedAnswer(f"handing in was answered with {answered.status}")

    def _open(self) -> None:
        page = self.tally.note(
            self.visitor.get(reverse("monitoring:round-table", args=[self.answer.pk])), TABLE
        )
        self._token = page.form("csrfmiddlewaretoken")["csrfmiddlewaretoken"]
        self._forms = {key: form for key in self.rows if (form := _row(page, key))}

    def _enter(self, key: UUID, form: Fields, cell: str) -> None:
        self.entries += 1
        mark = mark_of(self.visitor.user.pk, self.entries)
        self.tally.sent.append(mark)
        form[cell] = [f"{form[cell][0]} {mark}".strip()]
        for _attempt in range(MERGES_AT_MOST):
            page = self.visitor.post(
                reverse("monitoring:round-measure", args=[self.answer.pk, key]), form | {"zellen": [cell]}
            )
            told = self._told(page)
            if "revision" not in told:
                # It lies before coordination, and the sentence at the cell says so.
                return
            form["revision"] = [str(told["revision"])]
            for name, other in told["overtaken"].items():
                own = f" {mark}" if name == cell else ""
                form[name] = [f"{other['text']}{own}".strip()]
            if cell in told["saved"]:
                saved = CellSave(row=key, cell=cell, author=self.visitor.user.pk, mark=mark)
                self.tally.cells.append(saved)
                self._forms[key] = form
                return
        raise UnexpectedAnswer(f"{MERGES_AT_MOST} answers that somebody was faster than {mark}")

    def _told(self, page: Page) -> dict[str, Any]:
        if page.status not in (200, 422):
            self.tally.note(page, CELL)
            raise UnexpectedAnswer(f"a cell was answered with {page.status}")
        told: dict[str, Any] = json.loads(page.text)
        what = CELL if page.status == 200 else OVERTAKEN if "revision" in told else LOCKED
        self.tally.note(page, what)
        return told


def _row(page: Page, key: UUID) -> Fields | None:
    """The form of a row; None while it cannot be changed."""
    try:
        return page.form("revision", f"zeile-{key}")
    except LookupError:
        return None


class Coordinator:
    """Somebody of coordination who accepts what a department has handed in, or asks back."""

    def __init__(self, visitor: Visitor, answers: Sequence[DepartmentAnswer], *, seed: int) -> None:
        self.visitor, self.answers, self.random = visitor, answers, random.Random(seed)
        self._token: list[str] = []

    def decide(self) -> None:
        answer = self.random.choice(self.answers)
        page = self.visitor.get(reverse("monitoring:answer-detail", args=[answer.pk]))
        waiting = list(dict.fromkeys(RETURN.findall(page.text)))
        if not waiting:
            time.sleep(PAUSE)
            return
        self._token = page.form("csrfmiddlewaretoken")["csrfmiddlewaretoken"]
        # What is accepted is settled for the round: the first department always has something to write.
        if answer != self.answers[0] and self.random.random() < 0.2:
            self._send(reverse("monitoring:answer-accept", args=[answer.pk]), {CONFIRMED: ["ja"]})
            return
        for path in waiting:
            self._send(path, {"remark": ["Bitte genauer."]})

    def _send(self, path: str, given: Fields) -> None:
        answered = self.visitor.post(path, given | {"csrfmiddlewaretoken": self._token})
        # Somebody else may have decided meanwhile, and then the page says so.
        if answered.status not in (302, 422):
            raise UnexpectedAnswer(f"a decision was answered with {answered.status}")


def make_desks(strategy: Strategy, *, by: User, departments: int, people: int, rows: int) -> Desks:
    """Departments with so many measures each, whose rows are begun; some are answered for by several people."""
    goal = make_programme(strategy, by=by).operational_goal
    asked = [make_department(f"Fachbereich {number}") for number in range(departments)]
    measures = {
        each: [make_measure(goal, by=by, department=each.name) for _ in range(rows)] for each in asked
    }
    make_adopted_version(strategy, by=by)
    answers = {answer.department: answer for answer in make_round(strategy, *asked, by=by).answers.all()}
    users = [make_user(Role.DEPARTMENT) for _ in range(people)]
    desks = {user: answers[asked[place % departments]] for place, user in enumerate(users)}
    for user, answer in desks.items():
        answer_for(answer.department, user)
    for department, of_department in measures.items():
        for place, measure in enumerate(of_department):
            values = {"state": MeasureState.IN_PROGRESS, "spent": 100 + place}
            save_draft(answer=answers[department], measure=measure, values=values, revision=1, by=by, at=NOW)
    return desks


def rows_of(answer: DepartmentAnswer) -> list[UUID]:
    return list(Measure.objects.filter(department=answer.department_id).values_list("pk", flat=True))


def faults_of_rows(tally: CellTally) -> Iterator[str]:
    """What is wrong with the rows, given what was sent and what was confirmed."""
    by_row: dict[UUID, list[CellSave]] = defaultdict(list)
    for save in tally.cells:
        by_row[save.row].append(save)
    unconfirmed = frozenset(tally.sent) - {save.mark for save in tally.cells}
    for report in MeasureReport.objects.all():
        history = [_state(each, each.history_user_id) for each in report.history.order_by("history_id")]
        saves = by_row[report.measure_id]
        for fault in faults_of_cells(history, _state(report, None), saves, unconfirmed=unconfirmed):
            yield f"{report.measure}: {fault}"


def faults_of_answers() -> Iterator[str]:
    """What is handed in, or accepted, by half in this moment."""
    for answer in DepartmentAnswer.objects.filter(answered_at__isnull=False):
        drafts = MeasureReport.objects.filter(
            round=answer.round_id, measure__department=answer.department_id, status=ReportStatus.DRAFT
        )
        if left := drafts.filter(reported_at__lte=answer.answered_at).count():
            yield f"{answer}: {left} rows stayed behind when it was handed in"
    spent = MeasureYear.objects.filter(measure__reports__accepted_at__isnull=False)
    counted = spent.filter(budget_spent=F("measure__reports__spent")).count()
    if (
        accepted := MeasureReport.objects.accepted().count()
    ) != counted or MeasureYear.objects.count() != counted:
        yield f"{accepted} reports are accepted, and {counted} of {MeasureYear.objects.count()} amounts count"


def lost_cells(tally: CellTally) -> list[str]:
    """The marks of confirmed saves that are gone from their cells."""
    final = {
        (row.measure_id, cell): set(marks_in(getattr(row, cell)))
        for row in MeasureReport.objects.all()
        for cell in MARKED
    }
    return [save.mark for save in tally.cells if save.mark not in final[save.row, save.cell]]


def _state(row: MeasureReport, author: int | None) -> RowState:
    cells = {cell: getattr(row, cell) for cell in MARKED}
    return RowState(revision=row.revision, cells=cells, author=author)
