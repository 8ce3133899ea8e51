"""The way of a goal or measure from the concept to the report (Wirkungsweg), each step with its day and source. Pure.

Only what is published or accepted goes in. A step of which nothing is known says so: a gap is an answer, too.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from msgspec import Struct

from committees.council.measure_resolutions import Decision
from editing.amounts import euro
from monitoring.assessment import IndicatorLine
from monitoring.lights import figure_words, period_words, with_unit
from publication.lookup import MeasurePlace, OperationalGoalPlace
from strategy.document.document import BasisEntry, MeasureEntry, OperationalGoalEntry, StrategyDocument


class Point(Struct, frozen=True):
    """One thing on the way: what, when, from where, and its page."""

    text: str
    day: str = ""
    source: str = ""
    address: str = ""


class Stage(Struct, frozen=True):
    """A step of the way with what is known about it, or what is missing."""

    title: str
    points: tuple[Point, ...]
    gap: str


class Adoption(Struct, frozen=True):
    """The resolution about the whole strategy."""

    version: int
    day: date | None
    reference: str

    @property
    def source(self) -> str:
        return _("Beschlossene Fassung %(number)s") % {"number": self.version}


class Reported(Struct, frozen=True):
    """The last accepted report on a measure."""

    measure: MeasureEntry
    state: str
    day: date


class Known(Struct, frozen=True):
    """What is known beside the document."""

    adoption: Adoption
    decisions: tuple[Decision, ...]
    indicators: tuple[IndicatorLine, ...]
    # Where the values of indicators come from, by their keys.
    sources: Mapping[int, str]
    reports: tuple[Reported, ...]


def path_of_measure(document: StrategyDocument, place: MeasurePlace, known: Known) -> tuple[Stage, ...]:
    """The way of a measure."""
    return _path(
        document, (*place.goal.based_on, *place.measure.based_on), place.goal, (place.measure,), known
    )


def path_of_goal(document: StrategyDocument, place: OperationalGoalPlace, known: Known) -> tuple[Stage, ...]:
    """The way of an operational goal with all its measures."""
    return _path(document, place.goal.based_on, place.goal, place.goal.measures, known)


def _path(
    document: StrategyDocument,
    basis: Sequence[BasisEntry],
    goal: OperationalGoalEntry,
    measures: Sequence[MeasureEntry],
    known: Known,
) -> tuple[Stage, ...]:
    return (
        Stage(
            _("Konzept"), _concepts(document, basis), _("Eine Fundstelle in einem Konzept ist nicht genannt.")
        ),
        Stage(_("Ziel"), (_goal(goal, known.adoption),), ""),
        Stage(_("Beschluss"), _decisions(known), ""),
        Stage(
            _("Geld"),
            tuple(_money(measures, known.adoption)),
            _("Laufende Kosten und Investitionen sind nicht angegeben."),
        ),
        Stage(
            _("Indikator"), _indicators(known), _("Für das Ziel gibt es noch keinen Indikator mit Werten.")
        ),
        Stage(_("Bericht"), _reports(known.reports), _("Seit dem Beschluss ist noch nichts gemeldet.")),
    )


def _concepts(document: StrategyDocument, basis: Sequence[BasisEntry]) -> tuple[Point, ...]:
    concepts = {concept.title: concept for concept in document.concepts}
    found = []
    for each in dict.fromkeys(map(str, basis)):
        concept = next((concepts.get(one.concept) for one in basis if str(one) == each), None)
        found.append(
            Point(
                text=each,
                day=_day(concept.dated) if concept and concept.dated else "",
                source=concept.council_reference if concept else "",
                address=reverse("publication:foundations") if concept else "",
            )
        )
    return tuple(found)


def _goal(goal: OperationalGoalEntry, adoption: Adoption) -> Point:
    return Point(
        text=f"{goal.number} {goal.heading}",
        day=_("bis %(year)s") % {"year": goal.target_year} if goal.target_year else "",
        source=adoption.source,
        address=reverse("publication:goal", args=[goal.number]),
    )


def _decisions(known: Known) -> tuple[Point, ...]:
    whole = Point(
        text=_("Der Rat hat die Strategie beschlossen."),
        day=_day(known.adoption.day) if known.adoption.day else "",
        source=_paper(known.adoption.reference),
        address=reverse("publication:decision"),
    )
    own = (
        Point(text=f"{one.body}: {one.outcome.label}", day=_day(one.day), source=_paper(one.reference))
        for one in known.decisions
    )
    return (whole, *own)


def _money(measures: Sequence[MeasureEntry], adoption: Adoption) -> Iterable[Point]:
    for text, amounts in (
        (_("%(amount)s im Jahr"), [each.annual_cost for each in measures]),
        (_("%(amount)s einmalig"), [each.investment for each in measures]),
    ):
        stated = [amount for amount in amounts if amount is not None]
        if stated:
            said = text % {"amount": euro(sum(stated, Decimal()))}
            yield Point(text=_of_measures(said, len(stated), len(measures)), source=adoption.source)


def _of_measures(said: str, stated: int, all_of_them: int) -> str:
    if all_of_them == 1:
        return said
    return _("%(said)s, angegeben für %(stated)d von %(all)d Maßnahmen") % {
        "said": said,
        "stated": stated,
        "all": all_of_them,
    }


def _indicators(known: Known) -> tuple[Point, ...]:
    return tuple(
        Point(
            text=f"{line.name}: {with_unit(figure_words(line.latest.value), line.unit)}",
            day=period_words(line.latest.period),
            source=known.sources.get(line.key, ""),
            address=reverse("publication:indicator", args=[line.key]),
        )
        for line in known.indicators
        if line.latest is not None
    )


def _reports(reports: Sequence[Reported]) -> tuple[Point, ...]:
    return tuple(
        Point(
            text=f"{each.measure.number} {each.measure.title}: {each.state}",
            day=_day(each.day),
            source=each.measure.department,
            address=f"{reverse('publication:measure', args=[each.measure.number])}#state",
        )
        for each in reports
    )


def _paper(reference: str) -> str:
    return _("Vorlage %(reference)s") % {"reference": reference} if reference else ""


def _day(day: date) -> str:
    return date_format(day)
