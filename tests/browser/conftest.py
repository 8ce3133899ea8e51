"""Debian's Chromium against the live server. Requests to anything but this machine fail the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, Request

from accounts.models import User
from gnk.demo.people import PASSWORD
from tests.conftest import tasks_in
from tests.gnk.stages import bring_stage, kept_stages

# Playwright's own event loop runs in this thread; the tests use the ORM beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str:
    # The shell is the same engine without the windows of a desktop, and a quarter quicker.
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert path, "Chromium is missing; `make test` installs it."
    return path


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": chromium_path(), "args": list(SWITCHES)}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "de-DE", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(autouse=True)
def files_are_made_at_once(own_files_and_tasks: None, settings: Any) -> None:
    settings.TASKS = tasks_in("django_tasks.backends.immediate.ImmediateBackend")


@pytest.fixture
def files_wait(files_are_made_at_once: None, settings: Any) -> None:
    """Files are ordered and not made: that of a whole strategy takes seconds, and its tests are elsewhere."""
    settings.TASKS = tasks_in("django_tasks.backends.dummy.DummyBackend")


@pytest.fixture(autouse=True)
def quiet_page(page: Page, live_server: Any) -> Iterator[None]:
    """Errors in the console (the Content-Security-Policy reports there) and foreign hosts fail the test."""
    problems: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # Chromium reports each answer from 400 on as an error; conflicts and form errors are such answers.
        # htmx reports a question that a newer one replaced, or that was on its way when the page closed.
        expected = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
        if message.type == "error" and not any(words in message.text for words in expected):
            problems.append(message.text)

    # Passkeys need a host with a name.
    ours = (live_server.url, live_server.url.replace("127.0.0.1", "localhost"))

    def on_request(request: Request) -> None:
        if not request.url.startswith((*ours, "data:", "blob:")):
            problems.append(request.url)

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield
    assert problems == []


@pytest.fixture
def demo(transactional_db: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], None]:
    """Bring a stage of the demonstration into the empty database. Its PDFs a test orders that needs one."""

    def load(stage: str) -> None:
        bring_stage(kept_stages(tmp_path_factory), stage)

    return load


def sign_in(page: Page, live_server: Any, who: str = "koordination") -> None:
    page.goto(f"{live_server.url}/konto/anmelden/")
    page.get_by_text("Mit Passwort anmelden").click()
    page.locator("#id_login").fill(f"{who}@herne.example")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/arbeitsbereich/**")


def sign_out(page: Page) -> None:
    """Sign out where the account is: at the end of the head of the page."""
    page.locator(".site-account > summary").click()
    page.get_by_role("button", name="Abmelden", exact=True).click()


def go_to(page: Page, group: str, entry: str) -> None:
    """Open an entry of the navigation on a wide screen."""
    page.locator("summary.site-nav__top").get_by_text(group, exact=True).click()
    page.get_by_role("navigation", name="Arbeitsbereich").get_by_role("link", name=entry, exact=True).click()


def be(page: Page, live_server: Any, user: User) -> None:
    """Sign in without the pages of the sign-in."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


def confirm_warnings(page: Page) -> None:
    """Confirm what the rules of the record find unusual, and save again."""
    warnings = page.get_by_role("group", name="Trotzdem so eintragen")
    warnings.wait_for()
    for box in warnings.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Speichern", exact=True).click()
