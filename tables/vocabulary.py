"""Loads what cells may name, as it is in the database now."""

from committees.bodies.models import Committee, SeatGroup
from monitoring.models import Indicator
from strategy.departments import Directory
from strategy.models import ConceptKind, Municipality, SdgTarget
from tables.kinds.lists import Lists


def current_lists() -> Lists:
    """The open vocabularies (8 queries)."""
    return Lists(
        concept_kinds=tuple(ConceptKind.objects.values_list("title", flat=True)),
        bodies=tuple(Committee.objects.values_list("name", flat=True)),
        seat_groups=tuple(SeatGroup.objects.values_list("name", flat=True)),
        departments=Directory().spellings(),
        sdg_codes=tuple(SdgTarget.objects.values_list("code", flat=True)),
        indicators=tuple(Indicator.objects.values_list("name", flat=True)),
        municipality=Municipality.objects.values_list("name", flat=True).first() or "",
    )
