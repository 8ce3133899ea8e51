"""The forms that say what is voted on."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from committees.meetings.actions.polls import OPTIONS_AT_MOST
from committees.meetings.choices import PollKind
from committees.meetings.models import Poll
from committees.meetings.poll_elements import Choice, ChoiceGroup, choices_for
from editing.forms.layout import form_helper
from editing.forms.texts import text_area

LABEL_AT_MOST = 300


class ElementOptionsForm(forms.Form):
    """Elements of the strategy as options: whole groups, single ones, or both."""

    whole = forms.MultipleChoiceField(
        label=_("Ganze Gruppen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    single = forms.MultipleChoiceField(
        label=_("Einzeln auswählen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict | None = None, *, poll: Poll) -> None:
        super().__init__(data)
        self.groups: tuple[ChoiceGroup, ...] = choices_for(PollKind(poll.kind))
        asked = [str(key) for key in poll.options.values_list("element_key", flat=True)]
        if poll.kind == PollKind.THEME_SELECTION:
            self._offer_flat(asked)
        else:
            self._offer_grouped(asked)
        self.helper = form_helper(*self.fields)

    def _offer_flat(self, asked: list[str]) -> None:
        del self.fields["whole"]
        everything = [(str(choice.key), choice.label) for group in self.groups for choice in group.choices]
        self.fields["single"].label = _("Welche Themenfelder stehen zur Wahl?")
        self.fields["single"].help_text = _(
            "Zur Wahl stehen alle Kandidaten, über die noch nicht entschieden ist. Vorgeschriebene sind ohnehin dabei."
        )
        self.fields["single"].choices = everything  # type: ignore[attr-defined]
        self.fields["single"].initial = asked or [key for key, _label in everything]

    def _offer_grouped(self, asked: list[str]) -> None:
        self.fields["whole"].choices = [  # type: ignore[attr-defined]
            (str(number), group.label) for number, group in enumerate(self.groups)
        ]
        self.fields["single"].choices = [  # type: ignore[attr-defined]
            (group.label, [(str(choice.key), choice.label) for choice in group.choices])
            for group in self.groups
        ]
        self.fields["single"].initial = asked

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if not self.errors and not self.chosen():
            raise forms.ValidationError(_("Bitte wählen Sie aus, worüber abgestimmt wird."))
        return values

    def chosen(self) -> list[Choice | str]:
        """The selection, in the order of the strategy, each once."""
        whole, single = self.cleaned_data.get("whole", ()), self.cleaned_data.get("single", ())
        return [
            choice
            for number, group in enumerate(self.groups)
            for choice in group.choices
            if str(number) in whole or str(choice.key) in single
        ]


class AnswersForm(forms.Form):
    """The answers of a free question, one a line."""

    answers = forms.CharField(
        label=_("Antworten"),
        widget=text_area(8),
        help_text=_("Eine Antwort je Zeile."),
        error_messages={"required": _("Bitte geben Sie mindestens zwei Antworten an.")},
    )

    def __init__(self, data: QueryDict | None = None, *, poll: Poll) -> None:
        super().__init__(data)
        self.fields["answers"].initial = "\n".join(option.label for option in poll.options.all())
        self.helper = form_helper("answers")

    def clean_answers(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["answers"].splitlines()]
        answers = [line for line in lines if line]
        too_long = [answer for answer in answers if len(answer) > LABEL_AT_MOST]
        if too_long:
            raise forms.ValidationError(
                _("Eine Antwort hat höchstens %(most)d Zeichen. Zu lang ist: „%(start)s …“")
                % {"most": LABEL_AT_MOST, "start": too_long[0][:60]}
            )
        if len(answers) < 2:
            raise forms.ValidationError(_("Bitte geben Sie mindestens zwei Antworten an."))
        if len({answer.casefold() for answer in answers}) < len(answers):
            raise forms.ValidationError(_("Eine Antwort steht doppelt da."))
        if len(answers) > OPTIONS_AT_MOST:
            raise forms.ValidationError(
                _("Eine Abfrage hat höchstens %(most)d Antworten.") % {"most": OPTIONS_AT_MOST}
            )
        return answers

    def chosen(self) -> list[Choice | str]:
        return list(self.cleaned_data["answers"])


def options_form(poll: Poll, data: QueryDict | None = None) -> ElementOptionsForm | AnswersForm:
    """The form that fits the kind of a poll."""
    if poll.kind == PollKind.QUESTION:
        return AnswersForm(data, poll=poll)
    return ElementOptionsForm(data, poll=poll)
