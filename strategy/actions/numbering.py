"""Fixing the numbers at the first adoption: the rows take over the numbers of the adopted document."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import F

from accounts.models import User
from strategy.actions.positions import LIFT
from strategy.document.document import ElementEntry, StrategyDocument, from_json
from strategy.models import Strategy
from strategy.models.kinds import PROGRAMME_MODELS, programme_of


def fix_numbers(*, strategy: Strategy, document: StrategyDocument, by: User, at: datetime) -> None:
    """Give every row the number it has in the document, and fix the numbers for good.

    What was added since the document was frozen follows behind the last number of its siblings; what was
    removed and does not stand in the document gives up its number.
    """
    adopted = dict(_positions(document))
    last = _last_positions(strategy, document)
    for kind, model in PROGRAMME_MODELS.items():
        elements = programme_of(kind)
        placed = elements.filter(**{model.path_to_strategy: strategy}, position__isnull=False)
        rows = list(placed.order_by("position", "pk"))
        for row in rows:
            parent = getattr(row, f"{row.parent_field}_id")
            if row.pk in adopted:
                row.position = adopted[row.pk]
            elif row.retired_at is not None:
                row.position = 0
            else:
                last[parent] = row.position = last.get(parent, 0) + 1
        elements.filter(pk__in=[row.pk for row in rows]).update(position=F("position") + LIFT)
        elements.bulk_update(rows, ["position"], batch_size=500)
    strategy.numbers_fixed_at, strategy.numbers_fixed_by = at, by
    strategy.save(update_fields=["numbers_fixed_at", "numbers_fixed_by"])


def carries_fixed_numbers(document: StrategyDocument) -> bool:
    """Say whether every entry has the number that its row has been fixed to; rows that are gone do not count."""
    fixed = {
        key: position
        for model in PROGRAMME_MODELS.values()
        for key, position in model.objects.filter(position__gt=0).values_list("pk", "position")
    }
    return all(fixed.get(key, position) == position for key, position in _positions(document))


def adopted_theme_numbers(strategy: Strategy) -> dict[UUID, int]:
    """The numbers that theme fields have in adopted versions: never given to another field."""
    adopted = strategy.versions.filter(adopted_on__isnull=False).order_by("number")
    return {
        theme.key: _position(theme)
        for content in adopted.values_list("content", flat=True)
        for theme in from_json(content).themes
    }


def _positions(document: StrategyDocument) -> Iterator[tuple[UUID, int]]:
    return (
        (entry.key, _position(entry)) for theme in document.themes for _kind, entry, _parents in theme.walk()
    )


def _last_positions(strategy: Strategy, document: StrategyDocument) -> dict[UUID | int, int]:
    """The last number below each parent, also where nobody works on the adopted entry any more."""
    last: dict[UUID | int, int] = {}
    for theme in document.themes:
        for _kind, entry, parents in theme.walk():
            above = parents[-1].key if parents else strategy.pk
            last[above] = max(last.get(above, 0), _position(entry))
    return last


def _position(entry: ElementEntry) -> int:
    return int(entry.number.rpartition(".")[2])
