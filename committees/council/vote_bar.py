"""The votes of a body as words and as a bar. Pure: numbers in, a value out."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import Struct


class FactionLine(Struct, frozen=True):
    """The votes of one faction (Fraktion)."""

    faction: str
    votes_yes: int
    votes_no: int
    abstentions: int


class Part(Struct, frozen=True):
    """One part of the bar; place and width are shares of the picture in percent."""

    kind: str
    label: str
    count: int
    x: float
    width: float


class Votes(Struct, frozen=True):
    """The votes on one entry of the record; `key` makes the names inside the picture unique on a page."""

    key: str
    votes_yes: int
    votes_no: int
    abstentions: int
    factions: tuple[FactionLine, ...]
    parts: tuple[Part, ...]
    sentence: str


def votes_of(
    *, key: str, votes_yes: int, votes_no: int, abstentions: int | None, factions: Iterable[FactionLine] = ()
) -> Votes:
    """The picture and the sentence of a vote. Abstentions that nobody counted are left out of the sentence."""
    counted = [("yes", _("Ja"), votes_yes), ("no", _("Nein"), votes_no)]
    words = [_("%(count)d Ja") % {"count": votes_yes}, _("%(count)d Nein") % {"count": votes_no}]
    if abstentions is not None:
        counted.append(("abstained", _("Enthaltung"), abstentions))
        words.append(
            ngettext("%(count)d Enthaltung", "%(count)d Enthaltungen", abstentions) % {"count": abstentions}
        )
    total = sum(count for _kind, _label, count in counted)
    parts, x = [], 0.0
    for kind, label, count in counted:
        width = round(100 * count / total, 2) if total else 0.0
        if width:
            parts.append(Part(kind=kind, label=label, count=count, x=round(x, 2), width=width))
        x += width
    return Votes(
        key=key,
        votes_yes=votes_yes,
        votes_no=votes_no,
        abstentions=abstentions or 0,
        factions=tuple(factions),
        parts=tuple(parts),
        sentence=", ".join(words),
    )
