"""The tables of a frozen report, for XLSX and CSV."""

from datetime import datetime

from django.utils.translation import gettext as _

from exports.spreadsheets import CellFormat, Sheet, SheetColumn
from exports.workbooks import About, write_workbook
from monitoring.progress.document import ReportDocument, Synopsis
from monitoring.progress.rendering.appendix import appendix_sheets
from monitoring.progress.rendering.pdf import edition_of
from monitoring.progress.synopsis_words import after_words, before_words, indicator_words


def report_workbook(document: ReportDocument, *, at: datetime) -> bytes:
    """All tables of a report in one workbook, as it was `at` a moment."""
    edition = edition_of(document)
    facts = [
        (_("Stand"), edition.state),
        (
            _("Strategie"),
            _("%(title)s, Fassung %(number)d")
            % {"title": document.strategy.title, "number": document.strategy.version},
        ),
    ]
    if document.is_example:
        facts.append((_("Hinweis"), _("Beispieldaten")))
    about = About(
        title=f"{document.title}, {edition.label}",
        author=document.municipality.full_name,
        at=at,
        facts=tuple(facts),
    )
    return write_workbook(report_sheets(document), about=about)


def report_sheets(document: ReportDocument) -> tuple[Sheet, ...]:
    """Measures, indicators, their values, milestones and money; with the synopsis, if there is one."""
    sheets: tuple[Sheet, ...] = (
        measure_sheet(document),
        _milestone_sheet(document),
        _money_sheet(document),
        _indicator_sheet(document),
        value_sheet(document),
    )
    if document.appendix is not None:
        sheets = (*sheets, *appendix_sheets(document.appendix))
    if document.synopsis is None:
        return sheets
    return (*sheets, _synopsis_sheet(document.synopsis), _indicator_synopsis_sheet(document.synopsis))


def measure_sheet(document: ReportDocument) -> Sheet:
    """A row for each measure."""
    columns = (
        SheetColumn(heading=_("Nr."), width=10),
        SheetColumn(heading=_("Maßnahme"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Themenfeld")),
        SheetColumn(heading=_("Fachbereich")),
        SheetColumn(heading=_("Vollzug")),
        SheetColumn(heading=_("Begründung"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Einschätzung der Koordination"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("gemeldeter Stand")),
        SheetColumn(heading=_("gemeldet am"), format=CellFormat.DATE),
        SheetColumn(heading=_("Fortschritt (Prozent)"), format=CellFormat.COUNT),
        SheetColumn(heading=_("Was wurde getan?"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Nächster Schritt"), format=CellFormat.LONG_TEXT),
    )
    rows = tuple(
        (
            each.number,
            each.title,
            f"{theme.number} {theme.title}",
            each.department,
            str(each.light.label),
            each.sentence,
            each.judgement,
            str(each.state.label) if each.state else "",
            each.reported_on,
            each.progress,
            each.done,
            each.next_step,
        )
        for theme in document.themes
        for each in theme.measures()
    )
    return Sheet(title=_("Maßnahmen"), columns=columns, rows=rows, fixed=2)


def value_sheet(document: ReportDocument) -> Sheet:
    """A row for each value of an indicator, of the whole and of its parts."""
    columns = (
        SheetColumn(heading=_("Indikator"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Einheit")),
        SheetColumn(heading=_("Aufteilung nach")),
        SheetColumn(heading=_("Teil")),
        SheetColumn(heading=_("Jahr oder Stichtag"), format=CellFormat.DATE),
        SheetColumn(heading=_("Wert"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Güte")),
    )
    rows = []
    for each in document.indicators:
        series = [("", "", each.values), *((part.dimension, part.name, part.values) for part in each.parts)]
        rows += [
            (each.name, each.unit, dimension, name, value.period, value.value, str(value.quality.label))
            for dimension, name, values in series
            for value in values
        ]
    return Sheet(title=_("Werte"), columns=columns, rows=tuple(rows))


def _indicator_sheet(document: ReportDocument) -> Sheet:
    columns = (
        SheetColumn(heading=_("Indikator"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Einheit")),
        SheetColumn(heading=_("Ziele")),
        SheetColumn(heading=_("Fachbereich")),
        SheetColumn(heading=_("Wirkung")),
        SheetColumn(heading=_("Begründung"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Einschätzung der Koordination"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("letzter Wert"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("vom"), format=CellFormat.DATE),
        SheetColumn(heading=_("Zieljahr"), format=CellFormat.YEAR),
        SheetColumn(heading=_("Zielwert"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("Quelle"), format=CellFormat.LONG_TEXT),
    )
    rows = []
    for each in document.indicators:
        latest, target = each.latest, each.targets[-1] if each.targets else None
        rows.append(
            (
                each.name,
                each.unit,
                ", ".join(each.goals),
                each.department,
                str(each.light.label),
                each.sentence,
                each.judgement,
                latest.value if latest else None,
                latest.period if latest else None,
                target.year if target else None,
                target.value if target else None,
                each.source,
            )
        )
    return Sheet(title=_("Indikatoren"), columns=columns, rows=tuple(rows))


def _milestone_sheet(document: ReportDocument) -> Sheet:
    columns = (
        SheetColumn(heading=_("Nr."), width=10),
        SheetColumn(heading=_("Maßnahme"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Meilenstein"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("fällig am"), format=CellFormat.DATE),
        SheetColumn(heading=_("erreicht am"), format=CellFormat.DATE),
    )
    rows = tuple(
        (each.number, each.title, milestone.title, milestone.due_on, milestone.done_on)
        for each in document.measures()
        for milestone in each.milestones
    )
    return Sheet(title=_("Meilensteine"), columns=columns, rows=rows)


def _money_sheet(document: ReportDocument) -> Sheet:
    columns = (
        SheetColumn(heading=_("Nr."), width=10),
        SheetColumn(heading=_("Maßnahme"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Jahr"), format=CellFormat.YEAR),
        SheetColumn(heading=_("geplant (Euro)"), format=CellFormat.EURO),
        SheetColumn(heading=_("ausgegeben (Euro)"), format=CellFormat.EURO),
    )
    rows = tuple(
        (each.number, each.title, money.year, money.planned, money.spent)
        for each in document.measures()
        for money in each.money
    )
    return Sheet(title=_("Geld"), columns=columns, rows=rows)


def _synopsis_sheet(synopsis: Synopsis) -> Sheet:
    columns = (
        SheetColumn(heading=_("Nr."), width=10),
        SheetColumn(heading=_("Maßnahme"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Vollzug damals")),
        SheetColumn(heading=_("Vollzug heute")),
        SheetColumn(heading=_("damals angekündigt"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("seither gemeldet"), format=CellFormat.LONG_TEXT),
    )
    rows = tuple(
        (each.number, each.title, before_words(each), after_words(each), each.promised, each.became)
        for each in synopsis.measures
    )
    return Sheet(title=_("Synopse"), columns=columns, rows=rows)


def _indicator_synopsis_sheet(synopsis: Synopsis) -> Sheet:
    columns = (
        SheetColumn(heading=_("Indikator"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("damals"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Wert damals"), format=CellFormat.DECIMAL),
        SheetColumn(heading=_("heute"), format=CellFormat.LONG_TEXT),
        SheetColumn(heading=_("Wert heute"), format=CellFormat.DECIMAL),
    )
    rows = tuple(
        (
            indicator_words(each),
            before_words(each),
            each.value_before.value if each.value_before else None,
            after_words(each),
            each.value_after.value if each.value_after else None,
        )
        for each in synopsis.indicators
    )
    return Sheet(title=_("Synopse der Indikatoren"), columns=columns, rows=rows)
