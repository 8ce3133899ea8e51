"""What is wrong with the file of a Berichtsrahmen, in German: msgspec says it in English."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import ValidationError

# " - at `$.fields[0].aspects[3]`" ends a message, unless it is about the whole file.
PLACE = re.compile(r" - at `\$\.?(?P<place>[^`]*)`\Z")
WHOLE_FILE = gettext_lazy("der Datei")
SHAPES: Mapping[str, Promise] = {
    r"Object missing required field `(?P<what>[^`]+)`": gettext_lazy("In %(place)s fehlt „%(what)s“."),
    r"Object contains unknown field `(?P<what>[^`]*)`": gettext_lazy(
        "In %(place)s steht „%(what)s“, was es dort nicht gibt."
    ),
    r"Expected `array` of length >= .*": gettext_lazy("In %(place)s steht kein Eintrag."),
    r"Expected `array` of length <= (?P<what>\d+)": gettext_lazy(
        "In %(place)s stehen mehr als %(what)s Einträge."
    ),
    r"Expected `str` of length >= .*": gettext_lazy("In %(place)s steht kein Text."),
    r"Expected `str` of length <= (?P<what>\d+)": gettext_lazy(
        "Der Text in %(place)s hat mehr als %(what)s Zeichen."
    ),
    r"Expected `str` matching regex .*": gettext_lazy(
        "Der Text in %(place)s ist leer, oder es stehen Zeilenumbrüche oder Zeichen, die keine sind, darin."
    ),
    r"Expected `int` >= (?P<what>\d+)": gettext_lazy("Die Zahl in %(place)s ist kleiner als %(what)s."),
    r"Expected `int` <= (?P<what>\d+)": gettext_lazy("Die Zahl in %(place)s ist größer als %(what)s."),
    r"Invalid enum value (?P<what>.*)": gettext_lazy("In %(place)s steht %(what)s, was es dort nicht gibt."),
    r"Expected `(?P<what>[^`]+)`, got `(?P<found>[^`]+)`": gettext_lazy(
        "In %(place)s steht %(found)s statt %(what)s."
    ),
}
KINDS: Mapping[str, Promise] = {
    "str": gettext_lazy("ein Text"),
    "int": gettext_lazy("eine ganze Zahl"),
    "float": gettext_lazy("eine Kommazahl"),
    "bool": gettext_lazy("true oder false"),
    "array": gettext_lazy("eine Liste"),
    "object": gettext_lazy("ein Objekt"),
    "null": gettext_lazy("nichts"),
}


def what_is_wrong(error: ValidationError) -> str:
    """A sentence with the place in the file, as `fields[0].aspects[3]`."""
    message = str(error)
    at = PLACE.search(message)
    place = at["place"] if at and at["place"] else WHOLE_FILE
    for shape, sentence in SHAPES.items():
        if found := re.fullmatch(shape, PLACE.sub("", message), re.DOTALL):
            words = {name: KINDS.get(word, word) for name, word in found.groupdict().items()}
            return str(sentence) % {**words, "place": place}
    return _("Gemeldet wird: %s") % message
