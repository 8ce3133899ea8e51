"""Actions that change accounts. Other apps import from here."""

from accounts.actions.accounts import (
    close_account,
    create_invited_user,
    reopen_account,
    save_account,
    save_consent,
)
from accounts.actions.first_person import invite_first, welcome_first
from accounts.actions.invitations import accept_invitation, invite
from accounts.actions.leaving import (
    end_sessions,
    forget_closed_accounts,
    forget_ended_sessions,
    pseudonymise,
)
from accounts.actions.mails import Attempt, clear_mails, send_again, send_test_mail

__all__ = [
    "Attempt",
    "accept_invitation",
    "clear_mails",
    "close_account",
    "create_invited_user",
    "end_sessions",
    "forget_closed_accounts",
    "forget_ended_sessions",
    "invite",
    "invite_first",
    "pseudonymise",
    "reopen_account",
    "save_account",
    "save_consent",
    "send_again",
    "send_test_mail",
    "welcome_first",
]
