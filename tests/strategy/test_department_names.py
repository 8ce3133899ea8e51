"""How departments are written: what means the same, and what may."""

import pytest

from strategy.department_names import Likeness, alike, alike_pairs, normal


@pytest.mark.parametrize(
    "written",
    ["FB 33 - Kultur", "FB 33 – Kultur", "Fachbereich 33 Kultur", "fb 33: KULTUR", "FB 33, Kultur "],
)
def test_normal_form_leaves_out_what_people_write_differently(written: str) -> None:
    assert normal(written) == "fb 33 kultur"


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("FB 33 - Kultur", "Fachbereich 33 – Kultur", Likeness.SPELLING),
        ("FB 42 - Kinder, Jugend, Familie", "FB 42 - Kinder-Jugend-Familie", Likeness.SPELLING),
        ("FB 33 - Kultur", "FB 33", Likeness.SHORT),
        ("FB 33 - Kultur", "FB33", Likeness.SHORT),
        ("FB 33 - Kultur", "Kultur", Likeness.SHORT),
        ("FB 34 - Sport", "FB 46 - Sport", Likeness.NUMBER),
        ("FB 33 - Kultur", "FB 33 - Sport", None),
        ("FB 33 - Kultur", "FB 34", None),
        ("FB 33", "FB 34", None),
        ("Stadtwerke", "Stadtsportbund", None),
        ("", "", Likeness.SPELLING),
    ],
)
def test_names_are_alike_for_a_reason(one: str, other: str, likeness: Likeness | None) -> None:
    assert (alike(one, other), alike(other, one)) == (likeness, likeness)


def test_pairs_are_found_among_many() -> None:
    names = ["FB 34 - Sport", "FB 33 – Kultur", "FB 33 - Kultur", "Stadtwerke"]
    assert [(pair.one, pair.other) for pair in alike_pairs(names)] == [("FB 33 - Kultur", "FB 33 – Kultur")]
