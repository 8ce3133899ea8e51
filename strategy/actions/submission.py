"""While a paper brings the texts before the committees, nobody edits them: only amendments change them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from editing.exceptions import RuleBroken
from strategy.actions.positions import lock
from strategy.models import Strategy
from strategy.models.kinds import ELEMENT_MODELS


@transaction.atomic
def submit_strategy(*, strategy: Strategy, paper: str, at: datetime) -> Strategy:
    """Let the texts rest; `paper` is the reference under which they lie before the committees.

    Raises RuleBroken when another paper has submitted them already.
    """
    strategy = lock(strategy)
    if strategy.is_submitted:
        raise RuleBroken(
            _("Die Strategie ist schon als Vorlage %(paper)s eingebracht.")
            % {"paper": strategy.submitted_paper}
        )
    strategy.submitted_paper, strategy.submitted_at = paper, at
    strategy.save(update_fields=["submitted_paper", "submitted_at"])
    return strategy


def lock_texts(strategy: Strategy) -> None:
    """Lock every text, so that none is being saved while the submission compares them with their frozen version."""
    for model in ELEMENT_MODELS.values():
        texts = model.objects.select_for_update(of=("self",)).filter(**{model.path_to_strategy: strategy})
        list(texts.order_by("pk").values_list("pk"))


@transaction.atomic
def release_strategy(*, strategy: Strategy) -> Strategy:
    """Open the texts for editing again, because the paper has ended."""
    strategy = lock(strategy)
    strategy.submitted_paper, strategy.submitted_at = "", None
    strategy.save(update_fields=["submitted_paper", "submitted_at"])
    return strategy
