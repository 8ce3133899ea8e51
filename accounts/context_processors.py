from django.http import HttpRequest

from accounts.models import User
from accounts.roles import Right


def rights(request: HttpRequest) -> dict[str, object]:
    """Give templates the rights of the signed-in account as `rights.edit_goals` and so on."""
    # Nobody has looked yet who it is where a request is refused at once.
    user = getattr(request, "user", None)
    return {"rights": {right.value: isinstance(user, User) and user.has_right(right) for right in Right}}
