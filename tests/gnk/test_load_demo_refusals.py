"""The demonstration never mixes with other data. Apart from the tests that share a loaded one."""

from typing import Any

import pytest
from django.core.management import CommandError

from accounts.models import User
from tests.builders import make_strategy, make_user
from tests.gnk.demo import everything, load_demo

pytestmark = pytest.mark.django_db
OTHER_DATA = "In dieser Datenbank liegen andere Daten. Die Demonstration braucht eine leere Datenbank."


@pytest.mark.parametrize(
    "make_other",
    [make_strategy, make_user, lambda: make_strategy(is_example=True)],
    ids=["a strategy", "an account", "another example"],
)
def test_database_with_other_data_is_refused_and_left_alone(make_other: Any) -> None:
    make_other()
    before = everything()
    with pytest.raises(CommandError) as caught:
        load_demo("adopted")
    assert (str(caught.value), caught.value.returncode) == (OTHER_DATA, 1)
    assert everything() == before


def test_accounts_option_prints_nothing_without_a_demonstration() -> None:
    assert load_demo("adopted", "--accounts") == ""
    assert User.objects.count() == 0


def test_unknown_stage_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice: 'finished'"):
        load_demo("finished")
