"""The demonstration at each stage, loaded once for all tests of this directory."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from gnk.demo.loader import STAGES
from strategy.document import StrategyDocument
from strategy.drafting import working_document
from strategy.models import Strategy
from tests.gnk.demo import load_demo

MD5 = "django.contrib.auth.hashers.MD5PasswordHasher"


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Keep each stage in one process: loading takes longer than its tests."""
    for item in items:
        if "stage" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group(f"demo-{item.callspec.params['stage']}"))


@pytest.fixture(scope="package", params=STAGES)
def stage(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The demonstration at one stage; its tests share it and each undoes what it writes."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(PASSWORD_HASHERS=[MD5]):
        load_demo(request.param)
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture
def document(stage: str, db: None) -> StrategyDocument:
    """The working draft as a document."""
    return working_document(Strategy.objects.get())
