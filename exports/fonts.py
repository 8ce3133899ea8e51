"""Our own fonts as the makers of files need them."""

import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from shutil import which

import fontTools
from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont, woff2

from exports.keeping import key_of, made_once
from exports.static_files import static_file

REGULAR = "kern/fonts/fira-sans/FiraSans-Regular.woff2"


def truetype(name: str) -> bytes:
    """A font of our static files, unpacked: that takes a fifth of a second each time, so it is kept."""
    packed = Path(static_file(name)).read_bytes()
    return made_once(key_of("truetype", fontTools.version, packed), lambda: _unpacked(packed))


@cache
def bundled_fonts() -> tuple[bytes, ...]:
    """All fonts of our static files, packed as they are."""
    folder = Path(static_file(REGULAR)).parent
    return tuple(path.read_bytes() for path in sorted(folder.glob("*.woff2")))


@cache
def fonts_of_server(form: str, *patterns: str) -> tuple[str, ...]:
    """The fonts that stand in for ours, each in a form of `fc-list`; none where nothing lists them."""
    command = which("fc-list")
    if command is None:
        return ()
    listed = subprocess.run(  # noqa: S603 - nothing of a request stands in the command
        [command, *patterns, "--format", f"{form}\n"], capture_output=True, text=True, check=True
    )
    return tuple(sorted(set(listed.stdout.splitlines())))


def _unpacked(packed: bytes) -> bytes:
    unpacked = BytesIO()
    woff2.decompress(BytesIO(packed), unpacked)
    return unpacked.getvalue()


def subset(name: str, characters: str) -> bytes:
    """A font of our static files with the letters that a document has, as WOFF2; the same bytes each time."""
    packed = Path(static_file(name)).read_bytes()
    needed = "".join(sorted(set(characters)))
    key = key_of("subset", fontTools.version, needed, packed)
    return made_once(key, lambda: _subset(name, needed))


def _subset(name: str, characters: str) -> bytes:
    options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    font = TTFont(BytesIO(truetype(name)), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    cut = BytesIO()
    save_font(font, cut, options)
    return cut.getvalue()
