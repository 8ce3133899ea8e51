"""What a browser would send for a form."""

from tests.load.visitor import Page

PAGE = """
<form method="post" action="/konto/abmelden/"><input type="hidden" name="csrf" value="a"></form>
<input type="radio" name="take-text" value="field" form="f" checked>
<input type="radio" name="take-text" value="theirs" form="f">
<form method="post" id="f">
<input type="hidden" name="revision" value="3"><input type="text" name="unit" disabled value="kg">
<textarea name="text" rows="4">
A &amp; &lt;B&gt;
zweite Zeile</textarea>
<input type="checkbox" name="targets" value="1.1" checked><input type="checkbox" name="targets" value="1.2">
<input type="checkbox" name="targets" value="1.3" checked><input type="checkbox" name="permanent" checked>
<select name="kind"><option value="">-</option><option value="new" selected>neu</option></select>
<button type="submit" name="save">Speichern</button><input type="submit" name="again" value="Noch einmal">
</form>
"""


def test_form_is_read_as_a_browser_sends_it() -> None:
    assert Page(200, "", PAGE, 0).form("revision") == {
        "revision": ["3"],
        "text": ["A & <B>\r\nzweite Zeile"],
        "targets": ["1.1", "1.3"],
        "permanent": ["on"],
        "kind": ["new"],
        "take-text": ["field"],
    }
