"""The decision of a body as the clerk enters it."""

from collections.abc import Iterable, Iterator, Sequence

from crispy_forms.layout import HTML, Div, Fieldset, LayoutObject
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from committees.bodies.models import Committee
from committees.council.choices import ConsultationRole, Fate, Majority, Outcome, PaperKind, PaperSubject
from committees.council.models import Amendment, Consultation, Resolution
from committees.council.outcome_words import OUTCOME_WORDS
from committees.council.procedure import Entry, FactionEntry, FateEntry, Remark, consequence_of, effect_of
from editing.forms.figures import RecentDayField, WholeNumberField
from editing.forms.layout import form_helper
from editing.forms.texts import rich_text_area
from editing.text_limits import CHAPTER_AT_MOST, TextLimits
from files.file_types import FILE_TYPES

EMPTY_ROWS = 3
VOTES_AT_MOST = 1000
COUNTS = ("votes_yes", "votes_no", "abstentions")
# Where the error of a rule is shown, when it is about one field.
FIELD_OF_REMARK = {
    "not_yet": "held_on",
    "votes_half": "votes_no",
    "tie": "outcome",
    "no_majority": "outcome",
    "has_majority": "outcome",
    "not_unanimous": "majority",
    "referred_nowhere": "referred_to",
    "referred_to_itself": "referred_to",
    "no_amendment": "outcome",
    "amendment_accepted": "outcome",
}


