"""The interface for programs: what is published and accepted, page by page, and helpful refusals."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from monitoring.choices import MeasureState
from monitoring.models import MeasureYear
from publication.api.resources import RESOURCES
from strategy.document.document import to_json
from strategy.models import Strategy, StrategyVersion
from tests.builders import make_indicator, make_milestone, make_report, make_target, make_value
from tests.monitoring.conftest import adopted as adopted
from tests.publication.conftest import learning_document
from tests.publication.data.living import leaks_in
from tests.publication.data.living import public as public
from tests.publication.data.living import strategy as strategy
from tests.publication.test_finished_pages import clock as clock
from tests.publication.test_finished_pages import front as front


def get(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(f"/api/{path}")
    assert response.status_code == status, response.content
    assert response["Access-Control-Allow-Origin"] == "*"
    wanted = "application/json" if status == 200 else "application/problem+json"
    assert response["Content-Type"] == wanted
    return json.loads(response.content)


def test_the_entrance_leads_to_every_list(client: Client, public: SimpleNamespace) -> None:
    found = get(client, "")
    assert (found["current_version"], found["licence"]["id"]) == (1, "dl-by-de/2.0")
    names = [resource["name"] for resource in found["resources"]]
    assert names == ["versions", *(resource.name for resource in RESOURCES)]
    for resource in found["resources"]:
        answer = get(client, resource["url"].partition("/api/")[2])
        assert answer["licence"] == found["licence"], resource["name"]


def test_a_measure_says_what_was_adopted_and_what_has_become_of_it(
    client: Client, public: SimpleNamespace
) -> None:
    make_milestone(public.measure, by=public.by, title="Erster Abschnitt")
    found = get(client, "measures/1.1.1.1/")["item"]
    assert (found["theme"], found["strategic_goal"], found["operational_goal"]) == ("1", "1.1", "1.1.1")
    assert found["measure"]["department"] == "FB 33"
    stand = found["implementation"]
    assert (stand["state"], stand["progress"], stand["done"]) == ("in_progress", 40, "Drei Kilometer")
    assert [milestone["title"] for milestone in stand["milestones"]] == ["Erster Abschnitt"]
    assert get(client, "measures/1.1.1.2/")["item"]["implementation"] is None


def test_what_was_spent_is_told_when_the_city_wants_it(client: Client, public: SimpleNamespace) -> None:
    assert get(client, "measures/1.1.1.1/")["item"]["implementation"]["spent"] == []
    Strategy.objects.update(spending_is_public=True)
    MeasureYear.objects.create(measure=public.measure, year=2021, budget_spent=1200)
    spent = get(client, "measures/1.1.1.1/")["item"]["implementation"]["spent"]
    assert [(row["year"], float(row["amount"])) for row in spent] == [(2021, 1200)]


def test_an_indicator_has_its_accepted_values_and_targets(client: Client, public: SimpleNamespace) -> None:
    make_value(public.indicator, 2021, 30, by=public.by)
    [found] = get(client, "indicators/?theme=1")["items"]
    assert found == get(client, f"indicators/{public.indicator.pk}/")["item"]
    assert [float(value["value"]) for value in found["series"][0]["values"]] == [20, 30]
    assert [(target["year"], float(target["value"])) for target in found["targets"]] == [(2030, 60)]
    assert (found["light"], found["reason"]) == ("away", "Zählstelle fiel aus")


def test_nothing_unaccepted_and_nobodys_name_is_told(client: Client, public: SimpleNamespace) -> None:
    paths = ["", "openapi.json", "versions/", "versions/1/", "versions/1/document/"]
    paths += [f"{resource.name}/" for resource in RESOURCES]
    paths += ["measures/1.1.1.1/?version=1", f"indicators/{public.indicator.pk}/"]
    for path in paths:
        assert leaks_in(json.dumps(get(client, path), ensure_ascii=False), public) == [], path


def test_filters_narrow_a_list(client: Client, public: SimpleNamespace) -> None:
    def numbers(query: str) -> list[str]:
        return [item["measure"]["number"] for item in get(client, f"measures/?{query}")["items"]]

    make_report(public.other, by=public.by, state=MeasureState.COMPLETED)
    assert numbers("") == ["1.1.1.1", "1.1.1.2"]
    assert numbers("department=FB 33") == ["1.1.1.1"]
    assert numbers("state=completed") == ["1.1.1.2"]
    assert numbers("theme=1&operational_goal=1.1.1&state=in_progress") == ["1.1.1.1"]
    assert numbers("theme=2") == []


def test_a_list_comes_in_pages_that_lead_to_each_other(client: Client, make_version: Any) -> None:
    make_version(learning_document(measures=5))
    seen, path = [], "measures/?page_size=2&theme=1"
    while path:
        answer = get(client, path)
        assert (answer["total"], answer["pages"]) == (5, 3)
        seen += [item["measure"]["number"] for item in answer["items"]]
        path = (answer["next"] or "").partition("/api/")[2]
    assert seen == [f"1.1.1.{number}" for number in range(1, 6)]
    last = get(client, "measures/?page_size=2&page=3")
    assert last["previous"].endswith("/api/measures/?page=2&page_size=2")


def test_each_version_answers_for_itself(client: Client, make_version: Any) -> None:
    make_version(learning_document(measures=1), number=1)
    make_version(learning_document(measures=3), number=2)
    assert (get(client, "measures/")["total"], get(client, "measures/?version=1")["total"]) == (3, 1)
    assert [version["is_current"] for version in get(client, "versions/")["items"]] == [True, False]
    assert client.get("/api/versions/1/document/").content.decode() == to_json(learning_document(measures=1))


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        (
            "measures/?thema=1",
            400,
            "Den Parameter „thema“ gibt es hier nicht. Möglich sind: version, theme, sdg,",
        ),
        (
            "themes/?theme=1",
            400,
            "Den Parameter „theme“ gibt es hier nicht. Möglich sind: version, page, page_size.",
        ),
        ("?x=1", 400, "Hier gibt es keine Parameter; „x“ wird nicht verstanden."),
        ("measures/?theme=1&theme=2", 400, "„theme“ darf nur einmal vorkommen."),
        ("measures/?theme=", 400, "„theme“ hat keinen Wert."),
        ("measures/?page=0", 400, "„page“ ist eine ganze Zahl von 1 bis 1000000."),
        ("measures/?page_size=1000", 400, "„page_size“ ist eine ganze Zahl von 1 bis 100."),
        ("measures/?page=" + "9" * 5000, 400, "„page“ ist eine ganze Zahl"),
        ("measures/?sdg=18", 400, "„sdg“ ist eine ganze Zahl von 1 bis 17."),
        ("measures/?state=fertig", 400, "„state“ ist eines von: not_started, in_preparation,"),
        ("measures/?theme=" + "x" * 10_000, 400, "„theme“ hat höchstens 200 Zeichen."),
        ("measures/?theme=%00", 400, "Die Adresse enthält ein Zeichen, das es in keinem Text gibt (NUL)."),
        ("measures/?page=2", 404, "Die Liste hat nur 1 Seiten."),
        ("measures/?version=7", 404, "Eine veröffentlichte Fassung 7 gibt es nicht."),
        ("measures/9.9.9.9/", 404, "In „measures“ gibt es „9.9.9.9“ nicht, jedenfalls nicht in Fassung 1."),
        ("departments/FB 33/", 404, "In „departments“ gibt es „FB 33“ nicht"),
        ("personen/", 404, "Eine Liste „personen“ gibt es nicht. Es gibt: versions, chapters,"),
        ("versions/7/", 404, "Eine veröffentlichte Fassung 7 gibt es nicht."),
        ("x", 404, "Unter dieser Adresse gibt es nichts."),
        ("a/b/c", 404, "Unter dieser Adresse gibt es nichts."),
    ],
)
def test_a_refusal_says_what_is_wrong(
    client: Client, public: SimpleNamespace, path: str, status: int, sentence: str
) -> None:
    found = get(client, path, status)
    assert found["status"] == status
    assert found["detail"].startswith(sentence)


def test_a_forgotten_slash_leads_on(client: Client, public: SimpleNamespace) -> None:
    for asked, led in (("measures?theme=1", "measures/?theme=1"), ("measures/1.1.1.1", "measures/1.1.1.1/")):
        response = client.get(f"/api/{asked}")
        assert (response.status_code, response["Location"]) == (301, f"/api/{led}")


def test_it_can_only_be_read(client: Client, public: SimpleNamespace) -> None:
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)("/api/measures/")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert json.loads(response.content)["detail"] == "Diese Schnittstelle kann man nur lesen."
    assert client.options("/api/measures/").status_code == 204


def test_before_anything_is_published_there_is_nothing(client: Client, make_version: Any) -> None:
    make_version(learning_document(), published=False)
    assert get(client, "", 404)["detail"] == "Hier ist noch keine Strategie veröffentlicht."
    assert (
        get(client, "measures/?version=1", 404)["detail"] == "Eine veröffentlichte Fassung 1 gibt es nicht."
    )


def test_answers_are_kept_and_known_again(
    front: Client, public: SimpleNamespace, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = front.get("/api/measures/?theme=1&page=1")
    with django_assert_num_queries(0):
        again = front.get("/api/measures/?page=1&theme=1")
        known = front.get("/api/measures/?page=1&theme=1", headers={"if-none-match": first["ETag"]})
    assert (again.content, known.status_code) == (first.content, 304)
    assert front.get("/api/measures/?theme=1&page=1&x=1").status_code == 400
    assert front.get("/api/measures/?theme=").status_code == 400


def test_more_rows_take_no_more_queries(client: Client, public: SimpleNamespace) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            get(client, path)
        return len(asked)

    paths = ("measures/", "indicators/", "resolutions/", "operational-goals/")
    few = [queries(path) for path in paths if get(client, path)]
    for number in range(3):
        row = make_indicator(public.strategy, by=public.by, related={"goals": [public.goal]})
        make_value(row, 2019, number, by=public.by)
        make_target(row, 2030, number, by=public.by)
        make_milestone(public.measure, by=public.by)
        make_report(public.other, by=public.by)
    assert [queries(path) for path in paths] == few


def test_a_version_that_is_no_number_is_a_version_that_is_not_there(
    client: Client, version: StrategyVersion
) -> None:
    response = client.get("/api/versions/abc/")
    assert (response.status_code, response.json()["detail"]) == (
        404,
        "Eine veröffentlichte Fassung „abc“ gibt es nicht.",
    )
