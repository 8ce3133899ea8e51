"""The answer to an invitation."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.meetings.choices import ReplyAnswer
from committees.meetings.models import MeetingReply
from editing.forms.layout import form_helper


class ReplyForm(forms.Form):
    """Coming, not coming, or who comes instead."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Kommen Sie?"),
        choices=[
            (ReplyAnswer.COMING, gettext_lazy("Zusage: Ich komme.")),
            (ReplyAnswer.NOT_COMING, gettext_lazy("Absage: Ich komme nicht.")),
            (ReplyAnswer.SUBSTITUTE, gettext_lazy("Vertretung: Für mich kommt jemand anderes.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Bitte wählen Sie eine Antwort.")},
    )
    substitute = forms.CharField(
        label=gettext_lazy("Name der Vertretung"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Nur, wenn Sie sich vertreten lassen."),
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, reply: MeetingReply | None = None
    ) -> None:
        initial = {"answer": reply.answer, "substitute": reply.substitute} if reply else {}
        super().__init__(data, initial=initial)
        self.helper = form_helper("answer", "substitute", button=_("Antwort senden"), is_kept=False)

    def clean(self) -> dict[str, object]:
        values: dict[str, object] = super().clean() or self.cleaned_data
        if "answer" not in values or "substitute" not in values:
            return values
        is_substituted = values["answer"] == ReplyAnswer.SUBSTITUTE
        if is_substituted and not values["substitute"]:
            self.add_error("substitute", _("Bitte nennen Sie, wer Sie vertritt."))
        if not is_substituted and values["substitute"]:
            self.add_error(
                "substitute",
                _("Sie haben jemanden genannt: Wählen Sie „Vertretung“, oder leeren Sie dieses Feld."),
            )
        return values
