"""A frozen report as DOCX, for an administration that works on with it: all texts and facts, without curves."""

from base64 import b64decode
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from editing.amounts import euro, number
from editing.word_blocks import word_blocks
from exports.wordprocessing import Block, Heading, Paragraph, Picture, Run, Table, write_document
from monitoring.assessment import LightCount
from monitoring.lights import day_words
from monitoring.progress.document import (
    IndicatorEntry,
    MeasureEntry,
    MoneyYear,
    PictureEntry,
    ReportDocument,
    Synopsis,
)
from monitoring.progress.figures import (
    IndicatorFigures,
    ThemeFigures,
    ValueColumn,
    reason_beside,
    theme_figures,
)
from monitoring.progress.rendering.appendix import appendix_blocks
from monitoring.progress.rendering.pdf import edition_of
from monitoring.progress.synopsis_words import after_words, became_words, before_words, indicator_words

DASH = "–"


def report_docx(document: ReportDocument, *, at: datetime) -> bytes:
    """Write a report as it was `at` a moment."""
    edition = edition_of(document)
    return write_document(
        _blocks(document, f"{edition.label}\n{edition.state}"),
        title=f"{document.title}, {edition.label}",
        author=document.municipality.full_name,
        language="de-DE",
        at=at,
    )


def _blocks(document: ReportDocument, edition: str) -> Iterator[Block]:
    yield Heading(level=1, text=document.title)
    example = f"\n{_('Beispieldaten')}" if document.is_example else ""
    yield Paragraph(text=f"{document.municipality.full_name}\n{edition}{example}")
    themes = theme_figures(document)
    yield from _overview(document, themes)
    yield from _text(_("Einleitung"), document.introduction)
    if document.synopsis:
        yield from _synopsis(document.synopsis)
    yield Heading(level=2, text=_("Die Themenfelder"))
    for figures in themes:
        yield from _theme(figures)
    yield from _ended(document)
    yield from _money(document.money)
    yield from _text(_("Vorschläge zur Änderung"), document.proposals)
    if document.appendix:
        yield from appendix_blocks(document.appendix)


def _text(title: str, text: str) -> Iterator[Block]:
    if text.strip():
        yield Heading(level=2, text=title)
        yield from word_blocks(text, heading_level=3)


def _overview(document: ReportDocument, themes: Iterable[ThemeFigures]) -> Iterator[Block]:
    yield Heading(level=2, text=_("Auf einen Blick"))
    rows = [
        (f"{each.theme.number} {each.theme.title}", _counts(each.execution), _counts(each.effect))
        for each in themes
    ]
    together = (_("Zusammen"), _counts(document.execution()), _counts(document.effect()))
    yield Table(
        header=(_("Themenfeld"), _("Geschieht es? (Maßnahmen)"), _("Hilft es? (Indikatoren)")),
        rows=(*rows, together),
    )


def _theme(figures: ThemeFigures) -> Iterator[Block]:
    yield Heading(level=3, text=f"{figures.theme.number} {figures.theme.title}")
    yield from word_blocks(figures.theme.text, heading_level=4)
    yield from map(_picture, figures.theme.pictures)
    for indicator in figures.indicators:
        yield from _indicator(indicator)
    for each in figures.goals:
        yield Heading(level=4, text=f"{each.goal.number} {each.goal.title}")
        if each.goal.measures:
            yield Table(
                header=(_("Nr."), _("Maßnahme und was getan ist"), _("Stand")),
                rows=tuple(
                    (measure.number, _told(measure), _stand(measure)) for measure in each.goal.measures
                ),
            )


def _picture(entry: PictureEntry) -> Block:
    return Picture(
        content=b64decode(entry.data),
        alternative_text=entry.alternative_text,
        caption=f"{entry.title} ({entry.measure})" if entry.measure else entry.title,
        width=entry.width,
        height=entry.height,
    )


