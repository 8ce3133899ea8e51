"""The strict test session and the cast: coordination, core team, member, office, reader."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from strategy.models import Strategy
from tests.builders import make_strategy, make_user


@pytest.fixture(autouse=True)
def strict_session(settings: Any, tmp_path: Path) -> None:
    """GETs that write fail; files go to a directory of the test; background tasks run at once."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.strict.read_only_gets"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def coordination(db: None) -> User:
    return make_user(Role.COORDINATION)


@pytest.fixture
def core_team(db: None) -> User:
    return make_user(Role.CORE_TEAM)


@pytest.fixture
def member(db: None) -> User:
    return make_user(Role.STEERING_MEMBER)


@pytest.fixture
def office(db: None) -> User:
    return make_user(Role.COMMITTEE_OFFICE)


@pytest.fixture
def reader(db: None) -> User:
    return make_user(Role.READER)


@pytest.fixture
def strategy(db: None) -> Strategy:
    return make_strategy()


@pytest.fixture
def coordination_client(coordination: User) -> Client:
    return signed_in(coordination)


@pytest.fixture
def reader_client(reader: User) -> Client:
    return signed_in(reader)


@pytest.fixture
def member_client(member: User) -> Client:
    return signed_in(member)


@pytest.fixture
def office_client(office: User) -> Client:
    return signed_in(office)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
