"""Sending again what did not arrive, and forgetting what did."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from accounts.deliveries import DeliveryState
from accounts.mail import queue
from accounts.models import Delivery, User

KEPT_FOR = timedelta(days=90)


@transaction.atomic
def send_again(*, deliveries: Collection[int], by: User, at: datetime) -> int:
    """Queue mails once more that failed, those among the given that `by` answers for; return how many.

    What arrived meanwhile, or is under way, is left alone: nobody gets a mail twice.
    """
    missing = Delivery.objects.missing(at).answered_for_by(by).filter(pk__in=deliveries)
    locked = Delivery.objects.select_for_update().filter(pk__in=[each.pk for each in missing])
    count = 0
    for delivery in locked.order_by("pk"):
        if not delivery.is_missing(at):
            continue
        delivery.state, delivery.failure, delivery.queued_at = DeliveryState.WAITING, "", at
        delivery.save(update_fields=["state", "failure", "queued_at"])
        queue(delivery)
        count += 1
    return count


def clear_mails(*, at: datetime) -> int:
    """Forget what was sent, or failed, long ago; return how many mails."""
    count, _models = Delivery.objects.filter(queued_at__lt=at - KEPT_FOR).delete()
    return count
