"""What requests ask for beside forms."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.http import QueryDict

from editing.asked import moment_of, number_of, numbers_in, words_in


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-10-05T16:00:00+02:00", datetime(2021, 10, 5, 14, tzinfo=UTC)),
        ("2021-10-05T16:00:00 02:00", datetime(2021, 10, 5, 14, tzinfo=UTC)),
        ("2021-10-05T16:00:00.5Z", datetime(2021, 10, 5, 16, 0, 0, 500000, tzinfo=UTC)),
        ("2021-10-05T16:00:00-0330", datetime(2021, 10, 5, 16, tzinfo=timezone(-timedelta(hours=3.5)))),
        # Without an offset it is a moment of here.
        ("2021-10-05", datetime(2021, 10, 4, 22, tzinfo=UTC)),
        ("2021-10-05 16:00", datetime(2021, 10, 5, 14, tzinfo=UTC)),
        ("1900-01-01T00:00:00+14:00", datetime(1899, 12, 31, 10, tzinfo=UTC)),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gestern",
        "2021-02-30T10:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1899-12-31T23:59:59Z",
        "2201-01-01T00:00:00Z",
        "12021-10-05T16:00:00Z",
        "2021-10-05T16:00:00+25:00",
        "2021-10-05T16:00:00+99:99",
        "2021-10-05T25:00:00Z",
        "2021-10-05T16:00:00Z\0",
        "2021-10-05T16:00:00\ud800",
        "9" * 5000,
    ],
)
def test_what_is_no_moment(text: str) -> None:
    assert moment_of(text) is None


def test_a_moment_that_needs_a_zone_has_one() -> None:
    assert moment_of("2021-10-05T16:00:00", needs_zone=True) is None
    assert moment_of("2021-10-05T16:00:00+02:00", needs_zone=True) is not None


def test_numbers_and_words_are_bounded() -> None:
    parameters = QueryDict("item=7&item=-1&item=%C2%B2&item=" + "9" * 5000 + "&q=%00Rad%00+")
    assert numbers_in(parameters, "item") == [7]
    assert number_of("9" * 18) == 10**18 - 1
    assert number_of("9" * 19) is None
    assert words_in(parameters, "q", at_most=2) == "Ra"
