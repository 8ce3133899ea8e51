"""Broken and hostile files for the readers of tables: the same ones each time, more than 2,000.

Whatever takes uploads runs them all; each must end as a preview or as a sentence.
"""

import random
import re
import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import xlsxwriter

FILES = Path(__file__).parent / "files"
SEED = 20_260_301
File = tuple[str, bytes]

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/></Types>'
)
WORKBOOK = (
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Tabelle1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "hahahahaha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


def workbook(sheet: str | bytes, **parts: str | bytes) -> bytes:
    """A minimal workbook around the XML of a sheet; `parts` replace others, "__" standing for the slash."""
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet,
    }
    contents |= {f"xl/{name}.xml": part for name, part in parts.items()}
    return zipped(contents)


def rows(xml: str) -> str:
    return f"<worksheet><sheetData>{xml}</sheetData></worksheet>"


def zipped(contents: dict[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method, compresslevel=1) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file.getvalue()


def hostile_files() -> Iterator[File]:
    """All of them, with a name that says what is wrong."""
    chance = random.Random(SEED)
    yield from attacks()
    book = (FILES / "measures.xlsx").read_bytes()
    table = (FILES / "concepts_windows_1252.csv").read_bytes()
    utf_8 = (FILES / "concepts_utf_8.csv").read_bytes()
    yield from _truncated("xlsx", book, 300)
    yield from _mutated("xlsx", book, 350, chance)
    yield from _mutated_parts(book, 750, chance)
    for name, content in (
        ("windows-1252", table),
        ("utf-8", utf_8),
        ("utf-16", utf_8.decode().encode("utf-16")),
    ):
        yield from _truncated(name, content, 50)
        yield from _mutated(name, content, 100, chance)
    for number in range(150):
        yield f"noise-{number}", chance.randbytes(chance.randrange(1, 3_000))
        yield f"noise-after-pk-{number}", b"PK\x03\x04" + chance.randbytes(chance.randrange(1, 3_000))


def attacks() -> Iterator[File]:
    yield from other_kinds()
    yield from bombs()
    yield from _strange_workbooks()
    yield from _strange_texts()


def other_kinds() -> Iterator[File]:
    yield "empty", b""
    yield "pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
    yield "program", b"MZ\x90\x00\x03" + bytes(500)
    yield "elf", b"\x7fELF\x02\x01\x01" + bytes(500)
    yield "web-page", b"<html><body><table><tr><td>Titel</td></tr></table></body></html>"
    yield "picture", b"\x89PNG\r\n\x1a\n" + bytes(100)
    yield "old-excel", (FILES / "measures.xls").read_bytes()
    yield "open-document", (FILES / "measures.ods").read_bytes()
    yield "flat-open-document", (FILES / "measures.fods").read_bytes()
    yield (
        "with-password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    )
    yield "with-macros", zipped({"xl/workbook.xml": WORKBOOK, "xl/vbaProject.bin": b"\xd0\xcf"})
    yield "word", zipped({"word/document.xml": "<w/>", "[Content_Types].xml": CONTENT_TYPES})
    yield "binary-workbook", zipped({"xl/workbook.bin": b"\x83\x01"})
    yield "only-an-archive", zipped({"readme.txt": "hello"})
    yield "empty-archive", zipped({})


def bombs() -> Iterator[File]:
    yield "larger-than-allowed", b"a;b\n" * 6_000_000
    spaces = b"<x>" + b" " * 130_000_000 + b"</x>"
    yield "bomb", workbook(spaces)
    yield "bomb-in-bomb", workbook(zipped({"a": zipped({"b": b"0" * 10_000_000})}))
    yield "lies-about-its-size", _with_size(workbook(rows("<row><c><v>1</v></c></row>" * 9_000)), 10)
    yield "many-parts", zipped({f"{number}": "" for number in range(5_000)} | {"xl/workbook.xml": WORKBOOK})
    for kind, entities in (("laughs", ENTITIES), ("external", EXTERNAL)):
        xml = f"{entities}<x><t>&j;</t></x>"
        yield f"{kind}-sheet", workbook(xml)
        for part in ("sharedStrings", "styles", "workbook"):
            yield f"{kind}-{part}", workbook(rows(""), **{part: xml})
    yield "long-record", b";" * 19_000_000
    yield "long-record-of-lines", b'"\n";' * 4_500_000
    yield "long-quotation", b'Titel;Art\n"' + b"x" * 5_000_000
    yield "empty-lines", b"\n" * 19_000_000
    # Noise makes the archive look packed as others are, so that what is inside must be refused for itself.
    noise = random.Random(SEED).randbytes(900_000)
    for name, sheet, parts in _bombs_inside(spaces):
        yield name, workbook(sheet, **parts, noise=noise)


def _bombs_inside(spaces: bytes) -> Iterator[tuple[str, str | bytes, dict[str, str | bytes]]]:
    yield "large-sheet", spaces, {}
    yield "large-shared", rows(""), {"sharedStrings": spaces}
    yield "spaces", spaces[:3] + spaces[10_000_100:], {}
    yield "deep", "<a>" * 10_000_000, {}
    yield "many-names", "<a>" + "".join(f"<n{number}/>" for number in range(900_000)) + "</a>", {}
    yield "many-elements", "<a>" + "<b/>" * 6_000_000 + "</a>", {}
    yield "long-tag", '<a b="' + "x" * 60_000_000 + '"/>', {}
    yield "long-comment", "<a><!--" + "x" * 60_000_000 + "--></a>", {}
    yield "many-attributes", "<a " + " ".join(f'b{number}=""' for number in range(200_000)) + "/>", {}
    yield "many-texts", rows(""), {"sharedStrings": "<sst>" + "<si><t>a</t></si>" * 2_100_000 + "</sst>"}
    yield "long-texts", rows(""), {"sharedStrings": "<si><t>" + "😀" * 25_000_000 + "</t></si>"}
    cell = "<c t='inlineStr'><is><t>{}</t></is></c>"
    yield "long-cell", rows("<row>" + cell.format("ß" * 20_000_000) + "</row>"), {}
    yield "long-cells", rows(("<row>" + cell.format("😀" * 3_000) * 90 + "</row>") * 80), {}
    yield "many-cells", rows(("<row>" + "<c><v>1.5</v></c>" * 200 + "</row>") * 800), {}
    formats = '<xf numFmtId="1"/>' * 90_000
    yield "many-formats", rows(""), {"styles": f"<s><cellXfs>{formats}</cellXfs></s>"}


def _strange_workbooks() -> Iterator[File]:
    yield "columns-1000", workbook(rows("<row>" + "<c><v>1</v></c>" * 1_000 + "</row>"))
    yield "columns-1000-csv", (";".join(f"Spalte {number}" for number in range(1_000)) + "\n").encode() * 3
    yield "rows-20000", workbook(rows("<row><c><v>1</v></c></row>" * 20_000))
    yield "rows-20000-csv", b"Titel;Art\n" * 20_000
    yield "written-1000-columns", _written(1, 1_000)
    for text in ("NaN", "inf", "1e999", "-1e400", "0x1", "1_000", "٣", "9" * 400, "", " ", "1,5"):
        yield f"figure-{text[:9]}", workbook(rows(f'<row r="1"><c r="A1"><v>{text}</v></c></row>'))
    for place in ("A0", "A99999999", "ZZZZ1", "1A", "a1", "Ä1", "", "A-1", "XFD1048576", "A1:B2"):
        yield f"place-{place}", workbook(rows(f'<row><c r="{place}"><v>1</v></c></row>'))
    for number in ("0", "-1", "99999999999", "x", "", "1048577", "٣", "²"):
        yield f"row-{number}", workbook(rows(f'<row r="{number}"><c><v>1</v></c></row>'))
    for kind in ("s", "b", "e", "d", "str", "inlineStr", "n", "x", ""):
        for content in ("-1", "99999999", "2021-13-45", "ä", "²", ""):
            yield f"type-{kind}-{content}", workbook(rows(f'<row><c t="{kind}"><v>{content}</v></c></row>'))
    for day in ("-1", "0", "60", "0.5", "2958465", "2958466", "1e15", "44474.999999999"):
        yield (
            f"day-{day}",
            workbook(
                rows(f'<row><c s="0"><v>{day}</v></c></row>'),
                styles='<s><cellXfs><xf numFmtId="14"/></cellXfs></s>',
            ),
        )
    for reference in ("A1", "A1:", ":", "A1:ZZZ9999999", "B2:A1", "ä:ö", "A0:B0", "1:1", "A1:B2:C3"):
        xml = f'<worksheet><sheetData/><mergeCells><mergeCell ref="{reference}"/></mergeCells></worksheet>'
        yield f"merged-{reference}", workbook(xml)
        filled = rows('<row r="1"><c><v>1</v></c></row>').replace(
            "</sheetData>", f'</sheetData><mergeCell ref="{reference}"/>'
        )
        yield f"merged-filled-{reference}", workbook(filled)
    for target in (
        "../../etc/passwd",
        "/xl/worksheets/sheet1.xml",
        "",
        "http://example.invalid/x",
        "../xl/workbook.xml",
    ):
        relations = RELATIONS.replace("worksheets/sheet1.xml", target)
        yield (
            f"target-{target}",
            zipped(
                {
                    "xl/workbook.xml": WORKBOOK,
                    "xl/_rels/workbook.xml.rels": relations,
                    "xl/worksheets/sheet1.xml": rows(""),
                }
            ),
        )
    yield "no-relations", zipped({"xl/workbook.xml": WORKBOOK})
    yield (
        "many-sheets",
        workbook(
            rows(""),
            workbook=WORKBOOK.replace("<sheets>", "<sheets>" + '<sheet name="x" r:id="rId1"/>' * 500),
        ),
    )
    for encoding in ("utf-7", "x-unknown", "utf-16", "cp037", "utf-8"):
        yield f"xml-{encoding}", workbook(f'<?xml version="1.0" encoding="{encoding}"?>{rows("")}'.encode())
    yield "xml-utf-16", workbook(f'<?xml version="1.0" encoding="utf-16"?>{rows("")}'.encode("utf-16"))
    yield "not-xml", workbook(b"\x00\x01\x02")


def _strange_texts() -> Iterator[File]:
    yield "utf-16-odd", "Titel;Art".encode("utf-16") + b"x"
    yield "utf-32", "Titel;Art\n".encode("utf-32")
    yield "half-utf-8", "Titel;Größe\n".encode()[:-4] + b"\x81\x8d"
    yield "zeros", bytes(10_000)
    yield "quotes", b'"' * 10_001
    yield "separator-only", b"sep=;"
    yield "separator-strange", b'sep="\n"a"'
    yield "returns", b"Titel\rArt\r\nx\n\ry"
    yield "lines-of-unicode", "Titel;Art\n\u2028;\x85\n\x0b\x0c;x\n".encode()
    yield "formulas", b"Titel;Art\n=cmd|' /C calc'!A0;@SUM(1)\n"


def _truncated(name: str, content: bytes, count: int) -> Iterator[File]:
    for number in range(count):
        yield f"{name}-truncated-{number}", content[: len(content) * number // count]


def _mutated(name: str, content: bytes, count: int, chance: random.Random) -> Iterator[File]:
    for number in range(count):
        yield f"{name}-mutated-{number}", _mutation(content, chance)


def _mutation(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 9)):
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.randrange(1, 20)]
            case 2:
                changed[place:place] = chance.randbytes(chance.randrange(1, 20))
            case _:
                changed[place:place] = changed[place : place + chance.randrange(1, 200)]
    return bytes(changed)


def _mutated_parts(book: bytes, count: int, chance: random.Random) -> Iterator[File]:
    """Workbooks that are archives in order, with something wrong inside."""
    with ZipFile(BytesIO(book)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        yield f"without-{name}", zipped({other: parts[other] for other in parts if other != name})
    names = [name for name in parts if name.startswith("xl/")]
    for number in range(count):
        name = chance.choice(names)
        content = bytes(parts[name])
        wrong = _mutation(content, chance) if number % 3 == 0 else _other_words(content, chance)
        yield f"part-{number}-{name}", zipped(parts | {name: wrong}, ZIP_STORED)


def _other_words(content: bytes, chance: random.Random) -> bytes:
    """XML in order, with other contents of some attributes and elements."""
    words = [
        b"",
        b"-1",
        b"0",
        b"99999999999",
        b"A1",
        b"s",
        b"x",
        b"true",
        "ä".encode(),
        b"1.5",
        b"_x0000_",
        b"rId9",
    ]

    def other(match: re.Match[bytes]) -> bytes:
        return match[0] if chance.random() > 0.05 else match[1] + chance.choice(words)

    return re.sub(rb'(="|<v>|<t>)[^"<>]*', other, content)


def _with_size(book: bytes, size: int) -> bytes:
    """The same archive, with another declared size of its largest part."""
    with ZipFile(BytesIO(book)) as archive:
        largest = max(archive.infolist(), key=lambda info: info.file_size)
    return book.replace(struct.pack("<I", largest.file_size), struct.pack("<I", size))


def _written(height: int, width: int) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for row in range(height):
            for column in range(width):
                page.write_string(row, column, f"{row}/{column}")
    return file.getvalue()
