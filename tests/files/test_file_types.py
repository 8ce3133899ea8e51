"""What kind of file an upload is."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from editing.exceptions import RuleBroken
from files.file_types import COMPOUND_FILE, DOCX, JPEG, ODT, PDF, PNG, XLSX, FileType, file_type_of
from files.uploads import examined


def archive(parts: Mapping[str, str]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def picture(kind: str) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, kind)
    return buffer.getvalue()


ODT_MIME = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", PDF),
        (picture("PNG"), PNG),
        (picture("JPEG"), JPEG),
        (archive({"[Content_Types].xml": "", "word/document.xml": ""}), DOCX),
        (archive({"xl/workbook.xml": ""}), XLSX),
        (archive({"mimetype": ODT_MIME, "content.xml": ""}), ODT),
        (archive({"word/document.xml": "", "word/vbaProject.bin": ""}), None),
        (archive({"mimetype": ODT_MIME, "Basic/Standard/script.xml": ""}), None),
        (archive({"mimetype": "application/epub+zip"}), None),
        (archive({"evil.exe": ""}), None),
        (picture("GIF"), None),
        (b"<html><script>alert(1)</script></html>", None),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', None),
        (b"PK\x03\x04 broken", None),
        (b"\x89PNG\r\n\x1a\nbroken", None),
        (b"", None),
    ],
    ids=[
        *["pdf", "png", "jpeg", "docx", "xlsx", "odt", "docx-macros", "odt-macros", "epub", "zip", "gif"],
        *["html", "svg", "broken-zip", "broken-png", "empty"],
    ],
)
def test_content_says_what_a_file_is(content: bytes, kind: FileType | None) -> None:
    file = BytesIO(content)
    assert file_type_of(file) == kind
    assert file.read() == content


def test_word_file_with_a_password_is_called_that() -> None:
    locked = COMPOUND_FILE + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1000
    upload = SimpleUploadedFile("geheim.docx", locked)
    with pytest.raises(RuleBroken, match="Diese Datei ist mit einem Passwort geschützt"):
        examined(upload)
    with pytest.raises(RuleBroken, match="Dateien dieser Art gehen nicht"):
        examined(SimpleUploadedFile("alt.doc", COMPOUND_FILE + b"\0" * 2000))
