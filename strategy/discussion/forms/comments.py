from collections.abc import Mapping

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from editing.forms.layout import form_helper
from editing.forms.texts import text_area
from strategy.models import Comment


class CommentForm(forms.ModelForm):
    """A comment or a reply, and who is spoken to."""

    mentions = forms.ModelMultipleChoiceField(
        label=_("Person ansprechen"),
        queryset=User.objects.filter(is_active=True),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Wer hier ausgewählt ist, bekommt den Kommentar per E-Mail."),
    )

    class Meta:
        model = Comment
        fields = ("text",)
        widgets = {"text": text_area(4)}
        error_messages = {"text": {"required": _("Bitte schreiben Sie einen Kommentar.")}}

    def __init__(self, data: Mapping[str, object] | None = None, *, button: str | Promise) -> None:
        super().__init__(data)
        self.helper = form_helper("text", "mentions", button=button)
