"""Accounts and their rights."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from accounts.roles import RIGHTS, Right, Role
from tests.builders import make_user


def test_rights_cover_every_role() -> None:
    assert set(RIGHTS) == set(Role)


def test_every_right_is_held_by_coordination_and_reading_by_all_but_departments() -> None:
    assert RIGHTS[Role.COORDINATION] == frozenset(Right)
    assert [role for role in Role if Right.READ_WORKSPACE not in RIGHTS[role]] == [Role.DEPARTMENT]
    assert [role for role in Role if Right.READ_HANDBOOK not in RIGHTS[role]] == []


def test_papers_are_managed_by_office_and_coordination() -> None:
    assert [role for role in Role if Right.MANAGE_PAPERS in RIGHTS[role]] == [
        Role.COORDINATION,
        Role.COMMITTEE_OFFICE,
    ]


@pytest.mark.parametrize("role", Role)
def test_user_has_exactly_the_rights_of_the_role(role: Role) -> None:
    user = User(role=role)
    assert {right for right in Right if user.has_right(right)} == RIGHTS[role]


def test_inactive_user_has_no_right() -> None:
    user = User(role=Role.COORDINATION, is_active=False)
    assert [right for right in Right if user.has_right(right)] == []


def test_user_of_an_unknown_role_has_no_right() -> None:
    assert [right for right in Right if User(role="visitor").has_right(right)] == []


def test_user_role_must_be_known(reader: User) -> None:
    with pytest.raises(IntegrityError, match="user_role_known"):
        User.objects.filter(pk=reader.pk).update(role="visitor")


def test_user_role_error_is_german(db: None) -> None:
    user = User(email="a@example.org", name="A", role="visitor")
    with pytest.raises(ValidationError) as caught:
        user.validate_constraints()
    assert caught.value.messages == ["Diese Rolle gibt es nicht."]


def test_user_email_is_kept_in_lower_case(db: None) -> None:
    user = User.objects.create_user("Kim.Koordination@Example.ORG", name="Kim")
    assert user.email == "kim.koordination@example.org"


def test_user_email_in_another_letter_case_is_the_same(db: None) -> None:
    make_user(email="kim@example.org")
    with pytest.raises(ValidationError) as caught:
        User.objects.create_user("KIM@example.org", name="Kim")
    assert caught.value.message_dict == {"email": ["Zu dieser E-Mail-Adresse gibt es schon ein Konto."]}


def test_user_email_is_unique_in_the_database(reader: User, member: User) -> None:
    with pytest.raises(IntegrityError):
        User.objects.filter(pk=reader.pk).update(email=member.email)


def test_user_email_in_capitals_is_refused_by_the_database(reader: User) -> None:
    with pytest.raises(IntegrityError, match="user_email_lower_case"):
        User.objects.filter(pk=reader.pk).update(email="Lesen@example.org")


def test_user_without_password_cannot_sign_in(db: None) -> None:
    user = User.objects.create_user("kim@example.org", name="Kim")
    assert (user.has_usable_password(), user.role) == (False, Role.READER)


def test_superuser_is_coordination(db: None) -> None:
    user = User.objects.create_superuser("kim@example.org", "correct-horse-battery", name="Kim")
    assert user.role == Role.COORDINATION
