"""Statements that are alike and say another number, year or direction."""

from decimal import Decimal
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from strategy.inventory.amounts import Way, amounts_in, ways_in
from strategy.inventory.contradicting import Statement, contradicting, in_pieces
from strategy.models import Agreement, Contradiction, Extract, Strategy
from tests.builders import NOW, make_concept, make_extract


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Jährlich wird ein halber Hektar abgekoppelt.", [("hektar", "0.5")]),
        ("Jährlich wird ein Hektar Fläche abgekoppelt.", [("hektar", "1")]),
        ("Ein Konzept und eine Fachstelle entstehen.", []),
        ("um ein Fünftel, zwölf Prozent oder 8,9 %", [("%", "20.0"), ("%", "12"), ("%", "8.9")]),
        ("Vier von fünf Flächen, die Hälfte der Wege", [("%", "80.0"), ("%", "50")]),
        ("Bis 2030 entstehen 7.400 neue Wohnungen", [("year", "2030"), ("wohnun", "7400")]),
        ("von 205 auf 202 Kilogramm", [("kilogr", "202")]),
        ("neun Millionen Blatt Papier", [("blatt", "9000000")]),
        ("in zehn Minuten", [("minute", "10")]),
        (
            "dreißig Bäume, sechzehn Busse, einundzwanzig Wege",
            [("bäume", "30"), ("busse", "16"), ("wege", "21")],
        ),
        ("um 1.5 Grad, 100 000 Euro", [("grad", "1.5"), ("euro", "100000")]),
        ("Eine Tempo-30-Zone", []),
        ("50 m², 3 ha, 2 km, 8 kWh, 9 t", [("m²", "50"), ("ha", "3"), ("km", "2"), ("kwh", "8"), ("t", "9")]),
        ("", []),
        ("1" * 400, []),
        ("Bis 2030¹ auf 50² oder auch nicht, m ² oder ½ ① ²", [("year", "2030")]),
        ("12345678901234567890123456789012345 Viertel", []),
    ],
)
def test_amounts_are_read_in_words_and_digits(text: str, amounts: list[tuple[str, str]]) -> None:
    assert [(amount.of, amount.value) for amount in amounts_in(text)] == [
        (of, Decimal(value)) for of, value in amounts
    ]


def test_a_way_is_told_by_whole_words() -> None:
    nowhere = "Erwachsenenbildung, Bürgersteige, Minderjährige, CO2-Senken und Minderheiten"
    assert ways_in(nowhere) == frozenset()
    assert ways_in("Die Zahl wächst und steigt an, die Menge sinkt.") == {Way.UP, Way.DOWN}


def statement(key: str, text: str, *, is_fact: bool = False, above: str = "") -> Statement:
    values = {"is_fact": is_fact, "above": frozenset([above]) if above else frozenset()}
    return Statement(key=key, text=text, source=key, address="/", **values)


OTHERS = tuple(
    statement(f"z{number}", text)
    for number, text in enumerate(
        ("Die Bibliothek öffnet 20 Stunden.", "Der Bus fährt alle zehn Minuten.", "Im Park stehen 40 Bäume.")
    )
)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (
            "Bis 2030 sinkt der Restmüll je Person.",
            "Bis 2035 sinkt der Restmüll je Person.",
            ("2030", "2035"),
        ),
        (
            "Der Restmüll sinkt auf 110 Kilogramm.",
            "Der Restmüll sinkt auf 120 Kilogramm.",
            ("110 Kilogramm", "120 Kilogramm"),
        ),
        (
            "In 15 Tagen sinkt der Restmüll, in 5 Tagen auch.",
            "In 15 Tagen sinkt der Restmüll um 20%, in 5 Tagen auch um 20\u00a0%.",
            None,
        ),
        (
            "Der Restmüll je Person sinkt um 20%.",
            "Der Restmüll je Person sinkt um 30\u00a0%, nicht um 30\nProzent.",
            ("20%", "30\u00a0%", "30\nProzent"),
        ),
        ("Der Restmüll je Person sinkt deutlich.", "Der Restmüll je Person steigt deutlich.", ()),
        ("Der Restmüll sinkt auf 110 Kilogramm.", "Auf 110 Kilogramm sinkt der Restmüll.", None),
        ("Der Restmüll sinkt auf 110 Kilogramm.", "Der Parkplatz fasst 120 Kilogramm.", None),
    ],
)
def test_alike_and_otherwise_is_a_candidate(one: str, other: str, differ: tuple[str, ...] | None) -> None:
    found = contradicting((statement("a", one), statement("b", other), *OTHERS))
    says = [
        tuple(piece.text for _one, pieces in each.sides for piece in pieces if piece.marked) for each in found
    ]
    assert says == ([] if differ is None else [differ])


