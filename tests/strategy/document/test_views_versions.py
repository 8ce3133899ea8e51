import hashlib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from strategy.document.actions.versions import adopt_version, publish_version
from strategy.models import Strategy, StrategyVersion
from tests.builders import NOW, make_programme, make_theme, make_version, put_job
from tests.remembered import remembered
from tests.strategy.pages import errors_on, fields_on, goes_to, messages_of, text_of

LIST = reverse("strategy:version-list")
FREEZE = reverse("strategy:version-freeze")
EVIL = "<script>alert(1)</script>"


def address(name: str, number: int = 1) -> str:
    return reverse(f"strategy:version-{name}", args=[number])


@pytest.fixture
@remembered
def version(strategy: Strategy, coordination: User) -> StrategyVersion:
    return make_version(strategy, by=coordination)


@pytest.fixture
@remembered
def adopted(version: StrategyVersion, coordination: User) -> StrategyVersion:
    return adopt_version(version=version, on=NOW.date(), reference="2021/0734", by=coordination, at=NOW)


def rows() -> list[Any]:
    return list(StrategyVersion.objects.order_by("number").values())


def test_list_shows_the_newest_version_first(
    strategy: Strategy, coordination: User, reader_client: Client
) -> None:
    assert "Noch ist kein Entwurf eingefroren." in text_of(reader_client.get(LIST))
    for _ in range(2):
        make_version(strategy, by=coordination)
    text = text_of(reader_client.get(LIST))
    assert "Fassung 2 Beschlussentwurf 12. Juli 2021" in text
    assert text.index("Fassung 2") < text.index("Fassung 1")


