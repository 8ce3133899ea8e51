"""The description of the interface keeps to OpenAPI 3.1, and every answer to the description."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.core.failures import FailureGroup

from gnk.wsgi import application
from strategy.document.document import json_schema
from tests.builders import make_milestone
from tests.monitoring.conftest import adopted as adopted
from tests.publication.data.living import public as public
from tests.publication.data.living import strategy as strategy

# As many requests to each address as fit into some seconds.
EXAMPLES = 5
DESCRIPTION = "/api/openapi.json"


def described(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get(DESCRIPTION).content)
    return found


def test_the_description_keeps_to_openapi(client: Client, public: SimpleNamespace) -> None:
    found = described(client)
    assert list(OpenAPIV31SpecValidator(found).iter_errors()) == []
    found["paths"]["/api/measures/"]["get"]["responses"] = []
    assert list(OpenAPIV31SpecValidator(found).iter_errors()) != []


def test_the_document_is_described_as_its_own_schema_does(client: Client, public: SimpleNamespace) -> None:
    schemas = described(client)["components"]["schemas"]
    own = json.dumps(json_schema()["$defs"]).replace("#/$defs/", "#/components/schemas/")
    assert {name: schemas[name] for name in json.loads(own)} == json.loads(own)


def test_every_address_is_described(client: Client, public: SimpleNamespace) -> None:
    paths = described(client)["paths"]
    entrance = json.loads(client.get("/api/").content)
    lists = {f"/api/{resource['url'].partition('/api/')[2]}" for resource in entrance["resources"]}
    assert lists <= paths.keys()
    assert {"/api/", DESCRIPTION, "/api/versions/{number}/document/"} <= paths.keys()


@contextmanager
def connections_stay_open() -> Iterator[None]:
    """The server closes the connection with each request, and with it the transaction of the test."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    try:
        yield
    finally:
        for end in ends:
            end.connect(close_old_connections)


def broken_answers(description: dict[str, Any]) -> list[str]:
    """The addresses with an answer that breaks a description, over many requests that it allows and forbids."""
    schema = schemathesis.openapi.from_dict(description)
    schema.app = application
    operations = [operation.ok() for operation in schema.get_all_operations()]
    with connections_stay_open():
        return [operation.path for operation in operations if _breaks(operation)]


def _breaks(operation: Any) -> bool:
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate()

    try:
        ask()
    except FailureGroup as failures:
        print(operation.path, failures)
        return True
    return False


@pytest.mark.slow
def test_every_answer_keeps_to_the_description(client: Client, public: SimpleNamespace) -> None:
    make_milestone(public.measure, by=public.by)
    assert broken_answers(described(client)) == []


def test_an_answer_that_breaks_the_description_is_seen(client: Client, public: SimpleNamespace) -> None:
    description = described(client)
    description["components"]["schemas"]["Entrance"]["properties"]["current_version"] = {"type": "string"}
    description["paths"] = {path: description["paths"][path] for path in ("/api/", "/api/themes/")}
    assert broken_answers(description) == ["/api/"]
