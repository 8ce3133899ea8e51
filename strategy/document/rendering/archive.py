"""The strategy for the archive: one file that is PDF/A-3a and PDF/UA-1, with its data inside."""

from datetime import datetime

from django.utils.translation import gettext as _

from exports.typesetting import Archive, Attached, OnPage, typeset
from strategy.document.document import from_json
from strategy.document.rendering.pdf import STYLESHEET, Edition, document_html
from strategy.document.rendering.workbook import document_workbook


def archive_pdf(content: str, edition: Edition, *, at: datetime, on_page: OnPage | None = None) -> bytes:
    """Typeset a document that is there as JSON; this text and its tables lie in the file."""
    document = from_json(content)
    data = Attached(
        name="strategie.json",
        content=content.encode(),
        description=_("Alle Texte und Zahlen dieser Fassung, wie eine Anwendung sie liest."),
    )
    tables = Attached(
        name="ziele-und-massnahmen.xlsx",
        content=document_workbook(document, edition, at=at),
        description=_("Ziele und Maßnahmen dieser Fassung als Tabellen."),
    )
    return typeset(
        document_html(document, edition),
        stylesheet=STYLESHEET,
        on_page=on_page,
        archive=Archive(at=at, attached=(data, tables)),
    )
