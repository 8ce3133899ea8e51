"""What `bench_pdf` measures, in a process of its own."""

from collections.abc import Callable

from weasyprint import HTML

from exports.typesetting import processes, typeset
from exports.typesetting.styles import print_styles
from strategy.document.document import from_json
from strategy.document.rendering.pdf import STYLESHEET, Edition, content_pdf, document_html

EDITION = Edition(label="Arbeitsstand", state="Stand: 12. Juli 2021", is_draft=True)


def plain(content: str) -> Callable[[], bytes]:
    """WeasyPrint's own way, with our print stylesheet and fonts."""
    html = document_html(from_json(content), EDITION)

    def make() -> bytes:
        styles, fonts = print_styles(STYLESHEET)
        return bytes(
            HTML(string=html).write_pdf(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1")
        )

    return make


def alone(content: str) -> Callable[[], bytes]:
    """Our way without a second process."""
    processes.PROCESSES_AT_MOST = 1
    return ours(content)


def ours(content: str) -> Callable[[], bytes]:
    """Our way, from the JSON of the document."""
    return lambda: content_pdf(content, EDITION)


def installed(_content: str) -> Callable[[], bytes]:
    """A first small file of an installation."""
    body = "<body><h1>Probe</h1><p>Nachhaltigkeitsstrategie</p></body>"
    html = f'<!doctype html><html lang="de-DE"><head><title>Probe</title></head>{body}</html>'
    return lambda: typeset(html, stylesheet=STYLESHEET)


CASES = {"installed": installed, "plain": plain, "alone": alone, "ours": ours}
