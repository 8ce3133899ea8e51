"""Indicators and values as files: what is accepted, and nothing else."""

from types import SimpleNamespace

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from publication.data.kinds import KINDS
from tests.builders import make_indicator, make_value
from tests.monitoring.conftest import adopted as adopted
from tests.publication.data.living import leaks_in
from tests.publication.data.living import public as public
from tests.publication.data.living import strategy as strategy
from tests.publication.data.test_files import address, rows_of


def rows(client: Client, kind: str) -> list[dict[str, str]]:
    return rows_of(client.get(address(1, kind, "csv")).content)


def test_the_values_are_the_accepted_ones_of_public_indicators(
    client: Client, public: SimpleNamespace
) -> None:
    [row] = rows(client, "werte")
    wanted = {"Indikator": "Radwege", "Jahr oder Stichtag": "2019", "Letzter Tag": "31.12.2019", "Wert": "20"}
    wanted |= {"Güte": "endgültig", "Anmerkung": "Zählung", "Quelle": "Tiefbauamt", "Aufteilung nach": ""}
    assert {name: row[name] for name in wanted} == wanted


def test_the_indicators_say_goal_target_and_light(client: Client, public: SimpleNamespace) -> None:
    [row] = rows(client, "indikatoren")
    assert (row["Name"], row["Letzter Wert"], row["Zielwerte"]) == ("Radwege", "20", "2030: 60")
    assert row["Operative Ziele"] == "1.1.1"
    assert (row["Wirkung"], row["Warum"]) == ("entfernt sich vom Ziel", "Zählstelle fiel aus")


def test_an_accepted_value_is_in_the_file_and_in_its_day(client: Client, public: SimpleNamespace) -> None:
    make_value(public.indicator, 2021, 30, by=public.by)
    assert [row["Wert"] for row in rows(client, "werte")] == ["20", "30"]
    assert "Stand 12.07.2021" in client.get("/daten/").content.decode()


def test_no_file_tells_what_is_not_accepted_nor_anybodys_name(
    client: Client, public: SimpleNamespace
) -> None:
    for kind, description in KINDS.items():
        for form in description.formats:
            if form != "xlsx":
                content = client.get(address(1, kind, form)).content.decode()
                assert leaks_in(content, public) == [], (kind, form)


def test_more_indicators_take_no_more_queries(
    client: Client, public: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(address(1, "werte", "csv"))
    for number in range(5):
        row = make_indicator(public.strategy, by=public.by, related={"goals": [public.goal]})
        make_value(row, 2019, number, by=public.by)
    with django_assert_max_num_queries(25):
        assert len(rows(client, "werte")) == 6
