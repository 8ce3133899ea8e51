"""The catalogue of written chapters, read from strategy/data: a strategy begins with those of the GNK. Pure."""

from pathlib import Path

import msgspec
from msgspec import Struct

FILE = Path(__file__).parent / "data" / "chapter_catalogue.json"


class CatalogueChapter(Struct, frozen=True):
    """A chapter that the catalogue offers: what it is called unless a city says otherwise, and what it contains."""

    kind: str
    title: str
    by_default: bool
    contents: str


CATALOGUE = msgspec.json.decode(FILE.read_bytes(), type=tuple[CatalogueChapter, ...])
CATALOGUE_TITLES = {chapter.kind: chapter.title for chapter in CATALOGUE}
