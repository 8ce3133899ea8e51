from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout, Submit
from django.utils.translation import gettext_lazy as _


def form_helper(*layout: Any) -> FormHelper:
    helper = FormHelper()
    helper.attrs = {"data-unsaved-warning": "", "data-draft": "", "novalidate": ""}
    helper.layout = Layout(*layout, ButtonHolder(Submit("save", _("Speichern")), css_class="form-actions"))
    return helper
