"""KERN's style sheet is cut to what pages use, and loses nothing of that. Pure."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from kern.management.commands.build_assets import texts_of_pages
from kern.style_sheet import BASE_SHEETS, Words, cut

ROOT = Path(settings.BASE_DIR)
KERN = ROOT / "node_modules" / "@kern-ux" / "native" / "dist" / "kern.css"
CLASS = re.compile(r"\.(kern-[\w-]+)")
PAGE = """<p class="kern-body kern-icon--{{ name }}" data-known>{% icon "home" %}</p>"""


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("p{margin:0}", "p{margin:0}"),
        (".kern-body{margin:0}", ".kern-body{margin:0}"),
        (".kern-card{margin:0}", ""),
        (".kern-card,.kern-body:hover{margin:0}", ".kern-body:hover{margin:0}"),
        (".kern-body .kern-card{margin:0}", ""),
        # Brackets do not ask for a class.
        (".kern-body:not(.kern-card,.x){margin:0}", ".kern-body:not(.kern-card,.x){margin:0}"),
        ("body:has(.kern-card[open]){margin:0}", "body:has(.kern-card[open]){margin:0}"),
        (".kern-icon--home{margin:0}", ".kern-icon--home{margin:0}"),
        (".kern-icon--train{margin:0}", ""),
        ("[data-known]{margin:0}", "[data-known]{margin:0}"),
        ('[data-theme="dark"]{margin:0}', ""),
        ("input[type=text]{margin:0}", "input[type=text]{margin:0}"),
        ("p{ margin : 0  auto !important }", "p{margin:0 auto!important}"),
        ('p{content:"a  b"}', 'p{content:"a  b"}'),
        (
            "@media (min-width: 1px){.kern-card{margin:0}.kern-body{margin:0}}",
            "@media (min-width: 1px){.kern-body{margin:0}\n}",
        ),
        ("@media print{.kern-card{margin:0}}", ""),
        ("@keyframes turn{to{rotate:1turn}}", "@keyframes turn{to{rotate:1turn}}"),
    ],
)
def test_a_rule_stays_when_pages_can_match_it(rule: str, kept: str) -> None:
    assert cut(rule, Words([PAGE]), []).strip() == kept


def test_a_property_stays_when_something_needs_it() -> None:
    sheet = ":root{--a:var(--b);--b:1px;--c:var(--a);--d:2px;--e:3px}p{margin:var(--a, var(--d))}"
    beside = [".own{padding:var(--e)}"]
    assert (
        cut(sheet, Words([]), beside)
        == ":root{--a:var(--b);--b:1px;--d:2px;--e:3px}\np{margin:var(--a, var(--d))}\n"
    )


def test_every_selector_of_kern_that_fits_pages_is_kept() -> None:
    """Looked for by another way than the cut: classes as they stand between quotes and blanks, selectors as text."""
    sheet = re.sub(r"/\*.*?\*/|;base64,|@charset[^;]*;", "", KERN.read_text("utf-8"), flags=re.DOTALL)
    texts = list(texts_of_pages(ROOT))
    named = {name for text in texts for name in re.findall(r"(?<=[\s\"'])kern-[\w-]+(?=[\s\"'])", text)}
    drawn = {f"kern-icon--{name}" for text in texts for name in re.findall(r'{% icon "([\w-]+)"', text)}
    kept = cut(sheet, Words(texts), [])
    parts = [
        " ".join(part.split())
        for prelude in re.findall(r"([^{};]+)\{", sheet)
        for part in prelude.split(",")
        if (classes := set(CLASS.findall(part))) and classes <= named | drawn
    ]
    assert len(parts) > 200
    assert [part for part in parts if part not in kept] == []
    assert "kern-grid" not in kept
    assert len(kept) < len(sheet) / 3


def test_the_base_has_all_sheets_that_it_names_once() -> None:
    assert len(set(BASE_SHEETS)) == len(BASE_SHEETS)
    assert [name for name in BASE_SHEETS if not (ROOT / "static" / name).is_file()] == []
