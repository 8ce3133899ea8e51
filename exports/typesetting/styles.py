"""The stylesheets and fonts of the print, read once per process, and what spares a new process most of that."""

from functools import cache
from pathlib import Path

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from exports.fonts import truetype
from exports.keeping import keep_value, kept_value, key_of
from exports.static_files import static_file
from exports.typesetting.weasyprint_inside import (
    VERSIONS,
    Patterns,
    hyphenation_of,
    is_parsed,
    parsed_patterns,
    use_patterns,
)

CORNERS_AND_SIDES = (
    "top-left-corner top-left top-center top-right top-right-corner right-top right-middle right-bottom "
    "bottom-right-corner bottom-right bottom-center bottom-left bottom-left-corner left-bottom left-middle left-top"
)
WITHOUT_MARGINS = (
    "@page {"
    + " ".join(f"@{place} {{ content: none !important }}" for place in CORNERS_AND_SIDES.split())
    + "}"
)


@cache
def print_styles(stylesheet: str) -> tuple[CSS, FontConfiguration]:
    """The parsed stylesheet, and the fonts that it brings."""
    fonts = FontConfiguration()
    return CSS(filename=static_file(stylesheet), font_config=fonts, url_fetcher=_StaticFiles()), fonts


@cache
def without_margins() -> CSS:
    """The margins depend on all pages, and are made when these are known."""
    return CSS(string=WITHOUT_MARGINS)


def inline_data_only() -> URLFetcher:
    """Texts come from many authors: nothing they write may make the server fetch an address or a file."""
    return URLFetcher(allowed_protocols={"data"})


class _StaticFiles(URLFetcher):
    """Fetches `url("static:kern/fonts/…")` of our own stylesheets, and nothing else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file"})

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "static":
            raise ValueError(f"A stylesheet may only use static files, not {url}.")
        if name.endswith(".woff2"):
            return URLFetcherResponse(url, truetype(name))
        return super().fetch(Path(static_file(name)).as_uri(), headers)


@cache
def bring_hyphenation(language: str) -> None:
    """Take the patterns of a language from what is kept: reading them costs as much as five pages."""
    found = hyphenation_of(language)
    if found is None or is_parsed(found[1]):
        return
    name, path = found
    key = key_of("hyphenation", VERSIONS, name)
    patterns = kept_value(key, Patterns)
    if patterns is not None:
        use_patterns(path, patterns)
    elif patterns := parsed_patterns(path):
        keep_value(key, patterns)
