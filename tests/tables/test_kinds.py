"""Each kind of table is one object, and nothing else knows which kinds there are."""

import re
from pathlib import Path

from tables.choices import TableKind
from tables.kinds.all import KINDS

ROOT = Path(__file__).resolve().parent.parent.parent
NAMED = re.compile(r'\bTableKind\.[A-Z]|\bkind == "')


def test_every_choice_is_the_name_of_one_kind() -> None:
    assert [kind.choice for kind in KINDS] == list(TableKind)


def test_kinds_have_addresses_of_their_own() -> None:
    assert len({kind.slug for kind in KINDS}) == len(KINDS)


def test_a_kind_is_named_in_its_own_module_only() -> None:
    sources = [*(ROOT / "tables").rglob("*.py"), *(ROOT / "templates" / "tables").rglob("*.html")]
    naming = {path.relative_to(ROOT).as_posix() for path in sources if NAMED.search(path.read_text("utf-8"))}

    assert naming == {f"{type(kind).__module__.replace('.', '/')}.py" for kind in KINDS}
