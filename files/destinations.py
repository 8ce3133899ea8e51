"""Destinations of requests: web addresses, and no machine of an inner network. Pure but for the resolution of names."""

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from msgspec import Struct

PORTS = {"http": 80, "https": 443}
URL_AT_MOST = 2000
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses of IPv6 that lead to one of IPv4, which stands in the last 32 bits: translation (NAT64, RFC 6052).
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
LOCAL_TRANSLATED = ipaddress.ip_network("64:ff9b:1::/48")


class Refusal(Exception):
    """An address that is not asked, or an answer that is not taken. The text is a sentence for the person."""


class NotAWebAddress(Refusal):
    pass


class PrivateAddress(Refusal):
    pass


class UnknownHost(Refusal):
    pass


class Destination(Struct, frozen=True):
    """A web address, taken apart."""

    scheme: str
    host: str
    port: int
    # Path and query, as they are sent.
    target: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def destination_of(url: str) -> Destination:
    """Take a web address apart. Raises NotAWebAddress."""
    if len(url) > URL_AT_MOST or any(character <= " " or character > "~" for character in url):
        raise NotAWebAddress(_("Das ist keine gültige Adresse: %s") % url[:100])
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotAWebAddress(_("Das ist keine gültige Adresse: %s") % url[:100]) from None
    if parts.scheme not in PORTS:
        raise NotAWebAddress(_("Die Adresse muss mit https:// oder http:// beginnen: %s") % url[:100])
    if not parts.hostname or port == 0:
        raise NotAWebAddress(_("Das ist keine gültige Adresse: %s") % url[:100])
    if parts.username is not None or parts.password is not None:
        raise NotAWebAddress(_("Eine Adresse mit Name oder Passwort wird nicht abgefragt."))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(
        scheme=parts.scheme, host=parts.hostname, port=port or PORTS[parts.scheme], target=target
    )


def addresses_of(destination: Destination, trusted_hosts: Collection[str]) -> list[str]:
    """The addresses that may be connected to, in the order of the resolver.

    The connection must go to one of these very addresses: a name can mean something else a moment later. Raises
    UnknownHost, and PrivateAddress if any of them lies in an inner network, unless the host is trusted.
    """
    try:
        found = socket.getaddrinfo(destination.host, destination.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnknownHost(_("Den Server „%s“ gibt es nicht.") % destination.host) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if destination.host.lower() not in trusted_hosts and not all(map(is_public, addresses)):
        raise PrivateAddress(
            _("„%s“ liegt in einem internen Netz. Solche Adressen werden nicht abgefragt.") % destination.host
        )
    return addresses


def is_public(address: str) -> bool:
    """Say whether an address belongs to the public internet, also when it is an IPv4 address in another dress."""
    # The zone of a link-local address stands behind a percent sign.
    found: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in TRANSLATED:
            return _is_public(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        if found.ipv4_mapped is not None:
            return _is_public(found.ipv4_mapped)
        tunnelled = [found.sixtofour, *(found.teredo or ())]
        if found in LOCAL_TRANSLATED or not all(
            _is_public(inner) for inner in tunnelled if inner is not None
        ):
            return False
    return _is_public(found)


def _is_public(address: Address) -> bool:
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )
