"""The strict test session and the cast: coordination, core team, member, office, reader."""

import gc
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django_tasks import default_task_backend
from django_tasks.backends.dummy import DummyBackend

from accounts.mail import deliver, send_delivery
from accounts.models import User
from accounts.roles import Role
from accounts.tasks import send_invitation
from strategy.models import Measure, Strategy
from tests.builders import make_programme, make_strategy, make_user
from tests.emptied import emptied_quickly
from tests.migrated import migrated_sqlite
from tests.remembered import begin_trail, remembered

TESTS = Path(__file__).parent
# Templates and query sets leave few circles behind; looking for them every 700 objects costs a tenth of the session.
gc.set_threshold(100_000, 50, 100)
_directories = count(1)
DATABASE_FIXTURES = frozenset(
    {"db", "transactional_db", "django_db_setup", "live_server", "shared_database_url"}
)
PAGE_TESTS = re.compile(r"test_views_\w+\.py|test_(\w+_)?pages\.py")
# Commits, locks and several processes are where the databases differ.
COMMITTING = frozenset({"transactional_db", "live_server", "shared_database_url"})
# Files that ask the database nothing which the other files, the permission matrix, the query counts and the loading
# of the whole demonstration do not ask on PostgreSQL. Whatever is not named here runs on both.
SQLITE_TELLS_ALL = {
    "accounts": "identity_provider login_code password second_factor",
    "committees": (
        "adoption annexes decision_story financial_effects measure_resolutions members outcomes "
        "paper_files papers poll_takeover update_cycle"
    ),
    "editing": "conflicts drafts",
    "gnk": "navigation security",
    "operation": "watching",
    "oparl": "check_own_interface interface objects publishing",
    "publication": "catalogue confidentiality description foundations measures sources synopses versions",
    "strategy": (
        "beside_the_form comments comparison docx drafting element_changes escapes export_strategy news numbering "
        "pdf_concepts permissions phases proposals structure_proposals swot text_status"
    ),
    "tables": "downloads foreign_lists hostile_uploads memory preview_page tray usual_cells",
}


def sqlite_tells_all(item: pytest.Item) -> bool:
    """Whether a second database would say nothing new about a test, wherever in its app's folder the file lies."""
    committing = COMMITTING.intersection(getattr(item, "fixturenames", ()))
    app, *_folders = item.path.relative_to(TESTS).parts
    words = SQLITE_TELLS_ALL.get(app, "").split()
    return not committing and item.path.stem.removeprefix("test_") in words


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what a second database tells nothing new about: tests of pages, and those that need no database."""
    for item in items:
        if PAGE_TESTS.fullmatch(item.path.name):
            item.add_marker(pytest.mark.pages)
        if sqlite_tells_all(item):
            item.add_marker(pytest.mark.one_database)
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") is None and not DATABASE_FIXTURES.intersection(fixtures):
            item.add_marker(pytest.mark.pure)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files have no name: one made a second later holds another time, and parallel processes would disagree."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Take the database that is there: on SQLite it is laid there migrated, see below."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Browsers send several requests at once. In a database in memory nobody waits for a lock; in a file they do."""
    if connection.vendor != "sqlite":
        yield
        return
    name = "file:tests?mode=memory&cache=shared"
    if any(item.get_closest_marker("browser") for item in request.session.items):
        name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    settings.DATABASES["default"]["TEST"]["NAME"] = name
    with migrated_sqlite(name):
        yield


def tasks_in(backend: str) -> dict[str, Any]:
    """The setting of the tasks with another backend and the same queues."""
    return {"default": {**settings.TASKS["default"], "BACKEND": backend}}


@pytest.fixture(scope="session", autouse=True)
def committed_rows_go_quickly() -> Iterator[None]:
    with emptied_quickly():
        yield


@pytest.fixture(scope="session", autouse=True)
def strict_session() -> Iterator[None]:
    """GETs that write fail; background tasks wait to be called; passwords cost nothing."""
    with override_settings(
        MIDDLEWARE=[
            *settings.MIDDLEWARE,
            "tests.strict.read_only_gets",
            "tests.strict.kept_pages_stay_true",
        ],
        TASKS=tasks_in("django_tasks.backends.dummy.DummyBackend"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        # Their own tests turn these on: coordination must have a second factor, attempts are counted.
        SECOND_FACTOR=False,
        SECURITY_CONTACT="mailto:sicherheit@example.org",
        CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
        # Pages laid out by another test or another session: what they are made of stands in their names.
        KEPT_PAGES=settings.BASE_DIR / "var" / "kept-pages-of-tests",
    ):
        yield


@pytest.fixture(autouse=True)
def own_files_and_tasks(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files go to a directory of the test, which its first file makes; no task and no row of another test is there."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / f"media-{next(_directories)}"
    cast(DummyBackend, default_task_backend).clear()
    begin_trail()


@pytest.fixture
@remembered
def coordination(db: None) -> User:
    return make_user(Role.COORDINATION)


@pytest.fixture
@remembered
def core_team(db: None) -> User:
    return make_user(Role.CORE_TEAM)


@pytest.fixture
@remembered
def member(db: None) -> User:
    return make_user(Role.STEERING_MEMBER)


@pytest.fixture
@remembered
def office(db: None) -> User:
    return make_user(Role.COMMITTEE_OFFICE)


@pytest.fixture
@remembered
def reader(db: None) -> User:
    return make_user(Role.READER)


@pytest.fixture
@remembered
def strategy(db: None) -> Strategy:
    return make_strategy()


@pytest.fixture
@remembered
def measure(strategy: Strategy, coordination: User) -> Measure:
    """A theme field with one goal of each level and one measure."""
    return make_programme(strategy, by=coordination)


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


@pytest.fixture
def mailbox() -> Callable[[], list[mail.EmailMessage]]:
    """Call it to deliver what was queued since the last call, and get these mails."""
    queue = cast(DummyBackend, default_task_backend)
    queue.clear()

    def delivered() -> list[mail.EmailMessage]:
        before = len(mail.outbox)
        for result in queue.results:
            if result.task.func in (deliver.func, send_delivery.func, send_invitation.func):
                result.task.call(*result.args, **result.kwargs)
        queue.clear()
        return list(mail.outbox[before:])

    return delivered
