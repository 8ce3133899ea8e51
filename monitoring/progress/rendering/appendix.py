"""The appendix by the Berichtsrahmen as parts of a DOCX and as tables."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from editing.dialect import shown_text
from editing.word_blocks import word_blocks
from exports.spreadsheets import CellFormat, Sheet, SheetColumn
from exports.wordprocessing import Block, Heading, Paragraph, Run, Table
from monitoring.progress.appendix import Appendix, AspectEntry, CoreIndicatorEntry
from monitoring.progress.appendix_words import (
    answering_words,
    area_words,
    counts_words,
    linked_words,
    sdg_words,
)


def appendix_blocks(appendix: Appendix) -> Iterator[Block]:
    """Everything that the appendix says, for word processors."""
    yield Heading(level=2, text=_("Anhang nach dem Berichtsrahmen"))
    yield Paragraph(text="\n".join(filter(None, (appendix.label, appendix.source))))
    yield Paragraph(text=_("Aspekte: %s.") % counts_words(appendix.aspect_counts()))
    for field in appendix.fields:
        yield Heading(level=3, text=f"{field.title} ({area_words(field.area)})")
        for aspect in field.aspects:
            yield from _aspect(aspect)
    if appendix.core_indicators:
        yield Heading(level=3, text=_("Kernindikatoren"))
        yield Paragraph(text=_("Kernindikatoren: %s.") % counts_words(appendix.core_indicator_counts()))
        yield Table(
            header=(_("Nr."), _("Kernindikator"), _("Indikator der Kommune oder Begründung")),
            rows=tuple((each.code, _asked(each), _answer(each)) for each in appendix.core_indicators),
        )


def appendix_sheets(appendix: Appendix) -> tuple[Sheet, ...]:
    """A row for each aspect, and one for each core indicator."""
    return (_aspect_sheet(appendix), _core_indicator_sheet(appendix))


def _aspect(aspect: AspectEntry) -> Iterator[Block]:
    yield Heading(level=4, text=f"{aspect.code} {aspect.title}")
    label = str(aspect.state.label)
    yield Paragraph(
        text=(Run(text=f"{label}: " if aspect.reason else label, is_bold=True), Run(text=aspect.reason))
    )
    yield from word_blocks(aspect.text, heading_level=5)
    if lines := linked_words(aspect):
        yield Paragraph(text="\n".join(lines))


def _asked(each: CoreIndicatorEntry) -> str:
    return f"{each.title} ({each.unit})" if each.unit else each.title


def _answer(each: CoreIndicatorEntry) -> str:
    if each.indicator:
        return answering_words(each.indicator)
    return f"{each.state.label}: {each.reason}" if each.reason else str(each.state.label)


def _aspect_sheet(appendix: Appendix) -> Sheet:
    columns = (
        SheetColumn(heading=_("Kennung"), width=12),
        SheetColumn(heading=_("Bereich")),
        SheetColumn(heading=_("Handlungsfeld")),
        SheetColumn(heading=_("Aspekt"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Stand")),
        SheetColumn(heading=_("Text"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Begründung"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Bezug zur Strategie"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("SDG")),
    )
    rows = tuple(
        (
            aspect.code,
            area_words(field.area),
            field.title,
            aspect.title,
            str(aspect.state.label),
            shown_text(aspect.text),
            aspect.reason,
            "\n".join(linked_words(aspect)),
            sdg_words(aspect.sdgs),
        )
        for field in appendix.fields
        for aspect in field.aspects
    )
    return Sheet(title=_("Berichtsrahmen"), columns=columns, rows=rows)


def _core_indicator_sheet(appendix: Appendix) -> Sheet:
    columns = (
        SheetColumn(heading=_("Kennung"), width=12),
        SheetColumn(heading=_("Kernindikator"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Einheit")),
        SheetColumn(heading=_("Stand")),
        SheetColumn(heading=_("Indikator der Kommune"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Wert"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Einheit des Werts")),
        SheetColumn(heading=_("Jahr oder Stichtag"), format=CellFormat.DATE),
        SheetColumn(heading=_("Begründung"), format=CellFormat.LONG_TEXT),
    )
    rows = []
    for each in appendix.core_indicators:
        found = each.indicator
        latest = found.latest if found else None
        rows.append(
            (
                each.code,
                each.title,
                each.unit,
                str(each.state.label),
                found.name if found else "",
                latest.value if latest else None,
                found.unit if found else "",
                latest.period if latest else None,
                each.reason,
            )
        )
    return Sheet(title=_("Kernindikatoren"), columns=columns, rows=tuple(rows))
