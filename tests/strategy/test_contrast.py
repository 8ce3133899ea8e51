import pytest

from strategy.contrast import contrast_with_white


@pytest.mark.parametrize(
    ("colour", "ratio"),
    # The examples of WCAG: black, white, and the lightest grey that may carry text.
    [("#000000", 21.0), ("#FFFFFF", 1.0), ("#767676", 4.54), ("#777777", 4.48), ("#0000ff", 8.59)],
)
def test_contrast_is_that_of_wcag(colour: str, ratio: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.01)
