"""What other programs put into the clipboard, in their own markup, and what is stored of it."""

from typing import NamedTuple

from playwright.sync_api import Locator


class Sample(NamedTuple):
    """A pasted text: its HTML (none for plain text), its plain text, what the field then holds."""

    name: str
    html: str
    text: str
    stored: str


def _office_entry(words: str, label: str, level: int = 1) -> str:
    """An entry of a list as Word writes it: a paragraph with its label in a conditional comment."""
    return f"""<p class=MsoListParagraph style='margin-left:{36 * level}pt;text-indent:-18.0pt;
        mso-list:l0 level{level} lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:
        Ignore'>{label}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
        </span></span><![endif]>{words}<o:p></o:p></p>"""


WORD = Sample(
    "Word",
    f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
    <style><!-- p.MsoNormal {{margin:0cm; font-family:"Calibri",sans-serif}} --></style></head>
    <body lang=DE style='tab-interval:35.4pt'><!--StartFragment-->
    <h1 style='mso-style-next:Standard'>Ausgangslage<o:p></o:p></h1>
    <p class=MsoNormal style='color:red'>F&uuml;r alle <b style='mso-bidi-font-weight:normal'>B&uuml;rger*innen</b>
    der Stadt, z.&nbsp;B. <i>Kinder</i>:<o:p></o:p></p>
    {_office_entry("Radwege", "&middot;")}{_office_entry("breit", "o", 2)}{_office_entry("Busse", "&middot;")}
    <p class=MsoNormal>&nbsp;</p>
    {_office_entry("erheben", "3.")}{_office_entry("ausbauen", "4.")}{_office_entry("Anlage", "a)")}
    <table class=MsoTableGrid border=1 style='border-collapse:collapse'>
    <tr style='height:1cm'><td width=100 style='border:solid windowtext 1.0pt'><p class=MsoNormal><b>Jahr</b></p></td>
    <td colspan=2><p class=MsoNormal><b>Kosten (&euro;)</b></p></td></tr>
    <tr><td rowspan=2><p class=MsoNormal>2027</p></td>
    <td><p class=MsoNormal>1.000</p><p class=MsoNormal>einmalig</p></td>
    <td><p class=MsoNormal>a|b</p></td></tr>
    <tr><td><p>500</p></td><td><p>&nbsp;</p></td></tr></table><!--EndFragment--></body></html>""",
    "Ausgangslage",
    "## Ausgangslage\n\nFür alle **Bürger*innen** der Stadt, z.\xa0B. Kinder:\n\n- Radwege\n  - breit\n- Busse\n\n"
    "3. erheben\n4. ausbauen\n\na) Anlage\n\n"
    "| Jahr | Kosten (€) |  |\n|---|---|---|\n| 2027 | 1.000 einmalig | a\\|b |\n|  | 500 |  |",
)

LIBREOFFICE = Sample(
    "LibreOffice",
    """<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>
    <style type="text/css">td p { orphans: 0 } p { line-height: 115% }</style></head><body lang="de-DE">
    <p style="line-height: 100%; margin-bottom: 0cm">Vorher</p>
    <table width="100%" cellpadding="4" cellspacing="0"><col width="128*"/><thead><tr valign="top">
    <th style="border: 1px solid #000"><p>Ma&szlig;nahme</p></th><th><p>Stand</p></th></tr></thead>
    <tbody><tr><td><p><font color="#ff0000">Radweg<br/>
    Nord</font></p></td><td><p>in <b>Arbeit</b></p></td></tr></tbody></table>
    <ul><li><p>eins</p></li><ul><li><p>tiefer</p></li></ul><li><p>zwei</p></li></ul>
    <ol start="4" type="a"><li><p>vier</p></li></ol></body></html>""",
    "Vorher",
    "Vorher\n\n| Maßnahme | Stand |\n|---|---|\n| Radweg Nord | in **Arbeit** |\n\n"
    "- eins\n  - tiefer\n- zwei\n\nd) vier",
)

GOOGLE_DOCS = Sample(
    "Google Docs",
    """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">
    <p dir="ltr" style="line-height:1.38">
    <span style="font-size:11pt;font-weight:400">Ganz </span><span style="font-size:11pt;font-weight:700">wichtig</span>
    <span style="font-weight:400;text-decoration:underline">
    <a href="https://herne.example/a" onclick="go()">hier</a></span></p>
    <br /><ol style="margin:0"><li dir="ltr" style="list-style-type:decimal" aria-level="1">
    <p dir="ltr" role="presentation">
    <span>eins</span></p></li><li dir="ltr"><p><span>zwei</span></p></li></ol></b>""",
    "Ganz wichtig",
    "Ganz **wichtig** [hier](https://herne.example/a)\n\n1. eins\n2. zwei",
)

WEB_PAGE = Sample(
    "Web page",
    """<div style="display:flex"><h2>Über uns</h2><h5>Klein</h5><script>alert(1)</script><img src="https://x.example/a.png">
    <p onmouseover="alert(1)">Text mit <a href="javascript:alert(1)">Falle</a>, <em>kursiv</em> und <code>Code</code>.
    <br>
    Zweite Zeile<br><br>Neuer Absatz</p><blockquote>Zitat</blockquote><pre>eins
zwei</pre>
    <table><tr><td>nur Rahmen</td></tr></table><span style="display:none">unsichtbar</span></div>""",
    "Über uns",
    "## Über uns\n\n**Klein**\n\nText mit Falle, kursiv und Code.\nZweite Zeile\n\nNeuer Absatz\n\nZitat\n\n"
    "eins\nzwei\n\nnur Rahmen",
)

EXCEL_TEXT = Sample(
    "Spreadsheet as text",
    "",
    "Jahr\tWert\n2027\t- 55 %\n\nDanach:\n• Haus\n• Hof\n15. März 2027\n> 30 °C",
    "| Jahr | Wert |\n|---|---|\n| 2027 | - 55 % |\n\nDanach:\n\n- Haus\n- Hof\n\n15. März 2027\n> 30 °C",
)

SOME_WORDS = Sample("Some words", "<span style='color:red'>nur <b>Wörter</b></span>", "", "nur **Wörter**")

SAMPLES = (WORD, LIBREOFFICE, GOOGLE_DOCS, WEB_PAGE, EXCEL_TEXT, SOME_WORDS)

# As a spreadsheet puts it into the clipboard.
PASTE = """(cell, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    data.setData("text/html", "<table></table>");
    cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def paste_cells(cell: Locator, text: str) -> None:
    """Paste a block from a spreadsheet, from this cell on."""
    cell.focus()
    cell.evaluate(PASTE, text)
