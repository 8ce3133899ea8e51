"""The demonstration at each stage, loaded once for all tests of this directory."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from gnk.demo.loader import STAGES
from strategy.document.document import StrategyDocument
from strategy.document.drafting import working_document
from strategy.models import Strategy
from tests.gnk.demo import load_demo

MD5 = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> Iterator[None]:
    """Keep each stage together in one process, the longest on both databases: loading takes longer than its tests.

    Marked before xdist looks for groups and before tests are left out; ordered after pytest has ordered them.
    """
    for item in items:
        if "stage" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group(f"demo-{stage_of(item)}"))
            if stage_of(item) != STAGES[-1]:
                item.add_marker(pytest.mark.pages)
    yield
    places = [place for place, item in enumerate(items) if "stage" in item.fixturenames]
    by_stage = sorted((items[place] for place in places), key=lambda item: STAGES.index(stage_of(item)))
    for place, item in zip(places, by_stage, strict=True):
        items[place] = item


def stage_of(item: pytest.Function) -> str:
    return str(item.callspec.params["stage"])


class LoadedDemo:
    """The demonstration at one stage, inside a transaction that is never committed."""

    def __init__(self) -> None:
        self.stage = ""
        self.scene = ExitStack()

    def bring(self, stage: str) -> None:
        if stage == self.stage:
            return
        self.leave()
        self.scene.enter_context(transaction.atomic())
        load_demo(stage)
        self.stage = stage

    def leave(self) -> None:
        if self.stage:
            transaction.set_rollback(True)
        self.scene.close()
        self.stage = ""


@pytest.fixture(scope="package")
def loaded_demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LoadedDemo]:
    """What outlives the fixture below: pytest makes that anew for each parametrized test, loading takes seconds."""
    demo = LoadedDemo()
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=[MD5]):
        yield demo
        demo.leave()


@pytest.fixture(scope="package", params=STAGES)
def stage(request: pytest.FixtureRequest, loaded_demo: LoadedDemo) -> str:
    """The demonstration at one stage; its tests share it and each undoes what it writes."""
    loaded_demo.bring(request.param)
    stage: str = request.param
    return stage


@pytest.fixture
def document(stage: str, db: None) -> StrategyDocument:
    """The working draft as a document."""
    return working_document(Strategy.objects.get())
