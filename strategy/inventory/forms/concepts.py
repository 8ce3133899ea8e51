"""The forms of the inventory: an existing document, its file, its kind, and the filter of the list."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Fieldset, Layout, LayoutObject, Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from editing.forms.figures import DayField
from editing.forms.layout import form_helper
from editing.forms.texts import rich_text_area
from files.file_types import TEXT_TYPES
from strategy.forms.departments import DepartmentField, NamingForm
from strategy.inventory.choices import EvaluationStatus
from strategy.models import Concept, ConceptKind


class LinkField(forms.URLField):
    """An address in the Internet; people leave out the beginning."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


def file_field(*, required: bool) -> forms.FileField:
    """A file of a concept. What it really is, its content decides when it is saved."""
    return forms.FileField(
        label=_("Datei"),
        required=required,
        widget=forms.FileInput(attrs={"accept": ",".join(kind.suffix for kind in TEXT_TYPES)}),
        help_text=_(
            "PDF, Word (DOCX) oder ODT, höchstens 50 MB. Der Text wird danach für die Suche gelesen."
        ),
        error_messages={"required": _("Bitte wählen Sie eine Datei."), "empty": _("Diese Datei ist leer.")},
    )


class ConceptForm(NamingForm[Concept]):
    """The facts about an existing document, and its summary."""

    department = DepartmentField(
        label=_("Fachbereich"),
        help_text=_("Wer das Dokument verantwortet, zum Beispiel: FB 51 - Umwelt und Stadtplanung"),
    )

    class Meta:
        model = Concept
        fields = (
            "title",
            "kind",
            "department",
            "dated",
            "valid_until",
            "council_reference",
            "link",
            "summary",
        )
        field_classes = {"dated": DayField, "valid_until": DayField, "link": LinkField}
        widgets = {
            "summary": rich_text_area(10, headings=True),
        }
        help_texts = {
            "dated": _("Tag des Beschlusses oder der Veröffentlichung."),
        }

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        instance: Concept | None = None,
    ) -> None:
        super().__init__(data, files, instance=instance)
        kind = self.fields["kind"]
        kind.empty_label = _("Bitte wählen")  # type: ignore[attr-defined]
        self.helper = form_helper("revision", *self.blocks(), button=_("Speichern"))

    def blocks(self) -> tuple[LayoutObject, ...]:
        return (
            Fieldset(
                _("Das Dokument"),
                "title",
                Div("kind", "department", css_class="field-row"),
                Div("dated", "valid_until", css_class="field-row"),
                Div("council_reference", "link", css_class="field-row"),
            ),
            Fieldset(_("Was steht darin?"), "summary"),
        )


class NewConceptForm(ConceptForm):
    """A document that is not in the inventory yet, with its file if it is at hand."""

    file = file_field(required=False)

    def blocks(self) -> tuple[LayoutObject, ...]:
        first, *others = super().blocks()
        return (first, Fieldset(_("Die Datei"), "file"), *others)


class ConceptFileForm(forms.Form):
    file = file_field(required=True)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
    ) -> None:
        super().__init__(data, files)
        self.helper = form_helper("file", button=_("Hochladen"))


class ConceptKindForm(forms.ModelForm):
    class Meta:
        model = ConceptKind
        fields = ("title",)

    def __init__(
        self, data: Mapping[str, object] | None = None, *, instance: ConceptKind | None = None
    ) -> None:
        super().__init__(data, instance=instance)
        self.helper = form_helper("title", button=_("Speichern"))


class ConceptFilter(forms.Form):
    """Narrows the list of concepts; what makes no sense narrows nothing."""

    art = forms.ModelChoiceField(
        label=_("Art"), queryset=ConceptKind.objects.all(), required=False, empty_label=_("alle")
    )
    stand = forms.ChoiceField(
        label=_("Stand der Auswertung"), choices=[("", _("alle")), *EvaluationStatus.choices], required=False
    )
    fachbereich = forms.ChoiceField(label=_("Fachbereich"), required=False)

    def __init__(self, data: Mapping[str, object] | None, *, departments: list[str]) -> None:
        super().__init__(data)
        names: Any = self.fields["fachbereich"]
        names.choices = [("", _("alle")), *((name, name) for name in departments)]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "concept-filter"
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            Div("art", "stand", "fachbereich", css_class="field-row"),
            ButtonHolder(Submit("", _("Anzeigen"), css_class="kern-btn--secondary"), css_class="actions"),
        )

    @property
    def in_words(self) -> str:
        """What is chosen, by the names of the choices."""
        self.is_valid()
        status = self.cleaned_data.get("stand")
        words = self.cleaned_data | {"stand": EvaluationStatus(status).label if status else ""}
        return ", ".join(f"{self.fields[name].label} {word}" for name, word in words.items() if word)

    def applied_to(self, concepts: QuerySet[Concept]) -> QuerySet[Concept]:
        self.is_valid()
        chosen = {
            "kind": self.cleaned_data.get("art"),
            "evaluation_status": self.cleaned_data.get("stand"),
            "department__name": self.cleaned_data.get("fachbereich"),
        }
        return concepts.filter(**{name: value for name, value in chosen.items() if value})
