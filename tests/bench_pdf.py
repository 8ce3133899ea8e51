"""How long the PDF of a strategy takes, each case in a process of its own, as in a worker that was just restarted.

`python -m tests.bench_pdf CASE FILE` measures one case of the document whose JSON stands in the file, and prints
seconds and megabytes.
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
from time import perf_counter
from typing import NamedTuple

import django

REPEATS = 3
LONGER = "Ein Satz, der in der letzten Woche vor der Sitzung noch dazukommt. " * 30


class Measured(NamedTuple):
    seconds: float
    megabytes: float


def figures_of(content: str) -> Iterator[tuple[str, Measured]]:
    """The cases by name, each with the medians of some runs."""
    runs = [dict(_one_run(content)) for _number in range(REPEATS)]
    for name in runs[0]:
        measured = [run[name] for run in runs]
        yield name, Measured(median(m.seconds for m in measured), median(m.megabytes for m in measured))


def _one_run(content: str) -> Iterator[tuple[str, Measured]]:
    with TemporaryDirectory() as folder:
        file, prepared = Path(folder, "strategy.json"), Path(folder, "kept")
        file.write_text(content)
        yield "schlicht", _measured("plain", file, prepared)
        yield "zum ersten Mal, ein Prozess", _measured("alone", file, Path(folder, "alone"))
        # Fonts and hyphenation are unpacked once for an installation, not for a document.
        yield "zum ersten Mal", _measured("first", file, prepared)
        yield "unverändert", _measured("first", file, prepared)
        for name, change in CHANGES.items():
            file.write_text(change(content))
            yield name, _measured("first", file, prepared)
            file.write_text(content)


def _measured(case: str, file: Path, kept: Path) -> Measured:
    environment = os.environ | {"GNK_KEPT_PAGES": str(kept)}
    command = [sys.executable, "-m", "tests.bench_pdf", case, str(file)]
    printed = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    seconds, megabytes = map(float, printed.split())
    return Measured(seconds, megabytes)


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


def _first_measure(document: dict) -> dict:
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
    from weasyprint import CSS, HTML

    from exports.typesetting import processes
    from strategy.document.document import from_json
    from strategy.document.rendering.pdf import STYLESHEET, Edition, content_pdf, document_html

    content = Path(file).read_text()
    edition = Edition(label="Arbeitsstand", state="Stand: 12. Juli 2021", is_draft=True)
    if case == "plain":
        from weasyprint.text.fonts import FontConfiguration

        from exports.static_files import static_file
        from exports.typesetting.styles import _StaticFiles

        html = document_html(from_json(content), edition)
        start = perf_counter()
        fonts = FontConfiguration()
        css = CSS(filename=static_file(STYLESHEET), font_config=fonts, url_fetcher=_StaticFiles())
        HTML(string=html).write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1")
    else:
        if case == "alone":
            processes.PROCESSES_AT_MOST = 1
        start = perf_counter()
        content_pdf(content, edition)
    seconds = perf_counter() - start
    parent, child = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(seconds, (parent + (2 * child if case == "first" else 0)) / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
