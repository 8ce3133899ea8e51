"""The licence of the open data: what the municipality chose, as people read it and as programs do."""

from msgspec import Struct

from strategy.choices import DataLicence
from strategy.licences import TEXTS
from strategy.models import Municipality

# The list of DCAT-AP.de, whose values are those of the choice.
LIST = "http://dcat-ap.de/def/licenses/"


class Licence(Struct, frozen=True):
    """A licence as it stands in every file: `id` of DCAT-AP.de, and whom to name; empty where nobody has to be."""

    id: str
    title: str
    url: str
    attribution: str

    @property
    def iri(self) -> str:
        return f"{LIST}{self.id}"

    @property
    def link(self) -> str:
        """The value of a Link header that names the licence."""
        return f'<{self.url}>; rel="license"'


def licence_of(municipality: Municipality) -> Licence:
    """The licence that a municipality gives its data."""
    choice = DataLicence(municipality.data_licence)
    named = choice != DataLicence.ZERO
    return Licence(
        id=choice.value,
        title=str(choice.label),
        url=TEXTS[choice],
        attribution=(municipality.data_attribution or str(municipality)) if named else "",
    )
