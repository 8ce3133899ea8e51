"""The judgement of coordination as a value beside the computed light."""

from django.utils import timezone

from monitoring.choices import EffectLight, ExecutionLight
from monitoring.lights import Override
from monitoring.models import Judgement


def override_of(judgement: Judgement, light: ExecutionLight | EffectLight) -> Override:
    return Override(
        light=light,
        reason=judgement.reason,
        by=judgement.made_by.name if judgement.made_by else "",
        on=timezone.localdate(judgement.made_at),
    )
