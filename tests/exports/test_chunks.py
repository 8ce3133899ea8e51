"""How a document is cut where pages begin in any case."""

from exports.typesetting.chunks import Margin, cut, has_contents, margin_sheet, with_page_numbers

WHOLE = (
    '<!doctype html><html lang="de"><head><title>Titel vom 12. Juli</title><style>p { color: red }</style></head>'
    '<body class="b"><p>Umschlag</p><!--chunk--><main><section class="part" id="a"><h2>A</h2>'
    '<!--chunk--><section id="b"><p>B</p></section></section><!--chunk--><p>C</p></main></body></html>'
)
FRAME = '<!doctype html><html lang="de"><head><style>p { color: red }</style></head><body class="b">'


def test_each_chunk_stands_inside_what_is_open_around_it() -> None:
    chunks = cut(WHOLE).chunks
    assert [chunk.html.removeprefix(FRAME).removesuffix("</body></html>") for chunk in chunks] == [
        "<p>Umschlag</p>",
        '<main data-shell="0"><section data-shell="1" class="part" id="a"><h2>A</h2></section></main>',
        '<main data-shell="0"><section data-shell="1" class="part">'
        '<section id="b"><p>B</p></section></section></main>',
        '<main data-shell="0"><p>C</p></main>',
    ]


def test_same_element_around_several_chunks_is_known_by_its_place() -> None:
    _cover, first, second, third = (chunk.shells for chunk in cut(WHOLE).chunks)
    assert first == second
    assert third == first[:1]
    assert len({*first}) == 2


def test_title_and_dates_of_a_document_spoil_no_chunk() -> None:
    assert {"Titel" in chunk.html for chunk in cut(WHOLE).chunks} == {False}
    assert cut(WHOLE.replace("12. Juli", "13. Juli")).chunks == cut(WHOLE).chunks


def test_document_without_boundary_is_one_chunk() -> None:
    (chunk,) = cut(WHOLE.replace("<!--chunk-->", "")).chunks
    assert chunk.shells == ()


def test_lines_of_the_contents_get_the_pages_of_their_targets() -> None:
    html = '<ul role="doc-toc"><li><a href="#a">A</a></li><li><a href="#x&amp;y">B</a></li></ul><a href="#a">A</a>'
    assert has_contents(html)
    assert with_page_numbers(html, {"x&y": 7}.get) == html.replace('"#x&amp;y"', '"#x&amp;y" data-page="7"')


def test_margins_are_set_for_each_page() -> None:
    sheet = margin_sheet(
        FRAME, [Margin("cover", {"title": "„A“ & <B>"}), Margin("", {"title": "x", "running": "1"})]
    )
    assert "string-set: title attr(data-title), running attr(data-running)" in sheet
    assert '<p data-title="„A“ &amp; &lt;B&gt;" data-running="" style="page: cover"></p>' in sheet
    assert sheet.endswith('<p data-title="x" data-running="1"></p></body></html>')
