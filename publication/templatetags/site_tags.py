"""What stands in the head of public pages for search engines, and on the page for an address that does not exist."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.mail import absolute_url
from editing.dialect import plain_text
from publication.current import published
from publication.english import as_german, as_german_block
from publication.finished_pages import plain_query
from publication.languages import in_language
from search.passages import Piece
from strategy.filters import FilterField

register = template.Library()

# Search engines show about as much.
DESCRIPTION_AT_MOST = 160
LOCALES = {"de": "de_DE", "en": "en_GB"}
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
    language = get_language() or settings.LANGUAGE_CODE
    default = ("x-default", _absolute(request, settings.LANGUAGE_CODE, query))
    return {
        "address": _absolute(request, language, query),
        "alternates": [
            *((each, _absolute(request, each, query)) for each, _name in settings.LANGUAGES),
            default,
        ],
        "locale": LOCALES[get_language() or settings.LANGUAGE_CODE],
        "title": title.strip(),
        "site": site,
        "description": Truncator(" ".join(about.split())).chars(DESCRIPTION_AT_MOST) if document else "",
        "has_feed": document is not None,
    }


def _absolute(request: HttpRequest, language: str, query: str) -> str:
    """The whole address of this page in a language."""
    return absolute_url(in_language(request.path, language) + (f"?{query}" if query else ""))


@register.inclusion_tag("publication/_language_switch.html", takes_context=True)
def language_switch(context: Context) -> dict[str, object]:
    """The link to the same page in the other language; nothing for pages that have no lasting address."""
    request: HttpRequest = context["request"]
    query = plain_query(request.path_info, request.META.get("QUERY_STRING", ""))
    if query is None:
        return {}
    names = dict(settings.LANGUAGES)
    other = next(code for code in names if code != get_language())
    address = in_language(request.path, other) + (f"?{query}" if query else "")
    return {"code": other, "name": names[other], "other_address": address}


@register.filter(is_safe=True)
def german(text: object) -> object:
    """A text of the city, marked as German on an English page unless it was translated."""
    return as_german(text)


@register.filter(is_safe=True)
def german_block(drawn: SafeString, text: object = "") -> SafeString:
    """Paragraphs of the city, marked as German on an English page unless the text they were drawn from is English."""
    return as_german_block(drawn, text)


@register.filter
def in_this_language(address: str) -> str:
    """The address of a public page in the language of this one."""
    return in_language(address, get_language() or settings.LANGUAGE_CODE)


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
