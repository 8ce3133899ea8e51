"""What is kept of laid out pages: whole, for this server only, and not for ever."""

import os
from pathlib import Path
from typing import Any

import pytest

from exports import keeping
from exports.keeping import forget_old, keep, keep_value, kept, kept_value, key_of, made_once, state_of

KEY, OTHER = key_of("a"), key_of("b")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.KEPT_PAGES = tmp_path / "kept"
    return tmp_path / "kept"


def test_what_is_kept_is_found_again() -> None:
    assert kept(KEY) is None
    keep(KEY, b"pages")
    assert (kept(KEY), kept(OTHER)) == (b"pages", None)


def test_folder_is_closed_to_others(folder: Path) -> None:
    keep(KEY, b"pages")
    assert folder.stat().st_mode & 0o077 == 0


def test_ingredients_do_not_run_together() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")


def test_what_cannot_be_read_is_made_anew() -> None:
    keep_value(KEY, {"a": 1})
    assert kept_value(KEY, dict[str, int]) == {"a": 1}
    keep(KEY, b"half of a rec")
    assert kept_value(KEY, dict[str, int]) is None


def test_thing_is_made_once() -> None:
    made = [made_once(KEY, lambda: b"first"), made_once(KEY, lambda: b"second")]
    assert made == [b"first", b"first"]


def test_full_disk_fails_nothing(folder: Path) -> None:
    folder.mkdir()
    (folder / KEY[:2]).write_text("a file where the folder should be")
    keep(KEY, b"pages")
    assert kept(KEY) is None


def test_old_and_too_much_is_forgotten(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(keeping, "BYTES_AT_MOST", 10)
    for days, name in enumerate(("young", "middle", "large", "old")):
        keep(key_of(name), b"1234" if name != "large" else b"1234567")
        age(folder, key_of(name), days=days if name != "old" else keeping.DAYS + 1)
    forget_old()
    found = [name for name in ("young", "middle", "large", "old") if kept(key_of(name))]
    assert found == ["young", "middle"]


def test_what_is_used_stays_young(folder: Path) -> None:
    keep(KEY, b"pages")
    age(folder, KEY, days=keeping.DAYS + 1)
    kept(KEY)
    forget_old()
    assert kept(KEY) == b"pages"


def test_folder_is_cleared_once_an_hour(folder: Path) -> None:
    forget_old()
    keep(KEY, b"pages")
    age(folder, KEY, days=keeping.DAYS + 1)
    forget_old()
    assert kept(KEY) == b"pages"


def age(folder: Path, key: str, *, days: int) -> None:
    path = folder / key[:2] / key
    then = path.stat().st_mtime - days * keeping.DAY
    os.utime(path, (then, then))


def test_state_of_sources_changes_with_any_of_them(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR, settings.DEBUG = tmp_path, True
    (tmp_path / "room" / "inner").mkdir(parents=True)
    source = tmp_path / "room" / "inner" / "drawing.py"
    source.write_text("a = 1")
    before = state_of("room")
    assert state_of("room") == before
    source.write_text("a = 12")
    assert state_of("room") != before
