"""An inventory of a given size for `make bench`, on top of what the demonstration holds already."""

from django.utils import timezone

from strategy.choices import ElementKind
from strategy.inventory.choices import ExtractKind
from strategy.models import Concept, ConceptKind, ElementBasis, Extract, OperationalGoal, Strategy, ThemeField

CONCEPTS = 30


def fill_inventory(strategy: Strategy, extracts: int) -> None:
    """See that there are 30 concepts and so many extracts; a third of the new ones is taken up by goals."""
    kind = ConceptKind.objects.first()
    missing = range(Concept.objects.count(), CONCEPTS)
    Concept.objects.bulk_create(Concept(strategy=strategy, kind=kind, title=f"Konzept {n}") for n in missing)
    concepts, themes = list(Concept.objects.all()), list(ThemeField.objects.selected())
    goals = list(OperationalGoal.objects.active())
    kinds = list(ExtractKind)
    rows = Extract.objects.bulk_create(
        Extract(
            concept=concepts[n % len(concepts)],
            kind=kinds[n % len(kinds)],
            page=str(n % 90 + 1),
            quotation=f"Bis 2030 erreicht die Stadt Stand {n}. " * 5,
        )
        for n in range(Extract.objects.count(), extracts)
    )
    through = Extract.themes.through
    through.objects.bulk_create(
        through(extract=row, themefield=themes[n % len(themes)]) for n, row in enumerate(rows)
    )
    now = timezone.now()
    ElementBasis.objects.bulk_create(
        ElementBasis(
            extract=row,
            element_kind=ElementKind.OPERATIONAL_GOAL,
            element_key=goals[n % len(goals)].pk,
            added_at=now,
        )
        for n, row in enumerate(rows)
        if n % 3 == 0
    )