def _indicator(figures: IndicatorFigures) -> Iterator[Block]:
    entry = figures.entry
    yield Heading(level=4, text=f"{entry.name} ({entry.unit})" if entry.unit else entry.name)
    reason = _judged(entry)
    label = f"{entry.light.label}: " if reason else str(entry.light.label)
    yield Paragraph(text=(Run(text=label, is_bold=True), Run(text=reason)))
    columns = [column for band in figures.bands for column in band]
    if columns:
        yield Table(
            header=(_("Jahr oder Stichtag"), _("Wert"), _("erwartet"), _("Ziel")),
            rows=tuple(map(_value_row, columns)),
            figures=frozenset({1, 2, 3}),
        )


def _value_row(column: ValueColumn) -> tuple[str, str, str, str]:
    quality = f" ({column.quality.label})" if column.quality and column.quality.value != "final" else ""
    return (
        column.period,
        (number(column.value) or DASH) + quality,
        number(column.expected) or DASH,
        number(column.target) or DASH,
    )


def _synopsis(synopsis: Synopsis) -> Iterator[Block]:
    yield Heading(level=2, text=_("Was sich seit dem letzten Bericht verändert hat"))
    yield Heading(level=3, text=_("Maßnahmen, deren Stand ein anderer ist"))
    moved = synopsis.moved_measures()
    yield _table_or(
        _("Keine."),
        (_("Nr."), _("Maßnahme"), _("damals"), _("heute")),
        ((each.number, each.title, before_words(each), after_words(each)) for each in moved),
    )
    yield Heading(level=3, text=_("Indikatoren mit neuem Wert oder neuem Stand"))
    yield _table_or(
        _("Keine."),
        (_("Indikator"), _("damals"), _("heute")),
        ((indicator_words(each), before_words(each), after_words(each)) for each in synopsis.indicators),
    )
    yield Heading(level=3, text=_("Was angekündigt war und was daraus wurde"))
    yield _table_or(
        _("Nichts."),
        (_("Nr."), _("Maßnahme"), _("damals als nächster Schritt angekündigt"), _("seither gemeldet")),
        ((each.number, each.title, each.promised, became_words(each)) for each in synopsis.promises()),
    )


def _table_or(nothing: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Block:
    """A table, or the words for none."""
    found = tuple(rows)
    return Table(header=header, rows=found) if found else Paragraph(text=nothing)


def _ended(document: ReportDocument) -> Iterator[Block]:
    if ended := document.ended():
        yield Heading(level=2, text=_("Beendete Maßnahmen"))
        yield Table(
            header=(_("Nr."), _("Maßnahme"), _("wie sie geendet hat")),
            rows=tuple((each.number, each.title, each.judgement or each.sentence) for each in ended),
        )


def _money(years: Iterable[MoneyYear]) -> Iterator[Block]:
    rows = tuple((str(each.year), euro(each.planned) or DASH, euro(each.spent) or DASH) for each in years)
    if rows:
        yield Heading(level=2, text=_("Was geplant war und was ausgegeben ist"))
        yield Table(header=(_("Jahr"), _("geplant"), _("ausgegeben")), rows=rows, figures=frozenset({1, 2}))


def _told(measure: MeasureEntry) -> str:
    lines = [measure.title, measure.department, measure.done]
    if measure.next_step:
        lines.append(_("Nächster Schritt: %s") % measure.next_step)
    for milestone in measure.milestones:
        said = _("erreicht am %s") if milestone.done_on else _("fällig am %s")
        lines.append(f"{milestone.title}: {said % day_words(milestone.done_on or milestone.due_on)}")
    return "\n".join(line for line in lines if line)


def _stand(measure: MeasureEntry) -> str:
    return f"{measure.light.label}\n{_judged(measure)}".strip()


def _judged(entry: MeasureEntry | IndicatorEntry) -> str:
    if not entry.judgement:
        return reason_beside(entry.light, entry.sentence)
    return _("%(reason)s (Einschätzung der Koordination). Berechnet: %(sentence)s") % {
        "reason": entry.judgement,
        "sentence": entry.sentence,
    }


def _counts(counts: Iterable[LightCount]) -> str:
    return ", ".join(f"{each.count} {each.light.label}" for each in counts) or DASH
