"""Texts that are alike: other forms and compounds count, words that stand everywhere do not."""

from strategy.likeness import TITLE_COUNTS, Candidate, most_alike

CANDIDATES = (
    Candidate(key="rad", title="Mehr Radverkehr", body="Sichere Radwege verbinden die Stadtbezirke."),
    Candidate(key="schule", title="Grüne Schulhöfe", body="Schulen entsiegeln ihre Höfe und pflanzen Bäume."),
    Candidate(key="kita", title="Gesundes Essen", body="Kindertagesstätten kochen frisch."),
    Candidate(key="wärme", title="Klimaneutrale Wärme", body="Fernwärme aus erneuerbaren Quellen."),
)


def keys(text: str) -> list[str]:
    return [found.key for found in most_alike(text, CANDIDATES, at_most=5)]


def test_other_forms_and_compounds_are_alike() -> None:
    assert keys("Ein Schulhof wird entsiegelt.")[0] == "schule"
    assert keys("Der Radweg an der Hauptstraße fehlt.")[0] == "rad"
    assert keys("Nahwärme erneuerbar erzeugen")[0] == "wärme"


def test_what_has_nothing_in_common_is_left_out() -> None:
    assert keys("Zzyzx") == []
    assert keys("") == []
    assert most_alike("Radweg", (), at_most=5) == ()


def test_the_shared_words_are_named() -> None:
    [found] = most_alike("Schulhof mit Bäumen", CANDIDATES, at_most=1)
    assert found.words == ("Schulhöfe", "Schulen", "Bäume")
    assert 0 < found.share <= 1


def test_a_text_is_most_like_itself() -> None:
    for candidate in CANDIDATES:
        text = f"{candidate.title} " * TITLE_COUNTS + candidate.body
        found = most_alike(text, CANDIDATES, at_most=1)
        assert (found[0].key, round(found[0].share, 6)) == (candidate.key, 1)


def test_no_more_are_given_than_asked_for_and_always_in_the_same_order() -> None:
    same = tuple(Candidate(key=str(number), title="Radweg", body="") for number in range(4))
    others = (*same, *CANDIDATES)
    assert [found.key for found in most_alike("Radweg", others, at_most=3)] == ["0", "1", "2"]
