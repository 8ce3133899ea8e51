"""Published versions under their numbers, and the addresses of what newer ones no longer have."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from committees.council.models import Consultation, Paper
from exports.models import ExportFile
from strategy.document.actions.versions import withdraw_version
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

SECRET = "Geheimvorhaben"
LATER = date(2025, 6, 3)


def housing_document() -> StrategyDocument:
    """Theme field 1 has lost its second measure, theme field 2 is new."""
    first = learning_document(measures=1).themes[0]
    measure = make_measure("2.1.1.1", title="Baumpatinnen")
    goal = make_operational_goal("2.1.1", measures=(measure,))
    strategic = make_strategic_goal("2.1", operational_goals=(goal,))
    return make_document(first, make_theme("2", title="Wohnen", strategic_goals=(strategic,)))


@pytest.fixture
def versions(make_version: MakeVersion) -> tuple[StrategyVersion, StrategyVersion]:
    """Version 1 of 2021, and version 4 of 2025, which is the one of today."""
    old = make_version(learning_document(measures=2))
    return old, make_version(housing_document(), number=4, adopted=LATER)


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_list_has_every_published_version_newest_first(
    client: Client, versions: tuple[StrategyVersion, ...], make_version: MakeVersion
) -> None:
    make_version(learning_document(), number=5, adopted=date(2026, 1, 1), published=False)
    make_version(learning_document(), number=6, adopted=None, published=False)
    response = client.get("/fassungen/")
    assert [version.number for version in response.context["versions"]] == [4, 1]
    page = response.content.decode()
    assert page.index("gilt heute") < page.index("frühere Fassung")
    assert "Vom Rat beschlossen am 3. Juni 2025" in page


@pytest.mark.parametrize(("number", "hint"), [(1, True), (4, False)])
@pytest.mark.parametrize("path", ["/fassungen/{}/", "/fassungen/{}/themenfelder/1/"])
def test_older_version_names_the_one_of_today(
    client: Client, versions: tuple[StrategyVersion, ...], path: str, number: int, hint: bool
) -> None:
    assert ("Es gibt eine neuere Fassung" in text_of(client, path.format(number))) == hint


def test_version_shows_its_own_theme_fields_and_texts(
    client: Client, versions: tuple[StrategyVersion, ...]
) -> None:
    assert "Wohnen" not in text_of(client, "/fassungen/1/")
    assert "/fassungen/4/themenfelder/2/" in text_of(client, "/fassungen/4/")
    page = text_of(client, "/fassungen/1/themenfelder/1/")
    for words in (
        "Alle lernen gern.",
        "Im Jahr 2030 lesen alle.",
        "Lesen im Quartier",
        "12.000\xa0€ im Jahr",
    ):
        assert words in page
    assert 'id="nr-1.1.1.2"' in page
    assert client.get("/fassungen/1/themenfelder/2/").status_code == 404


def test_files_of_a_version_stay_what_they_were(
    client: Client, finished_pdf: ExportFile, version: StrategyVersion, make_version: MakeVersion
) -> None:
    make_version(housing_document(), number=2, adopted=LATER)
    assert client.get("/fassungen/1/strategie.json").content.decode() == version.content
    pdf = client.get("/fassungen/1/strategie.pdf")
    assert b"".join(pdf.streaming_content) == b"%PDF-1.7 test"  # type: ignore[attr-defined]
    assert client.get("/fassungen/2/strategie.pdf").status_code == 503
    for name, beginning in (("html", b"<!doctype html>"), ("epub", b"PK")):
        saved = client.get(f"/fassungen/1/strategie.{name}")
        assert saved.content.startswith(beginning)
        assert saved["Content-Disposition"].endswith(f'-fassung-1.{name}"')


@pytest.mark.parametrize(
    "path", ["", "themenfelder/1/", "strategie.pdf", "strategie.json", "strategie.html", "strategie.epub"]
)
@pytest.mark.parametrize("number", [2, 3, 9])
def test_unpublished_version_is_not_found(
    client: Client,
    versions: tuple[StrategyVersion, ...],
    make_version: MakeVersion,
    path: str,
    number: int,
) -> None:
    make_version(learning_document(), number=2, adopted=None, published=False)
    make_version(learning_document(), number=3, published=False)
    assert client.get(f"/fassungen/{number}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/massnahmen/1.1.1.2/",
            "„Maßnahme 1.1.1.2“ stand zuletzt in Fassung 1, die der Rat am 5. Oktober 2021",
        ),
        ("/massnahmen/7.1.1.1/", "„Alt“ stand zuletzt in Fassung 0"),
        ("/ziele/7.1/", "Strategisches Ziel 7.1"),
        ("/ziele/7.1.1/", "„Ziel 7.1.1“ stand zuletzt in Fassung 0"),
        ("/themenfelder/7/", "„Früheres“ stand zuletzt in Fassung 0"),
    ],
)
def test_number_that_only_older_versions_know_leads_there(
    client: Client,
    versions: tuple[StrategyVersion, ...],
    make_version: MakeVersion,
    path: str,
    words: str,
) -> None:
    measure = make_measure("7.1.1.1", title="Alt")
    goal = make_operational_goal("7.1.1", measures=(measure,))
    strategic = make_strategic_goal("7.1", operational_goals=(goal,))
    older = make_document(make_theme("7", title="Früheres", strategic_goals=(strategic,)))
    make_version(older, number=0, adopted=date(2015, 1, 1))
    page = text_of(client, path)
    assert "Das steht nicht mehr in der Strategie" in page
    assert words in page
    number, theme = path.split("/")[2], path.split("/")[2].partition(".")[0]
    version = 0 if theme == "7" else 1
    assert f'href="/fassungen/{version}/themenfelder/{theme}/#nr-{number}"' in page


def test_number_of_a_withdrawn_version_is_not_found(
    client: Client, versions: tuple[StrategyVersion, ...]
) -> None:
    withdraw_version(version=versions[0])
    assert client.get("/massnahmen/1.1.1.2/").status_code == 404
    assert client.get("/fassungen/1/").status_code == 404


PUBLIC_PAGES = (
    "/",
    "/themenfelder/1/",
    "/ziele/1.1/",
    "/ziele/1.1.1/",
    "/massnahmen/",
    "/massnahmen/1.1.1.1/",
    "/beschluss/",
    "/beschluss/aenderungen/",
    "/fassungen/",
    "/fassungen/1/",
    "/fassungen/1/themenfelder/1/",
    "/fassungen/1/aenderungen/",
    "/fassungen/1/strategie.json",
)


def secret_document() -> StrategyDocument:
    theme = learning_document().themes[0]
    return make_document(make_theme("1", title=SECRET), theme, title=SECRET)


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_paper_that_is_not_public_shows_nowhere(
    client: Client, paper: Paper, make_version: MakeVersion, path: str
) -> None:
    """Its version is public once it is published; how it came about stays inside."""
    draft = make_version(secret_document(), number=2, adopted=None, published=False)
    Paper.objects.update(is_public=False, subject=SECRET, reference=SECRET, submitted_version=draft)
    for step in Consultation.objects.all():
        step.committee.name = f"{SECRET} {step.pk}"
        step.committee.save()
        step.resolutions.update(wording=SECRET)
    assert SECRET not in client.get(path).content.decode()


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_step_outside_of_the_public_part_shows_nowhere(client: Client, paper: Paper, path: str) -> None:
    step = Consultation.objects.order_by("position")[0]
    step.agenda_number = "N 3"
    step.save()
    step.committee.name = SECRET
    step.committee.save()
    step.resolutions.update(wording=SECRET)
    assert SECRET not in client.get(path).content.decode()


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_paper_in_deliberation_shows_nowhere_before_its_adoption(
    client: Client, paper: Paper, make_version: MakeVersion, path: str
) -> None:
    draft = make_version(secret_document(), number=2, adopted=None, published=False)
    Paper.objects.create(
        version=draft,
        submitted_version=draft,
        reference="2025/0100",
        subject=SECRET,
        state="submitted",
        state_at=datetime(2025, 1, 1, tzinfo=UTC),
        created_at=datetime(2025, 1, 1, tzinfo=UTC),
    )
    assert SECRET not in client.get(path).content.decode()


def test_story_of_the_resolution_is_public(client: Client, paper: Paper) -> None:
    page = text_of(client, "/beschluss/")
    assert page.index("Umweltausschuss") < page.index("Rat der Stadt")
    assert page.count("38 Ja, 4 Nein, 1 Enthaltung") == 4
    assert "Beschlossen ist Fassung 1, so wie sie eingebracht wurde." in page
    assert 'href="/beschluss/"' in text_of(client, "/")
