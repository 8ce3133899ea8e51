"""The short addresses of elements, as they stand in mails."""

from django.test import Client
from django.utils import timezone

from accounts.models import User
from strategy.actions.removal import remove_element
from strategy.links import page_of, short_page_of
from strategy.models import Chapter, Measure


def test_short_address_leads_to_the_page_of_an_element(measure: Measure, reader_client: Client) -> None:
    for element in (measure, measure.theme_of, Chapter.objects.all()[0]):
        response = reader_client.get(short_page_of(element.pk))
        assert response["Location"] == page_of(element.kind, element.pk)


def test_removed_and_unknown_elements_have_none(
    measure: Measure, coordination: User, reader_client: Client
) -> None:
    remove_element(element=measure, by=coordination, at=timezone.now())
    wrong = (short_page_of(measure.pk), "/e/0123456789ab/", "/e/xyz/", "/e/0123456789abcdef/")
    assert [reader_client.get(address).status_code for address in wrong] == [404] * 4


def test_stranger_signs_in_first(measure: Measure, client: Client) -> None:
    address = short_page_of(measure.pk)
    assert client.get(address)["Location"].endswith(f"?next={address}")
