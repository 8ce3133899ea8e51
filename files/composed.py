"""Letters of a file as people type them: programs on a Mac write "ü" as two signs, Word hides hyphens. Pure."""

from unicodedata import normalize

SOFT_HYPHEN = "\u00ad"


def composed(text: str) -> str:
    """The text with each letter as one sign (NFC) and without soft hyphens."""
    return text if text.isascii() else normalize("NFC", text.replace(SOFT_HYPHEN, ""))
