"""The lasting pages of departments and of targets of the Agenda 2030."""

import pytest
from django.test import Client
from msgspec import structs

from publication.responsibility import departments_of, responsibility_of, targets_referred_to
from strategy.document.document import StrategyDocument
from strategy.models import StrategyVersion
from tests.publication.conftest import (
    MakeVersion,
    learning_document,
    make_document,
    make_measure,
    make_operational_goal,
    make_strategic_goal,
    make_theme,
)

CULTURE, TARGET = "/fachbereiche/fb-33-kultur/", "/agenda-2030/unterziele/4.7/"


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def document_with(*departments: str) -> StrategyDocument:
    measures = tuple(
        make_measure(f"1.1.1.{number}", department=name, participants=("FB 9",))
        for number, name in enumerate(departments, start=1)
    )
    goal = make_operational_goal("1.1.1", measures=measures, responsible="FB 2 - Bäder")
    return make_document(
        make_theme("1", strategic_goals=(make_strategic_goal("1.1", operational_goals=(goal,)),))
    )


def test_departments_have_words_for_their_addresses() -> None:
    document = document_with("FB 2 - Bäder", "", "FB 1", "FB 2 – Bäder", "–")
    assert departments_of(document) == {"fb-1": "FB 1", "fb-2-baeder": "FB 2 - Bäder"}


def test_a_department_answers_for_goals_and_measures_and_takes_part_in_others() -> None:
    document = document_with("FB 1", "FB 2 - Bäder")
    found = responsibility_of(document, "FB 2 - Bäder")
    assert [place.goal.number for place in found.goals] == ["1.1.1"]
    assert [place.measure.number for place in found.measures] == ["1.1.1.2"]
    assert found.taking_part == ()
    assert len(responsibility_of(document, "FB 9").taking_part) == 2


def test_the_page_of_a_department_shows_what_it_answers_for(client: Client, version: StrategyVersion) -> None:
    html = text_of(client, CULTURE)
    assert "Zuständig für 1 Maßnahme der Strategie." in html
    assert 'href="/massnahmen/1.1.1.1/"' in html
    assert 'href="/ziele/1.1.1/"' in html
    assert f'href="{CULTURE}"' in text_of(client, "/massnahmen/1.1.1.1/")


def test_a_department_of_an_older_version_keeps_its_page(client: Client, make_version: MakeVersion) -> None:
    make_version(learning_document())
    make_version(document_with("FB 1"), number=2)
    assert "für keine Maßnahme zuständig" in text_of(client, CULTURE)


@pytest.mark.parametrize(
    "path", ["/fachbereiche/gibt-es-nicht/", "/fachbereiche/x_/", "/agenda-2030/unterziele/4.8/"]
)
def test_what_nobody_knows_has_no_page(client: Client, version: StrategyVersion, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_page_of_a_target_shows_what_refers_to_it(client: Client, version: StrategyVersion) -> None:
    html = text_of(client, TARGET)
    assert "Bildung für nachhaltige Entwicklung" in html
    assert [
        f'href="{path}"' in html for path in ("/ziele/1.1/", "/ziele/1.1.1/", "/massnahmen/1.1.1.1/")
    ] == [True] * 3
    for path in ("/agenda-2030/4/", "/massnahmen/1.1.1.1/"):
        assert f'href="{TARGET}"' in text_of(client, path)


def test_a_target_without_a_reference_says_so(client: Client, make_version: MakeVersion) -> None:
    document = document_with("FB 1")
    make_version(document)
    assert targets_referred_to(document) == ()
    assert "bezieht sich die Strategie nicht ausdrücklich" in text_of(client, TARGET)


def test_only_goals_and_measures_that_name_the_target_are_shown(
    client: Client, make_version: MakeVersion
) -> None:
    (theme,) = learning_document().themes
    (strategic,) = theme.strategic_goals
    other = structs.replace(strategic, sdg_targets=("4.1",))
    make_version(make_document(structs.replace(theme, strategic_goals=(other,))))
    html = text_of(client, TARGET)
    assert 'href="/ziele/1.1/"' not in html
    assert 'href="/ziele/1.1.1/"' in html
