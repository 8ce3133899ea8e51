"""The ballot as a form. What a ballot may say stands in `committees.meetings.ballots`."""

from collections.abc import Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Layout, LayoutObject, Submit
from django import forms
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from committees.meetings.ballots import Answers, Entry, InvalidBallot, Option, Rules, read_ballot
from committees.meetings.choices import Stance
from committees.meetings.option_meanings import Meaning
from editing.forms.texts import text_area
from kern.quotes import inside_quotes

PICKS = "picks"


class AnswerField(forms.CharField):
    """Takes whatever was entered: `read_ballot` says what is wrong with it."""

    def validate(self, value: object) -> None:
        pass


class PickField(forms.MultipleChoiceField):
    def validate(self, value: object) -> None:
        pass


class MeaningOf(LayoutObject):
    """What an option means: closed until somebody asks, and opening it loses nothing of the ballot.

    One that stands apart from its option names it.
    """

    def __init__(self, meaning: Meaning, *, is_apart: bool) -> None:
        self.meaning, self.is_apart = meaning, is_apart

    def render(self, form: forms.BaseForm, context: Context, **options: object) -> SafeString:
        return render_to_string(
            "committees/meetings/_option_meaning.html", {"meaning": self.meaning, "is_apart": self.is_apart}
        )


class BallotForm(forms.Form):
    """One field for each option, in the shape that the rules of the poll ask for.

    `asks_code` adds the field for the code with which somebody changes a secret vote elsewhere. `is_secret`: the
    browser keeps no draft, because that would be a copy of the vote. `meanings` explain options by their key.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        rules: Rules,
        answers: Answers | None = None,
        asks_code: bool = False,
        is_secret: bool = False,
        meanings: Mapping[str, Meaning] | None = None,
    ) -> None:
        super().__init__(data)
        self.rules = rules
        self.meanings = meanings or {}
        self.answers: Answers = {}
        layout: list[str | LayoutObject] = []
        if asks_code:
            self.fields["code"] = _code_field()
            layout.append("code")
        layout += getattr(self, f"_add_{rules.ballot}")(answers or {})
        self.helper = _helper(rules, layout, is_change=bool(answers))
        if not is_secret:
            self.helper.attrs["data-draft"] = ""

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        try:
            self.answers = read_ballot(self.rules, self._entries())
        except InvalidBallot as refusal:
            for key, sentences in refusal.errors.items():
                self.add_error(self._field_of(key), sentences)
        return values

    def _entries(self) -> dict[str, Entry]:
        values = self.cleaned_data
        if self.rules.ballot == PICKS:
            picked = values.get(PICKS) or []
            return {key: Entry(value="1") for key in ([picked] if isinstance(picked, str) else picked)}
        return {
            option.key: Entry(
                value=values.get(f"option_{option.key}") or "",
                comment=values.get(f"comment_{option.key}") or "",
            )
            for option in self.rules.options
        }

    def _field_of(self, key: str) -> str | None:
        if self.rules.ballot == PICKS:
            return PICKS
        if not key:
            return None
        chosen = self.cleaned_data.get(f"option_{key}")
        # A missing reason is missing in the field below the answer.
        return f"comment_{key}" if self.rules.ballot == "agreement" and chosen else f"option_{key}"

    def _add_points(self, answers: Answers) -> list[str | LayoutObject]:
        return self._add_numbers(answers)

    def _add_ranking(self, answers: Answers) -> list[str | LayoutObject]:
        return self._add_numbers(answers)

    def _add_numbers(self, answers: Answers) -> list[str | LayoutObject]:
        # Browsers read fields of numbers by themselves, and read 1.000 as 1.
        is_ranking = self.rules.ballot == "ranking"
        fewer, more = (
            (_("Platz davor"), _("Platz dahinter"))
            if is_ranking
            else (
                _("Ein Punkt weniger"),
                _("Ein Punkt mehr"),
            )
        )
        attrs = {"inputmode": "numeric", "data-ballot-number": "", "data-fewer": fewer, "data-more": more}
        for option in self.rules.options:
            self.fields[f"option_{option.key}"] = AnswerField(
                label=option.label,
                widget=forms.TextInput(attrs=attrs),
                initial=answers.get(option.key),
            )
        rows = [
            Div(f"option_{option.key}", *self._meaning(option), css_class="ballot-number")
            for option in self.rules.options
        ]
        return [Div(*rows, css_class="ballot-numbers")]

    def _add_picks(self, answers: Answers) -> list[str | LayoutObject]:
        choices = [(option.key, option.label) for option in self.rules.options]
        single = self.rules.picks == 1
        label = _("Ihre Antwort") if single else _("Ihre Auswahl")
        if single:
            self.fields[PICKS] = AnswerField(
                label=label, widget=forms.RadioSelect(choices=choices), initial=next(iter(answers), None)
            )
        else:
            self.fields[PICKS] = PickField(
                label=label,
                choices=choices,
                widget=forms.CheckboxSelectMultiple(attrs={"data-ballot-pick": ""}),
                initial=list(answers),
            )
        return [PICKS, *(each for option in self.rules.options for each in self._meaning(option))]

    def _meaning(self, option: Option) -> list[LayoutObject]:
        meaning = self.meanings.get(option.key)
        return [MeaningOf(meaning, is_apart=self.rules.ballot == PICKS)] if meaning else []

    def _add_agreement(self, answers: Answers) -> list[str | LayoutObject]:
        blocks = []
        for option in self.rules.options:
            given = answers.get(option.key, {})
            stance, comment = f"option_{option.key}", f"comment_{option.key}"
            self.fields[stance] = AnswerField(
                label=option.label,
                widget=forms.RadioSelect(choices=Stance.choices),
                initial=given.get("stance"),
            )
            self.fields[comment] = forms.CharField(
                label=_("Anmerkung zu „%(goal)s“")
                % {"goal": inside_quotes(Truncator(option.label).chars(50))},
                required=False,
                widget=text_area(2),
                initial=given.get("comment"),
            )
            blocks.append(Div(stance, *self._meaning(option), comment, css_class="ballot-goal"))
        return blocks


def _code_field() -> forms.CharField:
    return forms.CharField(
        label=_("Ihr Code"),
        max_length=40,
        help_text=_("Sie haben schon abgestimmt. Mit Ihrem Code ändern Sie Ihre Stimme."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "field-short"}),
        error_messages={
            "required": _("Bitte geben Sie den Code ein, den Sie bei Ihrer Stimmabgabe bekommen haben.")
        },
    )


def _helper(rules: Rules, layout: list[str | LayoutObject], *, is_change: bool) -> FormHelper:
    button = _("Stimme ändern") if is_change else _("Stimme abgeben")
    helper = FormHelper()
    helper.attrs = {"data-unsaved-warning": "", "novalidate": "", "autocomplete": "off"}
    if rules.ballot in ("points", PICKS):
        helper.attrs["data-ballot-limit"] = str(rules.points or rules.picks)
    if rules.ballot == "ranking":
        helper.attrs["data-ballot-places"] = str(len(rules.options))
    helper.layout = Layout(*layout, ButtonHolder(Submit("vote", button), css_class="form-actions"))
    return helper
