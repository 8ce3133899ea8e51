"""The addresses in the working area of elements, findings and versions."""

from uuid import UUID

from django.urls import reverse

from strategy.choices import ElementKind, Phase, TextStatus
from strategy.completeness import Finding
from strategy.guide import Step
from strategy.inventory.choices import EvaluationStatus
from strategy.models.kinds import AnyElement

# So many digits of a key tell the elements of a strategy apart.
CODE_LENGTH = 12
# The words that the addresses of the working area use.
SLUGS: dict[ElementKind, str] = {
    ElementKind.THEME: "themenfelder",
    ElementKind.STRATEGIC_GOAL: "strategische-ziele",
    ElementKind.OPERATIONAL_GOAL: "operative-ziele",
    ElementKind.MEASURE: "massnahmen",
    ElementKind.CHAPTER: "kapitel",
}
KINDS = {slug: kind for kind, slug in SLUGS.items()}

PHASE_SLUGS: dict[Phase, str] = {
    Phase.ORGANISATION: "aufbauorganisation",
    Phase.INVENTORY: "bestandsaufnahme",
    Phase.THEMES: "themenfelder",
    Phase.STRATEGIC_GOALS: "strategische-ziele",
    Phase.OPERATIONAL_GOALS: "operative-ziele",
    Phase.MEASURES: "massnahmen",
    Phase.RESOLUTION: "beschluss",
    Phase.IMPLEMENTATION: "umsetzung",
}
STATUS_SLUGS: dict[TextStatus, str] = {
    TextStatus.DRAFT: "entwurf",
    TextStatus.IN_REVIEW: "in-abstimmung",
    TextStatus.AGREED: "abgestimmt",
    TextStatus.ADOPTED: "beschlossen",
}
EVALUATION_SLUGS: dict[EvaluationStatus, str] = {
    EvaluationStatus.OPEN: "offen",
    EvaluationStatus.IN_PROGRESS: "in-arbeit",
    EvaluationStatus.EVALUATED: "ausgewertet",
}


def page_of(kind: ElementKind, key: UUID) -> str:
    return reverse("strategy:element-detail", args=[kind, key])


def short_page_of(key: UUID) -> str:
    """The address of an element's page for mails: it never changes, for the key does not."""
    return reverse("short:element", args=[key.hex[:CODE_LENGTH]])


def edit_page_of(kind: ElementKind, key: UUID) -> str:
    return reverse("strategy:element-edit", args=[kind, key])


def proposal_page(number: int) -> str:
    return reverse("strategy:proposal-detail", args=[number])


def place_of(element: AnyElement) -> str:
    """The place where an element is read: its line in the tree of its theme field, or its own page."""
    theme = element.theme_of
    if theme is None or theme is element:
        return page_of(element.kind, element.pk)
    return f"{page_of(ElementKind.THEME, theme.pk)}#e-{element.pk}"


def finding_page(finding: Finding) -> str:
    """The form field, the form of a new element, or the page of a source that makes a finding go away."""
    place, source = finding.place, finding.source
    if finding.remedy is not None:
        return finding.remedy.address
    if source is not None and source.extract is not None:
        return reverse("strategy:extract-detail", args=[source.extract])
    if source is not None:
        return reverse("strategy:concept-detail", args=[source.concept])
    if place is None:
        return reverse("strategy:theme-selection")
    if place.adds is not None:
        return reverse("strategy:element-add", args=[place.adds, place.key])
    return f"{edit_page_of(place.kind, place.key)}#id_{place.form_field}"


def step_page(step: Step) -> str:
    if step.address:
        return step.address
    if step.finding is not None:
        return finding_page(step.finding)
    if step.phase is not None:
        return reverse(step.name, args=[step.phase])
    if step.number is not None:
        return reverse(step.name, args=[step.number])
    return reverse(step.name)
