"""A small interface that follows every rule, in memory; a test breaks one rule and sees what the walk says."""

import copy
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.oparl.foreign_server import ForeignServer, Reply

SCHEMA = "https://schema.oparl.org/1.1/"
EARLY, LATE = "2021-07-12T10:00:00+02:00", "2021-08-25T18:30:00+02:00"
CONTENT = b"%PDF-1.7 Vorlage"
LISTS = {
    "organization": "Organization",
    "person": "Person",
    "meeting": "Meeting",
    "paper": "Paper",
    "agendaItem": "AgendaItem",
    "consultation": "Consultation",
    "file": "File",
    "locationList": "Location",
    "legislativeTermList": "LegislativeTerm",
    "membership": "Membership",
}
PAGE_SIZE = 2


class SmallInterface:
    """Answers of the whole interface: `objects` by path, and `finish`, which may spoil any answer."""

    def __init__(self, server: ForeignServer) -> None:
        self.server = server
        self.objects: dict[str, dict[str, Any]] = {}
        self.finish: Callable[[str, Reply], Reply | None] = lambda path, reply: reply
        self.page: Callable[[dict[str, Any]], None] = lambda content: None
        self._make()
        server.answer = self._answer

    def url(self, path: str) -> str:
        return self.server.url(path)

    def change(self, path: str, **fields: Any) -> None:
        """Change an object, also where it stands inside of others; None takes a field away."""
        wanted = self.url(path)

        def walk(value: Any) -> None:
            if isinstance(value, dict):
                if value.get("id") == wanted:
                    self._put(value, fields)
                for inner in list(value.values()):
                    walk(inner)
            elif isinstance(value, list):
                for inner in value:
                    walk(inner)

        for content in self.objects.values():
            walk(content)

    def _put(self, content: dict[str, Any], fields: dict[str, Any]) -> None:
        for name, value in fields.items():
            if value is REMOVED:
                content.pop(name, None)
            else:
                content[name] = value

    def _add(self, path: str, type_name: str, *, modified: str = LATE, **fields: Any) -> dict[str, Any]:
        self.objects[path] = {
            "id": self.url(path),
            "type": SCHEMA + type_name,
            "created": EARLY,
            "modified": modified,
            **fields,
        }
        return self.objects[path]

    def _make(self) -> None:
        url = self.url
        self._add("/oparl", "System", oparlVersion=SCHEMA, body=url("/bodies"), name="Klein")
        term = self._add("/term/1", "LegislativeTerm", body=url("/body/1"), name="2020 bis 2025")
        self._add(
            "/body/1",
            "Body",
            system=url("/oparl"),
            name="Stadt Klein",
            legislativeTerm=[_inside(term, "body")],
            **{name: url(f"/list/{name}") for name in LISTS},
        )
        for number in (1, 2, 3):
            self._add(
                f"/organization/{number}",
                "Organization",
                body=url("/body/1"),
                name=f"Gremium {number}",
                organizationType="Gremium",
                **({"membership": [url("/membership/1")]} if number == 1 else {}),
            )
        self.objects["/organization/3"]["modified"] = EARLY
        membership = self._add(
            "/membership/1", "Membership", person=url("/person/1"), organization=url("/organization/1")
        )
        self._add("/person/1", "Person", body=url("/body/1"), membership=[_inside(membership, "person")])
        file = self._add(
            "/file/1",
            "File",
            accessUrl=url("/content/1"),
            downloadUrl=url("/download/1"),
            sha512Checksum=hashlib.sha512(CONTENT).hexdigest(),
            size=len(CONTENT),
            mimeType="application/pdf",
            paper=[url("/paper/1")],
        )
        consultation = self._add(
            "/consultation/1",
            "Consultation",
            paper=url("/paper/1"),
            agendaItem=url("/item/1"),
            meeting=url("/meeting/1"),
            organization=[url("/organization/1")],
            authoritative=True,
        )
        self._add(
            "/paper/1",
            "Paper",
            body=url("/body/1"),
            name="Strategie",
            mainFile=_inside(file, "paper"),
            consultation=[_inside(consultation, "paper")],
        )
        item = self._add(
            "/item/1", "AgendaItem", order=0, meeting=url("/meeting/1"), consultation=url("/consultation/1")
        )
        place = self._add("/location/1", "Location", description="Rathaus", meetings=[url("/meeting/1")])
        self._add(
            "/meeting/1",
            "Meeting",
            meetingState="durchgeführt",
            start="2021-08-25T17:00:00+02:00",
            organization=[url("/organization/1")],
            location=_inside(place, "meetings"),
            agendaItem=[_inside(item, "meeting")],
        )
        self.objects["/organization/9"] = {
            "id": url("/organization/9"),
            "type": f"{SCHEMA}Organization",
            "created": EARLY,
            "modified": LATE,
            "deleted": True,
        }

    def _answer(self, path: str) -> Reply | None:
        reply = self._reply(path)
        return self.finish(path, reply)

    def _reply(self, path: str) -> Reply:
        base, _, query = path.partition("?")
        question = dict(parse_qsl(query))
        if base in self.objects:
            return Reply(self.objects[base])
        if base.endswith("/") and base[:-1] in self.objects:
            return Reply(status=301, headers={"Location": base[:-1]})
        if base == "/bodies":
            return self._list(base, "Body", question)
        name = base.removeprefix("/list/")
        if base.startswith("/list/") and name in LISTS:
            return self._list(base, LISTS[name], question)
        if base in ("/content/1", "/download/1"):
            way = "inline" if base == "/content/1" else "attachment; filename=vorlage.pdf"
            headers = {"Content-Type": "application/pdf", "Content-Disposition": way, "ETag": '"1"'}
            return Reply(CONTENT, headers=headers)
        return Reply({"type": f"{SCHEMA}Error", "message": "Das gibt es nicht."}, status=404)

    def _list(self, base: str, type_name: str, question: dict[str, str]) -> Reply:
        number = int(question.pop("page", "1"))
        size = int(question.get("limit", PAGE_SIZE))
        found = [
            copy.deepcopy(content)
            for content in self.objects.values()
            if content.get("type", "").endswith(f"/{type_name}") and _passes(content, question)
        ]
        if "omit_internal" in question:
            found = [
                {name: value for name, value in one.items() if not _is_inner_list(value)} for one in found
            ]
        pages = max(1, -(-len(found) // size))

        def link(to: int) -> str:
            rest = urlencode({**question, "page": to})
            return f"{self.url(base)}?{rest}"

        content = {
            "data": found[(number - 1) * size : number * size],
            "pagination": {
                "totalElements": len(found),
                "elementsPerPage": size,
                "currentPage": number,
                "totalPages": pages,
            },
            "links": {"first": link(1), "self": link(number), "last": link(pages)},
        }
        if number < pages:
            content["links"]["next"] = link(number + 1)  # type: ignore[index]
        self.page(content)
        return Reply(content)


REMOVED = object()


def _inside(content: dict[str, Any], back: str) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != back}


def _is_inner_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _passes(content: dict[str, Any], question: dict[str, str]) -> bool:
    if content.get("deleted") and "modified_since" not in question:
        return False
    for name, value in question.items():
        field, _, bound = name.partition("_")
        if bound in ("since", "until") and field in content:
            is_, limit = datetime.fromisoformat(content[field]), datetime.fromisoformat(value)
            if (is_ < limit) if bound == "since" else (is_ > limit):
                return False
    return True
