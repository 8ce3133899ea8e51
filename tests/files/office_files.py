"""Small documents, honest and hostile ones, made by hand."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from pypdf import PdfReader, PdfWriter

ODT_MIME = "application/vnd.oasis.opendocument.text"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word file. `body` is the XML inside of its body; `parts` are further parts below word/."""
    document = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    more = {f"word/{name}.xml": content for name, content in parts.items()}
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **more})


def word_paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(text: str) -> bytes:
    """An ODT file. `text` is the XML inside of its text."""
    body = f"<office:body><office:text>{text}</office:text></office:body>"
    content = f"<office:document-content {ODF}>{body}</office:document-content>"
    return archive({"mimetype": ODT_MIME, "content.xml": content})


def pdf(*pages: str) -> bytes:
    """A PDF with one line of text on each page; an empty page stands for a picture of a page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return out


def locked_pdf(*pages: str, password: str) -> bytes:
    """An encrypted PDF. Without a password everybody may open it, but not change it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(*pages))))
    writer.encrypt(user_password=password, owner_password="geheim", algorithm="AES-256")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
