"""The public site in English: its addresses, what is German on it, and the catalogue of its texts."""

import re
from ast import literal_eval
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

from accounts.models import User
from publication.languages import FILES
from strategy.actions.elements import save_element
from strategy.document.actions.versions import adopt_version, publish_version
from strategy.models import Strategy, ThemeField
from tests.builders import NOW, make_programme, make_strategy, make_version
from translations.actions.texts import publish_translation, save_translation
from translations.choices import Told, Wording
from translations.models import Translation
from translations.versions import in_force

LOCALE = Path(settings.BASE_DIR) / "locale/en/LC_MESSAGES"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
# Of the working area, or in Leichter Sprache, which is German in every frame.
NOT_ENGLISH = (
    *("feedback_list", "feedback_detail", "_feedback_state", "_unanswered_feedback", "miss_list"),
    *("legal_pages", "declaration_history"),
)
# The stories of a decision are drawn by tags.
DRAWN_BY_TAGS = ("committees/council/_decision_story.html", "committees/council/_resolution_story.html")
INCLUDED = re.compile(r"""\{% include "([^"]+)\"""")
WORDS = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
SAID = re.compile(rf"""n?gettext\(({WORDS})|\b_\(({WORDS})\)""")


@pytest.fixture
def theme(db: None, coordination: User) -> ThemeField:
    """A theme field whose version is published."""
    strategy = make_strategy()
    theme = make_programme(strategy, by=coordination).operational_goal.strategic_goal.theme
    publish(strategy, coordination)
    return theme


def publish(strategy: Strategy, by: User) -> None:
    version = make_version(strategy, by=by)
    adopt_version(version=version, on=NOW.date(), reference="2021/1", by=by, at=NOW)
    publish_version(version=version, by=by, at=NOW)


def translate(theme: ThemeField, by: User, **words: str) -> None:
    row = Translation(wording=Wording.ENGLISH, told=Told.THEME, key=theme.pk)
    values = {"title": "", "summary": "", "text": "", **words}
    row = save_translation(translation=row, values=values, revision=0, by=by)
    version = in_force().version
    publish_translation(translation=row, revision=row.revision, version=version, by=by, at=NOW)


def test_the_catalogue_that_is_read_is_made_of_the_texts() -> None:
    texts = polib.pofile(str(LOCALE / "django.po"))
    assert (LOCALE / "django.mo").read_bytes() == texts.to_binary(), "run scripts/translations.sh"
    assert [entry.msgid for entry in texts if not entry.translated()] == []


def test_all_that_public_templates_say_is_in_the_catalogue() -> None:
    known = {entry.msgid for entry in polib.pofile(str(LOCALE / "django.po"))}
    waiting = [path for path in TEMPLATES.glob("publication/*.html") if path.stem not in NOT_ENGLISH]
    waiting += [TEMPLATES / name for name in ("site.html", "404.html", *DRAWN_BY_TAGS)]
    seen, said = set[Path](), set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        text = path.read_text("utf-8")
        # Django's own extraction knows what blocks say, too.
        said |= {literal_eval(found[1] or found[2]) for found in SAID.finditer(templatize(text))}
        waiting += [TEMPLATES / name for name in INCLUDED.findall(text)]
    assert sorted(said - known) == []


def test_the_language_stands_in_the_address_and_in_nothing_else(theme: ThemeField, client: Client) -> None:
    german = client.get("/themenfelder/1/", headers={"Accept-Language": "en"})
    english = client.get("/en/themenfelder/1/", headers={"Accept-Language": "de"})
    assert '<html lang="de">' in german.text
    assert '<html lang="en">' in english.text
    assert "Theme field 1" in english.text
    for page in (german, english):
        assert "Accept-Language" not in page.get("Vary", "")
        links = re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', page.text)
        places = {code: address.partition("//")[2].partition("/")[2] for code, address in links}
        assert places == {"de": "themenfelder/1/", "en": "en/themenfelder/1/", "x-default": "themenfelder/1/"}
    (canonical,) = re.findall(r'rel="canonical" href="([^"]+)"', english.text)
    assert canonical.endswith("/en/themenfelder/1/")
    assert 'href="/themenfelder/1/" lang="de" hreflang="de"' in english.text
    assert client.get("/en/strategie.json")["Location"] == "/strategie.json"
    assert client.get("/en/arbeitsbereich/").status_code == 404
    assert "/en/themenfelder/1/" in client.get("/sitemap.xml").text


@pytest.mark.parametrize(
    ("asked", "sent_to"),
    [
        ("/en//x.example/y.pdf", "/x.example/y.pdf"),
        ("/en/strategie.json?a=b", "/strategie.json?a=b"),
        ("/en/unterlagen/a%3Fb%23c/", "/unterlagen/a%3Fb%23c/"),
        ("/en", "/en/"),
        ("/en/leichte-sprache/1/", "/leichte-sprache/1/"),
    ],
)
def test_an_address_leads_to_nobody_else(asked: str, sent_to: str, client: Client, db: None) -> None:
    answer = client.get(asked)
    assert answer.get("Location", sent_to if asked.startswith("/en//") else "") == sent_to


def test_the_code_of_a_target_is_no_file() -> None:
    assert not FILES.fullmatch("/en/agenda-2030/unterziele/11.a")


def test_what_is_translated_is_english_until_the_german_changes(
    theme: ThemeField, coordination: User, client: Client
) -> None:
    title = theme.title
    page = client.get("/en/themenfelder/1/").text
    assert f'<span lang="de">{title}</span>' in page
    translate(theme, coordination, title="Learning", text="Everybody learns.")
    page = client.get("/en/themenfelder/1/").text
    assert '<h1 class="kern-heading-large">Learning</h1>' in page
    assert '<blockquote class="guideline prose">Everybody learns.</blockquote>' in page
    assert "Learning" not in client.get("/themenfelder/1/").text

    save_element(element=theme, values={"guideline": "Neu."}, revision=theme.revision, by=coordination)
    publish(theme.strategy, coordination)
    page = client.get("/en/themenfelder/1/").text
    assert f'<span lang="de">{title}</span>' in page
    assert "Learning" not in page
