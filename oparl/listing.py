"""Questions that an external list answers, and the links between its pages. Pure."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from msgspec import Struct

from editing.asked import moment_of

PER_PAGE = 100
FILTERS = ("created_since", "created_until", "modified_since", "modified_until")


class Malformed(Exception):
    """A question that the interface does not understand; the text says why."""


class ListQuestion(Struct, frozen=True):
    """Which page of a list is asked for. `kept` is what the addresses of all its pages carry on."""

    filters: dict[str, datetime]
    kept: dict[str, str]
    limit: int = PER_PAGE
    omit_internal: bool = False
    page: int = 1


def question_of(parameters: Mapping[str, str]) -> ListQuestion:
    """Read the parameters of an address. Raises Malformed; parameters that OParl does not know mean nothing."""
    # A plus that nobody encoded arrives as a space.
    texts = {name: parameters[name].replace(" ", "+") for name in FILTERS if parameters.get(name)}
    kept = dict(texts)
    if parameters.get("limit"):
        kept["limit"] = parameters["limit"]
    omit_internal = parameters.get("omit_internal") == "true"
    if omit_internal:
        kept["omit_internal"] = "true"
    return ListQuestion(
        filters={name: _moment(name, text) for name, text in texts.items()},
        kept=kept,
        limit=min(_number(parameters, "limit", PER_PAGE), PER_PAGE),
        omit_internal=omit_internal,
        page=_number(parameters, "page", 1),
    )


def pagination_of(question: ListQuestion, total: int) -> dict[str, int]:
    """The numbers of a page. Raises Malformed for a page behind the last; an empty list has one page."""
    pages = max(1, -(-total // question.limit))
    if question.page > pages:
        raise Malformed(_("Die Liste hat nur %(pages)d Seiten.") % {"pages": pages})
    return {
        "totalElements": total,
        "elementsPerPage": question.limit,
        "currentPage": question.page,
        "totalPages": pages,
    }


def links_of(question: ListQuestion, pagination: Mapping[str, int], address: str) -> dict[str, str]:
    """The addresses of the neighbouring pages; the first page has none in its own address."""
    page, last = pagination["currentPage"], pagination["totalPages"]

    def link(number: int) -> str:
        parameters: dict[str, object] = {**question.kept, **({"page": number} if number > 1 else {})}
        return f"{address}?{urlencode(parameters)}" if parameters else address

    links = {"first": link(1), "self": link(page), "last": link(last)}
    if page > 1:
        links["prev"] = link(page - 1)
    if page < last:
        links["next"] = link(page + 1)
    return links


def _moment(name: str, text: str) -> datetime:
    moment = moment_of(text, needs_zone=True)
    if moment is None:
        raise Malformed(
            _("„%(name)s“ braucht eine Zeit mit Zeitzone, zum Beispiel 2021-10-05T16:00:00+02:00.")
            % {"name": name}
        )
    return moment


def _number(parameters: Mapping[str, str], name: str, default: int) -> int:
    text = parameters.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise Malformed(_("„%(name)s“ braucht eine ganze Zahl ab 1.") % {"name": name})
    return int(text)
