"""The whole handbook as PDF/UA-1. Its text changes with a release only, so each process sets it once."""

from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse

from exports.typesetting import typeset
from handbook.sections import SHELVES, all_sections, on_shelf

STYLESHEET = "print/handbook.css"


@cache
def handbook_pdf() -> bytes:
    return typeset(handbook_html(), stylesheet=STYLESHEET)


def handbook_html() -> str:
    """The handbook for the typesetter; links between its sections lead to their places in the file."""
    shelves = [(shelf, on_shelf(shelf)) for shelf in SHELVES]
    html: str = render_to_string("handbook/print/handbook.html", {"shelves": shelves})
    for section in all_sections():
        html = html.replace(
            f'href="{reverse("handbook:section", args=[section.slug])}"', f'href="#{section.slug}"'
        )
    return html
