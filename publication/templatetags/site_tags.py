"""What stands in the head of public pages for search engines, and on the page for an address that does not exist."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.mail import absolute_url
from editing.dialect import plain_text
from publication.current import published
from publication.finished_pages import plain_query
from search.passages import Piece
from strategy.filters import FilterField

register = template.Library()

# Search engines show about as much.
DESCRIPTION_AT_MOST = 160
WORD = re.compile(r"[^\W\d_]{3,}")


@register.inclusion_tag("publication/_head.html", takes_context=True)
def page_head(context: Context) -> dict[str, object]:
    """The lasting address of a public page, its title and what it is `about`; nothing for pages that do not last."""
    request: HttpRequest = context["request"]
    query = plain_query(request.path_info, request.META.get("QUERY_STRING", ""))
    if query is None:
        return {}
    document = context.get("document")
    title = unescape(context.render_context[BLOCK_CONTEXT_KEY].get_block("title").render(context))
    site = document.title if document else ""
    about = plain_text(str(context.get("about", ""))) or _(
        "%(site)s: Ziele, Maßnahmen und wer was entschieden hat."
    ) % {"site": site}
    return {
        "address": absolute_url(request.path + (f"?{query}" if query else "")),
        "title": title.strip(),
        "site": site,
        "description": Truncator(" ".join(about.split())).chars(DESCRIPTION_AT_MOST) if document else "",
        "has_feed": document is not None,
    }


@register.simple_tag(takes_context=True)
def words_of_address(context: Context) -> str:
    """What somebody may have looked for who asked for an address that does not exist."""
    path = context["request"].path_info
    return " ".join(WORD.findall(path.rstrip("/").rpartition("/")[2].replace("-", " ")))


@register.simple_tag
def something_is_published() -> bool:
    return published() is not None


@register.filter
def with_marks(pieces: Iterable[Piece]) -> str:
    """A passage with what was found in it marked."""
    drawn = (format_html("<mark>{}</mark>", each.text) if each.marked else each.text for each in pieces)
    return format_html_join("", "{}", ((each,) for each in drawn))


@register.simple_tag
def choice_of(field: FilterField) -> str:
    """A choice above a list, drawn once: its options are many, and change with what is published only."""
    return _drawn(field, get_language())


@lru_cache(maxsize=256)
def _drawn(field: FilterField, language: str) -> str:
    return render_to_string("strategy/_filter_field.html", {"field": field})
