import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from accounts.models import User


def test_lost_second_factor_is_removed_for_one_account(coordination: User, office: User) -> None:
    for user in (coordination, office):
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    call_command("remove_second_factor", coordination.email.upper(), verbosity=0)
    assert list(Authenticator.objects.values_list("user", flat=True)) == [office.pk]


def test_lost_second_factor_of_an_unknown_address_is_an_error(db: None) -> None:
    with pytest.raises(CommandError, match=r"no account with the address nobody@example\.org"):
        call_command("remove_second_factor", "nobody@example.org")
