"""From rows to the inventory: what was found in the existing documents, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from strategy.inventory.bracket import ConceptFacts, ContradictionFacts, ExtractFacts, FieldFacts, Inventory
from strategy.inventory.choices import EvaluationStatus, ExtractKind
from strategy.models import Concept, Contradiction, ElementBasis, Extract, Strategy, ThemeField


def inventory_of(strategy: Strategy) -> Inventory:
    """Build the inventory with all its extracts (6 queries, whatever its size)."""
    extracts = Extract.objects.filter(concept__strategy=strategy)
    found = _extracts(extracts)
    return Inventory(
        fields=tuple(
            FieldFacts(key=theme.pk, number=theme.number, title=theme.title)
            for theme in ThemeField.objects.filter(strategy=strategy).selected()
        ),
        concepts=tuple(
            _concept(row, found[row.pk])
            for row in Concept.objects.filter(strategy=strategy).select_related("kind", "department")
        ),
        contradictions=tuple(
            ContradictionFacts(key=row.pk, first=row.first_id, second=row.second_id, note=row.note)
            for row in Contradiction.objects.filter(first__concept__strategy=strategy)
        ),
    )


def _extracts(rows: QuerySet[Extract]) -> dict[int, list[ExtractFacts]]:
    fields = _groups(
        Extract.themes.through.objects.filter(extract__in=rows)
        .order_by(F("themefield__position").asc(nulls_last=True), "themefield_id")
        # What was found for a candidate belongs to the field into which it was merged.
        .values_list("extract_id", Coalesce("themefield__merged_into_id", "themefield_id"))
    )
    in_use = ElementBasis.objects.in_use().filter(extract__in=rows).order_by("pk")
    uses = _groups(in_use.values_list("extract_id", "element_key"))
    groups: dict[int, list[ExtractFacts]] = defaultdict(list)
    for key, concept, kind, quotation, page, reason in rows.order_by("pk").values_list(
        "pk", "concept_id", "kind", "quotation", "page", "set_aside_reason"
    ):
        groups[concept].append(
            ExtractFacts(
                key=key,
                kind=ExtractKind(kind),
                quotation=quotation,
                page=page,
                fields=tuple(dict.fromkeys(fields[key])),
                uses=tuple(uses[key]),
                set_aside_reason=reason,
            )
        )
    return groups


def _groups(pairs: Iterable[tuple[int, UUID]]) -> dict[int, list[UUID]]:
    groups: dict[int, list[UUID]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _concept(row: Concept, extracts: list[ExtractFacts]) -> ConceptFacts:
    return ConceptFacts(
        key=row.pk,
        title=row.title,
        kind=row.kind.title,
        department=str(row.department or ""),
        dated=row.dated,
        council_reference=row.council_reference,
        valid_until=row.valid_until,
        link=row.link,
        status=EvaluationStatus(row.evaluation_status),
        extracts=tuple(extracts),
    )