def test_facts_and_what_stands_above_contradict_nothing() -> None:
    text, other = "Der Restmüll liegt bei 110 Kilogramm.", "Der Restmüll liegt bei 120 Kilogramm."
    assert contradicting((statement("a", text, is_fact=True), statement("b", other), *OTHERS)) == ()
    assert contradicting((statement("a", text), statement("b", other, above="a"), *OTHERS)) == ()


def test_what_differs_is_marked() -> None:
    assert "".join(
        f"[{piece.text}]" if piece.marked else piece.text
        for piece in in_pieces("in 15 Tagen und in 5 Tagen", [(19, 26)])
    ) == ("in 15 Tagen und in [5 Tagen]")


@pytest.fixture
def pair(strategy: Strategy) -> tuple[Extract, Extract]:
    one = make_extract(
        make_concept(strategy), quotation="Bis 2030 sinkt der Restmüll je Person um zwölf Prozent."
    )
    other = make_extract(
        make_concept(strategy), quotation="Bis 2030 sinkt der Restmüll je Person um 20 Prozent."
    )
    make_extract(make_concept(strategy), quotation="Im Park stehen 40 Bäume.")
    return one, other


def test_no_contradiction_is_remembered_until_a_text_changes(
    coordination_client: Client, pair: tuple[Extract, Extract]
) -> None:
    client, page = coordination_client, reverse("strategy:opposites")

    def asked() -> dict[str, str]:
        [each] = client.get(page).context["open"]
        pair = each.opposites
        return {"first": pair.first.key, "second": pair.second.key, "wording": pair.wording}

    assert "<mark>zwölf Prozent</mark>" in client.get(page).content.decode()
    data = asked()
    assert client.post(reverse("strategy:opposite-agree"), {**data, "wording": "alt"}).status_code == 302
    assert not Agreement.objects.exists()
    client.post(reverse("strategy:opposite-agree"), data)
    assert (client.get(page).context["open"], len(client.get(page).context["agreed"])) == ([], 1)
    Extract.objects.filter(pk=pair[1].pk).update(
        quotation="Bis 2030 sinkt der Restmüll je Person um 25 Prozent."
    )
    client.post(reverse("strategy:opposite-agree"), asked())
    client.post(reverse("strategy:opposite-reopen"), data)
    client.post(reverse("strategy:opposite-note"), {**asked(), "note": "Das jüngere gilt."})
    assert [row.note for row in Contradiction.objects.all()] == ["Das jüngere gilt."]
    assert len(client.get(page).context["noted"]) == 1
    client.post(reverse("strategy:opposite-note"), {**data, "first": "extract-0"})
    assert Contradiction.objects.count() == 1


def test_what_is_still_open_follows_when_the_first_ones_are_decided(
    coordination_client: Client, strategy: Strategy
) -> None:
    concept = make_concept(strategy)
    for topic in range(33):
        word = "".join(Random(topic).choices("abcdefghijklmnop", k=16))
        for year in (2030, 2035):
            make_extract(concept, quotation=f"Bis {year}: {word}.")
    client, page = coordination_client, reverse("strategy:opposites")
    response = client.get(page)
    shown, in_all = response.context["open"], response.context["open_count"]
    assert (len(shown), in_all > 30, "rückt die nächste nach" in response.content.decode()) == (
        30,
        True,
        True,
    )

    for each in shown:
        first, second = each.opposites.keys
        Agreement.objects.create(first=first, second=second, wording=each.opposites.wording, made_at=NOW)

    after = client.get(page).context
    assert (len(after["open"]), len(after["agreed"])) == (in_all - 30, 30)
    last = after["agreed"][-1].opposites
    client.post(reverse("strategy:opposite-reopen"), {"first": last.first.key, "second": last.second.key})
    assert len(client.get(page).context["open"]) == in_all - 29
