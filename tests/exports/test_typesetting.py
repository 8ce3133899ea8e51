"""Typesetting: what a text may make the server fetch (nothing), and what it reports."""

import base64
import re
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from exports import typesetting
from exports.fonts import fonts_of_server
from exports.typesetting import composing, laying_out, typeset, typeset_once
from exports.typesetting.assembling import assemble
from exports.typesetting.laying_out import edition, lay_out
from exports.typesetting.records import Laid
from exports.typesetting.weasyprint_inside import FontGone

STYLES = "print/strategy.css"
CANARY = "the canary sings in a file that nobody may read"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="de"><head><title>Probe</title>{head}</head><body>{body}</body></html>'


def unpacked(pdf: bytes) -> bytes:
    """The file with all its streams readable."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(base64.b64decode(PIXEL))

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.slow
def test_typesetting_asks_no_web_server(listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    picture = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/in-svg.png"/></svg>'
    encoded = base64.b64encode(picture.encode()).decode()
    head = (
        f'<base href="{address}/"><link rel="stylesheet" href="{address}/link.css">'
        f'<link rel="attachment" href="{address}/attachment.txt">'
        f'<style>@import url("{address}/import.css"); '
        f'@font-face {{ font-family: Foreign; src: url("{address}/font.woff2") }} '
        f'body {{ background: url("{address}/background.png"); font-family: Foreign }}</style>'
    )
    body = (
        f'<h1>Probe</h1><p>Text</p><img alt="a" src="{address}/img.png"><img alt="b" src="relative.png">'
        f'<object data="{address}/object.png">o</object><embed src="{address}/embed.png">'
        f'<p style="background: url({address}/style.png)">Text</p>'
        f'<a rel="attachment" href="{address}/link.txt">l</a>'
        f'<img alt="c" src="data:image/svg+xml;base64,{encoded}">{picture}'
        '<img alt="d" src="http://127.0.0.1:9/x.png">'
    )
    pdf = typeset(page(body, head), stylesheet=STYLES)
    assert pdf.startswith(b"%PDF-")
    assert asked == []


@pytest.mark.slow
def test_typesetting_reads_no_file_of_the_server(tmp_path: Path) -> None:
    text, image = tmp_path / "secret.txt", tmp_path / "secret.png"
    text.write_text(CANARY)
    image.write_bytes(base64.b64decode(PIXEL))
    head = "".join(
        f'<link rel="attachment" href="{path}">' for path in (text.as_uri(), "file:///etc/passwd", str(text))
    )
    body = (
        f'<h1>Probe</h1><img alt="a" src="file:///etc/passwd"><img alt="b" src="{image.as_uri()}">'
        f'<img alt="c" src="static:icon.svg"><object data="{text.as_uri()}">o</object>'
    )
    found = unpacked(typeset(page(body, head), stylesheet=STYLES))
    assert [word for word in (b"/EmbeddedFile", b"/Image", CANARY.encode(), b"root:") if word in found] == []


@pytest.mark.slow
def test_typesetting_takes_data_that_stands_in_the_text() -> None:
    """The counterpart: had a file or an image been fetched, the test above would see it."""
    head = f'<link rel="attachment" href="data:text/plain,{CANARY.replace(" ", "%20")}">'
    body = f'<h1>Probe</h1><img alt="a" src="data:image/png;base64,{PIXEL}">'
    found = unpacked(typeset(page(body, head), stylesheet=STYLES))
    assert [word for word in (b"/EmbeddedFile", b"/Image", CANARY.encode()) if word not in found] == []


@pytest.mark.slow
def test_typesetting_reports_each_page_once() -> None:
    pages: list[int] = []
    body = "<h1>Probe</h1>" + '<p style="break-after: page">Text</p>' * 3 + "<p>Ende</p>"
    typeset(page(body), stylesheet=STYLES, on_page=pages.append)
    assert pages == [1, 2, 3, 4]


def test_typesetting_needs_its_stylesheet() -> None:
    with pytest.raises(FileNotFoundError, match=r"There is no static file print/missing\.css\."):
        typeset(page("<h1>Probe</h1>"), stylesheet="print/missing.css")


@pytest.mark.parametrize("changed", ["bundled_fonts", "fonts_of_server"])
def test_pages_set_with_other_fonts_are_not_taken(changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = edition.__wrapped__(STYLES)
    monkeypatch.setattr(laying_out, changed, lambda *_arguments: (b"another font",))
    assert edition.__wrapped__(STYLES) != before


def test_fonts_of_a_server_without_a_list_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.fonts.which", lambda _name: None)
    assert fonts_of_server.__wrapped__("%{file}") == ()


def test_all_pages_are_laid_out_anew_when_their_font_is_gone(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KEPT_PAGES = tmp_path
    html = page("<h1>Seite</h1>")
    before = typeset(html, stylesheet=STYLES)
    laid_out: list[str] = []
    gone = iter([True])

    def noted(chunk: Any, *rest: Any) -> Laid:
        laid_out.append(chunk.html)
        return lay_out(chunk, *rest)

    def assemble_unless_gone(*parts: Any) -> bytes:
        if next(gone, False):
            raise FontGone("The font Fira Sans 400 is not there any more.")
        return assemble(*parts)

    monkeypatch.setattr(composing, "lay_out", noted)
    monkeypatch.setattr(composing, "assemble", assemble_unless_gone)
    assert typeset(html, stylesheet=STYLES) == before
    assert len(laid_out) == 1


def test_files_of_one_pass_are_forgotten_too(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KEPT_PAGES, settings.PDF_IN_ONE_PASS = tmp_path, True
    monkeypatch.setattr(typesetting, "in_one_pass", lambda *_arguments: b"%PDF")
    typeset_once(lambda: page(""), made_of=("a document",), stylesheet=STYLES)
    assert (tmp_path / "cleared").exists()
