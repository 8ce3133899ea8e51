"""The synopsis of two versions as PDF/UA-1, in landscape."""

from django.template.loader import render_to_string
from django.utils.text import slugify

from exports.typesetting import OnPage, typeset
from strategy.document.comparison import Comparison, compare
from strategy.document.document import StrategyDocument
from strategy.document.published import frozen_document
from strategy.document.rendering.pdf import Edition, edition_of
from strategy.models import StrategyVersion

STYLESHEET = "print/comparison.css"


def comparison_filename(before: StrategyVersion, after: StrategyVersion) -> str:
    """A name that says what is inside: nachhaltigkeitsstrategie-…-synopse-fassung-1-und-2.pdf."""
    title = slugify(after.strategy.title)[:90]
    return f"{title}-synopse-fassung-{before.number}-und-{after.number}.pdf"


def comparison_pdf(before: StrategyVersion, after: StrategyVersion, on_page: OnPage | None = None) -> bytes:
    """Typeset what changed between two frozen versions."""
    earlier, later = frozen_document(before), frozen_document(after)
    html = comparison_html(compare(earlier, later), later, edition_of(before), edition_of(after))
    return typeset(html, stylesheet=STYLESHEET, on_page=on_page)


def comparison_html(
    comparison: Comparison, document: StrategyDocument, before: Edition, after: Edition
) -> str:
    context = {"comparison": comparison, "document": document, "before": before, "after": after}
    return render_to_string("strategy/document/print/comparison.html", context)
