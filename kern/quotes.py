"""Quotation marks inside of quotation marks: „Das ‚gute‘ Leben“. Pure."""

OPENING, CLOSING = "„", "“”"
# Level by level the other pair.
PAIRS = ("‚‘", "„“")
INNER = str.maketrans("„“”", "‚‘‘")


def inside_quotes(text: str) -> str:
    """A text for a sentence that quotes it: its own quotation marks are the inner ones then."""
    return text.translate(INNER)


def nested_quotes(sentence: str) -> str:
    """A whole sentence in which a quotation inside of another has the inner marks; unchanged if a mark is missing."""
    depth, characters = 0, []
    for character in sentence:
        if character == OPENING:
            depth += 1
            character = PAIRS[depth % 2][0]
        elif character in CLOSING and depth:
            character = PAIRS[depth % 2][1]
            depth -= 1
        characters.append(character)
    return sentence if depth else "".join(characters)
