"""The forms of the library: the address of a source, its file, and the goal below which a measure is copied."""

from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.forms.layout import form_helper
from files.destinations import Refusal, destination_of
from library.foreign_files import FILE_AT_MOST
from strategy.models import OperationalGoal
from strategy.models.origins import ADDRESS_AT_MOST


class AddressForm(forms.Form):
    """The address of a catalogue, or of the file with a strategy."""

    address = forms.URLField(
        label=gettext_lazy("Adresse"),
        max_length=ADDRESS_AT_MOST,
        assume_scheme="https",
        help_text=gettext_lazy(
            "Ein Katalog (Turtle oder JSON-LD) oder die JSON-Datei einer Strategie, "
            "zum Beispiel https://nachhaltigkeit.stadt.example/daten/katalog.ttl"
        ),
        error_messages={
            "required": gettext_lazy("Bitte geben Sie die Adresse ein."),
            "invalid": gettext_lazy("Das ist keine gültige Adresse."),
        },
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.helper = form_helper("address", button=gettext_lazy("Strategie lesen"), is_kept=False)

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        try:
            destination_of(address)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return address


class SourceFileForm(forms.Form):
    """The file with a strategy, for a municipality whose site nobody here can reach."""

    file = forms.FileField(
        label=gettext_lazy("Datei"),
        max_length=250,
        help_text=gettext_lazy("Die JSON-Datei „Die ganze Strategie“, höchstens 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie eine Datei."),
            "empty": gettext_lazy("Diese Datei ist leer."),
        },
    )

    def __init__(
        self, data: QueryDict | None = None, files: MultiValueDict[str, UploadedFile] | None = None
    ) -> None:
        super().__init__(data, files)
        self.helper = form_helper("file", button=gettext_lazy("Datei lesen"), is_kept=False)

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > FILE_AT_MOST:
            raise forms.ValidationError(_("Diese Datei ist größer als 20 MB."))
        return upload


class GoalChoice(forms.ModelChoiceField):
    """A goal by its number and short title."""

    def label_from_instance(self, obj: OperationalGoal) -> str:
        return f"{obj.number} {obj}"


class CopyForm(forms.Form):
    """The goal below which the copy of a measure begins."""

    goal = GoalChoice(
        queryset=OperationalGoal.objects.none(),
        label=gettext_lazy("Unter welches Ziel?"),
        empty_label=gettext_lazy("Bitte wählen"),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie das Ziel."),
            "invalid_choice": gettext_lazy("Unter diesem Ziel können Sie gerade nichts anlegen."),
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, goals: QuerySet[OperationalGoal], initial: str = ""
    ) -> None:
        super().__init__(data, initial={"goal": initial})
        cast("forms.ModelChoiceField", self.fields["goal"]).queryset = goals
        self.helper = form_helper("goal", button=gettext_lazy("Als eigene Maßnahme anlegen"), is_kept=False)
