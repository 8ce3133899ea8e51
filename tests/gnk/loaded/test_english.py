"""The whole public site in English: no page says anything of its own in German."""

import re
from collections import Counter

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation.trans_real import translation

implementation = pytest.mark.parametrize("stage", ["implementation"], indirect=True, scope="package")
PAGES_OF_A_KIND = 2
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+(?:\.\d+)*[a-d]?|(?<=fachbereiche/)[\w-]+")


class Untranslated:
    """What was asked for and is in no English catalogue."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.german = translation(settings.LANGUAGE_CODE)

    def gettext(self, message: str) -> str:
        # Django's own texts are English, and its German catalogue knows them.
        if self.german.gettext(message) == message and re.search(r"\w\w", message):
            self.found.add(message)
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        self.gettext(one)
        return one if number == 1 else many


@implementation
def test_every_public_page_is_english(stage: str, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Untranslated()
    monkeypatch.setattr(translation("en"), "_fallback", asked)
    client, seen, kinds = Client(), set[str](), Counter[str]()
    waiting = ["/en/", "/en/gibt-es-nicht/", "/en/rueckmeldung/", "/en/suche/?q=Radweg", "/en/ziele/9.9/"]
    while waiting:
        address = waiting.pop(0)
        kind = KEY.sub("N", address.partition("?")[0])
        if address in seen or kinds[kind] >= PAGES_OF_A_KIND:
            continue
        seen.add(address)
        kinds[kind] += 1
        response = client.get(address)
        assert response.status_code in (200, 301, 404), address
        if response.status_code == 200 and not response.streaming:
            assert '<html lang="en">' in response.text, address
            waiting += re.findall(r'href="(/en/[^"#]*)"', response.text.replace("&amp;", "&"))
    # The adopted texts in two languages, and pages of a dozen kinds.
    assert len(kinds) > 25
    assert asked.found == set(), "\n".join(sorted(asked.found))
