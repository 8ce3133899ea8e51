"""The files of the open data: what they hold, their licence, how they are sent, and what stays inside."""

import csv
import json
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO

import jsonschema
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from publication.data.kinds import KINDS
from publication.data.licences import licence_of
from strategy.choices import DataLicence
from strategy.licences import TEXTS
from strategy.models import Municipality, Strategy, StrategyVersion
from tests.publication.conftest import (
    MakeVersion,
    learning_document,
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)

FORMULA = '=HYPERLINK("https://boese.example/")'


def rows_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def address(number: int, kind: str, form: str) -> str:
    return reverse("publication:data-file", args=[number, kind, form])


def test_a_table_of_measures_says_what_the_version_says(client: Client, version: StrategyVersion) -> None:
    [row] = rows_of(client.get(address(1, "massnahmen", "csv")).content)
    wanted = {
        "Nummer": "1.1.1.1",
        "Titel": "Vorlesen in der Straßenbahn",
        "Themenfeld": "1",
        "Operatives Ziel": "1.1.1",
        "Zuständig": "FB 33 - Kultur",
        "Beginn": "2022",
        "Personal (Vollzeitstellen)": "1,5",
        "Laufende Kosten (Euro im Jahr)": "12000",
        "Finanzierung": "Fördermittel",
        "SDG-Unterziele": "4.7",
        "Lizenz": "https://www.govdata.de/dl-de/by-2-0",
        "Namensnennung": "Stadt Musterstadt",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_a_table_of_goals_has_both_levels(client: Client, version: StrategyVersion) -> None:
    rows = rows_of(client.get(address(1, "ziele", "csv")).content)
    assert [(row["Nummer"], row["Ebene"], row["Strategisches Ziel"]) for row in rows] == [
        ("1.1", "Strategisches Ziel", ""),
        ("1.1.1", "Operatives Ziel", "1.1"),
    ]
    assert (rows[1]["Ausgangswert"], rows[1]["Zielwert"], rows[1]["Zieljahr"]) == ("36,5", "50", "2025")


def test_each_version_keeps_its_own_files(client: Client, make_version: MakeVersion) -> None:
    make_version(learning_document(measures=1), number=1)
    make_version(learning_document(measures=3), number=2)
    assert [len(rows_of(client.get(address(number, "massnahmen", "csv")).content)) for number in (1, 2)] == [
        1,
        3,
    ]


def test_the_workbook_has_a_sheet_with_the_licence(client: Client, version: StrategyVersion) -> None:
    Municipality.objects.update(data_licence=DataLicence.CC_BY, data_attribution="Musterstadt, Umweltamt")
    book = openpyxl.load_workbook(BytesIO(client.get(address(1, "massnahmen", "xlsx")).content))
    assert book.sheetnames[:2] == ["Maßnahmen", "Erläuterungen"]
    facts = {row[0].value: row[1].value for row in book["Erläuterungen"].iter_rows(max_row=6)}
    assert facts["Lizenz"].endswith("(https://creativecommons.org/licenses/by/4.0/)")
    assert facts["Namensnennung"] == "Musterstadt, Umweltamt"
    assert facts["Quelle"].endswith("/fassungen/1/")


def test_no_text_becomes_a_formula(client: Client, make_version: MakeVersion) -> None:
    measure = make_measure("1.1.1.1", title=FORMULA)
    goal = make_operational_goal("1.1.1", measures=(measure,))
    make_version(
        make_document(
            make_theme("1", strategic_goals=(make_strategic_goal("1.1", operational_goals=(goal,)),))
        )
    )
    [row] = rows_of(client.get(address(1, "massnahmen", "csv")).content)
    assert row["Titel"] == f"'{FORMULA}"
    sheet = openpyxl.load_workbook(BytesIO(client.get(address(1, "massnahmen", "xlsx")).content)).active
    assert (sheet["B2"].value, sheet["B2"].data_type) == (FORMULA, "s")


def test_the_document_lies_in_its_file_to_the_byte(client: Client, version: StrategyVersion) -> None:
    content = client.get(address(1, "strategie", "json")).content
    assert version.content.encode() in content
    found = json.loads(content)
    assert found["version"]["sha256"] == sha256(version.content.encode()).hexdigest()
    assert found["licence"]["id"] == "dl-by-de/2.0"
    assert found["schema"].endswith(reverse("publication:data-schema"))


def test_the_file_keeps_to_its_schema(client: Client, version: StrategyVersion) -> None:
    schema = client.get(reverse("publication:data-schema")).json()
    content = client.get(address(1, "strategie", "json")).json()
    jsonschema.Draft202012Validator(schema).validate(content)
    del content["licence"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(content)


@pytest.mark.parametrize("choice", DataLicence)
def test_every_licence_has_a_text_and_zero_names_nobody(strategy: Strategy, choice: DataLicence) -> None:
    strategy.municipality.data_licence = choice
    licence = licence_of(strategy.municipality)
    assert (licence.url, licence.iri) == (TEXTS[choice], f"http://dcat-ap.de/def/licenses/{choice}")
    assert licence.attribution == ("" if choice == DataLicence.ZERO else "Stadt Musterstadt")


@pytest.mark.parametrize(
    "path", ["1/massnahmen.pdf", "1/strategie.csv", "1/personen.csv", "9/massnahmen.csv"]
)
def test_what_there_is_not_is_not_found(client: Client, version: StrategyVersion, path: str) -> None:
    assert client.get(f"/daten/fassungen/{path}").status_code == 404


def test_nothing_unpublished_is_handed_out(client: Client, make_version: MakeVersion) -> None:
    make_version(learning_document(), number=1, published=False)
    make_version(learning_document(), number=2, adopted=None, published=False)
    for kind, description in KINDS.items():
        for form in description.formats:
            for number in (1, 2):
                assert client.get(address(number, kind, form)).status_code == 404
    assert client.get(reverse("publication:data")).status_code == 404


def test_scripts_of_other_sites_may_read_the_files_only(client: Client, version: StrategyVersion) -> None:
    path = address(1, "ziele", "csv")
    answer = client.get(path)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Link"] == '<https://www.govdata.de/dl-de/by-2-0>; rel="license"'
    before = client.options(path, headers={"access-control-request-method": "GET"})
    assert (before.status_code, before["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert client.post(path).status_code == 405
    assert "Access-Control-Allow-Origin" not in client.get("/")
    assert "Access-Control-Allow-Origin" not in client.get(reverse("publication:data"))


def test_the_page_lists_every_file_with_size_and_licence(client: Client, version: StrategyVersion) -> None:
    page = client.get(reverse("publication:data")).content.decode()
    for kind, description in KINDS.items():
        for form in description.formats:
            assert f'href="{address(1, kind, form)}"' in page
    assert "Nennen Sie dabei, woher die Daten kommen: „Stadt Musterstadt“." in page
    assert "Stand 06.10.2021" in page
    Municipality.objects.update(data_licence=DataLicence.ZERO)
    assert "Sie brauchen niemanden zu nennen" in client.get(reverse("publication:data")).content.decode()


def test_the_foot_of_public_pages_leads_to_the_data(client: Client, version: StrategyVersion) -> None:
    assert f'href="{reverse("publication:data")}"' in client.get("/impressum/").content.decode()


def test_a_corrected_day_of_the_decision_stands_in_files_that_were_made_before(
    client: Client, version: StrategyVersion
) -> None:
    page = address(1, "strategie", "json")
    assert json.loads(client.get(page).content)["version"]["adopted_on"] == f"{version.adopted_on}"
    StrategyVersion.objects.update(adopted_on=date(2020, 1, 2))
    assert json.loads(client.get(page).content)["version"]["adopted_on"] == "2020-01-02"


def test_scripts_of_other_sites_read_what_is_refused(client: Client, version: StrategyVersion) -> None:
    gone = client.get("/daten/fassungen/1/nix.csv")
    assert (gone.status_code, gone["Access-Control-Allow-Origin"]) == (404, "*")
