"""The common part of the forms of all elements. A saved element's form carries the revision it was opened with."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Self

from crispy_forms.layout import HTML, LayoutObject, Submit
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editing.amounts import without_zeros
from editing.forms.layout import Columns, form_helper
from strategy.completeness import EXPECTED_FIELDS
from strategy.forms.departments import NamingForm
from strategy.forms.persons import PersonsField
from strategy.known_persons import names_of_persons
from strategy.models import Element

# Help that fields of several kinds share.
CONTACTS = _("Wen man fragt; nur im Arbeitsbereich zu lesen.")
FORMER_NUMBER_HELP = _("Die Nummer in einer früheren Liste, zum Beispiel Ü1 oder 922.")
# The button that leads on to what is open next.
GO_ON = "go-on"


class ElementForm(NamingForm):
    """The common part of all element forms: the save bar and German figures."""

    layout_fields: ClassVar[tuple[str | LayoutObject, ...]]
    button: ClassVar[str | Promise] = _("Speichern")

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        instance: Element | None = None,
        initial: dict[str, object] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, instance=instance, initial=initial, prefix=prefix)
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                # "36,000" would read like thirty-six thousand.
                self.initial[name] = without_zeros(value)
        for field in self.fields.values():
            if isinstance(field, PersonsField):
                field.suggest(names_of_persons)
        self.expected_fields = EXPECTED_FIELDS[self.instance.kind]
        self.helper = form_helper("revision", *self.layout_fields, button=self.button)
        self.helper.form_id = "element-form"

    def with_way_on(self) -> Self:
        """Offer to go on to the next open point after saving."""
        on = Submit(GO_ON, _("Speichern und weiter"), css_class="kern-btn--secondary")
        self.helper.buttons.fields.insert(1, on)
        return self

    def with_beside(self) -> Self:
        """Show beside the fields what else there is about the element; the page says what."""
        columns = self.helper.layout.fields[-1]
        if isinstance(columns, Columns):
            beside = HTML('{% include "strategy/_form_beside.html" %}')
            self.helper.layout.fields[-1] = columns.with_last(beside)
        return self
