"""`make bench`: figures of one run on this machine, as a table with ratios. Nothing here is a test.

Machines are noisy: compare the ratios within one run, not the milliseconds of two.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from gnk.demo.programme import load_programme
from strategy.document.actions.versions import freeze_version
from strategy.models import Extract, Measure, Strategy, StrategyVersion, ThemeField
from tests.bench_comparison import comparison_milliseconds
from tests.bench_inventory import fill_inventory
from tests.bench_oparl import PAPERS, fill_council, page_milliseconds
from tests.bench_pdf import figures_of, lines_of
from tests.bench_search import fill_pages, question_milliseconds
from tests.bench_tables import import_seconds

ROUNDS = 15
IMPORTED = 1_000
TIMES_AS_MUCH = 10
# Passages in 30 existing documents; ten times as many fill the largest bracket that is expected.
EXTRACTS = 150


def run() -> None:
    """Measure the demonstration, then ten times as much, then the PDF of the demonstration."""
    setup_test_environment(debug=False)
    call_command("migrate", verbosity=0)
    call_command("load_demo", stage="goals", verbosity=0)
    strategy, by = Strategy.objects.get(), User.objects.filter(role=Role.COORDINATION).earliest("pk")
    client = Client()
    client.force_login(by)

    fill_inventory(strategy, EXTRACTS)
    small = pages_of(client)
    small_freeze, version = timed(lambda: freeze(strategy, by))
    say(f"Demonstration: {Measure.objects.count()} Maßnahmen")
    for _ in range(TIMES_AS_MUCH - 1):
        load_programme(strategy, by)
    fill_inventory(strategy, EXTRACTS * TIMES_AS_MUCH)
    say(f"Zehnfach: {Measure.objects.count()} Maßnahmen\n")
    large = pages_of(client)
    large_freeze, _ = timed(lambda: freeze(strategy, by))

    say(f"{'Seite':28} {'Abfragen':>9} {'zehnfach':>9} {'ms':>8} {'zehnfach':>9} {'Verhältnis':>11}")
    for (few, fast), (name, (many, slow)) in zip(small.values(), large.items(), strict=True):
        say(f"{name:28} {few:>9} {many:>9} {fast:>8.1f} {slow:>9.1f} {slow / fast:>11.1f}")
    ratio = large_freeze / small_freeze
    say(f"{'Einfrieren':28} {'':>9} {'':>9} {small_freeze:>8.1f} {large_freeze:>9.1f} {ratio:>11.1f}")
    say("")
    for line in lines_of(figures_of(version.content)):
        say(line)
    changed, comparing, drawing = comparison_milliseconds(version)
    say(f"\nSynopse mit {changed} geänderten Maßnahmen: {comparing:.0f} ms, gezeichnet {drawing:.0f} ms")
    preview, taken_over = import_seconds(IMPORTED, by)
    say(f"\nTabelle mit {IMPORTED} Maßnahmen: Vorschau {preview:.1f} s, Übernehmen {taken_over:.1f} s")
    say(f"\nSuche: {fill_pages():.1f} s für den Text von 30 Dokumenten mit je 100 Seiten")
    for question, (hits, time) in question_milliseconds().items():
        say(f"{question:28} {hits:>4} Treffer {time:>8.1f} ms")
    say(
        f"\nOParl mit {PAPERS} Vorlagen: {fill_council(version, by):.1f} s zum Abgleichen nach einer Änderung"
    )
    for kind, time in page_milliseconds().items():
        say(f"Listenseite {kind:28} {time:>8.1f} ms")


def pages_of(client: Client) -> dict[str, tuple[int, float]]:
    """Queries and the median of the server's milliseconds for each page."""
    theme = ThemeField.objects.selected().first()
    addresses = {
        "Übersicht": reverse("strategy:guide"),
        "Themenauswahl": reverse("strategy:theme-selection"),
        "Ziele und Maßnahmen": reverse("strategy:theme-list"),
        "ein Themenfeld": reverse("strategy:element-detail", args=[theme.kind, theme.pk]),
        "Was fehlt": reverse("strategy:finding-list"),
        "Umsetzung": reverse("monitoring:overview"),
        "Fassungen": reverse("strategy:version-list"),
        "Suche": reverse("search:results") + "?q=Schule",
        f"Klammer ({Extract.objects.count()} Fundstellen)": reverse("strategy:inventory"),
    }
    return {name: measure_page(client, address) for name, address in addresses.items()}


def measure_page(client: Client, address: str) -> tuple[int, float]:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return len(queries), median(timed(lambda: client.get(address))[0] for _ in range(ROUNDS))


def freeze(strategy: Strategy, by: User) -> StrategyVersion:
    return freeze_version(strategy=strategy, by=by, at=timezone.now())


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of a call, and what it returned."""
    start = perf_counter()
    result = work()
    return (perf_counter() - start) * 1000, result


def say(line: str) -> None:
    print(line, flush=True)
