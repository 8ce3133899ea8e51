"""The contents of the bin (Papierkorb): what was removed, where it stood, who removed it, until when it comes back."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from accounts.roles import Right
from kern.quotes import inside_quotes
from strategy.document.tree import PROGRAMME_KINDS
from strategy.models import Concept, Extract, Strategy, ThemeField
from strategy.models.element import KEPT_IN_BIN
from strategy.models.kinds import MODELS_BELOW_THEMES, PROGRAMME_MODELS, ProgrammeElement

TITLE_AT_MOST = 120


class BinEntry(Struct, frozen=True):
    """One thing that somebody removed. `asks` where its old place is gone, so that taking it out needs an answer."""

    kind: str
    title: str
    place: str
    below: int
    by: str
    at: datetime
    address: str
    asks: bool = False

    @property
    def until(self) -> datetime:
        return self.at + KEPT_IN_BIN


def bin_of(strategy: Strategy, user: User, at: datetime) -> list[BinEntry]:
    """What this person may take out of the bin, the last removed first; in a constant number of queries."""
    entries = [*_elements(strategy, user, at)]
    if user.has_right(Right.EVALUATE_CONCEPTS):
        entries += [*_concepts(strategy, at), *_extracts(strategy, at)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def may_use_bin(user: User) -> bool:
    """Tell whether somebody removes anything at all."""
    rights = {model.bin_right for model in PROGRAMME_MODELS.values()} | {Right.EVALUATE_CONCEPTS}
    return any(map(user.has_right, rights))


def _elements(strategy: Strategy, user: User, at: datetime) -> Iterator[BinEntry]:
    below = Counter(
        key
        for model in MODELS_BELOW_THEMES.values()
        for key in model.objects.filter(removed_with__isnull=False).values_list("removed_with", flat=True)
    )
    for kind in PROGRAMME_KINDS:
        model = PROGRAMME_MODELS[kind]
        rows = model.objects.restorable_by(user, at).with_ancestors().select_related("retired_by")
        for row in rows.filter(**{model.path_to_strategy: strategy}):
            yield BinEntry(
                kind=str(kind.label),
                title=_short(row),
                place=_place(row),
                below=max(below[row.pk] - 1, 0),
                by=_name(row.retired_by),
                at=row.retired_at or at,
                address=reverse("strategy:bin-element", args=[kind, row.pk]),
                asks=not has_its_place(row),
            )


def has_its_place(element: ProgrammeElement) -> bool:
    """Tell whether what an element stood below is still there. Needs the ancestors."""
    if isinstance(element, ThemeField):
        return True
    above = element.parent
    return above.retired_at is None and above.position is not None


def _place(element: ProgrammeElement) -> str:
    if isinstance(element, ThemeField):
        return _("Themenauswahl")
    above = element.parent
    if above.retired_at is not None:
        return _("unter „%s“, das auch entfernt ist") % inside_quotes(_short(above))
    if above.position is None:
        return _("im Themenfeld „%s“, das nicht mehr gewählt ist") % inside_quotes(_short(above))
    return f"{above.number} {_short(above)}"


def _concepts(strategy: Strategy, at: datetime) -> Iterator[BinEntry]:
    rows = Concept._base_manager.filter(strategy=strategy, retired_at__gt=at - KEPT_IN_BIN)
    counts = Counter(
        Extract._base_manager.filter(concept__in=rows, retired_at__isnull=True).values_list(
            "concept", flat=True
        )
    )
    for row in rows.select_related("retired_by"):
        yield BinEntry(
            kind=_("Konzept"),
            title=_short(row),
            place=_("Konzepte"),
            below=counts[row.pk],
            by=_name(row.retired_by),
            at=row.retired_at or at,
            address=reverse("strategy:bin-concept", args=[row.pk]),
        )


def _extracts(strategy: Strategy, at: datetime) -> Iterator[BinEntry]:
    rows = Extract._base_manager.filter(concept__strategy=strategy, retired_at__gt=at - KEPT_IN_BIN)
    for row in rows.select_related("concept", "retired_by"):
        is_gone = row.concept.retired_at is not None
        place = _("%s (auch entfernt, kommt mit zurück)") % row.source if is_gone else row.source
        yield BinEntry(
            kind=_("Fundstelle"),
            title=Truncator(row.quotation).chars(TITLE_AT_MOST),
            place=place,
            below=0,
            by=_name(row.retired_by),
            at=row.retired_at or at,
            address=reverse("strategy:bin-extract", args=[row.pk]),
        )


def _short(thing: object) -> str:
    return Truncator(str(thing)).chars(TITLE_AT_MOST)


def _name(user: User | None) -> str:
    return user.name if user else _("ohne Konto")
