"""`make bench-public`: the public site beside a bare Django view that returns the same bytes. Figures, no test.

Both run in gunicorn with two workers and are asked in turn. Machines are noisy and the visitors work on the same one:
the second ratio, of the processor time that workers spent per answer, says more than the first, of answers per second.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import sync_playwright

from tests.browser.conftest import SWITCHES, chromium_path

WORKERS = 2
VISITORS = 4
ROUNDS = 3
SECONDS_EACH = 0.8
PAGES = {
    "home": "/",
    "theme field": "/themenfelder/1/",
    "strategic goal": "/ziele/1.1/",
    "operational goal": "/ziele/1.1.1/",
    "measure": "/massnahmen/1.1.1.1/",
    "SDG": "/agenda-2030/4/",
    "list of measures": "/massnahmen/",
    "list, second page": "/massnahmen/?seite=2",
}
READY = "the worker is ready"
HOOKS = f"""
def post_worker_init(worker):
    worker.log.warning("{READY}")
"""
# A slow connection on a phone: 400 kbit/s, and 400 ms until the first byte of an answer.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
OBSERVING = """
window.seen = {paint: 0, shift: 0};
const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({type, buffered: true});
watch("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; });
watch("layout-shift", (entry) => { seen.shift += entry.value; });
"""
TICKS = os.sysconf("SC_CLK_TCK")


class Site:
    """A running gunicorn."""

    def __init__(self, server: "subprocess.Popen[bytes]", port: int) -> None:
        self.server, self.port = server, port

    def seconds_of_workers(self) -> float:
        """The processor time that the workers have spent so far."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text().split()
        fields = (Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in children)
        return sum(int(each[11]) + int(each[12]) for each in fields) / TICKS

    def ask(self, path: str, headers: str = "") -> tuple[int, str, bytes]:
        """Status, head and body of an answer."""
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n{headers}\r\n".encode()
            )
            parts = []
            while part := connection.recv(1 << 18):
                parts.append(part)
        head, _, body = b"".join(parts).partition(b"\r\n\r\n")
        return int(head[9:12]), head.decode("latin-1"), body


@contextmanager
def served(
    module: str, directory: Path, environment: dict[str, str], workers: int = WORKERS
) -> Iterator[Site]:
    """A gunicorn with workers that have loaded the application and answered nothing yet."""
    (hooks := directory / "hooks.py").write_text(HOOKS)
    log = directory / f"{module}.log"
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener, log.open("w") as errors:
        options = ["--config", str(hooks), "--workers", str(workers), "--log-level", "warning"]
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options, "--bind", f"fd://{listener.fileno()}", module],
            env=environment,
            pass_fds=[listener.fileno()],
            stderr=errors,
        )
        try:
            while log.read_text().count(READY) < workers:
                if server.poll() is not None:
                    sys.exit(log.read_text())
                time.sleep(0.02)
            yield Site(server, listener.getsockname()[1])
        finally:
            server.terminate()
            server.wait()


class Figures:
    """Answers, the time they took, and the processor time of the workers."""

    def __init__(self) -> None:
        self.answers, self.seconds, self.processor = 0, 0.0, 0.0

    @property
    def each_second(self) -> float:
        return self.answers / self.seconds

    @property
    def processor_each(self) -> float:
        return self.processor / self.answers


