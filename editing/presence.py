"""The text that is being edited: its name, and the token with which an open form reports it."""

from django.core import signing
from django.db.models import Model

from accounts.models import User

SALT = "editing.presence"


def subject_of(element: Model) -> str:
    """The name of a text in any app, such as "measure:<key>" or "paper:12"."""
    return f"{element._meta.model_name}:{element.pk}"


def token_for(subject: str, user: User) -> str:
    """Only who was shown the form of a text gets a token, and it is good for that person alone."""
    return signing.dumps([subject, user.pk], salt=SALT, compress=True)


def subject_from(token: str, user: User) -> str | None:
    """The subject of a token, None for a token that is broken or somebody else's."""
    try:
        subject, owner = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return str(subject) if owner == user.pk else None
