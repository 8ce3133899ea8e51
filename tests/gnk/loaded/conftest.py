"""The demonstration at each stage, loaded once for all tests of this directory."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from gnk.demo.loader import STAGES
from strategy.document.document import StrategyDocument
from strategy.document.drafting import working_document
from strategy.models import Strategy
from tests.gnk.demo import load_demo
from tests.gnk.stages import kept_stages, kept_tasks, stage_for_a_while, waiting_tasks


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> Iterator[None]:
    """Keep the stages together in one process, the last one on both databases: loading takes longer than its tests.

    Marked before xdist looks for groups and before tests are left out; ordered after pytest has ordered them.
    """
    for item in items:
        if "stage" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("demo"))
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
    """The demonstration at one stage; `tasks` were ordered by loading it."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self.factory = factory
        self.stage = ""
        self.tasks: list[str] = []
        self.scene = ExitStack()

    def bring(self, stage: str) -> None:
        if stage == self.stage:
            return
        self.leave()
        if connection.vendor == "sqlite":
            kept = kept_stages(self.factory)
            self.scene.enter_context(stage_for_a_while(kept, stage))
            self.tasks = kept_tasks(kept, stage)
        else:
            self.scene.enter_context(transaction.atomic())
            self.scene.callback(transaction.set_rollback, True)
            load_demo(stage)
            self.tasks = waiting_tasks()
        self.stage = stage

    def leave(self) -> None:
        self.scene.close()
        self.stage = ""


@pytest.fixture(scope="package")
def loaded_demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LoadedDemo]:
    """What outlives the fixture below: pytest makes that anew for each parametrized test, loading takes seconds."""
    demo = LoadedDemo(tmp_path_factory)
    with django_db_blocker.unblock():
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


@pytest.fixture
def tasks(stage: str, loaded_demo: LoadedDemo) -> list[str]:
    """The names of the tasks that loading the stage has ordered."""
    return loaded_demo.tasks
