"""The guide: the phases with their state computed from the data, what is missing, and the one next step.

Pure functions: values in, values out. `strategy.views.guide` gathers the facts.
"""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct

from accounts.roles import Right
from strategy.choices import Phase
from strategy.completeness import Finding, Review, has_initial_situation, is_measurable
from strategy.document.document import StrategyDocument


class PhaseState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    LOCKED = "locked"


class LatestVersion(Struct, frozen=True):
    """The facts about the newest frozen version that the guide needs."""

    number: int
    is_adopted: bool
    is_published: bool
    adopted_text: str


class Asking(Struct, frozen=True):
    """A survey that is open: the phase that waits for it, how far it is, and the address of its page."""

    phase: Phase
    sentence: str
    address: str


class Step(Struct, frozen=True):
    """One thing to do next. `name` is the name of its page, or `finding` the place to mend."""

    sentence: str
    button: str
    right: Right
    name: str = ""
    phase: Phase | None = None
    number: int | None = None
    finding: Finding | None = None
    # Of a page that no name of ours leads to.
    address: str = ""


class Underway(Struct, frozen=True):
    """How far the implementation is, in words, and what is to be done next, the most urgent first."""

    words: str
    steps: tuple[Step, ...]


class Facts(Struct, frozen=True):
    """The facts besides the document that the phases are computed from."""

    members: int
    closed: frozenset[Phase]
    version: LatestVersion | None
    adopted: bool
    # Existing documents, and how many of them are evaluated.
    concepts: int = 0
    evaluated: int = 0
    # Whether the texts lie before the committees; then nobody mends them.
    submitted: bool = False
    # What the steering group is being asked just now.
    asked: tuple[Asking, ...] = ()
    # Told by the room that keeps the implementation, once the council has adopted.
    underway: Underway | None = None


class PhaseRow(Struct, frozen=True):
    phase: Phase
    name: str
    state: PhaseState
    facts: str
    findings: int


class Guide(Struct, frozen=True):
    rows: tuple[PhaseRow, ...]
    step: Step | None
    percent: int


# The page on which the work of a phase happens.
PHASE_PAGES = {
    Phase.ORGANISATION: "strategy:organisation",
    Phase.INVENTORY: "strategy:inventory",
    Phase.THEMES: "strategy:theme-selection",
    Phase.STRATEGIC_GOALS: "strategy:theme-list",
    Phase.OPERATIONAL_GOALS: "strategy:operational-goal-list",
    Phase.MEASURES: "strategy:measure-list",
    Phase.RESOLUTION: "strategy:version-list",
    Phase.IMPLEMENTATION: "monitoring:overview",
}
# Findings that stand in the way of the next phase come before those that only make a text better.
STRUCTURAL = ("no-guideline", "no-strategic-goal", "no-operational-goal", "no-measure")


def build_guide(
    document: StrategyDocument,
    review: Review,
    facts: Facts,
    rights: Iterable[Right],
    editable: frozenset[UUID] | None = None,
) -> Guide:
    """Compute the guide for somebody with these rights.

    `editable` are the keys of the elements that a member may edit in their theme fields; None for whoever edits
    everywhere. The next step is one that the person can take.
    """
    rows = tuple(
        PhaseRow(
            phase=phase,
            name=PHASE_PAGES[phase],
            state=_state(phase, document, facts),
            facts=_facts(phase, document, facts),
            findings=len(review.in_phase(phase)),
        )
        for phase in Phase
    )
    allowed = frozenset(rights)
    doable = review.doable(editable, evaluates=Right.EVALUATE_CONCEPTS in allowed)
    if editable is not None:
        allowed |= {Right.EDIT_GOALS}
    step = next(
        (step for step in _steps(document, doable, facts) if step.right in allowed),
        None,
    )
    return Guide(rows=rows, step=step, percent=review.percent)


def _state(phase: Phase, document: StrategyDocument, facts: Facts) -> PhaseState:
    if phase in facts.closed:
        return PhaseState.DONE
    if phase == Phase.IMPLEMENTATION and not facts.adopted:
        return PhaseState.LOCKED
    begun = {
        Phase.ORGANISATION: facts.members > 1,
        Phase.INVENTORY: facts.concepts > 0 or any(map(has_initial_situation, document.themes)),
        Phase.THEMES: bool(document.themes),
        Phase.STRATEGIC_GOALS: any(t.guideline or t.strategic_goals for t in document.themes),
        Phase.OPERATIONAL_GOALS: any(document.operational_goals()),
        Phase.MEASURES: any(document.measures()),
        Phase.RESOLUTION: facts.version is not None,
        Phase.IMPLEMENTATION: facts.adopted,
    }
    return PhaseState.IN_PROGRESS if begun[phase] else PhaseState.OPEN


