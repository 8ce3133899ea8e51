"""How long the PDF of a strategy takes, each case in a process of its own, as in a worker that was just restarted.

`python -m tests.bench_pdf CASE FILE` measures one case of the document whose JSON stands in the file, and prints
seconds by the clock and of the processors.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any, NamedTuple

import django

REPEATS = 3
LONGER = "Ein Satz, der in der letzten Woche vor der Sitzung noch dazukommt. " * 30
PLAIN = "schlicht, ein Durchgang"
SECONDS_BETWEEN_LOOKS = 0.05


class Measured(NamedTuple):
    seconds: float
    processor: float
    megabytes: float


def figures_of(content: str, repeats: int = REPEATS) -> dict[str, Measured]:
    """The cases by name, each with the medians of some runs."""
    runs = [dict(_one_run(content)) for _number in range(repeats)]
    return {name: Measured(*map(median, zip(*(run[name] for run in runs), strict=True))) for name in runs[0]}


def lines_of(figures: dict[str, Measured]) -> Iterator[str]:
    """A table with the ratios to the plain layout."""
    plain = figures[PLAIN]
    yield f"{'PDF der Demonstration':28} {'s':>8} {'Verhältnis':>11} {'Rechenzeit':>11} {'Speicher':>9}"
    for name, each in figures.items():
        ratios = [
            each.seconds / plain.seconds,
            each.processor / plain.processor,
            each.megabytes / plain.megabytes,
        ]
        yield f"{name:28} {each.seconds:>8.2f} {ratios[0]:>11.4f} {ratios[1]:>11.4f} {ratios[2]:>9.2f}"


def _one_run(content: str) -> Iterator[tuple[str, Measured]]:
    with TemporaryDirectory() as folder:
        file, kept = Path(folder, "strategy.json"), Path(folder, "kept")
        file.write_text(content)
        yield PLAIN, _measured("plain", file, Path(folder, "plain"))
        # Fonts and hyphenation are unpacked once for an installation, not for a document.
        for prepared in (Path(folder, "alone"), kept):
            _measured("installed", file, prepared)
        yield "zum ersten Mal, ein Prozess", _measured("alone", file, Path(folder, "alone"))
        yield "zum ersten Mal", _measured("ours", file, kept)
        yield "unverändert", _measured("ours", file, kept)
        for name, change in CHANGES.items():
            file.write_text(change(content))
            yield name, _measured("ours", file, kept)


def _measured(case: str, file: Path, kept: Path) -> Measured:
    command = [sys.executable, "-m", "tests.bench_pdf", case, str(file)]
    environment = os.environ | {"GNK_KEPT_PAGES": str(kept)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, _megabytes_of(process.pid))
            sleep(SECONDS_BETWEEN_LOOKS)
        printed = process.stdout.read() if process.stdout else ""
    seconds, processor = map(float, printed.split())
    return Measured(seconds, processor, most)


def _megabytes_of(pid: int) -> float:
    """What a process and its children have in memory, what they share counted once."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        # It has just ended.
        return 0.0
    own = next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
    return own + sum(_megabytes_of(int(child)) for child in children)


def _with_text_changed(content: str) -> str:
    document = json.loads(content)
    measure = _first_measure(document)
    measure["description"] = "Nun " + measure["description"]
    return json.dumps(document)


def _with_costs_changed(content: str) -> str:
    document = json.loads(content)
    _first_measure(document)["annual_cost"] = "123456.00"
    return json.dumps(document)


def _with_pages_moved(content: str) -> str:
    document = json.loads(content)
    _first_measure(document)["description"] += f"\n\n{LONGER}"
    return json.dumps(document)


def _first_measure(document: dict[str, Any]) -> Any:
    goals = (g for s in document["themes"][0]["strategic_goals"] for g in s["operational_goals"])
    return next(measure for goal in goals for measure in goal["measures"] if measure["description"])


CHANGES: dict[str, Callable[[str], str]] = {
    "ein Text geändert": _with_text_changed,
    "Kosten geändert": _with_costs_changed,
    "alle Seiten verschoben": _with_pages_moved,
}


def main(case: str, file: str) -> None:
    """Measure one case in this process."""
    django.setup()
    # Imported by a worker before its first job, whichever way it makes PDFs.
    from tests.bench_pdf_cases import CASES

    make = CASES[case](Path(file).read_text())
    start, used = perf_counter(), _processor_seconds()
    make()
    print(perf_counter() - start, _processor_seconds() - used)


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(*sys.argv[1:])
