"""What was adopted in Leichter Sprache and in sign language: from the working area to the public site."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.elements import save_element
from strategy.document.actions.versions import adopt_version, publish_version
from strategy.models import Strategy, StrategyVersion, ThemeField
from tests.builders import NOW, make_programme, make_sign_video, make_strategy, make_translation, make_version
from translations.actions.texts import publish_translation
from translations.models import PublishedTranslation, SignVideo, Translation

SECRET = "Noch nicht für alle."


@pytest.fixture
def theme(db: None, coordination: User) -> ThemeField:
    """A theme field whose version is published."""
    strategy = make_strategy()
    theme = make_programme(strategy, by=coordination).operational_goal.strategic_goal.theme
    publish(strategy, coordination)
    return theme


def publish(strategy: Strategy, by: User) -> StrategyVersion:
    version = make_version(strategy, by=by)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=by, at=NOW)
    publish_version(version=version, by=by, at=NOW)
    return version


def test_a_text_is_written_published_and_marked_once_the_strategy_is_another_one(
    theme: ThemeField, coordination: User, client: Client
) -> None:
    reader = Client()
    assert reader.get("/leichte-sprache/").status_code == 404
    assert "Leichte Sprache" not in reader.get("/").text
    client.force_login(coordination)
    here = reverse("translations:edit", args=["easy", theme.pk])
    assert 'name="revision" value="0"' in client.get(here).text
    client.post(here, {"text": "Alle lernen.\nAuch Kinder.\n\nDas ist gut.", "revision": "0"})
    second = client.post(here, {"text": "Ganz anders.", "revision": "0"})
    assert (second.status_code, "Ganz anders." in second.text) == (409, True)
    assert reader.get("/leichte-sprache/1/").status_code == 404
    row = Translation.objects.get()
    asked = client.post(reverse("translations:publish", args=["easy", theme.pk]), {"revision": row.revision})
    assert "jetzt veröffentlichen?" in asked.text
    client.post(
        reverse("translations:publish", args=["easy", theme.pk]),
        {"revision": row.revision, "bestaetigt": "ja"},
    )

    page = reader.get("/leichte-sprache/1/").text
    assert (
        '<p class="easy__text">Alle lernen.<br>Auch Kinder.</p><p class="easy__text">Das ist gut.</p>' in page
    )
    assert 'lang="de-simple"' in page
    assert "Dieser Text ist älter" not in page
    assert 'href="/leichte-sprache/"' in reader.get("/").text

    client.post(here, {"text": SECRET, "revision": row.revision})
    assert SECRET not in reader.get("/leichte-sprache/1/").text
    assert "Änderung wartet" in client.get(reverse("translations:easy-list")).text
    stale = client.post(here, {"text": "Etwas anderes.", "revision": row.revision})
    assert (stale.status_code, SECRET in stale.text) == (409, True)

    save_element(element=theme, values={"guideline": "Neu."}, revision=theme.revision, by=coordination)
    publish(theme.strategy, coordination)
    page = reader.get("/leichte-sprache/1/").text
    assert "Dieser Text ist älter" in page
    assert "Seit-dem hat sich etwas geändert." in page
    assert "deutscher Text geändert" in client.get(here).text

    client.post(reverse("translations:withdraw", args=["easy", theme.pk]))
    assert reader.get("/leichte-sprache/1/").status_code == 404
    assert not PublishedTranslation.objects.exists()
    history = client.get(reverse("translations:history", args=["easy", theme.pk])).text
    assert all(word in history for word in ("nicht mehr veröffentlicht", "veröffentlicht", SECRET))


def test_what_tells_about_a_withdrawn_version_is_withdrawn_with_it(
    theme: ThemeField, coordination: User, client: Client
) -> None:
    save_element(element=theme, values={"guideline": "Neu."}, revision=theme.revision, by=coordination)
    second = publish(theme.strategy, coordination)
    make_translation(theme, by=coordination)
    video = make_sign_video(by=coordination)
    pages = ("/leichte-sprache/", "/leichte-sprache/1/", "/gebaerdensprache/")
    film = f"/gebaerdensprache/{video.pk}/video"
    reader = Client()
    assert {reader.get(page).status_code for page in pages} == {200}
    assert content(reader.get(film))
    client.force_login(coordination)
    asked = client.get(reverse("strategy:version-withdraw", args=[second.number])).text
    assert "Mit ihr verschwindet 1 Text" in asked
    assert "Mit ihr verschwindet 1 Video" in asked
    client.post(reverse("strategy:version-withdraw", args=[second.number]))
    assert {reader.get(page).status_code for page in (*pages, film)} == {404}
    home = reader.get("/").text
    assert "Leichte Sprache" not in home
    assert "Gebärdensprache" not in home
    assert "Entwurf" in client.get(reverse("translations:edit", args=["easy", theme.pk])).text


def test_what_somebody_else_has_changed_is_not_published_unread(
    theme: ThemeField, coordination: User
) -> None:
    row = make_translation(theme, by=coordination)
    version = StrategyVersion.objects.get()
    with pytest.raises(RuleBroken, match="Inzwischen hat jemand diesen Text geändert"):
        publish_translation(translation=row, revision=0, version=version, by=coordination, at=NOW)


def test_a_list_asks_as_often_however_much_it_lists(
    theme: ThemeField, coordination: User, client: Client
) -> None:
    client.force_login(coordination)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("translations:easy-list"))
        return len(asked)

    make_translation(theme, by=coordination)
    make_sign_video(by=coordination)
    one = queries()
    second = make_programme(theme.strategy, by=coordination).operational_goal.strategic_goal.theme
    publish(theme.strategy, coordination)
    make_translation(second, by=coordination)
    make_sign_video(by=coordination)
    # The content of the version before, once in each process.
    queries()
    assert queries() == one


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_video_is_played_in_parts_and_never_from_somewhere_else(
    theme: ThemeField, coordination: User, client: Client
) -> None:
    video = make_sign_video(by=coordination)
    film = f"/gebaerdensprache/{video.pk}/video"
    assert f'src="{film}"' in client.get("/gebaerdensprache/").text
    whole = content(client.get(film))
    assert len(whole) == video.size

    def part(asked: str) -> Any:
        return client.get(film, headers={"Range": asked})

    some = part("bytes=10-19")
    assert (some.status_code, some.content, some["Content-Range"]) == (
        206,
        whole[10:20],
        f"bytes 10-19/{len(whole)}",
    )
    assert part("bytes=5-").content == whole[5:]
    assert part(f"bytes={len(whole)}-").status_code == 416
    subtitles = client.get(f"/gebaerdensprache/{video.pk}/untertitel.vtt")
    assert content(subtitles).startswith(b"WEBVTT")
    assert subtitles["Content-Type"] == "text/vtt; charset=utf-8"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"upload": SimpleUploadedFile("x.mp4", b"<html>")}, "Möglich sind MP4 und WebM"),
        ({"subtitles": SimpleUploadedFile("x.vtt", b"1\n00:00")}, "WebVTT"),
    ],
)
def test_a_file_that_is_no_video_is_refused(
    theme: ThemeField, coordination: User, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        make_sign_video(by=coordination, **given)
    assert not SignVideo.objects.exists()
