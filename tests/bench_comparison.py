"""The synopsis of two versions of the demonstration, for `make bench`."""

from statistics import median
from time import perf_counter

from strategy.choices import ElementKind
from strategy.document.comparison import compare
from strategy.document.document import from_json
from strategy.document.element_changes import ChangeKind, ElementChange, amended_document
from strategy.document.rendering.comparison import comparison_html
from strategy.document.rendering.pdf import edition_of
from strategy.models import StrategyVersion

ROUNDS = 15


def comparison_milliseconds(version: StrategyVersion) -> tuple[int, float, float]:
    """Change every measure; how many there are, and the medians of comparing and of comparing and drawing."""
    before = from_json(version.content)
    changes = [
        ElementChange(
            kind=ChangeKind.CHANGE,
            element_kind=ElementKind.MEASURE,
            element_key=measure.key,
            values={
                "description": " ".join(reversed(measure.description.split())),
                "title": f"{measure.title} neu",
            },
        )
        for measure in before.measures()
    ]
    after, edition = amended_document(before, changes, fixed_numbers=True), edition_of(version)
    compared, drawn = [], []
    for _ in range(ROUNDS):
        start = perf_counter()
        comparison = compare(before, after)
        compared.append(perf_counter() - start)
        comparison_html(comparison, after, edition, edition)
        drawn.append(perf_counter() - start)
    return len(changes), median(compared) * 1000, median(drawn) * 1000
