"""A paper as one PDF/UA-1 file with its strategy or report as annex, and alone as DOCX for the council's system."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from committees.council.financial_tables import FinancialTable
from committees.council.models import Paper
from committees.council.printed_annex import annex_of
from committees.council.printed_paper import PrintedLine, PrintedPaper, PrintedStep, printed_paper
from editing.word_blocks import word_blocks
from exports.typesetting import OnPage, typeset
from exports.wordprocessing import Block, Heading, Paragraph, Table, numbered, write_document
from strategy.document.notation import in_cents
from strategy.document.published import frozen_document

# The paper itself, before its annex.
OWN_PAGES = 4


def paper_filename(paper: Paper) -> str:
    """A name that says what is inside: vorlage-2021-0734.pdf."""
    return f"vorlage-{slugify(paper.reference.replace('/', '-'))}.pdf"


def pages_expected(paper: Paper) -> int:
    return OWN_PAGES + annex_of(paper).pages


def paper_pdf(paper: Paper, *, on_page: OnPage | None = None) -> bytes:
    """Typeset the paper and, behind it, the strategy in the version that lies before the bodies, or the report."""
    return typeset(paper_html(paper), stylesheet=annex_of(paper).stylesheet, on_page=on_page)


def paper_html(paper: Paper) -> str:
    first = annex_of(paper)
    title = _("Anlage 1 zur Vorlage %(reference)s") % {"reference": paper.reference}
    context = {
        **first.context(),
        "document": frozen_document(paper.version),
        "edition": first.edition,
        "paper": printed_paper(paper),
        "annex": title,
        "annex_template": first.template,
    }
    return render_to_string("committees/council/print/paper.html", context)


def paper_docx(paper: Paper) -> bytes:
    """The paper without the strategy, as the council's information system takes it."""
    printed = printed_paper(paper)
    title = _("Vorlage %(reference)s: %(subject)s") % {
        "reference": printed.reference,
        "subject": printed.subject,
    }
    author = frozen_document(paper.version).municipality.full_name
    return write_document(_blocks(printed), title=title, author=author, language="de-DE", at=paper.state_at)


def _blocks(paper: PrintedPaper) -> Iterator[Block]:
    yield Heading(level=1, text=_("Vorlage %(reference)s") % {"reference": paper.reference})
    yield Table(header=(), rows=paper.head)
    yield Heading(level=2, text=_("Beratungsfolge"))
    if paper.steps:
        columns = (_("Gremium"), _("Zuständigkeit"), _("Sitzung"), _("TOP"), _("Ergebnis"))
        yield Table(header=columns, rows=tuple(map(_step_row, paper.steps)))
    else:
        yield Paragraph(text=_("Noch keine Beratung eingetragen."))
    yield Heading(level=2, text=_("Finanzielle Auswirkungen"))
    if paper.has_no_effects:
        yield Paragraph(text=_("Keine."))
    for table in () if paper.has_no_effects else paper.tables:
        yield from _financial_blocks(table)
    if paper.climate:
        yield Heading(level=2, text=_("Auswirkung auf das Klima"))
        yield Paragraph(text=paper.climate.capitalize())
        yield from word_blocks(paper.climate_note, heading_level=3)
    yield Heading(level=2, text=_("Beschlussvorschlag"))
    yield from word_blocks(paper.proposed_resolution, heading_level=3)
    if paper.facts:
        yield Heading(level=2, text=_("Sachverhalt"))
        yield from word_blocks(paper.facts, heading_level=3)
    yield Heading(level=2, text=_("Anlagen"))
    yield numbered(paper.annexes)


def _financial_blocks(table: FinancialTable[PrintedLine]) -> Iterator[Block]:
    yield Heading(level=3, text=str(table.plan.label))
    if not table.lines:
        yield Paragraph(text=_("Keine Beträge."))
        return
    subject = _("Maßnahme Nr.") if table.is_investment else _("Produkt Nr.")
    amount = (
        _("Einzahlung/Auszahlung (-) in Euro") if table.is_investment else _("Ertrag/Aufwand (-) in Euro")
    )
    yield Table(
        header=(subject, _("Bezeichnung"), _("Kontengruppe"), amount),
        rows=(
            *((line.number, line.name, line.account_group, in_cents(line.amount)) for line in table.lines),
            (_("Summe"), "", "", in_cents(table.total)),
        ),
        figures=frozenset({3}),
    )


def _step_row(step: PrintedStep) -> tuple[str, ...]:
    day = date_format(step.day, "d.m.Y") if step.day else ""
    return step.body, step.role, day, step.agenda_number, step.result or _("offen")
