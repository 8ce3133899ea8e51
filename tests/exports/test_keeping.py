"""What is kept of laid out pages: whole, for this server only, and not for ever."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
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


def test_who_asks_for_the_same_at_once_waits_for_the_first(folder: Path) -> None:
    begun, asked, made = Event(), Event(), []

    def make() -> bytes:
        begun.set()
        asked.wait(5)
        made.append(1)
        return b"pages"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(made_once, KEY, make)
        assert begun.wait(5)
        second = pool.submit(made_once, KEY, make)
        assert made_once(OTHER, lambda: b"other") == b"other"
        asked.set()
        assert (first.result(5), second.result(5)) == (b"pages", b"pages")
    assert len(made) == 1
    assert not list(folder.rglob("*.lock"))


def test_damaged_thing_is_made_anew(folder: Path) -> None:
    keep(KEY, b"pages")
    path = folder / KEY[:2] / KEY
    path.write_bytes(path.read_bytes()[:-1])
    assert made_once(KEY, lambda: b"anew") == b"anew"
    assert kept(KEY) == b"anew"


def test_unusable_folder_fails_nothing(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.KEPT_PAGES = tmp_path / "file" / "kept"
    forget_old()
    assert (made_once(KEY, lambda: b"pages"), kept(KEY)) == (b"pages", None)


def test_full_disk_fails_nothing(folder: Path) -> None:
    folder.mkdir()
    (folder / KEY[:2]).write_text("a file where the folder should be")
    keep(KEY, b"pages")
    assert kept(KEY) is None


def test_old_and_too_much_is_forgotten(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(keeping, "BYTES_AT_MOST", 10 + 2 * keeping.DIGEST_BYTES)
    for days, name in enumerate(("young", "middle", "large", "old")):
        keep(key_of(name), b"1234" if name != "large" else b"1234567")
        age_of_kept(folder, key_of(name), days=days if name != "old" else keeping.DAYS + 1)
    forget_old()
    found = [name for name in ("young", "middle", "large", "old") if kept(key_of(name))]
    assert found == ["young", "middle"]


def test_only_own_files_are_forgotten(folder: Path) -> None:
    half_written = f".{KEY[:40]}.abc_d123.tmp"
    strangers = ("notes.txt", KEY[:-1])
    (folder / KEY[:2]).mkdir(parents=True)
    for name in (half_written, *strangers):
        (folder / KEY[:2] / name).touch()
        age(folder / KEY[:2] / name, days=keeping.DAYS + 1)
    forget_old()
    assert {path.name for path in (folder / KEY[:2]).iterdir()} == set(strangers)


def test_file_that_another_process_forgets_does_not_end_the_clearing(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    for key in (KEY, OTHER):
        keep(key, b"pages")
        age_of_kept(folder, key, days=keeping.DAYS + 1)
    found = [folder / KEY[:2] / KEY, folder / "00" / key_of("gone"), folder / OTHER[:2] / OTHER]
    monkeypatch.setattr(Path, "glob", lambda _folder, _pattern: iter(found))
    forget_old()
    assert (kept(KEY), kept(OTHER)) == (None, None)


def test_what_is_used_stays_young(folder: Path) -> None:
    keep(KEY, b"pages")
    age_of_kept(folder, KEY, days=keeping.DAYS + 1)
    kept(KEY)
    forget_old()
    assert kept(KEY) == b"pages"


def test_folder_is_cleared_once_an_hour(folder: Path) -> None:
    forget_old()
    keep(KEY, b"pages")
    age_of_kept(folder, KEY, days=keeping.DAYS + 1)
    forget_old()
    assert kept(KEY) == b"pages"


def age_of_kept(folder: Path, key: str, *, days: int) -> None:
    age(folder / key[:2] / key, days=days)


def age(path: Path, *, days: int) -> None:
    then = path.stat().st_mtime - days * keeping.DAY
    os.utime(path, (then, then))


@pytest.mark.parametrize("name", ["drawing.py", "names.json"])
def test_state_of_sources_changes_with_the_content_of_any_of_them(
    name: str, settings: Any, tmp_path: Path
) -> None:
    settings.BASE_DIR, settings.DEBUG = tmp_path, True
    (tmp_path / "room" / "inner").mkdir(parents=True)
    source = tmp_path / "room" / "inner" / name
    source.write_text("1")
    os.utime(source, (0, 0))
    before = state_of("room")
    assert state_of("room") == before
    source.write_text("2")
    os.utime(source, (0, 0))
    assert state_of("room") != before
    source.write_text("1")
    assert state_of("room") == before
