"""Relative links in the documents of the repository lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {"node_modules", "var"}
LINK = re.compile(r"\]\(([^()\s]+)\)")
ELSEWHERE = re.compile(r"[a-z]+:|#|/")


def documents() -> Iterator[Path]:
    yield from ROOT.glob("*.md")
    for folder in ROOT.iterdir():
        if folder.is_dir() and folder.name not in NOT_OURS and not folder.name.startswith("."):
            yield from folder.rglob("*.md")


def dead_links(document: Path) -> list[str]:
    links = LINK.findall(document.read_text())
    relative = [link for link in links if not ELSEWHERE.match(link)]
    return [link for link in relative if not (document.parent / link.partition("#")[0]).exists()]


def test_relative_links_lead_somewhere() -> None:
    dead = {str(each.relative_to(ROOT)): links for each in documents() if (links := dead_links(each))}
    assert dead == {}


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("[a](there.md) [b](there.md#part) ![c](missing.png)", ["missing.png"]),
        ("[a](https://herne.example/x) [b](#part) [c](/strategie/)", []),
        ("[a](missing.md#part)", ["missing.md#part"]),
    ],
)
def test_dead_link_is_found(text: str, dead: list[str], tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text(text)
    assert dead_links(tmp_path / "there.md") == dead