def test_freeze_shows_what_is_missing_first(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    make_programme(strategy, by=coordination)
    response = coordination_client.get(FREEZE)
    assert fields_on(response) == {"note": ""}
    assert "Hinweise offen" in text_of(response)
    assert StrategyVersion.objects.count() == 0


def test_freeze_makes_a_version(strategy: Strategy, coordination: User, coordination_client: Client) -> None:
    make_programme(strategy, by=coordination)
    response = coordination_client.post(FREEZE, {"note": "Für August"}, follow=True)
    assert response.redirect_chain == [(address("detail"), 302)]
    assert messages_of(response) == ["Fassung 1 ist eingefroren. Das PDF wird jetzt erstellt."]
    version = StrategyVersion.objects.get()
    assert (version.note, version.created_by) == ("Für August", coordination)


def test_freeze_of_an_empty_strategy_says_why_not(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    make_theme(strategy, by=coordination)
    response = coordination_client.post(FREEZE, {"note": "Für August"})
    sentence = "Die Strategie ist noch leer. Ergänzen Sie mindestens ein Ziel, dann geht es weiter."
    assert (response.status_code, errors_on(response)) == (422, {"__all__": [sentence]})
    assert fields_on(response) == {"note": "Für August"}
    assert StrategyVersion.objects.count() == 0


def test_freeze_with_an_endless_note_is_refused(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    make_programme(strategy, by=coordination)
    response = coordination_client.post(FREEZE, {"note": "x" * 20_000})
    assert response.status_code == 422
    assert errors_on(response) == {
        "note": [
            "Bitte sicherstellen, dass der Wert aus höchstens 300 Zeichen besteht. "
            "(Er besteht aus 20000 Zeichen.)"
        ]
    }
    assert StrategyVersion.objects.count() == 0


def test_detail_shows_checksum_and_findings(version: StrategyVersion, reader_client: Client) -> None:
    text = text_of(reader_client.get(address("detail")))
    assert version.sha256 in text
    assert f"{len(version.findings)} Hinweise ansehen" in text
    assert version.findings[0]["sentence"] in text
    assert "Veröffentlichen" not in text


def test_detail_of_an_adopted_version_shows_the_resolution(
    adopted: StrategyVersion, coordination_client: Client
) -> None:
    text = text_of(coordination_client.get(address("detail")))
    assert "Beschluss Vorlage 2021/0734" in text
    assert "Noch ist sie nicht öffentlich." in text


def test_detail_of_a_version_without_a_pdf_is_shown(
    version: StrategyVersion, coordination_client: Client
) -> None:
    StrategyVersion.objects.update(pdf_file=None, created_by=None)
    assert coordination_client.get(address("detail")).status_code == 200
    assert coordination_client.get(LIST).status_code == 200


def test_unknown_version_is_not_found(version: StrategyVersion, coordination_client: Client) -> None:
    for number in (2, 10**30):
        assert coordination_client.get(address("detail", number)).status_code == 404


def test_json_is_the_frozen_content(version: StrategyVersion, reader_client: Client) -> None:
    response = reader_client.get(address("json"))
    assert hashlib.sha256(response.content).hexdigest() == version.sha256
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="strategie-fassung-1.json"'


def test_pdf_can_be_ordered_again_after_a_failure(
    version: StrategyVersion, coordination_client: Client
) -> None:
    first = version.pdf_file_id
    put_job(version.pdf_file.job, "failed")
    assert goes_to(coordination_client.post(address("pdf"))) == address("detail")
    version.refresh_from_db()
    assert version.pdf_file_id not in (None, first)


def test_pdf_under_way_is_not_ordered_twice(version: StrategyVersion, coordination_client: Client) -> None:
    coordination_client.post(address("pdf"))
    assert StrategyVersion.objects.get(pk=version.pk).pdf_file_id == version.pdf_file_id


def test_version_is_published_and_withdrawn(adopted: StrategyVersion, coordination_client: Client) -> None:
    published = coordination_client.post(address("publish"), follow=True)
    assert messages_of(published) == ["Die Fassung ist jetzt für alle zu lesen."]
    adopted.refresh_from_db()
    assert adopted.is_published
    withdrawn = coordination_client.post(address("withdraw"), follow=True)
    assert messages_of(withdrawn) == ["Die Fassung ist nicht mehr öffentlich."]
    adopted.refresh_from_db()
    assert not adopted.is_published


def test_draft_is_not_published(version: StrategyVersion, coordination_client: Client) -> None:
    response = coordination_client.post(address("publish"), follow=True)
    assert messages_of(response) == ["Nur eine beschlossene Fassung kann veröffentlicht werden."]
    assert not StrategyVersion.objects.published().exists()


def test_html_in_a_note_is_shown_as_text(
    strategy: Strategy, coordination: User, coordination_client: Client
) -> None:
    make_programme(strategy, by=coordination)
    coordination_client.post(FREEZE, {"note": EVIL})
    StrategyVersion.objects.update(findings=[{"code": "x", "sentence": EVIL}])
    for page in (LIST, address("detail")):
        assert "<script>alert" not in coordination_client.get(page).content.decode()


def test_reader_cannot_write(
    adopted: StrategyVersion, coordination: User, reader_client: Client, member_client: Client
) -> None:
    publish_version(version=adopted, by=coordination, at=NOW)
    before = rows()
    for client in (reader_client, member_client):
        answers = [client.post(address(name)).status_code for name in ("pdf", "publish", "withdraw")]
        answers += [client.get(FREEZE).status_code, client.post(FREEZE, {"note": ""}).status_code]
        assert answers == [404] * 5
    assert rows() == before


def test_wrong_method_is_refused(version: StrategyVersion, coordination_client: Client) -> None:
    before = rows()
    answers = [coordination_client.get(address("pdf")).status_code]
    answers += [
        coordination_client.post(page).status_code for page in (LIST, address("detail"), address("json"))
    ]
    answers.append(coordination_client.put(FREEZE).status_code)
    assert answers == [405] * 5
    assert rows() == before


def test_publishing_and_withdrawing_ask_first(version: StrategyVersion, coordination_client: Client) -> None:
    before = rows()
    asked = [text_of(coordination_client.get(address(name))) for name in ("publish", "withdraw")]
    assert "Fassung 1 veröffentlichen?" in asked[0]
    assert "Veröffentlichung von Fassung 1 zurücknehmen?" in asked[1]
    assert rows() == before
