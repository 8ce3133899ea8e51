"""The strategy as one HTML file with everything inside: it opens in any browser, without a net, for many years."""

import base64
import re
from collections.abc import Iterable
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from exports.hypertext import as_html
from strategy.document.document import StrategyDocument
from strategy.document.rendering.pdf import Edition
from strategy.document.rendering.reading import LANGUAGE, Face, reading_of

AROUND_BODY = re.compile(r"\A<body>|</body>\Z")


def document_file(document: StrategyDocument, edition: Edition) -> bytes:
    """Write any document, frozen or not; the file fetches nothing and runs nothing."""
    reading = reading_of(document, edition)
    style = font_faces(reading.faces()) + reading.style
    context = {
        "language": LANGUAGE,
        "reading": reading,
        # Both are made of what templates and filters have made safe.
        "style": mark_safe(style),
        "body": mark_safe(AROUND_BODY.sub("", as_html(reading.body))),
        "style_hash": "sha256-" + base64.b64encode(sha256(style.encode()).digest()).decode(),
    }
    return render_to_string("strategy/document/reading/file.html", context).encode()


def font_faces(faces: Iterable[Face]) -> str:
    """The rules that name fonts, with these inside."""
    return "".join(
        font_face(face, f"data:font/woff2;base64,{base64.b64encode(face.content).decode()}") for face in faces
    )


def font_face(face: Face, address: str) -> str:
    """The rule that names a font which lies at an address."""
    return (
        f'@font-face {{ font-family: "Fira Sans"; font-weight: {face.weight}; font-style: {face.style}; '
        f'font-display: swap; src: url("{address}") format("woff2") }}\n'
    )
