"""The description of the interface (OpenAPI 3.1), made of the very types that its answers are written from.

The schemas of the document's parts stand in it as `strategy.document.document.json_schema` has them.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.mail import absolute_url
from publication.api.items import Entrance, Listing, Problem, Single, VersionItem
from publication.api.parameters import PAGE, SIZE, VERSION, Parameter
from publication.api.problems import CONTENT_TYPE
from publication.api.resources import RESOURCES, Resource
from strategy.document.document import StrategyDocument, choices_schema

Json = dict[str, Any]
PLACES = "#/components/schemas/{name}"
JSON = "application/json"
VERSION_NUMBER: Json = {
    "name": "number",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 1, "maximum": VERSION.at_most},
}


def description() -> Json:
    """The whole description."""
    types = _types()
    schemas, components = msgspec.json.schema_components(
        types.values(), schema_hook=choices_schema, ref_template=PLACES
    )
    answers = dict(zip(types, schemas, strict=True))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Nachhaltigkeitsstrategie: Schnittstelle"),
            "version": settings.VERSION,
            "description": _("Die veröffentlichte Strategie und was aus ihr geworden ist. Nur zum Lesen."),
        },
        "servers": [{"url": absolute_url("/").rstrip("/")}],
        "paths": {**_paths_of_versions(answers), **_paths_of_lists(answers)},
        "components": {"schemas": components},
    }


def _types() -> dict[str, Any]:
    """The types of all answers, by a name each."""
    found: dict[str, Any] = {
        "problem": Problem,
        "entrance": Entrance,
        "versions": Listing[VersionItem],
        "version": Single[VersionItem],
        "document": StrategyDocument,
    }
    for resource in RESOURCES:
        found[f"list {resource.name}"] = Listing[resource.item]  # type: ignore[name-defined]
        if resource.key:
            found[f"item {resource.name}"] = Single[resource.item]  # type: ignore[name-defined]
    return found


def _paths_of_versions(answers: Json) -> Json:
    problem = answers["problem"]
    number = [VERSION_NUMBER]
    return {
        "/api/": _reading(_("Der Eingang."), answers["entrance"], problem, id="entrance"),
        "/api/openapi.json": _reading(_("Diese Beschreibung."), {"type": "object"}, problem, id="openapi"),
        "/api/versions/": _reading(
            _("Alle veröffentlichten Fassungen."),
            answers["versions"],
            problem,
            _queries((PAGE, SIZE)),
            id="versions",
        ),
        "/api/versions/{number}/": _reading(
            _("Eine Fassung mit ihren Dateien."), answers["version"], problem, number, id="version"
        ),
        "/api/versions/{number}/document/": _reading(
            _("Die ganze Strategie, so wie sie eingefroren ist."),
            answers["document"],
            problem,
            number,
            id="document",
        ),
    }


def _paths_of_lists(answers: Json) -> Json:
    found: Json = {}
    for resource in RESOURCES:
        name, problem = resource.name, answers["problem"]
        parameters = _queries((VERSION, *resource.parameters, PAGE, SIZE))
        found[f"/api/{name}/"] = _reading(
            resource.about, answers[f"list {name}"], problem, parameters, id=f"list-{name}"
        )
        if resource.key:
            found[f"/api/{name}/{{key}}/"] = _reading(
                _one_of(resource),
                answers[f"item {name}"],
                problem,
                [_key(), *_queries((VERSION,))],
                id=f"item-{name}",
            )
    return found


def _one_of(resource: Resource) -> str:
    return _("Ein Eintrag aus: %s") % resource.about


def _key() -> Json:
    return {"name": "key", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _queries(parameters: Sequence[Parameter]) -> list[Json]:
    return [
        {"name": each.name, "in": "query", "description": each.about, "schema": each.schema}
        for each in parameters
    ]


def _reading(about: str, answer: Json, problem: Json, parameters: Sequence[Json] = (), *, id: str) -> Json:
    """What an address answers to GET: the object, or a problem."""
    refusal = {"content": {CONTENT_TYPE: {"schema": problem}}}
    responses = {
        "200": {"description": about, "content": {JSON: {"schema": answer}}},
        "400": {"description": _("Die Anfrage ist nicht zu verstehen."), **refusal},
        "404": {"description": _("Das gibt es nicht."), **refusal},
    }
    operation: Json = {"operationId": id, "summary": about, "responses": responses}
    return {"get": {**operation, "parameters": list(parameters)} if parameters else operation}
