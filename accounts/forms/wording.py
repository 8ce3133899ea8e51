from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise


class Worded:
    """Our words for the fields of a form of allauth; its placeholders go, since every field has a label."""

    labels: Mapping[str, Promise] = {}
    hints: Mapping[str, Promise] = {}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
