"""Findings of what is missing: pure functions over document and inventory. They warn; only an empty strategy blocks.

The checks follow the GNK method (Leitlinie, vertical integration, SMART) and the question every council asks:
who does it, until when, and who pays.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct, structs

from accounts.roles import Right
from editing.amounts import euro, without_zeros
from kern.quotes import inside_quotes
from strategy.choices import ElementKind, Funding, Phase, ThemeDecision
from strategy.document.document import (
    MeasureEntry,
    OperationalGoalEntry,
    StrategicGoalEntry,
    StrategyDocument,
    ThemeSection,
)
from strategy.inventory.bracket import Inventory
from strategy.inventory.choices import ExtractKind
from strategy.money import uncovered
from strategy.target_sentences import stated_otherwise

WORDS_OF_A_SPECIFIC_STATEMENT = 6
NO_INVENTORY = Inventory()
# The fields that the checks below ask for: they may be empty for now, but nobody should take them for optional.
EXPECTED_FIELDS: dict[ElementKind, frozenset[str]] = {
    ElementKind.THEME: frozenset({"guideline", "initial_situation"}),
    ElementKind.STRATEGIC_GOAL: frozenset({"sdg_targets"}),
    ElementKind.OPERATIONAL_GOAL: frozenset({"indicator", "target_value", "target_year", "responsible"}),
    ElementKind.MEASURE: frozenset({"department", "start_year", "end_year", "funding"}),
    ElementKind.CHAPTER: frozenset({"text"}),
}


class Method(Struct, frozen=True):
    """The rules of the method that a city may set otherwise. As in rounds 1 and 2 of the GNK unless it does."""

    themes_at_least: int = 5
    themes_at_most: int = 6

    @property
    def theme_words(self) -> str:
        """The number of theme fields in words: "5, höchstens 6"."""
        if self.themes_at_least == self.themes_at_most:
            return str(self.themes_at_least)
        return _("%(least)d, höchstens %(most)d") % {
            "least": self.themes_at_least,
            "most": self.themes_at_most,
        }


GNK = Method()


class Place(Struct, frozen=True):
    """The place to mend a finding: an element, and the form field to fill in or the kind of element to add."""

    kind: ElementKind
    key: UUID
    number: str = ""
    form_field: str = ""
    adds: ElementKind | None = None

    def field(self, name: str) -> "Place":
        return structs.replace(self, form_field=name)

    def below(self, kind: ElementKind) -> "Place":
        return structs.replace(self, adds=kind)


class Source(Struct, frozen=True):
    """The place to mend a finding of the inventory: a concept, or one extract of it."""

    concept: int
    extract: int | None = None


class Remedy(Struct, frozen=True):
    """The page to mend a finding that is about no text: its address, who may do it there, and the words of a button."""

    address: str
    right: Right
    button: str


class Finding(Struct, frozen=True):
    """One thing that is missing. Without a place, a source or a remedy it concerns the theme selection."""

    code: str
    phase: Phase
    sentence: str
    place: Place | None
    source: Source | None = None
    remedy: Remedy | None = None

    @property
    def key(self) -> UUID | None:
        return self.place.key if self.place else None


class SmartCheck(Struct, frozen=True):
    """One letter of SMART for an operational goal: whether it holds, and what would make it hold."""

    letter: str
    label: str
    holds: bool
    advice: str


class Check(Struct, frozen=True):
    holds: bool
    finding: Finding


class Review(Struct, frozen=True):
    """The result of all checks: the findings in the order of the document, and how many checks there were."""

    findings: tuple[Finding, ...]
    checks: int

    @property
    def percent(self) -> int:
        """Share of the checks that hold, from 0 to 100, rounded down so that 100 means complete."""
        return 100 * (self.checks - len(self.findings)) // self.checks if self.checks else 0

    def in_phase(self, phase: Phase) -> "tuple[Finding, ...]":
        return tuple(finding for finding in self.findings if finding.phase == phase)

    def doable(self, editable: frozenset[UUID] | None, *, evaluates: bool) -> "Review":
        """The same with only what a person can mend who edits these elements; None is whoever edits everywhere."""
        if editable is None:
            return self
        found = (f for f in self.findings if f.key in editable or (f.source is not None and evaluates))
        return structs.replace(self, findings=tuple(found))


def review_document(
    document: StrategyDocument,
    inventory: Inventory = NO_INVENTORY,
    others: Iterable[Check] = (),
    method: Method = GNK,
) -> Review:
    """Check the whole strategy and, if it is given, what was found before it.

    `others` are checks of what is no part of the document, such as the bodies that work on it.
    """
    checks = [*others, *_selection_checks(document, method)]
    for theme in document.themes:
        checks.extend(_checks_below(theme))
    checks.extend(_chapter_checks(document))
    checks.extend(_inventory_checks(inventory))
    return _review(checks)


def review_theme(theme: ThemeSection) -> Review:
    """Check one theme field with everything below it."""
    return _review(_checks_below(theme))


def smart(
    *,
    statement: str,
    indicator: str,
    target_value: Decimal | None,
    target_year: int | None,
    responsible: str,
    funded: bool | None = None,
) -> tuple[SmartCheck, ...]:
    """Check an operational goal for SMART: specific, measurable, accepted, realistic, terminated.

    `funded` says whether a measure has settled funding; None leaves the letter R out, where measures are not
    known. The checks are rules of thumb: they advise, they never block.
    """
    checks = [
        SmartCheck(
            letter="S",
            label=_("spezifisch"),
            holds=len(statement.split()) >= WORDS_OF_A_SPECIFIC_STATEMENT,
            advice=_("Sagen Sie in einem ganzen Satz, was genau erreicht sein soll."),
        ),
        SmartCheck(
            letter="M",
            label=_("messbar"),
            holds=bool(indicator) and target_value is not None,
            advice=_("Nennen Sie einen Indikator und einen Zielwert."),
        ),
        SmartCheck(
            letter="A",
            label=_("akzeptiert"),
            holds=bool(responsible),
            advice=_("Nennen Sie, wer zuständig ist."),
        ),
        SmartCheck(
            letter="T",
            label=_("terminiert"),
            holds=target_year is not None,
            advice=_("Nennen Sie ein Zieljahr."),
        ),
    ]
    if funded is not None:
        realistic = SmartCheck(
            letter="R",
            label=_("realistisch"),
            holds=funded,
            advice=_("Mindestens eine Maßnahme braucht eine geklärte Finanzierung."),
        )
        checks.insert(3, realistic)
    return tuple(checks)


def smart_of(goal: OperationalGoalEntry) -> tuple[SmartCheck, ...]:
    """The SMART check of a goal in the document, with its measures."""
    return smart(
        statement=goal.statement,
        indicator=goal.indicator,
        target_value=goal.target_value,
        target_year=goal.target_year,
        responsible=goal.responsible,
        funded=any(map(has_settled_funding, goal.measures)),
    )


def has_whole_period(measure: MeasureEntry) -> bool:
    return measure.start_year is not None and (measure.permanent or measure.end_year is not None)


def has_settled_funding(measure: MeasureEntry) -> bool:
    return measure.funding not in (None, Funding.UNCLEAR)


def is_measurable(goal: OperationalGoalEntry) -> bool:
    return bool(goal.indicator) and goal.target_value is not None


def has_initial_situation(theme: ThemeSection) -> bool:
    """Say whether it is described, as a text or as statements of the SWOT view."""
    return bool(theme.initial_situation or theme.swot)


def _review(checks: Iterable[Check]) -> Review:
    checks = list(checks)
    return Review(findings=tuple(c.finding for c in checks if not c.holds), checks=len(checks))


def _selection_checks(document: StrategyDocument, method: Method) -> Iterator[Check]:
    count = len(document.themes)
    yield _selection_check(
        method.themes_at_least <= count <= method.themes_at_most,
        "theme-count",
        ngettext(
            "%(count)d Themenfeld ist gewählt. Vorgesehen sind %(planned)s.",
            "%(count)d Themenfelder sind gewählt. Vorgesehen sind %(planned)s.",
            count,
        )
        % {"count": count, "planned": method.theme_words},
    )
    for candidate in document.other_candidates:
        name = {"title": inside_quotes(candidate.title)}
        if candidate.prescribed:
            sentence = _("Das vorgeschriebene Themenfeld „%(title)s“ ist nicht gewählt.") % name
            yield _selection_check(False, "prescribed-theme", sentence)
        else:
            sentence = _("Über „%(title)s“ ist noch nicht entschieden.") % name
            decided = candidate.decision != ThemeDecision.OPEN
            yield _selection_check(decided, "theme-undecided", sentence)


def _checks_below(theme: ThemeSection) -> Iterator[Check]:
    """The checks of a theme field and of everything below it."""
    for _kind, entry, _parents in theme.walk():
        match entry:
            case ThemeSection():
                yield from _theme_checks(entry)
            case StrategicGoalEntry():
                yield from _strategic_goal_checks(entry)
            case OperationalGoalEntry():
                yield from _operational_goal_checks(entry)
            case MeasureEntry():
                yield from _measure_checks(entry)


def _theme_checks(theme: ThemeSection) -> Iterator[Check]:
    place = Place(kind=ElementKind.THEME, key=theme.key, number=theme.number)
    name = {"number": theme.number, "title": inside_quotes(theme.title)}
    yield _check(
        bool(theme.guideline),
        "no-guideline",
        Phase.STRATEGIC_GOALS,
        _("Themenfeld %(number)s „%(title)s“ hat noch keine Leitlinie.") % name,
        place.field("guideline"),
    )
    yield _check(
        has_initial_situation(theme),
        "no-initial-situation",
        Phase.INVENTORY,
        _("Themenfeld %(number)s „%(title)s“ hat noch keine Ausgangslage.") % name,
        place.field("initial_situation"),
    )
    yield _check(
        bool(theme.strategic_goals),
        "no-strategic-goal",
        Phase.STRATEGIC_GOALS,
        _("Themenfeld %(number)s „%(title)s“ hat noch kein strategisches Ziel.") % name,
        place.below(ElementKind.STRATEGIC_GOAL),
    )


def _strategic_goal_checks(goal: StrategicGoalEntry) -> Iterator[Check]:
    place = Place(kind=ElementKind.STRATEGIC_GOAL, key=goal.key, number=goal.number)
    name = {"number": goal.number}
    yield _check(
        bool(goal.sdg_targets),
        "no-sdg-reference",
        Phase.STRATEGIC_GOALS,
        _("Strategisches Ziel %(number)s hat noch keinen Bezug zu den SDGs.") % name,
        place.field("sdg_targets"),
    )
    yield _check(
        bool(goal.operational_goals),
        "no-operational-goal",
        Phase.OPERATIONAL_GOALS,
        _("Strategisches Ziel %(number)s hat noch kein operatives Ziel.") % name,
        place.below(ElementKind.OPERATIONAL_GOAL),
    )


def _operational_goal_checks(goal: OperationalGoalEntry) -> Iterator[Check]:
    place = Place(kind=ElementKind.OPERATIONAL_GOAL, key=goal.key, number=goal.number)
    name = {"number": goal.number, "title": inside_quotes(goal.short_title)}
    yield _check(
        is_measurable(goal),
        "not-measurable",
        Phase.OPERATIONAL_GOALS,
        _(
            "Operatives Ziel %(number)s „%(title)s“ ist noch nicht messbar: "
            "Es fehlt ein Indikator oder ein Zielwert."
        )
        % name,
        place.field("target_value" if goal.indicator else "indicator"),
    )
    if goal.target_value is not None:
        stated = stated_otherwise(
            goal.statement, unit=goal.unit, target=goal.target_value, baseline=goal.baseline_value
        )
        yield _check(
            stated is None,
            "target-contradicts-sentence",
            Phase.OPERATIONAL_GOALS,
            _(
                "Operatives Ziel %(number)s „%(title)s“: Im Satz steht %(stated)s %(unit)s, "
                "im Feld Zielwert %(target)s."
            )
            % {**name, "stated": _german(stated), "unit": goal.unit, "target": _german(goal.target_value)},
            place.field("target_value"),
        )
    yield _check(
        goal.target_year is not None,
        "not-dated",
        Phase.OPERATIONAL_GOALS,
        _("Operatives Ziel %(number)s „%(title)s“ hat noch kein Zieljahr.") % name,
        place.field("target_year"),
    )
    yield _check(
        bool(goal.responsible),
        "nobody-responsible",
        Phase.OPERATIONAL_GOALS,
        _("Für das operative Ziel %(number)s „%(title)s“ ist noch niemand zuständig.") % name,
        place.field("responsible"),
    )
    yield _check(
        bool(goal.measures),
        "no-measure",
        Phase.MEASURES,
        _("Operatives Ziel %(number)s „%(title)s“ hat noch keine Maßnahme.") % name,
        place.below(ElementKind.MEASURE),
    )


def _measure_checks(measure: MeasureEntry) -> Iterator[Check]:
    place = Place(kind=ElementKind.MEASURE, key=measure.key, number=measure.number)
    name = {"number": measure.number, "title": inside_quotes(measure.title)}
    yield _check(
        bool(measure.department),
        "no-department",
        Phase.MEASURES,
        _("Für Maßnahme %(number)s „%(title)s“ ist noch kein Fachbereich zuständig.") % name,
        place.field("department"),
    )
    yield _check(
        has_whole_period(measure),
        "no-period",
        Phase.MEASURES,
        _("Maßnahme %(number)s „%(title)s“ hat noch keinen vollständigen Zeitraum.") % name,
        place.field("start_year" if measure.start_year is None else "end_year"),
    )
    yield _check(
        has_settled_funding(measure),
        "no-funding",
        Phase.MEASURES,
        _("Die Finanzierung der Maßnahme %(number)s „%(title)s“ ist noch ungeklärt.") % name,
        place.field("funding"),
    )
    if measure.funding_sources:
        lack = uncovered(measure)
        yield _check(
            not lack,
            "uncovered-costs",
            Phase.MEASURES,
            _(
                "Die Finanzierungsquellen der Maßnahme %(number)s „%(title)s“ decken %(lack)s der Kosten nicht."
            )
            % {**name, "lack": euro(lack)},
            place.field("funding_sources"),
        )


def _chapter_checks(document: StrategyDocument) -> Iterator[Check]:
    for chapter in document.chapters:
        yield _check(
            bool(chapter.text.strip()),
            "empty-chapter",
            Phase.RESOLUTION,
            _("Das Kapitel „%(title)s“ ist noch leer.") % {"title": inside_quotes(chapter.heading)},
            Place(kind=ElementKind.CHAPTER, key=chapter.key).field("text"),
        )


def _inventory_checks(inventory: Inventory) -> Iterator[Check]:
    for concept in inventory.concepts:
        if concept.is_evaluated:
            yield _source_check(
                bool(concept.extracts),
                "no-extract",
                _("„%(title)s“ ist ausgewertet, aber ohne eine einzige Fundstelle.")
                % {"title": inside_quotes(concept.title)},
                Source(concept=concept.key),
            )
    for passage in inventory.passages():
        if passage.extract.kind == ExtractKind.GOAL:
            yield _source_check(
                not passage.extract.is_unsettled_goal,
                "goal-not-taken-up",
                _("Ein Ziel aus „%(source)s“ ist noch nirgends aufgenommen: „%(quotation)s“")
                % {
                    "source": inside_quotes(passage.source),
                    "quotation": inside_quotes(passage.extract.short),
                },
                Source(concept=passage.concept.key, extract=passage.extract.key),
            )


def _german(figure: Decimal | None) -> str:
    return "" if figure is None else number_format(without_zeros(figure), force_grouping=True)


def _check(holds: bool, code: str, phase: Phase, sentence: str, place: Place) -> Check:
    return Check(holds=holds, finding=Finding(code=code, phase=phase, sentence=sentence, place=place))


def _source_check(holds: bool, code: str, sentence: str, source: Source) -> Check:
    finding = Finding(code=code, phase=Phase.INVENTORY, sentence=sentence, place=None, source=source)
    return Check(holds=holds, finding=finding)


def remedy_check(holds: bool, code: str, phase: Phase, sentence: str, remedy: Remedy) -> Check:
    """Make a check of what is no part of the document."""
    return Check(
        holds=holds, finding=Finding(code=code, phase=phase, sentence=sentence, place=None, remedy=remedy)
    )


def _selection_check(holds: bool, code: str, sentence: str) -> Check:
    return Check(holds=holds, finding=Finding(code=code, phase=Phase.THEMES, sentence=sentence, place=None))