def _facts(phase: Phase, document: StrategyDocument, facts: Facts) -> str:
    match phase:
        case Phase.ORGANISATION:
            return ngettext("%d Konto", "%d Konten", facts.members) % facts.members
        case Phase.INVENTORY:
            return _inventory_facts(document, facts)
        case Phase.THEMES:
            return _("%(chosen)d gewählt, %(others)d weitere Kandidaten") % {
                "chosen": len(document.themes),
                "others": len(document.other_candidates),
            }
        case Phase.STRATEGIC_GOALS:
            guidelines = sum(bool(theme.guideline) for theme in document.themes)
            goals = sum(1 for _goal in document.strategic_goals())
            return ", ".join(
                (
                    ngettext("%d Leitlinie", "%d Leitlinien", guidelines) % guidelines,
                    ngettext("%d strategisches Ziel", "%d strategische Ziele", goals) % goals,
                )
            )
        case Phase.OPERATIONAL_GOALS:
            goals_below = list(document.operational_goals())
            count, measurable = len(goals_below), sum(map(is_measurable, goals_below))
            return ngettext(
                "%(count)d operatives Ziel, %(measurable)d messbar",
                "%(count)d operative Ziele, %(measurable)d messbar",
                count,
            ) % {"count": count, "measurable": measurable}
        case Phase.MEASURES:
            measures = list(document.measures())
            without = sum(not measure.department for measure in measures)
            return ngettext(
                "%(count)d Maßnahme, %(without)d ohne Zuständigkeit",
                "%(count)d Maßnahmen, %(without)d ohne Zuständigkeit",
                len(measures),
            ) % {"count": len(measures), "without": without}
        case Phase.RESOLUTION:
            return _version_text(facts.version)
        case Phase.IMPLEMENTATION:
            if facts.adopted:
                return facts.underway.words if facts.underway else _("beginnt mit dem Beschluss")
            return _("gesperrt, bis der Rat beschlossen hat")


def _inventory_facts(document: StrategyDocument, facts: Facts) -> str:
    described = sum(map(has_initial_situation, document.themes))
    situation = _("Ausgangslage für %(done)d von %(all)d Themenfeldern beschrieben") % {
        "done": described,
        "all": len(document.themes),
    }
    if not facts.concepts:
        return situation
    evaluated = ngettext(
        "%(done)d von %(all)d Konzept ausgewertet",
        "%(done)d von %(all)d Konzepten ausgewertet",
        facts.concepts,
    ) % {"done": facts.evaluated, "all": facts.concepts}
    return f"{evaluated}, {situation}" if document.themes else evaluated


def _version_text(version: LatestVersion | None) -> str:
    if version is None:
        return _("noch kein Entwurf eingefroren")
    if version.is_adopted:
        return version.adopted_text
    return _("Fassung %d liegt als Beschlussentwurf vor") % version.number


def _steps(document: StrategyDocument, review: Review, facts: Facts) -> Iterable[Step]:
    """All steps that make sense now, the most urgent first; none while the committees deliberate."""
    if facts.submitted:
        return
    for phase in Phase:
        if phase in facts.closed or phase in (Phase.RESOLUTION, Phase.IMPLEMENTATION):
            continue
        if phase == Phase.INVENTORY:
            yield from _evaluation_steps(facts)
        if phase == Phase.ORGANISATION:
            yield from _remedy_steps(review.in_phase(phase))
        yield from _phase_steps(phase, document, review, facts)
    if facts.version is None:
        yield from _unready_steps(review)
    yield from _resolution_steps(facts)
    if facts.underway is not None and Phase.IMPLEMENTATION not in facts.closed:
        yield from facts.underway.steps


def _survey_step(asking: Asking) -> Step:
    """Nothing is decided while the steering group is being asked about it."""
    return Step(
        sentence=asking.sentence, button=_("Zur Abfrage"), right=Right.CLOSE_PHASES, address=asking.address
    )


def _remedy_steps(findings: Iterable[Finding]) -> Iterable[Step]:
    for finding in findings:
        if remedy := finding.remedy:
            yield Step(sentence=finding.sentence, button=remedy.button, right=remedy.right, finding=finding)


