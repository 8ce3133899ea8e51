"""The judgement of coordination beside the computed light."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from monitoring.actions.rows import save_row
from monitoring.models import Indicator, Judgement
from strategy.models import Measure


@transaction.atomic
def judge(*, judgement: Judgement, by: User, at: datetime) -> Judgement:
    """Set the light of a measure or indicator by hand; a former judgement ends. Raises RuleBroken without a reason."""
    _end(Q(measure=judgement.measure, indicator=judgement.indicator), at)
    judgement.made_at, judgement.made_by = at, by
    save_row(judgement)
    return judgement


@transaction.atomic
def end_judgement(*, of: Measure | Indicator, by: User, at: datetime) -> None:
    """Let the computed light count again."""
    _end(Q(measure=of) if isinstance(of, Measure) else Q(indicator=of), at)


def _end(about: Q, at: datetime) -> None:
    Judgement.objects.filter(about, ended_at__isnull=True).update(ended_at=at)
