"""How hard a text is to read, shown below its field: with the page, and by htmx while somebody writes."""

from crispy_forms.layout import Field
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from editing.readability import TextKind, readability
from editing.text_limits import CHAPTER_AT_MOST


class Readable(Field):
    """A field with what makes its text hard to read. It advises and never stands in the way of saving."""

    def __init__(self, name: str, kind: TextKind) -> None:
        super().__init__(name)
        self.kind = kind

    def render(self, form: BaseForm, context: Context, **kwargs: object) -> SafeString:
        """Draw the field, and the advice on what it holds now."""
        (name,) = self.fields
        bound = form[name]
        advice = readability(str(bound.value() or "")[:CHAPTER_AT_MOST], self.kind)
        values = {"bound": bound, "kind": self.kind, "readability": advice}
        return super().render(form, context, **kwargs) + render_to_string("editing/readable.html", values)
