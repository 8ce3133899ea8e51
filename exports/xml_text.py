"""Text as XML can hold it: feeds and the files of office programs. Pure."""

import re

# What XML forbids (Word's vertical tab among it), and halves of characters that no file can hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _ILLEGAL.sub("", text)
