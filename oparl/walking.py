"""Walking a whole OParl interface as a client would, from the System to the files, and noting every violation."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from files.destinations import Refusal
from files.fetching import REDIRECTS_AT_MOST, Answer, Fetcher, NotJson, TooLarge, parse_object
from oparl.checking import (
    Reference,
    Violation,
    check_object,
    embedded_of,
    is_url,
    lists_of,
    moment_of,
    references_of,
)
from oparl.checking_lists import (
    Page,
    check_answer,
    check_error,
    check_file_headers,
    check_filtered,
    check_page,
    check_pages,
    expected_ids,
)
from oparl.specification import BACK_REFERENCES, FILTERS, OBJECT_TYPES

# Since then everything has changed: a list asked so must hold deleted objects, too.
LONG_AGO = "1970-01-01T00:00:00+00:00"
NEVER = "gibt-es-nicht"


class Walk:
    """One walk. Of each list at most `limit` objects are looked at; then nobody can say what is missing in it."""

    def __init__(
        self, fetcher: Fetcher, *, limit: int | None = None, report: Callable[[Violation], None] | None = None
    ) -> None:
        self.fetcher = fetcher
        self.limit = limit
        self.report = report
        self.violations: list[Violation] = []
        self.objects: Counter[str] = Counter()
        # What is known of each object: what its own address answers, and what the Body's lists hold.
        self._own: dict[str, dict[str, object] | None] = {}
        self._listed: set[str] = set()
        self._listed_types: set[str] = set()
        self._references: dict[tuple[str, str], Reference] = {}
        self._files: dict[str, dict[str, object]] = {}
        self._lists_seen: set[str] = set()
        self._tried_beside: set[str] = set()

    def run(self, url: str) -> None:
        """Begin at a System and go everywhere from there."""
        system = self._object(url, "System")
        if system is None:
            return
        self._canonical_and_errors(url, "System")
        for bodies in lists_of(system, "System"):
            for body in self._list(bodies, is_of_body=True):
                for found in lists_of(body, "Body"):
                    self._list(found, is_of_body=True)
        for organization in [one for one in self._own.values() if one and _is_a(one, "Organization")]:
            for found in lists_of(organization, "Organization"):
                self._list(found, is_of_body=False)
        self._follow_references()
        self._check_back_references()
        self._check_files()

    def _note(self, found: Iterable[Violation]) -> None:
        for violation in found:
            if violation not in self.violations:
                self.violations.append(violation)
                if self.report is not None:
                    self.report(violation)

    def _wrong(self, url: str, rule: str, text: str) -> None:
        self._note([Violation(url=url, rule=rule, text=text)])

    def _answer(self, url: str, *, method: str = "GET", redirects: int = REDIRECTS_AT_MOST) -> Answer | None:
        try:
            return self.fetcher.fetch(url, method=method, redirects=redirects)
        except Refusal as refusal:
            self._wrong(url, "answer", str(refusal))
            return None

    def _content(self, url: str) -> dict[str, object] | None:
        """The JSON object behind an address, with everything that is wrong about the answer noted."""
        answer = self._answer(url)
        if answer is None:
            return None
        if answer.status != HTTPStatus.OK:
            self._wrong(url, "answer", _("Die Adresse antwortet mit %d.") % answer.status)
            return None
        self._note(check_answer(answer, asked=url))
        try:
            return parse_object(answer.body, url)
        except NotJson as refusal:
            self._wrong(url, "answer", str(refusal))
            return None

    def _object(self, url: str, type_name: str) -> dict[str, object] | None:
        """An object under its own address, asked once."""
        if url in self._own:
            return self._own[url]
        content = self._own[url] = self._content(url)
        if content is None:
            return None
        self.objects[type_name] += 1
        self._note(check_object(content, type_name, url))
        if is_url(content.get("id")) and content["id"] != url:
            text = _("Unter dieser Adresse steht ein Objekt mit der Adresse %s.")
            self._wrong(url, "canonical", text % content["id"])
        self._take_in(content, type_name)
        return content

    def _take_in(self, content: dict[str, object], type_name: str) -> None:
        """Remember what an object refers to, and look at what it embeds under its own address."""
        for reference in references_of(content, type_name):
            self._references.setdefault((reference.url, reference.type), reference)
        own_address = content.get("id")
        if type_name == "File" and is_url(own_address):
            self._files.setdefault(own_address, content)
        for part in embedded_of(content, type_name):
            address = part.content.get("id")
            if is_url(address):
                reference = Reference(url=address, type=part.type, source=part.source, field=part.field)
                self._references.setdefault((address, part.type), reference)
                own = self._object(address, part.type)
                self._compare(part.content, own, part.type, left_out=BACK_REFERENCES.get(part.type, ()))

    def _compare(
        self,
        shown: dict[str, object],
        own: dict[str, object] | None,
        type_name: str,
        *,
        left_out: Iterable[str] = (),
    ) -> None:
        """An object is the same wherever it stands."""
        if own is None:
            return
        for name in sorted({*shown, *own} - set(left_out)):
            if shown.get(name) != own.get(name):
                text = _(
                    "„%(field)s“ ist unter der eigenen Adresse anders als dort, wo %(type)s sonst steht."
                )
                self._wrong(str(own.get("id")), "same", text % {"field": name, "type": type_name})

    def _list(self, found: Reference, *, is_of_body: bool) -> list[dict[str, object]]:
        """All pages of an external list, its filters, and each of its objects under its own address."""
        if found.url in self._lists_seen:
            return []
        self._lists_seen.add(found.url)
        pages, complete = self._pages(found.url)
        if not pages:
            return []
        self._note(check_pages(pages, complete=complete))
        listed = [one for page in pages for one in page.data if isinstance(one, dict)][: self.limit]
        if any(not isinstance(one, dict) for page in pages for one in page.data):
            self._wrong(found.url, "list", _("In der Liste stehen nicht nur Objekte."))
        if is_of_body:
            self._listed |= {str(one.get("id")) for one in listed}
            if complete:
                self._listed_types.add(found.type)
        for one in listed:
            self._note(check_object(one, found.type, found.url))
            if is_url(one.get("id")):
                self._compare(one, self._object(one["id"], found.type), found.type)
        if listed and is_url(listed[0].get("id")) and found.type not in self._tried_beside:
            self._tried_beside.add(found.type)
            self._canonical_and_errors(listed[0]["id"], found.type)
        self._filters(found, listed if complete else None)
        return listed

    def _pages(self, url: str, *, may_hold_deleted: bool = False) -> tuple[list[Page], bool]:
        pages: list[Page] = []
        seen: set[str] = set()
        while url and url not in seen:
            seen.add(url)
            content = self._content(url)
            if content is None:
                return pages, False
            page = Page(url=url, content=content)
            self._note(check_page(page, may_hold_deleted=may_hold_deleted))
            pages.append(page)
            if self.limit is not None and sum(len(one.data) for one in pages) >= self.limit:
                return pages, not page.next and sum(len(one.data) for one in pages) == self.limit
            url = page.next
        if url:
            self._wrong(pages[-1].url, "links", _("„next“ führt im Kreis."))
        return pages, not url

    def _filters(self, found: Reference, objects: list[dict[str, object]] | None) -> None:
        """Ask a list with each filter, with the times of an object in its middle."""
        known = objects or []
        middle = known[len(known) // 2] if known else {}
        for name in FILTERS:
            moment = moment_of(middle.get(name.partition("_")[0]))
            if moment is not None:
                expected = expected_ids(known, name, moment)
                self._filtered(found, {name: moment.isoformat()}, expected)
        # Three questions that need no object: one at a time, one that everything answers, and no parts inside.
        page = self._filtered(found, {"limit": "1"}, None)
        if page is not None and len(page.data) > 1:
            self._wrong(page.url, "filter", _("„limit=1“ bringt mehr als ein Objekt."))
        page = self._filtered(found, {"omit_internal": "true"}, None)
        if page is not None and any(_has_inner_list(one, found.type) for one in page.data):
            self._wrong(page.url, "filter", _("Mit „omit_internal“ stehen noch Objekte in Objekten."))
        self._deleted(found, [str(one.get("id")) for one in known])

    def _deleted(self, found: Reference, known: list[str]) -> None:
        """All that ever was: the deleted objects stand between the others, on any page."""
        question = {"modified_since": LONG_AGO}
        pages, complete = self._pages(_asked(found.url, question), may_hold_deleted=True)
        listed = [one for page in pages for one in page.data if isinstance(one, dict)]
        for page in pages[:1]:
            self._note(check_filtered(page, question=question, expected=None))
        if complete and (
            missing := [url for url in known if url not in {str(one.get("id")) for one in listed}]
        ):
            text = _("Mit „modified_since“ fehlen %(count)d Objekte, zum Beispiel %(url)s.")
            self._wrong(found.url, "filter", text % {"count": len(missing), "url": missing[0]})
        for one in listed:
            if one.get("deleted") is True and is_url(one.get("id")):
                self._note(check_object(one, found.type, found.url))
                own = self._object(one["id"], found.type)
                if own is not None and own.get("deleted") is not True:
                    text = _("In der Liste ist das Objekt gelöscht, unter seiner Adresse nicht.")
                    self._wrong(one["id"], "deleted", text)

    def _filtered(
        self, found: Reference, question: dict[str, str], expected: list[str] | None
    ) -> Page | None:
        url = _asked(found.url, question)
        content = self._content(url)
        if content is None:
            return None
        page = Page(url=url, content=content)
        self._note(check_page(page, may_hold_deleted="modified_since" in question))
        self._note(check_filtered(page, question=question, expected=expected))
        return page

    def _canonical_and_errors(self, url: str, type_name: str) -> None:
        """The same object under another address, and one that does not exist."""
        parts = urlsplit(url)
        if parts.query:
            return
        other = parts.path.removesuffix("/") if parts.path.endswith("/") else f"{parts.path}/"
        beside = self._answer(urlunsplit(parts._replace(path=other)), redirects=0) if other else None
        moved = HTTPStatus.MOVED_PERMANENTLY
        if beside is not None and beside.status < HTTPStatus.BAD_REQUEST and beside.status != moved:
            text = _("Dasselbe antwortet auch hier, mit %d statt mit der Weiterleitung 301.")
            self._wrong(beside.url, "canonical", text % beside.status)
        # Beside the System lies nothing of the interface; below it everything does.
        ending = f"/{NEVER}" if type_name == "System" else f"-{NEVER}"
        nothing = urlunsplit(parts._replace(path=parts.path.removesuffix("/") + ending))
        answer = self._answer(nothing)
        if answer is not None:
            self._note(check_error(answer, asked=nothing))

    def _follow_references(self) -> None:
        """Everything that is linked must answer, and stand in one of the Body's lists."""
        for reference in list(self._references.values()):
            own = self._object(reference.url, reference.type)
            if own is None:
                text = _("„%(field)s“ verweist auf %(url)s, was nicht antwortet.")
                values = {"field": reference.field, "url": reference.url}
                self._wrong(reference.source, "reference", text % values)
            elif (
                reference.type in self._listed_types
                and reference.url not in self._listed
                and own.get("deleted") is not True
            ):
                text = _("„%(field)s“ verweist auf %(url)s, was in keiner Liste steht.")
                values = {"field": reference.field, "url": reference.url}
                self._wrong(reference.source, "reference", text % values)
            elif own.get("deleted") is True:
                text = _("„%(field)s“ verweist auf %(url)s, was gelöscht ist.")
                values = {"field": reference.field, "url": reference.url}
                self._wrong(reference.source, "reference", text % values)

    def _check_back_references(self) -> None:
        """Note each object that is embedded or named as its own by another one, but does not name it in return."""
        for owner in [one for one in self._own.values() if one]:
            type_name = str(owner.get("type", "")).rpartition("/")[2]
            if type_name not in OBJECT_TYPES:
                continue
            for part in embedded_of(owner, type_name):
                own = self._own.get(str(part.content.get("id")))
                if own is not None and not _names(own, part.type, str(owner.get("id"))):
                    text = _("Das Objekt steht in %s, nennt es aber nicht.")
                    self._wrong(str(own.get("id")), "back-reference", text % owner.get("id"))
            self._check_pair(owner, type_name, "AgendaItem", "consultation", "agendaItem")
            self._check_pair(owner, type_name, "Consultation", "agendaItem", "consultation")
            self._check_pair(owner, type_name, "Organization", "membership", "organization")

    def _check_pair(
        self, owner: dict[str, object], type_name: str, wanted: str, field: str, back: str
    ) -> None:
        if type_name != wanted:
            return
        value = owner.get(field)
        for address in value if isinstance(value, list) else [value]:
            other = self._own.get(address) if isinstance(address, str) else None
            if other is not None and other.get("deleted") is not True and other.get(back) != owner.get("id"):
                text = _("„%(field)s“ verweist auf %(url)s, dessen „%(back)s“ nicht zurückführt.")
                values = {"field": field, "url": address, "back": back}
                self._wrong(str(owner.get("id")), "back-reference", text % values)

    def _check_files(self) -> None:
        for file in self._files.values():
            if file.get("deleted") is True:
                continue
            for name, is_download in (("accessUrl", False), ("downloadUrl", True)):
                url = file.get(name)
                if not isinstance(url, str) or not is_url(url):
                    continue
                answer = self._answer(url, method="HEAD")
                if answer is not None:
                    self._note(check_file_headers(answer, url, is_download=is_download))
            self._check_content(file)

    def _check_content(self, file: dict[str, object]) -> None:
        url = file.get("accessUrl")
        wanted = {name: file.get(name) for name in ("sha512Checksum", "sha1Checksum", "size")}
        if not is_url(url) or not any(value is not None for value in wanted.values()):
            return
        try:
            answer = self.fetcher.fetch(str(url))
        except TooLarge:
            # Larger than what this walk reads; the headers were looked at.
            return
        except Refusal as refusal:
            self._wrong(str(url), "answer", str(refusal))
            return
        is_now = {
            "sha512Checksum": hashlib.sha512(answer.body).hexdigest(),
            "sha1Checksum": hashlib.sha1(answer.body, usedforsecurity=False).hexdigest(),
            "size": len(answer.body),
        }
        for name, value in wanted.items():
            if value is not None and str(value).lower() != str(is_now[name]):
                self._wrong(str(file.get("id")), "checksum", _("„%s“ passt nicht zum Inhalt.") % name)


def _is_a(content: dict[str, object], type_name: str) -> bool:
    return str(content.get("type", "")).endswith(f"/{type_name}")


def _asked(url: str, question: dict[str, str]) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(question)}"


def _has_inner_list(content: object, type_name: str) -> bool:
    if not isinstance(content, dict):
        return False
    parts = embedded_of(content, type_name)
    return any(isinstance(content.get(part.field), list) for part in parts)


def _names(content: dict[str, object], type_name: str, owner: str) -> bool:
    """Say whether an object names another one that it belongs to; one without such a field is noted elsewhere."""
    names = [name for name in BACK_REFERENCES.get(type_name, ()) if name in content]
    values = [content[name] for name in names]
    return not names or any(
        owner == value or (isinstance(value, list) and owner in value) for value in values
    )
