"""Forms of the documents and pictures with a report."""

from collections.abc import Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.one_line import one_line
from files.file_types import FILE_TYPES
from files.forms import TitledFileForm
from files.pictures import SUFFIXES
from kern.quotes import inside_quotes
from monitoring.models import ReportFile

ABOUT_PICTURES = ("alternative_text", "is_decorative")
DESCRIBED = _("Was ist auf dem Bild zu sehen? Wer es nicht sehen kann, hört stattdessen diesen Satz.")
DECORATIVE = _("Das Bild sagt nichts aus, was nicht im Text steht.")
PUBLIC = _(
    "Steht auf der öffentlichen Website, sobald die Meldung angenommen ist. "
    "Prüfen Sie vorher, ob Menschen zu erkennen sind oder Namen darin vorkommen. "
    "In PDF- und Office-Dateien bleibt auch stehen, was man nicht gleich sieht: wer sie verfasst hat, Kommentare."
)


def kept_in_reports(file: ReportFile) -> str:
    """A sentence about the frozen reports that hold a picture and never change, or nothing."""
    titles = [f"„{inside_quotes(title)}“" for title in file.frozen_in.values_list("title", flat=True)]
    if not titles:
        return ""
    sentence = ngettext(
        "In diesem eingefrorenen Bericht bleibt das Bild stehen: %s.",
        "In diesen eingefrorenen Berichten bleibt das Bild stehen: %s.",
        len(titles),
    )
    return sentence % ", ".join(titles)


class ReportFileForm(TitledFileForm):
    """A document or picture for a report. What it is, its content decides."""

    alternative_text = forms.CharField(
        label=_("Alternativtext"), max_length=300, required=False, validators=[one_line], help_text=DESCRIBED
    )
    is_decorative = forms.BooleanField(label=_("schmückend"), required=False, help_text=DECORATIVE)
    is_public = forms.BooleanField(label=_("öffentlich"), required=False, help_text=PUBLIC)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        decides: bool,
    ) -> None:
        super().__init__(data, files)
        suffixes = {kind.suffix for kind in FILE_TYPES} | set(SUFFIXES)
        self.fields["file"].widget.attrs["accept"] = ",".join(sorted(suffixes))
        self.fields["file"].help_text = _(
            "PDF, Word (DOCX), Excel (XLSX), ODT oder ein Bild (JPG, PNG, WebP), höchstens 20 MB. "
            "Ort und Kamera, die in einem Foto stehen, werden gelöscht."
        )
        if not decides:
            del self.fields["is_public"]

    @property
    def helper(self) -> FormHelper:
        public = ("is_public",) if "is_public" in self.fields else ()
        return form_helper("title", "file", Fieldset(_("Nur bei einem Bild"), *ABOUT_PICTURES), *public)


class ReportFileEditForm(RevisedForm[ReportFile]):
    """What a file is called, what a picture shows, and who sees it."""

    class Meta:
        model = ReportFile
        fields = ("title", *ABOUT_PICTURES, "is_public")
        help_texts = {"alternative_text": DESCRIBED, "is_decorative": DECORATIVE, "is_public": PUBLIC}

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        instance: ReportFile,
        decides: bool = True,
    ) -> None:
        super().__init__(data, files, instance=instance)
        if not instance.is_picture:
            for name in ABOUT_PICTURES:
                del self.fields[name]
        if not decides:
            del self.fields["is_public"]
        elif kept := kept_in_reports(instance):
            self.fields["is_public"].help_text = f"{PUBLIC} {kept}"
        self.helper = form_helper(*self.fields)
