"""Reading the text of an uploaded file in a process of its own, which may neither grow nor run without end.

A hostile file can make any reader eat memory or time. Here that ends the small process, and nothing else.
"""

import json
import os
import resource
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import IO, Any, cast

from msgspec import Struct

from files.text_extraction import PageText, Reason, Unreadable, read_pages

MEMORY_AT_MOST = 400 * 1024 * 1024
# Of the processor, and by the clock: a busy machine needs longer for the same work.
WORK_AT_MOST, WAIT_AT_MOST = 120, 300
ROOT = Path(__file__).resolve().parent.parent

OnPage = Callable[[PageText], None]


class Reading(Struct, frozen=True):
    """The result of a reading. `reason` says why that is not all, None if it is."""

    pages: tuple[PageText, ...]
    reason: Reason | None


def read_safely(
    file: IO[bytes], content_type: str, *, on_page: OnPage, wait: float = WAIT_AT_MOST
) -> Reading:
    """Read a file on disk in another process, calling `on_page` for each of its pages."""
    process = subprocess.Popen(  # noqa: S603 - our own program; the content type is one of three
        [sys.executable, "-m", "files.guarded_extraction", content_type],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        # No secrets of ours in there.
        env={"PATH": os.environ.get("PATH", ""), "PYTHONUTF8": "1"},
        start_new_session=True,
    )
    limit = Timer(wait, process.kill)
    limit.start()
    pages: list[PageText] = []
    # Until it says otherwise it was killed, by the clock or by the limits of its own.
    reason: Reason | None = Reason.TOO_LONG
    try:
        for message in _messages(cast(IO[bytes], process.stdout)):
            if "end" in message:
                reason = Reason(message["end"]) if message["end"] else None
                break
            page = PageText(**message)
            if page.text:
                pages.append(page)
            on_page(page)
    finally:
        limit.cancel()
        process.kill()
        process.communicate()
    return Reading(pages=tuple(pages), reason=reason)


def _messages(lines: IO[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        # Whoever is killed may leave half a line.
        if line.endswith(b"\n"):
            yield json.loads(line)


def main(content_type: str) -> None:
    """The other process: reads its standard input, writes one line for each page and one for the end."""
    limit_this_process()
    warnings.simplefilter("ignore")
    end = ""
    try:
        for page in read_pages(sys.stdin.buffer, content_type):
            _say(page=page.page, text=page.text, done=page.done, total=page.total)
    except Unreadable as error:
        end = error.reason
    except MemoryError:
        end = Reason.TOO_LONG
    _say(end=end)


def limit_this_process() -> None:
    """From here on this process may neither grow much nor work long, and writes no file."""
    with open("/proc/self/statm", encoding="ascii") as file:
        present = int(file.read().split()[0]) * resource.getpagesize()
    memory = present + MEMORY_AT_MOST
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (WORK_AT_MOST, WORK_AT_MOST))
    # It has nothing to write but to its pipe.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)


def _say(**message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
