from typing import Any, cast

from crispy_forms.layout import HTML
from django import forms
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.forms.layout import Helper, form_helper
from editing.forms.texts import text_area
from publication.choices import FeedbackSubject
from publication.models import FEEDBACK_AT_MOST, Feedback

SIGNER = TimestampSigner(salt="publication.feedback")
# Nobody reads the form and writes a sentence in less; programs send at once.
SECONDS_AT_LEAST = 3
# Somebody may write over a day. Older forms lie in a store of those who send by program.
SECONDS_AT_MOST = 60 * 60 * 24
OPENED = "geoeffnet"


class FeedbackForm(forms.ModelForm):
    """What somebody outside wants to say, without an account and without a cookie."""

    subject = forms.ChoiceField(
        label=gettext_lazy("Worum geht es?"),
        choices=FeedbackSubject.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Bitte wählen Sie, worum es geht.")
        ),
    )
    # The name is what programs look for; people never see the field.
    website = forms.CharField(label=gettext_lazy("Bitte leer lassen"), required=False)
    geoeffnet = forms.CharField(required=False, widget=forms.HiddenInput)
    seite = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Feedback
        fields = ("subject", "text", "email")
        widgets = {"text": text_area(8)}
        labels = {"email": gettext_lazy("Ihre E-Mail-Adresse")}
        help_texts = {
            "text": gettext_lazy(
                "Höchstens 4.000 Zeichen. Bitte nennen Sie keine Namen oder Adressen anderer Menschen."
            ),
            "email": gettext_lazy("Nur wenn Sie eine Antwort möchten. Sie wird nie veröffentlicht."),
        }
        error_messages = {
            "text": {
                "required": gettext_lazy("Bitte schreiben Sie, was Sie uns sagen möchten."),
                "max_length": gettext_lazy(
                    "Bitte kürzen Sie Ihren Text: Er hat %(show_value)d Zeichen, erlaubt sind %(limit_value)d."
                ),
            }
        }

    def __init__(self, data: QueryDict | None = None, *, path: str, subject: str = "") -> None:
        initial = {"seite": path, OPENED: SIGNER.sign(path), "subject": subject}
        super().__init__(data, initial=initial)
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    @property
    def helper(self) -> Helper:
        trap = (HTML("<div hidden>"), "website", HTML("</div>"))
        helper = form_helper(
            "seite", OPENED, "subject", "text", "email", *trap, button=_("Rückmeldung senden"), is_kept=False
        )
        helper.disable_csrf = True
        return helper

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or self.cleaned_data
        if values.get("website"):
            self.add_error(None, _("Ein Feld, das leer bleiben muss, war ausgefüllt. Jetzt ist es leer."))
            self._put("website", "")
        self._check_time(values.get(OPENED, ""))
        return values

    def _check_time(self, opened: str) -> None:
        try:
            SIGNER.unsign(opened, max_age=SECONDS_AT_MOST)
        except BadSignature:
            self._put(OPENED, SIGNER.sign(self.initial["seite"]))
            sentence = _(
                "Die Seite war lange offen. Ihr Text steht noch da. Bitte senden Sie ihn noch einmal ab."
            )
            self.add_error(None, sentence)
            return
        try:
            SIGNER.unsign(opened, max_age=SECONDS_AT_LEAST)
        except SignatureExpired:
            return
        self.add_error(
            None, _("Das ging sehr schnell. Bitte warten Sie drei Sekunden, und senden Sie noch einmal ab.")
        )

    def _put(self, name: str, value: str) -> None:
        """Draw the field with this value instead of what was sent."""
        data = cast("QueryDict", self.data).copy()
        data[name] = value
        self.data = data


class AnswerForm(forms.Form):
    """The answer to a feedback."""

    answer = forms.CharField(
        label=gettext_lazy("Antwort"),
        max_length=FEEDBACK_AT_MOST,
        widget=text_area(8),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie eine Antwort.")},
    )

    def __init__(self, data: QueryDict | None = None, *, email: str) -> None:
        super().__init__(data)
        self._email = email
        self.fields["answer"].help_text = (
            _("Geht als E-Mail an %s. Anrede und Rückmeldung stehen schon darin.") % email
            if email
            else _(
                "Niemand bekommt sie: Es steht keine E-Mail-Adresse da. Notieren Sie, was daraus geworden ist."
            )
        )

    @property
    def helper(self) -> Helper:
        return form_helper("answer", button=_("Antworten …") if self._email else _("Antwort festhalten"))


class PublishForm(forms.Form):
    """The wording that everybody reads; it begins with what was written."""

    text = forms.CharField(
        label=gettext_lazy("Rückmeldung, wie sie alle lesen"),
        max_length=FEEDBACK_AT_MOST,
        widget=text_area(6),
        help_text=gettext_lazy("Nehmen Sie Namen, Adressen und alles heraus, woran man die Person erkennt."),
        error_messages={"required": gettext_lazy("Ohne die Rückmeldung versteht niemand die Antwort.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Antwort, wie sie alle lesen"),
        max_length=FEEDBACK_AT_MOST,
        widget=text_area(6),
        error_messages={"required": gettext_lazy("Bitte schreiben Sie die Antwort, die alle lesen sollen.")},
    )

    helper = form_helper("text", "answer", button=gettext_lazy("Veröffentlichen …"))
