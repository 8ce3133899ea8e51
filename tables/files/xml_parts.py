"""Reading the XML parts of a workbook piece by piece, without what hostile ones contain.

The parser calls back for each element, nothing is kept. Documents with a DOCTYPE are refused, so that there are
no entities (defusedxml does the same for parsers that build trees, and a tree of 100 MB would take gigabytes).
"""

from collections.abc import Callable
from xml.parsers import expat
from zipfile import ZipFile

from files.archives import BrokenArchive, chunks_of

PART_AT_MOST = 120 * 1024 * 1024
# Far more than any honest part has: 10,000 rows of 200 cells with a value each; the parser
# remembers each open tag and each name.
ELEMENTS_AT_MOST, DEPTH_AT_MOST, NAMES_AT_MOST = 4_500_000, 100, 20_000
# The parser holds an unfinished tag as a whole; the longest honest one is a few hundred bytes long.
TAG_AT_MOST = 1024 * 1024

OnStart = Callable[[str, dict[str, str]], None]
OnEnd = Callable[[str], None]
OnText = Callable[[str], None]


def read_part(
    archive: ZipFile,
    name: str,
    *,
    start: OnStart,
    end: OnEnd | None = None,
    text: OnText | None = None,
    on_chunk: Callable[[int], None] | None = None,
) -> None:
    """Parse a part of an archive, calling back with names without their prefixes.

    Raises BrokenArchive; what the callbacks raise passes through.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.CharacterDataHandler = text
    elements = depth = fed = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements, depth
        elements += 1
        depth += 1
        if elements > ELEMENTS_AT_MOST or depth > DEPTH_AT_MOST:
            raise BrokenArchive
        start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name.rpartition(":")[2] if ":" in name else name)

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    try:
        for chunk in chunks_of(archive, name, at_most=PART_AT_MOST):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > TAG_AT_MOST or len(parser.intern) > NAMES_AT_MOST:
                raise BrokenArchive
            if on_chunk is not None:
                on_chunk(len(chunk))
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise BrokenArchive from error


def _refuse_doctype(*_arguments: object) -> None:
    raise BrokenArchive
