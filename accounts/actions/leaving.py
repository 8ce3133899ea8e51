"""Leaving: personal data go, the history stays readable."""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.deliveries import DeliveryState
from accounts.exceptions import RuleBroken
from accounts.mail import deliver
from accounts.models import Delivery, Invitation, User
from accounts.roles import Role
from accounts.signals import leaving

FINISHED = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)


@transaction.atomic
def pseudonymise(*, user: User, label: str, by: User | None, at: datetime) -> User:
    """Replace the person of an account by a label such as "ehemaliges Mitglied, Kirchen".

    The row stays, because the history points to it. Raises RuleBroken for somebody who has left already, for the
    last coordination, and while another app refuses: a seat must end first.
    """
    user = lock_account(user)
    if user.left_at:
        raise RuleBroken(_("Diese Person ist schon ausgeschieden."))
    keep_a_coordination(without=user)
    leaving.send(sender=User, user=user, at=at)
    end_sessions(user=user)
    _forget_mails(user)
    for model in (Invitation, Authenticator, EmailAddress, SocialAccount):
        model._default_manager.filter(user=user).delete()
    user.name = label
    # The top level "invalid" is reserved: no mail can ever reach it (RFC 2606).
    user.email = f"ausgeschieden-{user.pk}@invalid.invalid"
    user.set_unusable_password()
    user.name_consent = user.name_consent_at = user.last_login = None
    user.is_active, user.left_at = False, at
    user.save()
    return user


def forget_closed_accounts(*, at: datetime) -> int:
    """Take the personal data of accounts that nobody uses any more, and return how many.

    These were closed, or their invitation ended without an answer, longer ago than the settings keep them. Whoever
    still holds a seat, or is needed otherwise, stays.
    """
    forgotten = 0
    for user in _long_unused(at):
        with suppress(RuleBroken), transaction.atomic():
            lock_account(user)
            # Opened again, or the invitation accepted, since the list was read.
            if _long_unused(at).filter(pk=user.pk).exists():
                pseudonymise(user=user, label=_("ehemaliges Mitglied"), by=None, at=at)
                forgotten += 1
    return forgotten


def _long_unused(at: datetime) -> QuerySet[User]:
    kept_since = at - timedelta(days=settings.KEEP_CLOSED_ACCOUNTS_DAYS)
    unanswered = Q(invitation__expires_at__lt=kept_since, invitation__accepted_at=None, last_login=None)
    return User.objects.filter(Q(closed_at__lt=kept_since) | unanswered, left_at=None)


def end_sessions(*, user: User) -> None:
    """Sign the person out everywhere, whichever way the session began."""
    key = str(user.pk)
    ended = [
        session.pk for session in Session.objects.iterator() if session.get_decoded().get(SESSION_KEY) == key
    ]
    Session.objects.filter(pk__in=ended).delete()
    UserSession.objects.filter(user=user).delete()


def forget_ended_sessions(*, at: datetime) -> int:
    """Take away the sessions that are over, with the address and the browser that are listed for each; say how many."""
    Session.objects.filter(expire_date__lt=at).delete()
    ended = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return ended.delete()[0]


def lock_account(user: User) -> User:
    """Lock an account together with all of coordination, and read it again.

    One statement takes the locks in one order: two who leave at the same moment would otherwise each hold their
    own row and wait for the other's.
    """
    together = Q(pk=user.pk) | Q(role=Role.COORDINATION, is_active=True)
    locked = User.objects.select_for_update().filter(together).order_by("pk")
    return next(each for each in locked if each.pk == user.pk)


def keep_a_coordination(*, without: User) -> None:
    """Raise RuleBroken when no active coordination would be left. Needs `lock_account` first."""
    others = User.objects.filter(role=Role.COORDINATION, is_active=True)
    if without.is_active and {user.pk for user in others} == {without.pk}:
        raise RuleBroken(
            _(
                "%(name)s ist das einzige aktive Konto der Koordination. "
                "Geben Sie zuerst jemand anderem die Rolle Koordination."
            )
            % {"name": without.name}
        )


def _forget_mails(user: User) -> None:
    """Mails to the person, mails of others that name them, and what the queue keeps of either."""
    naming = (
        Q(**{f"{field}__contains": word})
        for field in ("subject", "text", "calendar")
        for word in (user.name, user.email)
    )
    ended = Delivery.objects.filter(state__in=(DeliveryState.SENT, DeliveryState.FAILED))
    ended.filter(reduce(or_, naming)).delete()
    Delivery.objects.filter(to=user).delete()
    waiting = DBTaskResult.objects.filter(task_path=deliver.module_path).exclude(status__in=FINISHED)
    done = DBTaskResult.objects.filter(status__in=FINISHED)
    forgotten = [result.pk for result in waiting.iterator() if user.email in result.args_kwargs["args"]]
    for result in done.iterator():
        texts = [result.traceback, *(str(value) for value in result.args_kwargs["args"])]
        if any(user.name in text or user.email in text for text in texts):
            forgotten.append(result.pk)
    DBTaskResult.objects.filter(pk__in=forgotten).delete()
