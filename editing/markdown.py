"""Markdown, the same for web and PDF: sanitised HTML whose headings fit into the page around it."""

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "th": {"scope"}, "ol": {"start"}}

_parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")


def to_html(text: str, *, heading_level: int = 3) -> str:
    """Render Markdown. Its highest headings become <h{heading_level}>, so that no level is skipped.

    HTML in the text is shown as text; images, scripts and dangerous links do not get through.
    """
    tokens = _parser.parse(text)
    _fit_headings(tokens, heading_level)
    _scope_table_heads(tokens)
    html = _parser.renderer.render(tokens, _parser.options, {})
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"})


def _fit_headings(tokens: list[Token], highest: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    levels = sorted({token.tag for token in headings})
    level = highest - 1
    for token in headings:
        if token.type == "heading_open":
            # Never more than one step down, whatever the author's order: PDF/UA forbids gaps.
            level = min(6, highest + levels.index(token.tag), level + 1)
        token.tag = f"h{level}"


def _scope_table_heads(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        token.attrs.pop("style", None)
