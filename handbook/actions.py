"""The sentences for the first visit: away, and back again."""

from accounts.models import User
from handbook.models import PutAway


def put_away(*, by: User) -> None:
    """Put the sentences for somebody's present role away."""
    PutAway.objects.get_or_create(user=by, role=by.role)


def show_again(*, by: User) -> None:
    """Bring the sentences for somebody's present role back."""
    PutAway.objects.of(by).delete()
