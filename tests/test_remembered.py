"""What fixtures may rely on when their rows are laid again."""

import pytest
from django.db import connection, transaction

from accounts.models import User
from accounts.roles import Role
from tests.builders import make_user
from tests.remembered import begin_trail, remembered


@pytest.mark.django_db
def test_rows_are_laid_again_only_where_the_same_was_written_before() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's numbers go on after a rollback, so rows are built there each time.")
    built = []

    @remembered
    def person() -> User:
        user = make_user(Role.READER)
        built.append(user.email)
        return user

    def begun_with(*before: str) -> tuple[int, list[str]]:
        with transaction.atomic():
            begin_trail()
            for email in before:
                make_user(Role.READER, email=email, name="")
            found = person()
            assert User.objects.get(pk=found.pk).email == found.email
            transaction.set_rollback(True)
        return len(built), [user for user in built if user == found.email]

    assert begun_with() == (1, built[:1])
    assert begun_with() == (1, built[:1])
    assert begun_with("eine@example.org") == (2, built[1:])
    assert begun_with() == (2, built[:1])
