"""Brings the reference data of strategy/data into the database after each migrate."""

import json
from pathlib import Path

from strategy.models import CatalogueField, ConceptKind, Sdg, SdgTarget

DATA = Path(__file__).parent / "data"


def load_reference_data(*, using: str = "default", **signal: object) -> None:
    """Create or update SDGs, targets, the theme catalogue, the first kinds of concepts; harmless to repeat."""
    sdgs = json.loads((DATA / "sdgs.json").read_text(encoding="utf-8"))
    Sdg.objects.using(using).bulk_create(
        [
            Sdg(**{field: sdg[field] for field in ("number", "title", "colour", "text_colour")})
            for sdg in sdgs
        ],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["title", "colour", "text_colour"],
    )
    targets = [(sdg["number"], target) for sdg in sdgs for target in sdg["targets"]]
    SdgTarget.objects.using(using).bulk_create(
        [
            SdgTarget(code=target["code"], sdg_id=number, label=target["label"], position=position)
            for position, (number, target) in enumerate(targets, start=1)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["label"],
    )
    catalogue = json.loads((DATA / "theme_catalogue.json").read_text(encoding="utf-8"))
    CatalogueField.objects.using(using).bulk_create(
        [CatalogueField(position=position, **field) for position, field in enumerate(catalogue, start=1)],
        update_conflicts=True,
        unique_fields=["position"],
        update_fields=["title", "description", "prescribed"],
    )
    # A municipality renames and adds kinds: only an empty list is filled.
    kinds = ConceptKind.objects.using(using)
    if not kinds.exists():
        titles = json.loads((DATA / "concept_kinds.json").read_text(encoding="utf-8"))
        kinds.bulk_create(
            ConceptKind(title=title, position=position) for position, title in enumerate(titles, start=1)
        )