class OutcomeForm(forms.Form):
    """One entry in the record. `corrects` is the key of the entry that the form showed, if there was one.

    Factions are rows: those that are known, and some empty ones. Each amendment at hand has a field for its fate.
    """

    data: QueryDict
    corrects = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label=_("Ergebnis"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie ein Ergebnis.")},
    )
    referred_to = forms.ModelChoiceField(
        label=_("Verwiesen an"),
        queryset=Committee.objects.all(),
        required=False,
        empty_label=_("kein Gremium"),
        help_text=_("Nur bei „verwiesen“."),
    )
    held_on = RecentDayField(
        label=_("Sitzung am"),
        error_messages={"required": _("Bitte geben Sie den Tag der Sitzung an.")},
    )
    majority = forms.ChoiceField(
        label=_("Mehrheit"), choices=[("", _("nicht bekannt")), *Majority.choices], required=False
    )
    votes_yes = WholeNumberField(label=_("Ja"), min_value=0, max_value=VOTES_AT_MOST, required=False)
    votes_no = WholeNumberField(label=_("Nein"), min_value=0, max_value=VOTES_AT_MOST, required=False)
    abstentions = WholeNumberField(
        label=_("Enthaltungen"), min_value=0, max_value=VOTES_AT_MOST, required=False
    )
    wording = forms.CharField(
        label=_("Wortlaut des Beschlusses"),
        widget=rich_text_area(6),
        validators=[TextLimits(CHAPTER_AT_MOST)],
        required=False,
        help_text=_("So wie er in der Niederschrift steht."),
    )
    file = forms.FileField(
        label=_("Niederschrift oder Auszug"),
        required=False,
        max_length=250,
        widget=forms.FileInput(attrs={"accept": ",".join(kind.suffix for kind in FILE_TYPES)}),
        help_text=_("PDF, Word (DOCX), Excel (XLSX), ODT, PNG oder JPG, höchstens 20 MB."),
        error_messages={"empty": _("Diese Datei ist leer.")},
    )
    reason = forms.CharField(
        label=_("Grund der Berichtigung"),
        max_length=300,
        required=False,
        help_text=_("Der frühere Eintrag bleibt sichtbar. Sagen Sie kurz, was daran falsch war."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        initial: dict[str, object],
        consultation: Consultation,
        replaced: Resolution | None,
        amendments: Iterable[Amendment],
        factions: Sequence[str],
    ) -> None:
        super().__init__(data, files, initial=initial)
        self.consultation, self.replaced, self.amendments = consultation, replaced, list(amendments)
        self._offer_outcomes()
        self.rows_at_most = self._add_faction_rows(factions)
        self._add_fates()
        if replaced is None:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _(
                "Bitte sagen Sie, warum der Eintrag berichtigt wird."
            )
        self.helper = form_helper(*self._layout())

    def _layout(self) -> list[str | LayoutObject]:
        fates = [_fate_name(amendment) for amendment in self.amendments]
        return [
            "corrects",
            *(["reason"] if self.replaced else []),
            "outcome",
            Div("held_on", "referred_to", css_class="field-row"),
            *([Fieldset(_("Änderungsanträge"), *fates)] if fates else []),
            Fieldset(
                _("Abstimmung"),
                "majority",
                Div(*COUNTS, css_class="field-row vote-counts"),
                HTML('{% include "committees/council/_faction_rows.html" %}'),
            ),
            Fieldset(_("Beschluss"), "wording", "file"),
        ]

    def _offer_outcomes(self) -> None:
        """Offer each outcome with what follows from it, so that everybody reads it before saving."""
        role, kind = ConsultationRole(self.consultation.role), PaperKind(self.consultation.paper.kind)
        paper = self.consultation.paper
        about = PaperSubject(paper.about)
        choices = []
        for outcome, word in OUTCOME_WORDS[role].items():
            hint = ""
            if self.replaced is None:
                effect = effect_of(outcome, role, kind, about)
                hint = consequence_of(effect, version=paper.version.number, about=about)
            label = format_html('{} <span class="choice-hint">{}</span>', word, hint) if hint else word
            choices.append((outcome.value, label))
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        others = Committee.objects.exclude(pk=self.consultation.committee_id)
        self.fields["referred_to"].queryset = others  # type: ignore[attr-defined]

    def _add_faction_rows(self, factions: Sequence[str]) -> int:
        voted = {line.faction: line for line in self.replaced.faction_votes.all()} if self.replaced else {}
        names = [*voted, *(name for name in factions if name not in voted)]
        total = max(len(names) + EMPTY_ROWS, self._rows_sent())
        for row in range(total):
            name = names[row] if row < len(names) else ""
            label = name or _gettext("Fraktion %(number)d") % {"number": row + 1}
            self.fields[f"faction_{row}"] = forms.CharField(
                label=_gettext("Fraktion"), initial=name, max_length=120, required=False
            )
            for count in COUNTS:
                self.fields[f"faction_{row}_{count}"] = WholeNumberField(
                    label=f"{label}: {self.fields[count].label}",
                    initial=getattr(voted.get(name), count, None),
                    min_value=0,
                    max_value=VOTES_AT_MOST,
                    required=False,
                )
        return total

    def _rows_sent(self) -> int:
        """Count the rows that were sent: nobody loses one because fewer factions are known meanwhile."""
        row = 0
        while row < VOTES_AT_MOST and self.add_prefix(f"faction_{row}") in self.data:
            row += 1
        return row

    def _add_fates(self) -> None:
        fates = {fate.amendment_id: fate.fate for fate in self.replaced.fates.all()} if self.replaced else {}
        for amendment in self.amendments:
            self.fields[_fate_name(amendment)] = forms.ChoiceField(
                label=_gettext("%(amendment)s (%(mover)s)")
                % {"amendment": amendment, "mover": amendment.mover_title},
                choices=[("", _("nicht behandelt")), *Fate.choices],
                initial=fates.get(amendment.pk, ""),
                required=False,
            )

    def faction_rows(self) -> Iterator[tuple[BoundField, list[BoundField]]]:
        for row in range(self.rows_at_most):
            yield self[f"faction_{row}"], [self[f"faction_{row}_{count}"] for count in COUNTS]

    def clean(self) -> dict[str, object]:
        values: dict[str, object] = super().clean() or {}
        for row in range(self.rows_at_most):
            counts = [values.get(f"faction_{row}_{count}") for count in COUNTS]
            if any(counts) and not values.get(f"faction_{row}"):
                self.add_error(f"faction_{row}", _("Bitte nennen Sie die Fraktion zu diesen Stimmen."))
        return values

    def confirmed(self) -> frozenset[str]:
        """The ticks of the warnings."""
        return frozenset(self.data.getlist("confirmed"))

    def entry(self) -> Entry:
        """The entry to be made. Totals that nobody gave are the sums of the factions."""
        values = self.cleaned_data
        factions = tuple(self._factions())
        totals = {count: values[count] for count in COUNTS}
        if factions and not any(total is not None for total in totals.values()):
            totals = {count: sum(getattr(line, count) for line in factions) for count in COUNTS}
        outcome = Outcome(values["outcome"])
        referred_to = values["referred_to"] if outcome == Outcome.REFERRED else None
        return Entry(
            outcome=outcome,
            held_on=values["held_on"],
            majority=values["majority"],
            **totals,
            factions=factions,
            wording=values["wording"],
            fates=tuple(
                FateEntry(amendment=one.pk, label=str(one), fate=Fate(values[_fate_name(one)]))
                for one in self.amendments
                if values[_fate_name(one)]
            ),
            referred_to=referred_to.pk if referred_to else None,
        )

    def _factions(self) -> Iterator[FactionEntry]:
        for row in range(self.rows_at_most):
            counts = {count: self.cleaned_data[f"faction_{row}_{count}"] for count in COUNTS}
            if any(count is not None for count in counts.values()):
                yield FactionEntry(
                    faction=self.cleaned_data[f"faction_{row}"],
                    **{count: number or 0 for count, number in counts.items()},
                )

    def show(self, remarks: Iterable[Remark]) -> None:
        """Show what the rules say: what blocks as errors, warnings as boxes to tick."""
        remarks = tuple(remarks)
        warnings = [(remark.tick, remark.text) for remark in remarks if not remark.blocks]
        if warnings:
            self.fields["confirmed"] = forms.MultipleChoiceField(
                label=_("Trotzdem so eintragen"),
                choices=warnings,
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text=_(
                    "Das ist ungewöhnlich. Haken Sie an, was dennoch stimmt, und speichern Sie noch einmal."
                ),
            )
            self.helper.layout.insert(0, "confirmed")
        for remark in remarks:
            if remark.blocks:
                self.add_error(FIELD_OF_REMARK.get(remark.code), remark.text)
        if any(tick not in self.confirmed() for tick, _text in warnings):
            self.add_error("confirmed", _("Bitte bestätigen Sie, was trotzdem stimmt."))


def _fate_name(amendment: Amendment) -> str:
    return f"fate-{amendment.pk}"


def initial_of(consultation: Consultation, replaced: Resolution | None) -> dict[str, object]:
    """The values of a new form: those of the entry that is to be corrected, or what the paper proposes."""
    if replaced is None:
        proposed = consultation.paper.proposed_resolution
        decides = consultation.role == ConsultationRole.DECISION
        return {"corrects": "", "held_on": consultation.date, "wording": proposed if decides else ""}
    names = ("outcome", "held_on", "majority", *COUNTS, "wording")
    values = {name: getattr(replaced, name) for name in names}
    referred = consultation.led_to.order_by("position").first()
    return {
        **values,
        "corrects": replaced.pk,
        "referred_to": referred.committee_id if referred and replaced.outcome == Outcome.REFERRED else None,
    }
