from crispy_forms.layout import Div, Fieldset
from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from committees.council.choices import KINDS_OF_REPORTS, PaperKind
from committees.council.models import Paper
from committees.council.references import reference_expression
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import rich_text_area
from strategy.document.choices import VersionStatus
from strategy.forms.departments import DepartmentInput
from strategy.models import StrategyVersion


class PaperForm(RevisedForm[Paper]):
    """The header and the texts of a paper. It is bound to one frozen version, from its submission on for good."""

    class Meta:
        model = Paper
        fields = (
            "version",
            "reference",
            "kind",
            "subject",
            "is_public",
            "author",
            "lead_department",
            "clerk",
            "proposed_resolution",
            "facts",
            "has_no_financial_effects",
            "climate_effect",
            "climate_note",
        )
        widgets = {
            "lead_department": DepartmentInput,
            "proposed_resolution": rich_text_area(6),
            "facts": rich_text_area(8, headings=True),
            "climate_note": rich_text_area(3),
        }
        help_texts = {
            "proposed_resolution": _(
                "Ein Punkt je Zeile, mit Nummer. Sollen die Maßnahmen ohne weitere Beschlüsse gelten, "
                "streichen Sie den Vorbehalt."
            ),
            "has_no_financial_effects": _("Sonst tragen Sie die Beträge auf der Seite der Vorlage ein."),
            "climate_effect": _("Freiwillig. Ohne Angabe steht in der Vorlage nichts dazu."),
            "author": _("Wer die Vorlage verantwortet, zum Beispiel ein Dezernat."),
            "clerk": _("Wer Fragen dazu beantwortet. Der Name steht auch auf einer öffentlichen Vorlage."),
            "version": _("Der Rat beschließt genau diese Fassung."),
            "lead_department": _("Zum Beispiel: FB 51 - Umwelt und Stadtplanung"),
        }

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        instance: Paper | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, instance=instance, initial=initial)
        self._fit_report()
        if self.chooses_version:
            # A new paper has no version yet, and its key is empty.
            choosable = Q(status=VersionStatus.COUNCIL_DRAFT) | Q(pk=self.instance.version_id)
            versions = StrategyVersion.objects.without_content().filter(choosable)
            self.fields["version"].queryset = versions  # type: ignore[attr-defined]
        else:
            del self.fields["version"]
        self.helper = form_helper(
            "revision",
            Fieldset(
                _("Kopf der Vorlage"),
                Div("reference", "kind", css_class="field-row"),
                "subject",
                *(["version"] if self.chooses_version else []),
                "is_public",
                Div("author", "clerk", css_class="field-row"),
                "lead_department",
            ),
            Fieldset(_("Beschluss und Begründung"), "proposed_resolution", "facts"),
            Fieldset(_("Auswirkungen"), "has_no_financial_effects", "climate_effect", "climate_note"),
        )

    @property
    def chooses_version(self) -> bool:
        """A report tells about the version that it was frozen with."""
        return self.instance.is_prepared and self.instance.is_about_strategy

    def _fit_report(self) -> None:
        if not self.instance.is_about_strategy:
            self.fields["proposed_resolution"].help_text = _("Ein Punkt je Zeile, mit Nummer.")
            kinds = [(kind.value, kind.label) for kind in PaperKind if kind in KINDS_OF_REPORTS]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_reference(self) -> str:
        """A new reference follows the pattern of the office; one that was given before stays good."""
        reference: str = self.cleaned_data["reference"]
        pattern = settings.PAPER_REFERENCE_PATTERN
        if reference != self.initial.get("reference") and not reference_expression(pattern).fullmatch(
            reference
        ):
            raise forms.ValidationError(
                _("Eine Vorlage-Nummer sieht so aus: %(pattern)s (J: Jahr, N: laufende Nummer).")
                % {"pattern": pattern}
            )
        return reference

    def clean(self) -> dict[str, object]:
        values: dict[str, object] = super().clean() or self.cleaned_data
        if values.get("climate_note") and not values.get("climate_effect"):
            self.add_error("climate_effect", _("Bitte sagen Sie auch, wie die Auswirkung ist."))
        return values
