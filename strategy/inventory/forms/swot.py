"""The form of one statement of the SWOT view, and the field in which its sources are chosen."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Submit
from django import forms
from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from editing.asked import numbers_in
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import text_area
from strategy.inventory.choices import SwotKind
from strategy.models import Extract, SwotEntry, ThemeField

LETTERS_OF_A_QUOTATION, LETTERS_OF_A_SEARCH, FOUND_AT_MOST = 140, 100, 20
CHOOSE = _("Haken Sie an, worauf sich die Aussage stützt. Jedes Konzept lässt sich aufklappen.")
NONE_YET = _("Diesem Themenfeld ist noch keine Fundstelle zugeordnet. Suchen Sie unten danach.")
NOTHING_FOUND = (
    "{% load i18n %}{% if form.found_nothing %}"
    '<p class="kern-body" role="status">{% translate "Dazu gibt es keine Fundstelle." %}</p>{% endif %}'
)


class ExtractsByConcept(ModelChoiceIterator):
    """The extracts that the search found, in the open; then one group for each concept, from a single query."""

    field: "ExtractsField"

    def __iter__(self) -> Iterator[Any]:
        field, found = self.field, self.field.found
        rows = list(self.queryset.filter(field.shown).order_by("concept__title", "concept", "pk"))
        yield from (self.choice(extract) for extract in rows if extract.pk in found)
        others = (extract for extract in rows if extract.pk not in found)
        for concept, members in groupby(others, key=lambda extract: extract.concept):
            yield (
                concept.title,
                [(field.prepare_value(extract), _short(extract)) for extract in members],
            )


class ExtractsField(forms.ModelMultipleChoiceField):
    """Any extract may be chosen. The page lists those of `shown`, first those of them that were `found`."""

    iterator = ExtractsByConcept
    widget = forms.CheckboxSelectMultiple
    shown = Q(pk__in=())
    found: Collection[int] = ()

    def label_from_instance(self, obj: Extract) -> str:
        return f"{obj.source}: {_beginning(obj)}"


class SwotEntryForm(RevisedForm[SwotEntry]):
    """A statement and its sources: extracts of the theme field, extracts found by words, or anything else."""

    extracts = ExtractsField(
        label=_("Fundstellen"),
        queryset=Extract.objects.none(),
        required=False,
    )
    search = forms.CharField(
        label=_("Weitere Fundstellen suchen"),
        required=False,
        max_length=LETTERS_OF_A_SEARCH,
        help_text=_("Wörter aus dem Wortlaut oder aus dem Titel des Konzepts."),
    )

    class Meta:
        model = SwotEntry
        fields = ("kind", "text", "extracts", "other_source")
        widgets = {"kind": forms.RadioSelect, "text": text_area(4)}
        help_texts = {
            "text": _("Ein oder zwei Sätze. Beispiel: „Drei Quartiersbüros genießen Vertrauen vor Ort.“"),
            "other_source": _("Zum Beispiel: Workshop der Steuerungsgruppe am 12. März 2021."),
        }
        error_messages = {
            "kind": {"required": _("Bitte wählen Sie, was die Aussage beschreibt.")},
            "text": {"required": _("Bitte schreiben Sie die Aussage auf.")},
        }

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        theme: ThemeField,
        instance: SwotEntry | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, instance=instance, initial=initial)
        extracts: Any = self.fields["extracts"]
        extracts.queryset = Extract.objects.filter(concept__strategy=theme.strategy_id).select_related(
            "concept"
        )
        extracts.found = self._found(extracts.queryset)
        extracts.shown = _of_theme(theme) | Q(pk__in=self._chosen()) | Q(pk__in=extracts.found)
        extracts.help_text = CHOOSE if extracts.queryset.filter(extracts.shown).exists() else NONE_YET
        self.found_nothing = bool(self._words()) and not extracts.found
        kind: Any = self.fields["kind"]
        kind.choices = SwotKind.choices
        self.helper = form_helper(
            "revision",
            "text",
            "kind",
            Fieldset(
                _("Quellen"),
                "extracts",
                Div(
                    "search",
                    Submit("find", _("Suchen"), css_class="kern-btn--secondary"),
                    css_class="search-row",
                ),
                HTML(NOTHING_FOUND),
                "other_source",
            ),
            button=_("Speichern"),
        )

    @property
    def only_searches(self) -> bool:
        """Tell whether the button of the search was pressed. Without words it saves: it is the form's first button."""
        return "find" in self.data and bool(self._words())

    def without_errors(self) -> "SwotEntryForm":
        """The form as it was typed: who searches is not finished yet."""
        self.errors.clear()
        return self

    def _words(self) -> list[str]:
        return str(self.data.get(self.add_prefix("search"), ""))[:LETTERS_OF_A_SEARCH].split()

    def _found(self, extracts: QuerySet[Extract]) -> list[int]:
        words = self._words()
        for word in words:
            extracts = extracts.filter(Q(quotation__icontains=word) | Q(concept__title__icontains=word))
        return list(extracts.values_list("pk", flat=True)[:FOUND_AT_MOST]) if words else []

    def _chosen(self) -> list[int]:
        if self.is_bound:
            return numbers_in(self.data, self.add_prefix("extracts"))
        return list(self.instance.extracts.values_list("pk", flat=True)) if self.instance.pk else []


def _of_theme(theme: ThemeField) -> Q:
    # What was found for a candidate belongs to the field into which it was merged.
    assigned = Extract.themes.through.objects.filter(Q(themefield=theme) | Q(themefield__merged_into=theme))
    return Q(pk__in=assigned.values("extract"))


def _short(extract: Extract) -> str:
    kind = extract.get_kind_display()
    place = f"S. {extract.page} · {kind}" if extract.page else kind
    return f"{place}: {_beginning(extract)}"


def _beginning(extract: Extract) -> str:
    return Truncator(" ".join(extract.quotation.split())).chars(LETTERS_OF_A_QUOTATION)
