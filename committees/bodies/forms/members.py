"""Inviting people into a body: one, or a pasted or uploaded list."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from committees.bodies.choices import CommitteeKind
from committees.bodies.member_list import EMAIL_AT_MOST, NAME_AT_MOST, list_text
from committees.bodies.models import Committee, Membership
from editing.forms.layout import form_helper
from editing.one_line import one_line

LIST_AT_MOST = 50_000


class MemberForm(forms.ModelForm):
    """One person: who, for whom, with which part."""

    name = forms.CharField(label=_("Name"), max_length=NAME_AT_MOST, validators=[one_line])
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=EMAIL_AT_MOST,
        help_text=_(
            "An diese Adresse geht die Einladung. Ein Konto, das es schon gibt, bekommt nur den Sitz."
        ),
    )

    class Meta:
        model = Membership
        fields = ("seat_group", "role", "has_vote")

    def __init__(self, data: QueryDict | None = None, *, committee: Committee) -> None:
        super().__init__(data)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["seat_group"].required = committee.kind == CommitteeKind.STEERING_GROUP
        self.fields["seat_group"].empty_label = _("Bitte wählen")  # type: ignore[attr-defined]
        # Unsent addresses of other people are not kept in the browser.
        self.helper = form_helper(
            Div("name", "email", css_class="field-row"),
            Div("seat_group", "role", css_class="field-row"),
            "has_vote",
            button=_("Einladen"),
            is_kept=False,
        )


class MemberListForm(forms.Form):
    """Many people: a line for each. An uploaded file is read as if it stood below the text."""

    lines = forms.CharField(
        label=_("Liste"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_(
            "Je Zeile eine Person: Name; E-Mail-Adresse; entsendende Gruppe. "
            "Sie können auch drei Spalten aus einer Tabelle kopieren."
        ),
    )
    file = forms.FileField(
        label=_("Oder eine Datei"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_("CSV oder TXT mit denselben drei Spalten."),
    )

    @property
    def helper(self) -> FormHelper:
        return form_helper("lines", "file", button=_("Einladen"), is_kept=False)

    def clean_file(self) -> str:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload is None:
            return ""
        # A letter takes at most four bytes.
        if upload.size is None or upload.size > 4 * LIST_AT_MOST:
            raise forms.ValidationError(_("Diese Datei ist für eine Liste von Mitgliedern zu groß."))
        try:
            text = list_text(upload.read())
        except ValueError:
            text = ""
        if not text or len(text) > LIST_AT_MOST:
            raise forms.ValidationError(
                _("Diese Datei ist keine Liste. Speichern Sie die Tabelle als CSV-Datei.")
            )
        return text

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if self.errors:
            return values
        length = len(self.text())
        if length > LIST_AT_MOST:
            self.add_error(
                "lines",
                _("Die Liste hat %(length)d Zeichen, erlaubt sind höchstens %(most)d.")
                % {"length": length, "most": LIST_AT_MOST},
            )
        elif not self.text().strip():
            self.add_error("lines", _("Bitte fügen Sie eine Liste ein oder wählen Sie eine Datei."))
        return values

    def text(self) -> str:
        """All lines, typed and uploaded."""
        parts = (self.cleaned_data.get("lines", ""), self.cleaned_data.get("file", ""))
        # A browser sends two characters at the end of each line of a text field, a file has one or two.
        return "\n".join(part.removeprefix("\ufeff").replace("\r\n", "\n") for part in parts if part.strip())
