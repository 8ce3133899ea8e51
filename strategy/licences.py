"""Where the texts of the licences of open data stand. Pure."""

from strategy.choices import DataLicence

TEXTS = {
    DataLicence.BY: "https://www.govdata.de/dl-de/by-2-0",
    DataLicence.ZERO: "https://www.govdata.de/dl-de/zero-2-0",
    DataLicence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
}
