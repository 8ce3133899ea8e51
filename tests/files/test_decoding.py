import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from files.decoding import decoded


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@settings(database=None, deadline=None)
@given(text=st.text("aÄÖÜäöüß;\n"))
def test_german_letters_are_read_in_every_usual_encoding(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding)) == text
