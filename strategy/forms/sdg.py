"""The field to choose SDG targets: 169 check boxes by goal, which a script makes a picker with a search."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from strategy.models import SdgTarget


class TargetsByGoal(ModelChoiceIterator):
    """The choices as one group per SDG, from a single query."""

    def __iter__(self) -> Iterator[Any]:
        targets = self.queryset.select_related("sdg")
        for goal, members in groupby(targets, key=lambda target: target.sdg):
            yield (f"SDG {goal.number} · {goal.title}", [self.choice(target) for target in members])


class SdgTargetsField(forms.ModelMultipleChoiceField):
    iterator = TargetsByGoal
    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, help_text: str | Promise) -> None:
        super().__init__(
            queryset=SdgTarget.objects.all(),
            required=False,
            label=_("SDG-Unterziele"),
            help_text=help_text,
        )
