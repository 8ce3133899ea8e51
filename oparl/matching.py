"""Foreign steps beside our Beratungsfolge: what is new, what has changed, and what nobody can decide here. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec
from msgspec import Struct

from committees.council.choices import AGENDA_NUMBER, CHANGING_OUTCOMES, ConsultationRole, Outcome, PaperKind
from committees.council.outcome_words import outcome_word
from committees.council.procedure import Entry, Remark, Route, Step, consequence_of, effect_of, remarks_on
from oparl.foreign import ForeignStep
from oparl.result_texts import result_of, role_of

# Words that say nothing about which body it is.
EMPTY_WORDS = frozenset(
    {"der", "die", "das", "des", "den", "für", "und", "stadt", "gemeinde", "kreis", "von"}
)
# "Ö 1", as short as the field is; other ways of writing say nothing here.
AGENDA_ITEM = re.compile(rf"(?=.{{1,15}}$){AGENDA_NUMBER}")
# These need more than a result text: accepted amendments, another body.
FOR_THE_CLERK = CHANGING_OUTCOMES | {Outcome.REFERRED}


class Finding(StrEnum):
    """A result of the comparison of one step."""

    UNKNOWN_BODY = "unknown_body"
    NEW = "new"
    DATE = "date"
    NUMBER = "number"
    RESULT = "result"
    UNREADABLE = "unreadable"
    FOR_THE_CLERK = "for_the_clerk"
    DIFFERENT = "different"
    NOT_SUBMITTED = "not_submitted"
    UNCHANGED = "unchanged"


class Proposal(Struct, frozen=True):
    """One foreign step, the step of ours that it is, and what taking it over would do."""

    index: int
    foreign: ForeignStep
    role: ConsultationRole
    findings: tuple[Finding, ...]
    own: Step | None = None
    committee: int | None = None
    # What is taken over; the others stay as they are.
    new_date: date | None = None
    new_number: str | None = None
    outcome: Outcome | None = None
    majority: str = ""
    remarks: tuple[Remark, ...] = ()
    consequence: str = ""

    @property
    def does_something(self) -> bool:
        return not {Finding.NEW, Finding.DATE, Finding.NUMBER, Finding.RESULT}.isdisjoint(self.findings)

    @property
    def is_blocked(self) -> bool:
        return any(remark.blocks for remark in self.remarks)

    @property
    def word(self) -> str:
        """The result that is taken over, as a body in this role calls it."""
        return outcome_word(self.outcome, self.role) if self.outcome else ""

    @property
    def is_new(self) -> bool:
        return Finding.NEW in self.findings

    @property
    def token(self) -> str:
        """The proposal as somebody has seen it who ticks it."""
        parts = (
            self.own.key if self.own else "",
            self.committee,
            self.new_date,
            self.new_number,
            self.outcome,
            *self.findings,
        )
        return "|".join(str(part if part is not None else "") for part in parts)


def words_of(name: str, municipality: str) -> tuple[str, ...]:
    """The name of a body without what varies: "Rat der Stadt Herne" is "Rat"."""
    empty = EMPTY_WORDS | set(_words(municipality))
    words = _words(name)
    return tuple(word for word in words if word not in empty) or words


def committee_called(name: str, committees: Mapping[int, str], municipality: str) -> int | None:
    """The key of the one body that is called so; None when there is none, or more than one."""
    wanted = words_of(name, municipality)
    found = [key for key, called in committees.items() if words_of(called, municipality) == wanted]
    return found[0] if len(found) == 1 else None


def proposals_for(
    foreign: Sequence[ForeignStep],
    route: Route,
    *,
    committees: Mapping[int, str],
    municipality: str,
    chosen: Mapping[int, int],
    is_submitted: bool,
    version: int,
    today: date,
) -> list[Proposal]:
    """One proposal for each foreign step, in their order. `chosen` are bodies that somebody assigned, by index."""
    bodies = [
        chosen.get(index) or committee_called(step.body, committees, municipality)
        for index, step in enumerate(foreign)
    ]
    owns = _pairs(foreign, bodies, route.steps)
    found = []
    for index, step in enumerate(foreign):
        proposal = _compared(index, step, bodies[index], owns.get(index), is_submitted=is_submitted)
        proposal, route = _ruled(proposal, route, committees, version=version, today=today)
        found.append(proposal)
    return found


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", name.casefold()))


def _pairs(
    foreign: Sequence[ForeignStep], bodies: Sequence[int | None], steps: Sequence[Step]
) -> dict[int, Step]:
    """First what has body and day in common, then each next open step of the body."""
    pairs: dict[int, Step] = {}
    for same_day in (True, False):
        for index, body in enumerate(bodies):
            if body is None or index in pairs:
                continue
            used = {step.key for step in pairs.values()}
            day = foreign[index].held_on
            fitting = (
                step
                for step in steps
                if step.committee == body
                and step.key not in used
                and (step.date == day if same_day else step.is_open or day is None)
            )
            if own := next(fitting, None):
                pairs[index] = own
    return pairs


def _compared(
    index: int, foreign: ForeignStep, committee: int | None, own: Step | None, *, is_submitted: bool
) -> Proposal:
    role = own.role if own else role_of(foreign.role, authoritative=foreign.is_authoritative)
    proposal = Proposal(index=index, foreign=foreign, role=role, findings=(), own=own, committee=committee)
    if committee is None:
        return msgspec.structs.replace(proposal, findings=(Finding.UNKNOWN_BODY,))
    findings = [] if own else [Finding.NEW]
    changes: dict[str, object] = {}
    if foreign.held_on and (own is None or (own.is_open and own.date != foreign.held_on)):
        changes["new_date"] = foreign.held_on
        findings += [] if own is None else [Finding.DATE]
    number = _new_number(foreign, own, is_other_day="new_date" in changes)
    if number is not None:
        changes["new_number"] = number
        findings += [] if findings else [Finding.NUMBER]
    if foreign.result:
        found = result_of(foreign.result)
        findings += [_on_the_result(found.outcome if found else None, foreign, own, is_submitted)]
        if findings[-1] == Finding.RESULT and found is not None:
            changes |= {"outcome": found.outcome, "majority": found.majority}
    return msgspec.structs.replace(
        proposal, findings=tuple(dict.fromkeys(findings)) or (Finding.UNCHANGED,), **changes
    )


def _new_number(foreign: ForeignStep, own: Step | None, *, is_other_day: bool) -> str | None:
    """The agenda item number that a step gets; None when it stays as it is.

    On another day the number of the former meeting means nothing any more. Only "N" stays until a number says
    otherwise: it keeps the step from the public.
    """
    known = foreign.agenda_number if AGENDA_ITEM.fullmatch(foreign.agenda_number) else ""
    if own is None:
        return known or None
    if not own.is_open or known == own.agenda_number:
        return None
    return known if known or (is_other_day and not own.agenda_number.startswith("N")) else None


def _on_the_result(
    outcome: Outcome | None, foreign: ForeignStep, own: Step | None, is_submitted: bool
) -> Finding:
    if outcome is None:
        return Finding.UNREADABLE
    if own is not None and not own.is_open:
        return Finding.UNCHANGED if own.outcome == outcome else Finding.DIFFERENT
    if outcome in FOR_THE_CLERK or not (foreign.held_on or (own and own.date)):
        return Finding.FOR_THE_CLERK
    return Finding.RESULT if is_submitted else Finding.NOT_SUBMITTED


def _ruled(
    proposal: Proposal, route: Route, committees: Mapping[int, str], *, version: int, today: date
) -> tuple[Proposal, Route]:
    """The remarks of the rules of a decision, as if all proposals before had been taken over."""
    if proposal.committee is None or not proposal.does_something:
        return proposal, route
    step = proposal.own or Step(
        key=-1 - proposal.index,
        committee=proposal.committee,
        body=committees[proposal.committee],
        role=proposal.role,
        outcome=Outcome.OPEN,
        date=None,
    )
    now = msgspec.structs.replace(
        step, date=proposal.new_date or step.date, outcome=proposal.outcome or Outcome.OPEN, meeting_on=None
    )
    others = [one for one in route.steps if one.key != step.key]
    place = next((at for at, one in enumerate(route.steps) if one.key == step.key), None)
    if place is None:
        is_last = step.role in (ConsultationRole.DECISION, ConsultationRole.NOTICE)
        open_decision = (at for at, one in enumerate(others) if one.decides and one.is_open)
        place = len(others) if is_last else next(open_decision, len(others))
    after = msgspec.structs.replace(route, steps=(*others[:place], now, *others[place:]))
    if proposal.outcome is None or now.date is None:
        return proposal, after
    entry = Entry(outcome=proposal.outcome, held_on=now.date, majority=proposal.majority)
    effect = effect_of(proposal.outcome, proposal.role, PaperKind(route.kind))
    judged = msgspec.structs.replace(
        proposal,
        remarks=remarks_on(entry, now, after, today),
        consequence=consequence_of(effect, version=version),
    )
    return judged, after
