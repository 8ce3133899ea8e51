from crispy_forms.layout import Fieldset
from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from editing.forms.layout import form_helper
from monitoring.renewal import EndedMeasure, Offer, OpenGoal

MOVED_ON = _("Der Stand hat sich inzwischen geändert. Bitte sehen Sie die Liste noch einmal durch.")


class RenewalForm(forms.Form):
    """What a Fortschreibung leaves behind, and which goals get their story as a comment. Ticked is what is over."""

    ended = forms.MultipleChoiceField(
        label=_("Diese Maßnahmen scheiden aus"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": MOVED_ON},
    )
    goals = forms.MultipleChoiceField(
        label=_("Diese Ziele kommen mit ihrem Werdegang wieder"),
        help_text=_("Der Werdegang steht dann als Kommentar am Ziel."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": MOVED_ON},
    )

    def __init__(self, data: QueryDict | None = None, *, offer: Offer) -> None:
        super().__init__(data)
        self.offer = offer
        self.fields["ended"].choices = [  # type: ignore[attr-defined]
            (str(each.key), _choice(f"{each.number} {each.title}", each.outcome)) for each in offer.ended
        ]
        self.fields["goals"].choices = [  # type: ignore[attr-defined]
            (str(each.key), _choice(f"{each.number} {each.title}", each.story)) for each in offer.goals
        ]
        self.initial = {
            "ended": [str(each.key) for each in offer.ended],
            "goals": [str(each.key) for each in offer.goals if each.is_missed],
        }
        for name, rows in (("ended", offer.ended), ("goals", offer.goals)):
            if not rows:
                del self.fields[name]
        self.helper = form_helper(
            Fieldset("", *self.fields), button=_("Fortschreibung beginnen"), is_kept=False
        )

    def chosen_ended(self) -> tuple[EndedMeasure, ...]:
        chosen = self.cleaned_data.get("ended", ())
        return tuple(each for each in self.offer.ended if str(each.key) in chosen)

    def chosen_goals(self) -> tuple[OpenGoal, ...]:
        chosen = self.cleaned_data.get("goals", ())
        return tuple(each for each in self.offer.goals if str(each.key) in chosen)


def _choice(name: str, told: str) -> str:
    return format_html('{} <span class="choice-hint">{}</span>', name, told)
