"""The text field's rules in JavaScript, run by Node with the texts of the demonstration."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CONTENT = ROOT / "gnk" / "demo" / "content"


def texts_in(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from texts_in(item)
        case dict():
            yield from texts_in(list(value.values()))


def stored_texts() -> list[str]:
    found = {path.read_text("utf-8") for path in CONTENT.glob("chapters/*.md")}
    for path in CONTENT.glob("*.json"):
        found.update(texts_in(json.loads(path.read_text("utf-8"))))
    return sorted(found)


@pytest.mark.slow
def test_text_field_reads_and_writes_what_python_reads(tmp_path: Path) -> None:
    stored = tmp_path / "texts.json"
    stored.write_text(json.dumps(stored_texts()), "utf-8")
    files = sorted(str(path) for path in Path(__file__).parent.glob("*.test.js"))
    ended = subprocess.run(
        ["node", "--test", *files],
        cwd=ROOT,
        env={**os.environ, "STORED_TEXTS": str(stored)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "# fail 0" in ended.stdout
    assert "# pass 0" not in ended.stdout
