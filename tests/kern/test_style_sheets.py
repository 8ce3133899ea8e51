"""The style sheets keep to one scale, and hold nothing that no page uses. Pure."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
# Distances; a formula such as clamp() may take its parts from elsewhere.
DISTANCE = re.compile(r"(?<![\w-])((?:margin|padding)[a-z-]*|(?:row-|column-)?gap): ([^;}]+)")
SIZE_OF_TYPE = re.compile(r"(?<![\w-])(font-size): ([^;}]+)")
RAW = re.compile(r"(?<![\w.-])-?[\d.]+rem")
# KERN's own classes, and those of the editor that is bundled.
FOREIGN = re.compile(r"kern-|ProseMirror|selectedCell")
WRITTEN_IN = (("templates", "*.html"), ("static/js", "*.js"), ("frontend", "*.js"), ("editing", "*.py"))
LAYOUTS = ("accounts", "committees", "gnk", "kern", "publication", "strategy", "tables")


def rules_of(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def written() -> Iterator[str]:
    for place, kind in (*WRITTEN_IN, *((room, "*.py") for room in LAYOUTS)):
        yield from (path.read_text() for path in (ROOT / place).rglob(kind))


def test_distances_and_sizes_of_type_are_those_of_the_scale() -> None:
    raw = [
        f"{path.stem}: {name}: {value}"
        for path in STYLES
        for pattern in (DISTANCE, SIZE_OF_TYPE)
        for name, value in pattern.findall(rules_of(path))
        if RAW.search(re.sub(r"\w+\([^()]*(?:\([^()]*\)[^()]*)*\)", "", value))
    ]
    assert raw == []


def test_every_class_is_used() -> None:
    words: set[str] = set()
    # What comes before a part that is filled in: `sdg-{{ number }}`.
    begins: set[str] = set()
    for text in written():
        words.update(re.findall(r"[\w-]+", text))
        begins.update(re.findall(r"[\w-]+-(?=\{|\$\{|%)", text))
    unused = [
        f"{path.stem}: {name}"
        for path in STYLES
        for name in set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", rules_of(path))))
        if not (
            name in words
            or FOREIGN.match(name)
            or any(name[: end.end()] in begins for end in re.finditer("-+", name))
        )
    ]
    assert sorted(unused) == []
