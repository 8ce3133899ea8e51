from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Layout, Submit


def form_helper(*layout: Any, button: Any) -> FormHelper:
    """A form whose text is kept until it is saved, with its button and a way back to `back_url`."""
    helper = FormHelper()
    helper.attrs = {"data-unsaved-warning": "", "data-draft": "", "novalidate": ""}
    back = (
        '{% if back_url %}<a class="kern-btn kern-btn--tertiary" href="{{ back_url }}">'
        '<span class="kern-label">{{ back_label }}</span></a>{% endif %}'
    )
    helper.layout = Layout(
        *layout, ButtonHolder(Submit("save", button), HTML(back), css_class="form-actions")
    )
    return helper
