"""The files that run on SQLite only are named one by one; a name without a file would be a forgotten decision."""

import pytest

from tests.conftest import SQLITE_TELLS_ALL, TESTS


@pytest.mark.parametrize("app", SQLITE_TELLS_ALL)
def test_each_name_stands_for_one_file(app: str) -> None:
    names = SQLITE_TELLS_ALL[app].split()
    found = [path for name in names for path in (TESTS / app).rglob(f"test_{name}.py")]
    assert [path.stem for path in found] == [f"test_{name}" for name in names]
