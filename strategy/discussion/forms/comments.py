import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import cast

from django import forms
from django.forms.widgets import Script
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import READERS
from editing.forms.layout import form_helper
from editing.forms.texts import TextArea
from strategy.models import Comment


class MentionsArea(TextArea):
    """A text that suggests the people of the list `mentions` behind an "@"."""

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "rows": 4,
                "spellcheck": "true",
                "data-mentions": "mentions",
                "data-mentions-label": _("Personen"),
                "data-mentions-found": _("%s Personen passen. Pfeiltasten wählen, Eingabe übernimmt."),
            }
        )

    class Media:
        js = [Script("js/mentions.js", type="module")]


class CommentForm(forms.ModelForm):
    """A comment or a reply, and who is spoken to."""

    mentions = forms.ModelMultipleChoiceField(
        label=_("Person ansprechen"),
        queryset=User.objects.filter(is_active=True, role__in=READERS),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_(
            "Wer hier ausgewählt oder im Text mit @ genannt ist, liest den Kommentar am nächsten Morgen "
            "in einer E-Mail."
        ),
    )

    class Meta:
        model = Comment
        fields = ("text",)
        widgets = {"text": MentionsArea()}
        help_texts = {"text": _("Mit @ und einem Namen sprechen Sie jemanden an.")}
        error_messages = {"text": {"required": _("Bitte schreiben Sie einen Kommentar.")}}

    def __init__(self, data: Mapping[str, object] | None = None, *, button: str | Promise) -> None:
        super().__init__(data)
        self.helper = form_helper("text", "mentions", button=button)

    def clean(self) -> dict[str, object]:
        """Add whoever is named in the text behind an "@"."""
        values: dict[str, object] = super().clean() or self.cleaned_data
        people = cast("forms.ModelMultipleChoiceField", self.fields["mentions"]).queryset
        if people is not None and "mentions" in values:
            chosen = set(self.cleaned_data["mentions"])
            values["mentions"] = [*chosen, *(named_in(str(values.get("text", "")), people) - chosen)]
        return values


def named_in(text: str, people: Iterable[User]) -> set[User]:
    """The people whose names stand in a text behind an "@"; of names that begin alike the longest is meant."""
    by_name: dict[str, list[User]] = defaultdict(list)
    for person in people if "@" in text else ():
        by_name[person.name.casefold()].append(person)
    names = "|".join(map(re.escape, sorted(by_name, key=len, reverse=True)))
    found = re.findall(rf"(?<!\w)@({names})(?!\w)", text.casefold()) if names else []
    return {person for name in found for person in by_name[name]}
