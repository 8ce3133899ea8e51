"""The form of what holds for all rows of a table, with those questions only that its rows ask."""

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from tables.for_all import NewGoal
from tables.matching import NEW, SKIP, ForAll
from tables.models import TableImport

# How many texts of a column are named at once.
NAMED_AT_MOST = 8


class ForAllForm(forms.Form):
    """The decisions about all rows of a table that waits for them."""

    def __init__(self, data: QueryDict | None = None, *, table_import: TableImport, user: User) -> None:
        super().__init__(data)
        table, questions = table_import.table, table_import.asked_for_all
        self.decided = table_import.decided_for_all
        if questions.without_goal:
            self._ask(
                "parent",
                _("Alle ohne Ziel gehören zu"),
                [("", _("keinem: Sie warten in der Ablage")), *table.goal_choices(user)],
                ngettext(
                    "%(count)d Zeile nennt kein Ziel.",
                    "%(count)d Zeilen nennen kein Ziel.",
                    questions.without_goal,
                )
                % {"count": questions.without_goal},
            )
        if questions.goal_texts and table.goals_kind:
            self._ask(
                "goals_below",
                _("Neue operative Ziele aus dieser Spalte anlegen unter"),
                [
                    ("", _("keine neuen Ziele: Die Zeilen warten in der Ablage")),
                    *table.goals_kind.goal_choices(user),
                ],
                _goals_named(questions.goal_texts),
            )
        if questions.unclear or self.decided.unclear:
            self._ask(
                "unclear",
                _("Alle nicht eindeutigen Zeilen"),
                [
                    ("", _("einzeln entscheiden")),
                    (NEW, _("sind neue Einträge")),
                    (SKIP, _("bleiben weg")),
                ],
                _(
                    "Was Sie unten einzeln entscheiden, geht vor. Unbekannte Nummern werden zur bisherigen Nummer."
                ),
            )
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True

    def chosen(self) -> ForAll:
        """The decisions; what was not asked stays as it was decided. Of a valid form."""
        kept = {name: getattr(self.decided, name) for name in ForAll.__struct_fields__}
        return ForAll(**{**kept, **self.cleaned_data})

    def _ask(self, name: str, label: str, choices: list[tuple[str, str]], help_text: str) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=choices,
            required=False,
            initial=getattr(self.decided, name),
            help_text=help_text,
        )


def _goals_named(texts: tuple[NewGoal, ...]) -> str:
    named = ", ".join(f"„{each.text}“ ({each.rows})" for each in texts[:NAMED_AT_MOST])
    more = len(texts) - NAMED_AT_MOST
    sentence = ngettext(
        "%(count)d Text der Spalte ist keines der vorhandenen Ziele: %(texts)s",
        "%(count)d Texte der Spalte sind keines der vorhandenen Ziele: %(texts)s",
        len(texts),
    ) % {"count": len(texts), "texts": named}
    return sentence + (_(" und %(count)d weitere.") % {"count": more} if more > 0 else ".")