def _unready_steps(review: Review) -> Iterable[Step]:
    """What the council would miss in a draft that is frozen now."""
    empty = [finding for finding in review.in_phase(Phase.RESOLUTION) if finding.code == "empty-chapter"]
    if empty:
        yield Step(
            sentence=ngettext(
                "%d Kapitel ist noch leer. Der Entwurf für den Rat braucht es.",
                "%d Kapitel sind noch leer. Der Entwurf für den Rat braucht sie.",
                len(empty),
            )
            % len(empty),
            button=_("Zu den Kapiteln"),
            right=Right.EDIT_CHAPTERS,
            name="strategy:chapter-list",
        )


def _evaluation_steps(facts: Facts) -> Iterable[Step]:
    left = facts.concepts - facts.evaluated
    if not facts.concepts:
        yield Step(
            sentence=_("Noch ist kein Konzept erfasst. Beginnen Sie mit dem, was es schon gibt."),
            button=_("Zur Bestandsaufnahme"),
            right=Right.EVALUATE_CONCEPTS,
            name="strategy:inventory",
        )
    elif left:
        yield Step(
            sentence=ngettext(
                "%d Konzept ist noch nicht ausgewertet.", "%d Konzepte sind noch nicht ausgewertet.", left
            )
            % left,
            button=_("Zu den Konzepten"),
            right=Right.EVALUATE_CONCEPTS,
            name="strategy:concept-list",
        )


def _phase_steps(phase: Phase, document: StrategyDocument, review: Review, facts: Facts) -> Iterable[Step]:
    findings = review.in_phase(phase)
    asked = [asking for asking in facts.asked if asking.phase == phase]
    if phase == Phase.THEMES and (not document.themes or findings):
        yield from map(_survey_step, asked)
        yield Step(
            sentence=findings[0].sentence if findings else "",
            button=_("Themenfelder auswählen"),
            right=Right.CHOOSE_THEMES,
            name="strategy:theme-selection",
        )
        if not document.themes:
            return
    structural = [finding for finding in findings if finding.code in STRUCTURAL]
    if structural:
        finding = structural[0]
        yield Step(
            sentence=finding.sentence, button=_step_button(finding), right=Right.EDIT_GOALS, finding=finding
        )
    elif phase != Phase.THEMES or not findings:
        yield from map(_survey_step, asked)
        yield Step(
            sentence=_closing_sentence(phase, len(findings)),
            button=_("Phase „%(phase)s“ abschließen") % {"phase": phase.label},
            right=Right.CLOSE_PHASES,
            name="strategy:phase-close",
            phase=phase,
        )
        if findings and phase != Phase.THEMES:
            yield Step(
                sentence=findings[0].sentence,
                button=_("Jetzt ergänzen"),
                right=Right.EVALUATE_CONCEPTS if findings[0].source else Right.EDIT_GOALS,
                finding=findings[0],
            )


def _closing_sentence(phase: Phase, findings: int) -> str:
    if findings:
        return ngettext(
            "In „%(phase)s“ ist noch %(count)d Hinweis offen. Er hindert Sie nicht am Abschließen.",
            "In „%(phase)s“ sind noch %(count)d Hinweise offen. Sie hindern Sie nicht am Abschließen.",
            findings,
        ) % {"phase": phase.label, "count": findings}
    return _("Für „%(phase)s“ ist kein Hinweis offen.") % {"phase": phase.label}


def _step_button(finding: Finding) -> str:
    return {
        "no-guideline": _("Leitlinie schreiben"),
        "no-strategic-goal": _("Strategisches Ziel anlegen"),
        "no-operational-goal": _("Operatives Ziel anlegen"),
        "no-measure": _("Maßnahme anlegen"),
    }[finding.code]


def _resolution_steps(facts: Facts) -> Iterable[Step]:
    version = facts.version
    if version is None:
        yield Step(
            sentence=_("Ziele und Maßnahmen stehen. Frieren Sie jetzt den Entwurf für den Rat ein."),
            button=_("Beschlussentwurf erstellen"),
            right=Right.FREEZE_VERSIONS,
            name="strategy:version-freeze",
        )
    elif not version.is_adopted:
        yield Step(
            sentence=_("Fassung %d ist eingefroren. Laden Sie das PDF herunter und legen Sie die Vorlage an.")
            % version.number,
            button=_("Zum Beschlussentwurf"),
            right=Right.READ_WORKSPACE,
            name="strategy:version-detail",
            number=version.number,
        )
    elif not version.is_published:
        yield Step(
            sentence=_("Der Rat hat Fassung %d beschlossen. Veröffentlichen Sie sie für alle.")
            % version.number,
            button=_("Zur Veröffentlichung"),
            right=Right.PUBLISH_VERSIONS,
            name="strategy:version-detail",
            number=version.number,
        )