def visit(site: Site, paths: Iterator[str], status: int, headers: str, figures: Figures) -> None:
    """Ask as often as some visitors can for a while. Ends the program at another status."""
    answers, wrong, lock = [0], list[str](), threading.Lock()
    end = time.perf_counter() + SECONDS_EACH

    def work() -> None:
        while time.perf_counter() < end and not wrong:
            with lock:
                path = next(paths)
            found, head, _body = site.ask(path, headers)
            if found != status:
                wrong.append(f"{path}: {head}")
            with lock:
                answers[0] += 1

    spent, start = site.seconds_of_workers(), time.perf_counter()
    visitors = [threading.Thread(target=work) for _ in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    if wrong:
        sys.exit(wrong[0])
    figures.seconds += time.perf_counter() - start
    figures.processor += site.seconds_of_workers() - spent
    figures.answers += answers[0]


def always(path: str) -> Iterator[str]:
    while True:
        yield path


def searches() -> Iterator[str]:
    """A question that nobody has asked before, each time."""
    for number in count():
        yield f"/suche/?q=Schule+{number}"


def run() -> None:
    """Load the demonstration, serve both sites and print how they compare."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", stage="adopted", verbosity=0)
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gnk-public-")))
        product = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GNK_")},
            "GNK_ALLOWED_HOSTS": "127.0.0.1",
            "GNK_BASE_URL": "https://127.0.0.1",
            "GNK_BEHIND_PROXY": "1",
            "GNK_DATABASE_URL": os.environ["GNK_DATABASE_URL"],
            "GNK_DEBUG": "0",
            "GNK_EMAIL_FROM": "strategie@example.org",
            "GNK_EMAIL_URL": "dummymail://",
            "GNK_MEDIA_ROOT": str(directory),
            "GNK_SECRET_KEY": settings.SECRET_KEY,
            "COLLECTED_STATIC": str(directory / "static"),
        }
        collect_static(directory / "static")
        with served("tests.load.public_site", directory, product, workers=1) as cold:
            start = time.perf_counter()
            cold.ask("/")
            print(f"First request of a cold process: {time.perf_counter() - start:.2f} s\n")
        ours = stack.enter_context(served("tests.load.public_site", directory, product))
        answers = {path: ours.ask(path)[2].decode() for path in PAGES.values()}
        (file := directory / "answers.json").write_text(json.dumps(answers), "utf-8")
        bare = stack.enter_context(
            served("tests.load.bare_site", directory, {"PATH": os.environ["PATH"], "BARE_ANSWERS": str(file)})
        )
        compare(ours, bare, answers)
        first_visit(ours)


def collect_static(directory: Path) -> None:
    """The static files as production has them: with their digests in their names, and packed."""
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=directory, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)


def first_visit(site: Site) -> None:
    """What a browser that knows nothing yet transfers for home over a slow connection, and when it shows it."""
    sizes: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(SWITCHES))
        page = browser.new_context(extra_http_headers={"X-Forwarded-Proto": "https"}).new_page()
        protocol = page.context.new_cdp_session(page)
        protocol.send("Network.enable")
        protocol.send("Network.emulateNetworkConditions", SLOW)
        protocol.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.add_init_script(OBSERVING)
        page.goto(f"http://127.0.0.1:{site.port}/", wait_until="networkidle")
        seen = page.evaluate("window.seen")
        browser.close()
    print(
        f"\nFirst visit of home at 400 kbit/s and 400 ms: {sum(sizes) / 1000:.1f} kB in {len(sizes)} answers, largest "
        f"paint after {seen['paint'] / 1000:.2f} s, shift of the layout {seen['shift']:.3f}"
    )


def compare(ours: Site, bare: Site, answers: dict[str, str]) -> None:
    print(f"{'':20} {'bytes':>8} {'bare/s':>8} {'ours/s':>8} {'ratio':>6} {'of processor time':>18}")
    for name, path in PAGES.items():
        line(name, len(answers[path].encode()), *figures_of(ours, bare, path, always(path)))
    tag = next(each for each in ours.ask("/")[1].splitlines() if each.lower().startswith("etag: "))[6:]
    known = f"If-None-Match: {tag}\r\n"
    line("304 of home", 0, *figures_of(ours, bare, "/", always("/"), status=304, headers=known))
    line("new search", 0, *figures_of(ours, bare, "/", searches()))


def figures_of(
    ours: Site, bare: Site, path: str, asked: Iterator[str], *, status: int = 200, headers: str = ""
) -> tuple[Figures, Figures]:
    of_ours, of_bare = Figures(), Figures()
    for _ in range(ROUNDS):
        visit(bare, always(path), 200, "", of_bare)
        visit(ours, asked, status, headers, of_ours)
    return of_ours, of_bare


def line(name: str, size: int, ours: Figures, bare: Figures) -> None:
    print(
        f"{name:20} {size:>8} {bare.each_second:>8.0f} {ours.each_second:>8.0f} "
        f"{ours.each_second / bare.each_second:>6.2f} {bare.processor_each / ours.processor_each:>18.2f}",
        flush=True,
    )
