"""The formats that a version can be had in: what each is for, and how it is made of a document alone."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from msgspec import Struct
from msgspec.structs import replace

from accounts.exceptions import RuleBroken
from exports import epub, office, presentations, wordprocessing, workbooks
from exports.keeping import key_of, made_once, state_of
from exports.typesetting import OnPage
from strategy.document.document import StrategyDocument, from_json, to_json
from strategy.document.excerpts import Choice, excerpt
from strategy.document.rendering.archive import archive_pdf
from strategy.document.rendering.docx import document_docx
from strategy.document.rendering.epub import document_epub
from strategy.document.rendering.html_file import document_file
from strategy.document.rendering.pdf import DRAWN_BY, Edition, content_pdf, edition_of
from strategy.document.rendering.site import CONTENT_TYPE as CONTENT_TYPE_OF_SITE
from strategy.document.rendering.site import document_site
from strategy.document.rendering.slides import document_slides
from strategy.document.rendering.workbook import document_workbook
from strategy.document.route import RouteStep
from strategy.models import StrategyVersion
from strategy.signals import route_asked


class Source(Struct, frozen=True):
    """What a file is made of: a document as JSON, the words for its state, and the moment of it."""

    content: str
    edition: Edition
    at: datetime
    route: tuple[RouteStep, ...] = ()

    @property
    def document(self) -> StrategyDocument:
        return from_json(self.content)

    def excerpt(self, choice: Choice) -> "Source":
        """What a file of a part is made of; itself when everything is chosen. Raises EmptyExcerpt."""
        if choice.is_everything:
            return self
        label = _("%(edition)s, Auszug") % {"edition": self.edition.label}
        return Source(
            content=to_json(excerpt(self.document, choice)),
            edition=replace(self.edition, label=label),
            at=self.at,
            route=self.route,
        )


Make = Callable[[Source, OnPage], bytes]


def _always() -> str:
    return ""


class FileFormat(Struct, frozen=True):
    """A format. `missing` says why it cannot be had in this installation; `ending` is that of its files.

    `shows_route` is true where the way through the bodies stands in the file.
    """

    name: str
    label: str | Promise
    purpose: str | Promise
    ending: str
    content_type: str
    make: Make
    missing: Callable[[], str] = _always
    shows_route: bool = False


def _pdf(source: Source, on_page: OnPage) -> bytes:
    return content_pdf(source.content, source.edition, on_page=on_page)


def _archive(source: Source, on_page: OnPage) -> bytes:
    return archive_pdf(source.content, source.edition, at=source.at, on_page=on_page)


def _docx(source: Source, on_page: OnPage) -> bytes:
    return document_docx(source.document, source.edition, at=source.at)


def _html(source: Source, on_page: OnPage) -> bytes:
    return document_file(source.document, source.edition)


def _epub(source: Source, on_page: OnPage) -> bytes:
    return document_epub(source.document, source.edition, at=source.at)


def _pptx(source: Source, on_page: OnPage) -> bytes:
    return document_slides(source.document, source.edition, route=source.route, at=source.at)


def _odt(source: Source, on_page: OnPage) -> bytes:
    return office.converted(_docx(source, on_page), ending="docx", into="odt")


def _without_office() -> str:
    if office.office_program() is None:
        return _("Gibt es hier nicht: Auf dem Server fehlt LibreOffice.")
    return ""


def _site(source: Source, on_page: OnPage) -> bytes:
    return document_site(source.content, source.edition, at=source.at)


def _xlsx(source: Source, on_page: OnPage) -> bytes:
    return document_workbook(source.document, source.edition, at=source.at)


def _json(source: Source, on_page: OnPage) -> bytes:
    return source.content.encode()


PDF = "application/pdf"
# All sources that a file depends on.
MADE_BY = (*DRAWN_BY, "templates/exports/epub", "templates/strategy/document/reading")
# Those that say how many of their pages are done.
PAGED = frozenset({"pdf", "pdfa"})
FORMATS: dict[str, FileFormat] = {
    each.name: each
    for each in (
        FileFormat(
            name="pdf",
            label=_lazy("PDF"),
            purpose=_lazy("Zum Lesen, Drucken und Verschicken. Barrierefrei (PDF/UA)."),
            ending="pdf",
            content_type=PDF,
            make=_pdf,
        ),
        FileFormat(
            name="pdfa",
            label=_lazy("PDF für das Archiv"),
            purpose=_lazy(
                "Für die Langzeitarchivierung (PDF/A-3). Texte und Tabellen liegen als Daten darin."
            ),
            ending="archiv.pdf",
            content_type=PDF,
            make=_archive,
        ),
        FileFormat(
            name="docx",
            label=_lazy("Word-Datei"),
            purpose=_lazy("Zum Weiterarbeiten an den Texten."),
            ending="docx",
            content_type=wordprocessing.CONTENT_TYPE,
            make=_docx,
        ),
        FileFormat(
            name="odt",
            label=_lazy("OpenDocument-Text"),
            purpose=_lazy("Zum Weiterarbeiten an den Texten, zum Beispiel mit LibreOffice."),
            ending="odt",
            content_type="application/vnd.oasis.opendocument.text",
            make=_odt,
            missing=_without_office,
        ),
        FileFormat(
            name="html",
            label=_lazy("HTML-Datei"),
            purpose=_lazy(
                "Zum Lesen im Browser, auch auf dem Telefon und ohne Netz. Alles steckt in einer Datei."
            ),
            ending="html",
            content_type="text/html; charset=utf-8",
            make=_html,
        ),
        FileFormat(
            name="epub",
            label=_lazy("E-Book"),
            purpose=_lazy("Zum Lesen auf Lesegeräten, Tablets und Telefonen (EPUB)."),
            ending="epub",
            content_type=epub.CONTENT_TYPE,
            make=_epub,
        ),
        FileFormat(
            name="pptx",
            label=_lazy("Folien"),
            purpose=_lazy(
                "Für die Sitzung des Rates (PowerPoint). Texte, Tabellen und Diagramme lassen sich ändern."
            ),
            ending="pptx",
            content_type=presentations.CONTENT_TYPE,
            make=_pptx,
            shows_route=True,
        ),
        FileFormat(
            name="xlsx",
            label=_lazy("Excel-Datei"),
            purpose=_lazy("Ziele und Maßnahmen als Tabellen, zum Rechnen und Sortieren."),
            ending="xlsx",
            content_type=workbooks.CONTENT_TYPE,
            make=_xlsx,
        ),
        FileFormat(
            name="site",
            label=_lazy("Website als ZIP"),
            purpose=_lazy("Für das Stadtarchiv: alle Seiten mit Daten, die sich ohne Server öffnen lassen."),
            ending="zip",
            content_type=CONTENT_TYPE_OF_SITE,
            make=_site,
        ),
        FileFormat(
            name="json",
            label=_lazy("JSON"),
            purpose=_lazy("Alle Inhalte, wie eine Anwendung sie liest."),
            ending="json",
            content_type="application/json",
            make=_json,
        ),
    )
}


def available(name: str) -> FileFormat:
    """The format of a name. Raises a RuleBroken that says why it cannot be had here."""
    chosen = FORMATS[name]
    if reason := chosen.missing():
        raise RuleBroken(reason)
    return chosen


def made_once_of(source: Source, name: str) -> bytes:
    """The file of a format that is made in a moment; one that was made before is only read."""
    key = key_of("format", name, msgspec.json.encode(source), state_of(*MADE_BY))
    return made_once(key, lambda: FORMATS[name].make(source, lambda _page: None))


def source_of(version: StrategyVersion, wanted: FileFormat) -> Source:
    """What the file of a frozen version is made of in a format."""
    return Source(
        content=version.content,
        edition=edition_of(version),
        at=version.created_at,
        route=_route_of(version, wanted),
    )


def made_of(version: StrategyVersion, wanted: FileFormat) -> str:
    """A digest of what a file is made of beside the frozen document: where it is another one, the file is outdated."""
    return key_of("version-file", msgspec.json.encode((edition_of(version), _route_of(version, wanted))))


def _route_of(version: StrategyVersion, wanted: FileFormat) -> tuple[RouteStep, ...]:
    if not wanted.shows_route:
        return ()
    told = cast(
        "list[tuple[object, list[RouteStep]]]", route_asked.send(sender=StrategyVersion, version=version)
    )
    return tuple(step for _receiver, steps in told for step in steps)
