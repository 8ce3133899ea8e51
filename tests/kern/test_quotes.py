import pytest

from kern.quotes import inside_quotes, nested_quotes


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("„Das „gute“ Leben“ ist entfernt.", "„Das ‚gute‘ Leben“ ist entfernt."),
        ("„A „b „c“ b“ a“ und „d“", "„A ‚b „c“ b‘ a“ und „d“"),
        ("„Der “alte” Plan“", "„Der “alte” Plan“"),
        ("„Ohne Ende „hier“", "„Ohne Ende „hier“"),
        ("Nur „eines“, und „noch eines“.", "Nur „eines“, und „noch eines“."),
    ],
)
def test_quotations_in_a_quotation_have_the_inner_marks(sentence: str, shown: str) -> None:
    assert nested_quotes(sentence) == shown


def test_text_that_is_quoted_has_inner_marks_only() -> None:
    assert f"„{inside_quotes('Das „gute“ Leben')}“" == "„Das ‚gute‘ Leben“"
