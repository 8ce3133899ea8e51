"""The legislative terms of the council."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from committees.bodies.models import LegislativeTerm
from editing.exceptions import RuleBroken


@transaction.atomic
def save_term(*, term: LegislativeTerm, by: User) -> LegislativeTerm:
    """Add or change a legislative term. Raises RuleBroken for days that another one has already."""
    try:
        with transaction.atomic():
            term.validate_constraints()
            _refuse_overlap(term)
            term.save()
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    except IntegrityError as error:
        # Somebody else entered it at this moment.
        raise RuleBroken(_("Eine Wahlperiode mit diesem Beginn gibt es schon.")) from error
    return term


@transaction.atomic
def remove_term(*, term: LegislativeTerm, by: User) -> None:
    """Remove a legislative term. Bodies and papers do not name theirs, so nothing else changes."""
    LegislativeTerm.objects.filter(pk=term.pk).delete()


def _refuse_overlap(term: LegislativeTerm) -> None:
    """One council follows the other: only the latest term may be without an end."""
    others = list(LegislativeTerm.objects.select_for_update().exclude(pk=term.pk))
    for other in others:
        first, second = sorted((term, other), key=lambda each: each.starts_on)
        if first.ends_on is None or first.ends_on >= second.starts_on:
            raise RuleBroken(
                _("Diese Wahlperiode überschneidet sich mit „%(name)s“. Tragen Sie zuerst deren Ende ein.")
                % {"name": other.name}
                if first is other and other.ends_on is None
                else _("Diese Wahlperiode überschneidet sich mit „%(name)s“.") % {"name": other.name}
            )
