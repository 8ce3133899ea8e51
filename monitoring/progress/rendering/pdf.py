"""A frozen report as PDF/UA-1: a renderer on the document, which never touches the database."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from msgspec import Struct

from exports.keeping import state_of
from exports.typesetting import OnPage, typeset, typeset_once
from monitoring.models import FrozenReport, ProgressReport
from monitoring.progress.document import ReportDocument, from_json
from monitoring.progress.figures import theme_figures
from strategy.document.rendering.pdf import Edition

STYLESHEET = "print/report.css"
BODY = "monitoring/print/_report_body.html"
# All sources that a printed report depends on.
DRAWN_BY = ("editing", "exports", "monitoring", "strategy", "templates/monitoring/print", "static/print")
# Bytes of JSON that fill a printed page; only the progress bar depends on it.
BYTES_PER_PAGE = 4000


class Part(Struct, frozen=True):
    """A printed part of the report; `kind` says which template draws it."""

    kind: str
    title: str

    @property
    def anchor(self) -> str:
        return f"bericht-{self.kind}"

    @property
    def template(self) -> str:
        return f"monitoring/print/_{self.kind}.html"


def report_pdf(report: FrozenReport, *, on_page: OnPage | None = None) -> bytes:
    """Typeset a frozen report. One that was typeset before is not even drawn."""
    return typeset_once(
        lambda: report_html(from_json(report.content)),
        made_of=(report.content, state_of(*DRAWN_BY)),
        stylesheet=STYLESHEET,
        on_page=on_page,
    )


def preview_pdf(document: ReportDocument, *, on_page: OnPage | None = None) -> bytes:
    """Typeset a report that is not frozen yet, marked as a draft."""
    return typeset(report_html(document, preview_edition(document)), stylesheet=STYLESHEET, on_page=on_page)


def report_html(document: ReportDocument, edition: Edition | None = None) -> str:
    """Draw the report as the HTML that is typeset; without another edition it is a frozen one."""
    context = print_context(document)
    if edition is not None:
        context["edition"] = edition
    return render_to_string("monitoring/print/report.html", context)


def print_context(document: ReportDocument) -> dict[str, object]:
    """The context of the templates of the printed report, on its own or as the annex of a paper."""
    return {
        "report": document,
        "edition": edition_of(document),
        "parts": parts(document),
        "themes": theme_figures(document),
    }


def parts(document: ReportDocument) -> tuple[Part, ...]:
    """The parts that are printed, in their order; those without content are missing."""
    return tuple(_parts(document))


def _parts(document: ReportDocument) -> Iterator[Part]:
    yield Part(kind="overview", title=_("Auf einen Blick"))
    if document.introduction.strip():
        yield Part(kind="introduction", title=_("Einleitung"))
    if document.synopsis:
        yield Part(kind="synopsis", title=_("Was sich seit dem letzten Bericht verändert hat"))
    yield Part(kind="themes", title=_("Die Themenfelder"))
    if document.ended():
        yield Part(kind="ended", title=_("Beendete Maßnahmen"))
    if document.money:
        yield Part(kind="money", title=_("Was geplant war und was ausgegeben ist"))
    if document.proposals.strip():
        yield Part(kind="proposals", title=_("Vorschläge zur Änderung"))
    if document.appendix:
        yield Part(kind="appendix", title=_("Anhang nach dem Berichtsrahmen"))
    yield Part(kind="about", title=_("Wie dieser Bericht zu lesen ist"))


def edition_of(document: ReportDocument) -> Edition:
    """The words of cover and footer."""
    return Edition(
        label=_("Umsetzungsbericht %(number)d") % {"number": document.number},
        state=_("Stand: %(day)s") % {"day": date_format(document.day, "j. F Y")},
        is_draft=False,
    )


def preview_edition(document: ReportDocument) -> Edition:
    """The words of cover and footer of a draft, which has no number yet."""
    frozen = edition_of(document)
    return Edition(label=_("Entwurf des Umsetzungsberichts"), state=frozen.state, is_draft=True)


def preview_filename(report: ProgressReport) -> str:
    """The name of the preview of a draft, by which its latest order is found."""
    return f"umsetzungsbericht-entwurf-{report.pk}.pdf"


def filename(report: FrozenReport) -> str:
    """A name that says what is inside: umsetzungsbericht-2-bericht-2024-und-2025.pdf."""
    return f"umsetzungsbericht-{report.number}-{slugify(report.title)[:80]}.pdf"


def expected_pages(report: FrozenReport) -> int:
    themes = from_json(report.content).themes
    pictures = sum(len(picture.data) for theme in themes for picture in theme.pictures)
    return 6 + (len(report.content.encode()) - pictures) // BYTES_PER_PAGE
