"""The judgement of coordination beside the computed light."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from monitoring.actions.rows import save_row
from monitoring.models import Indicator, Judgement
from strategy.models import Measure


@transaction.atomic
def judge(*, judgement: Judgement, by: User, at: datetime) -> Judgement:
    """Set the light of a measure or indicator by hand; a former judgement ends. Raises RuleBroken without a reason."""
    end_judgement(of=judgement.measure or judgement.indicator, by=by, at=at)
    judgement.made_at, judgement.made_by = at, by
    save_row(judgement)
    return judgement


@transaction.atomic
def end_judgement(*, of: Measure | Indicator | None, by: User, at: datetime) -> None:
    """Let the computed light count again."""
    about = {"measure": of} if isinstance(of, Measure) else {"indicator": of}
    Judgement.objects.select_for_update().filter(**about, ended_at__isnull=True).update(ended_at=at)
