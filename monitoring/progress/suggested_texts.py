"""The first text about a theme field, put together from what the departments reported. Pure."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from msgspec import Struct

from strategy.document.document import ThemeSection


class Told(Struct, frozen=True):
    """What a report said was done, and what comes next."""

    done: str
    next_step: str


def suggested_text(theme: ThemeSection, told: Mapping[UUID, Sequence[Told]], *, at_most: int) -> str:
    """A paragraph for each measure that was reported on, its number in front, in the dialect of long texts.

    What would make the text longer than `at_most` characters is left out, whole measures only, and the text says so.
    """
    paragraphs = [
        _paragraph(measure.number, measure.title, told[measure.key])
        for measure in theme.measures()
        if measure.key in told
    ]
    rest = _("Weitere Meldungen stehen in der Tabelle der Maßnahmen.")
    kept: list[str] = []
    length = len(rest)
    for paragraph in paragraphs:
        length += len(paragraph) + 2
        if length > at_most:
            return "\n\n".join([*kept, rest])
        kept.append(paragraph)
    return "\n\n".join(kept)


def _paragraph(number: str, title: str, reports: Sequence[Told]) -> str:
    heading = f"{number} {title}"
    # Stars of its own would not stay what they are inside of others.
    lines = [heading if "*" in title else f"**{heading}**"]
    lines += [report.done for report in reports if report.done]
    if reports[-1].next_step:
        lines.append(_("Nächster Schritt: %s") % reports[-1].next_step)
    return "\n".join(lines)
