"""The line in front of fields that few people need says what they hold."""

from decimal import Decimal
from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils.translation import gettext_lazy as _

from editing.forms.layout import Disclosure, Helper, form_helper


class Costs(forms.Form):
    helper: Helper
    amount = forms.DecimalField(label=_("Betrag"), required=False)
    is_estimate = forms.BooleanField(label=_("Schätzung"), required=False)


@pytest.mark.parametrize(
    ("initial", "told"),
    [
        ({"amount": Decimal(0)}, "Betrag"),
        ({"amount": 0, "is_estimate": True}, "Betrag, Schätzung"),
        ({"amount": None, "is_estimate": False}, ""),
        ({"amount": "", "is_estimate": False}, ""),
    ],
)
def test_zero_is_something_and_only_what_is_empty_is_not(initial: dict[str, Any], told: str) -> None:
    form = Costs(initial=initial)
    form.helper = form_helper(Disclosure("amount", "is_estimate", summary="Mehr"))
    summary = render_crispy_form(form).split("</summary>")[0]
    assert all(name in summary for name in told.split(", "))
    assert bool(told) is ("Betrag" in summary)
