"""The forms of whoever prepares a survey."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from committees.meetings.choices import PollKind
from committees.meetings.models import AgendaItem, Poll
from editing.forms.figures import DayAndTimeField, WholeNumberField
from editing.forms.layout import form_helper
from editing.forms.revised import RevisedForm
from editing.forms.texts import rich_text_area

# What each kind asks beside the title. A theme selection has points or picks.
RULE_FIELDS: dict[str, tuple[str, ...]] = {
    PollKind.THEME_SELECTION: ("points", "picks", "seats"),
    PollKind.AGREEMENT: (),
    PollKind.RANKING: (),
    PollKind.QUESTION: ("picks",),
}
POINTS_AT_MOST = 100
# The method asks for five, at most six theme fields.
SEATS_USUALLY = 5


class PollForm(RevisedForm[Poll]):
    """The subject and the rules of a survey. Its kind is chosen before and stays."""

    class Meta:
        model = Poll
        fields = (
            "committee",
            "agenda_item",
            "title",
            "description",
            "points",
            "picks",
            "seats",
            "secrecy",
            "results_live",
        )
        field_classes = dict.fromkeys(("points", "picks", "seats"), WholeNumberField)
        widgets = {
            "description": rich_text_area(5),
            "secrecy": forms.RadioSelect,
        }
        help_texts = {
            "committee": _("Abstimmen dürfen die stimmberechtigten Mitglieder dieses Gremiums."),
            "agenda_item": _("Dann erscheint die Abfrage auf der Seite der Sitzung."),
            "secrecy": _(
                "Namentlich: Alle sehen nach der Abfrage, wer wie gestimmt hat, und das Ergebnis je entsendender "
                "Gruppe. Geheim: Niemand kann nachsehen, wer wie gestimmt hat, auch nicht in der Datenbank. "
                "Das Ergebnis erscheint erst nach dem Schließen, ohne Gruppen und erst ab drei Stimmen. "
                "Sobald die Abfrage offen ist, lässt sich das nicht mehr ändern. "
                "Gehört eine namentliche Abfrage zu einer öffentlichen Sitzung der Steuerungsgruppe oder des "
                "Kernteams, steht ihr Titel mit der Zahl der Teilnehmenden auf der Website."
            ),
            "results_live": _("Nur bei namentlichen Abfragen."),
        }

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        instance: Poll,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, instance=instance, initial=initial)
        for name in {"points", "picks", "seats"} - set(RULE_FIELDS[self.instance.kind]):
            del self.fields[name]
        self._prepare_rules()
        items = AgendaItem.objects.select_related("meeting").order_by("-meeting__starts_at", "position")
        self.fields["agenda_item"].queryset = items  # type: ignore[attr-defined]
        self.fields["agenda_item"].label_from_instance = _item_label  # type: ignore[attr-defined]
        self.fields["agenda_item"].empty_label = _("ohne Tagesordnungspunkt")  # type: ignore[attr-defined]
        rules = Div(*RULE_FIELDS[self.instance.kind], css_class="field-row")
        self.helper = form_helper(
            "revision",
            Fieldset(
                _("Worum es geht"),
                "title",
                "description",
                Div("committee", "agenda_item", css_class="field-row"),
            ),
            Fieldset(_("Regeln"), *([rules] if rules.fields else []), "secrecy", "results_live"),
        )

    def _prepare_rules(self) -> None:
        if self.instance.kind == PollKind.THEME_SELECTION:
            self.fields["points"].help_text = _("Entweder: Jedes Mitglied verteilt so viele Punkte.")
            self.fields["picks"].help_text = _("Oder: Jedes Mitglied wählt bis zu so viele aus.")
            self.fields["seats"].required = True
            self.initial["seats"] = self.initial.get("seats") or SEATS_USUALLY
        if self.instance.kind == PollKind.QUESTION:
            self.fields["picks"].required = True
            self.initial["picks"] = self.initial.get("picks") or 1

    def clean(self) -> dict[str, object]:
        values: dict[str, Any] = super().clean()
        for name in ("points", "picks", "seats"):
            number = values.get(name)
            if number is not None and not 1 <= number <= POINTS_AT_MOST:
                self.add_error(
                    name,
                    _("Bitte geben Sie eine Zahl von 1 bis %(most)d ein.") % {"most": POINTS_AT_MOST},
                )
        if self._asks_points_or_picks(values):
            self.add_error(
                "points",
                _("Bitte geben Sie eines von beiden an: Punkte je Mitglied, oder bis zu wie viele."),
            )
        committee, item = values.get("committee"), values.get("agenda_item")
        if committee and item and item.meeting.committee_id != committee.pk:
            self.add_error("agenda_item", _("Diese Sitzung gehört zu einem anderen Gremium."))
        return values

    def _asks_points_or_picks(self, values: Mapping[str, object]) -> bool:
        """Say whether a theme selection has neither of the two, or both."""
        if self.instance.kind != PollKind.THEME_SELECTION or {"points", "picks"} & set(self.errors):
            return False
        return bool(values.get("points")) == bool(values.get("picks"))


class ScheduleForm(forms.Form):
    """The times at which a survey opens and closes by itself."""

    opens_at = DayAndTimeField(
        label=_("öffnet"),
        required=False,
        help_text=_("Leer: Sie öffnen die Abfrage von Hand."),
    )
    closes_at = DayAndTimeField(
        label=_("schließt"),
        required=False,
        help_text=_("Leer: Sie schließen die Abfrage von Hand."),
    )

    @property
    def helper(self) -> FormHelper:
        return form_helper(Div("opens_at", "closes_at", css_class="field-row"))

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Die Abfrage schließt, bevor sie öffnet."))
        if closes and not opens and "opens_at" not in self.errors:
            self.add_error("opens_at", _("Bitte geben Sie auch an, wann die Abfrage öffnet."))
        return values


class ClosingForm(forms.Form):
    """The time at which an open survey closes."""

    closes_at = DayAndTimeField(
        label=_("schließt"),
        required=False,
        help_text=_("Leer: Sie schließen die Abfrage von Hand."),
    )

    @property
    def helper(self) -> FormHelper:
        return form_helper("closes_at")


def _item_label(item: AgendaItem) -> str:
    day = timezone.localtime(item.meeting.starts_at)
    return f"{day:%d.%m.%Y} {item.meeting.title}: {item.position} {item.title}"
