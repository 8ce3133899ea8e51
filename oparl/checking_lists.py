"""Checks whether the answers and the external lists of an OParl interface follow the specification. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _
from msgspec import Struct

from files.fetching import Answer, NotJson, parse_object
from oparl.checking import Violation, is_url, moment_of
from oparl.specification import PAGE_AT_MOST, PAGINATION, SCHEMA

LINKS = ("first", "prev", "self", "next", "last", "web")


class Page(Struct, frozen=True):
    """A page of an external list as it came."""

    url: str
    content: dict[str, object]

    @property
    def data(self) -> list[object]:
        data = self.content.get("data")
        return data if isinstance(data, list) else []

    @property
    def next(self) -> str:
        links = self.content.get("links")
        found = links.get("next") if isinstance(links, dict) else None
        return found if is_url(found) else ""

    def number(self, name: str) -> int | None:
        pagination = self.content.get("pagination")
        found = pagination.get(name) if isinstance(pagination, dict) else None
        return found if isinstance(found, int) and not isinstance(found, bool) else None


def check_answer(answer: Answer, *, asked: str) -> list[Violation]:
    """Headers and form of an answer that should be JSON; a referred address must be the canonical one."""
    found = []
    for url, status in answer.redirects:
        text = _("Die Adresse leitet mit %d weiter; Verweise nennen die eine gültige Adresse.")
        found.append(Violation(url=url, rule="canonical", text=text % status))
    if answer.content_type != "application/json":
        text = _("Die Antwort ist „%s“ statt „application/json“.")
        found.append(Violation(url=asked, rule="content-type", text=text % answer.content_type))
    charset = answer.headers.get("content-type", "").lower().partition("charset=")[2].strip(' "')
    if (charset and charset != "utf-8") or answer.body.startswith(b"\xef\xbb\xbf"):
        text = _("Die Antwort ist nicht UTF-8 ohne BOM.")
        found.append(Violation(url=asked, rule="utf-8", text=text))
    if answer.headers.get("access-control-allow-origin") != "*":
        text = _("„Access-Control-Allow-Origin: *“ fehlt.")
        found.append(Violation(url=asked, rule="cors", text=text))
    return found


def check_error(answer: Answer, *, asked: str) -> list[Violation]:
    """The answer of an interface about an object that does not exist."""
    if answer.status < HTTPStatus.BAD_REQUEST:
        text = _("Ein Objekt, das es nicht gibt, wird mit %d beantwortet statt mit einem Fehler.")
        return [Violation(url=asked, rule="error", text=text % answer.status)]
    try:
        content = parse_object(answer.body, asked)
    except NotJson:
        return [Violation(url=asked, rule="error", text=_("Der Fehler ist kein JSON-Objekt."))]
    found = []
    if content.get("type") != SCHEMA + "Error" or not content.get("message"):
        text = _("Der Fehler ist kein Objekt „Error“ mit „message“.")
        found.append(Violation(url=asked, rule="error", text=text))
    return found + [one for one in check_answer(answer, asked=asked) if one.rule == "cors"]


def check_page(page: Page, *, may_hold_deleted: bool = False) -> list[Violation]:
    """One page of an external list for itself; its objects are checked as objects."""
    found = [*_check_parts(page)]
    total, size = page.number("totalElements"), page.number("elementsPerPage")
    current, pages = page.number("currentPage"), page.number("totalPages")
    if not isinstance(page.content.get("data"), list):
        found.append(_wrong(page, "list", _("„data“ fehlt oder ist keine Liste.")))
    if size is not None and len(page.data) > size:
        found.append(_wrong(page, "pagination", _("Die Seite hat mehr Objekte, als „elementsPerPage“ sagt.")))
    if len(page.data) > PAGE_AT_MOST:
        text = _("%(count)d Objekte auf einer Seite; von %(most)d an braucht eine Liste Seiten.")
        values = {"count": len(page.data), "most": PAGE_AT_MOST}
        found.append(_wrong(page, "pagination", text % values))
    # An empty list has one page or none.
    if total is not None and size and pages not in (None, -(-total // size), max(1, -(-total // size))):
        found.append(_wrong(page, "pagination", _("„totalPages“ passt nicht zu den anderen Zahlen.")))
    if current is not None and pages is not None and current < pages and not page.next:
        found.append(_wrong(page, "links", _("„next“ fehlt, obwohl noch Seiten folgen.")))
    if current is not None and pages is not None and current >= pages and page.next:
        found.append(_wrong(page, "links", _("„next“ steht auch auf der letzten Seite.")))
    if not may_hold_deleted and any(_is_deleted(one) for one in page.data):
        text = _("Gelöschte Objekte stehen in der Liste, obwohl nicht nach „modified_since“ gefragt ist.")
        found.append(_wrong(page, "deleted", text))
    return found


def check_pages(pages: Sequence[Page], *, complete: bool) -> list[Violation]:
    """The pages of one list together; `complete` says that none is missing."""
    first = pages[0]
    found = []
    for name, is_constant in (("elementsPerPage", True), ("totalElements", complete)):
        if is_constant and len({page.number(name) for page in pages}) > 1:
            text = _("„%s“ ist nicht auf allen Seiten gleich.")
            found.append(_wrong(first, "pagination", text % name))
    numbers = [page.number("currentPage") for page in pages]
    if None not in numbers and numbers != list(range(1, len(pages) + 1)):
        text = _("Die Seiten tragen die Nummern %s.")
        found.append(_wrong(first, "pagination", text % ", ".join(map(str, numbers))))
    ids = [one.get("id") for page in pages for one in page.data if isinstance(one, dict)]
    if len(set(map(str, ids))) != len(ids):
        found.append(_wrong(first, "list", _("Ein Objekt steht mehrmals in der Liste.")))
    total = first.number("totalElements")
    if complete and total is not None and total != len(ids):
        text = _("„totalElements“ sagt %(total)d, in der Liste stehen %(count)d.")
        found.append(_wrong(first, "pagination", text % {"total": total, "count": len(ids)}))
    return found


def check_filtered(
    page: Page, *, question: Mapping[str, str], expected: Sequence[str] | None
) -> list[Violation]:
    """The first page of a list that was asked with filters. `expected` are the ids it must hold, if that is known."""
    found = []
    for name, value in sorted(question.items()):
        lost = [link for link, url in sorted(_links(page).items()) if not _keeps(url, name, value)]
        if lost:
            text = _("„%(name)s“ fehlt in den Links: %(links)s.")
            found.append(_wrong(page, "filter", text % {"name": name, "links": ", ".join(lost)}))
        if any(isinstance(one, dict) and not _passes(one, name, value) for one in page.data):
            text = _("„%s“ lässt Objekte durch, die nicht passen.")
            found.append(_wrong(page, "filter", text % name))
    if expected is not None and not page.next:
        given = [str(one.get("id")) for one in page.data if isinstance(one, dict)]
        if missing := [url for url in expected if url not in given]:
            names = ", ".join(f"„{name}“" for name in sorted(question))
            text = _("Mit %(names)s fehlen %(count)d Objekte, zum Beispiel %(url)s.")
            values = {"names": names, "count": len(missing), "url": missing[0]}
            found.append(_wrong(page, "filter", text % values))
    return found


def check_file_headers(answer: Answer, url: str, *, is_download: bool) -> list[Violation]:
    """The headers of the content of a File."""
    if answer.status != HTTPStatus.OK:
        text = _("Die Datei antwortet mit %d.")
        return [Violation(url=url, rule="file", text=text % answer.status)]
    found = []
    disposition = answer.headers.get("content-disposition", "").lower()
    if is_download and not (disposition.startswith("attachment") and "filename" in disposition):
        text = _("„downloadUrl“ schickt kein „attachment“ mit Dateinamen.")
        found.append(Violation(url=url, rule="file", text=text))
    if not is_download and disposition.startswith("attachment"):
        text = _("„accessUrl“ schickt die Datei als „attachment“.")
        found.append(Violation(url=url, rule="file", text=text))
    if not {"last-modified", "etag"} & answer.headers.keys():
        text = _("„Last-Modified“ und „ETag“ fehlen beide.")
        found.append(Violation(url=url, rule="file", text=text))
    return found


def expected_ids(objects: Sequence[Mapping[str, object]], name: str, moment: datetime) -> list[str]:
    """The ids of those objects that a filter must let through."""
    return [str(one["id"]) for one in objects if "id" in one and _passes(one, name, moment.isoformat())]


def _check_parts(page: Page) -> Iterator[Violation]:
    for name in PAGINATION:
        if page.number(name) is None:
            yield _wrong(page, "pagination", _("„pagination“ nennt „%s“ nicht als Zahl.") % name)
    links = page.content.get("links")
    if not isinstance(links, dict):
        yield _wrong(page, "links", _("„links“ fehlt."))
        return
    for name, url in links.items():
        if name in LINKS and not is_url(url):
            yield _wrong(page, "links", _("Der Link „%s“ ist keine Adresse.") % name)


def _links(page: Page) -> dict[str, str]:
    links = page.content.get("links")
    found = links if isinstance(links, dict) else {}
    return {name: url for name, url in found.items() if name in LINKS and name != "web" and is_url(url)}


def _keeps(url: str, name: str, value: str) -> bool:
    kept = parse_qs(urlsplit(url).query).get(name, [""])[0]
    return kept == value or (moment_of(kept) is not None and moment_of(kept) == moment_of(value))


def _passes(content: Mapping[str, object], name: str, value: str) -> bool:
    """Say whether an object belongs into a list that was asked with this filter; unreadable times pass."""
    field, _separator, bound = name.partition("_")
    if bound not in ("since", "until"):
        return True
    moment, limit = moment_of(content.get(field)), moment_of(value)
    if moment is None or limit is None:
        return True
    return moment >= limit if bound == "since" else moment <= limit


def _is_deleted(content: object) -> bool:
    return isinstance(content, dict) and content.get("deleted") is True


def _wrong(page: Page, rule: str, text: str) -> Violation:
    return Violation(url=page.url, rule=rule, text=text)
