"""Checking an OParl interface from the command line: our own one, or any other."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.destinations import NotAWebAddress, destination_of
from files.fetching import Fetcher, Limits
from oparl.addresses import ROOT
from oparl.checking import Violation
from oparl.walking import Walk

FILE_AT_MOST = 50 * 1024 * 1024


class Command(BaseCommand):
    """Walk an interface from its System on and print every violation of OParl 1.1: address, rule, what is wrong."""

    help = "Prüft eine OParl-1.1-Schnittstelle wie ein Programm, das sie liest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "url", nargs="?", default="", metavar="URL", help="Adresse des Systems; sonst die eigene"
        )
        parser.add_argument(
            "--limit", type=int, default=None, metavar="N", help="höchstens N Objekte jeder Liste ansehen"
        )

    def handle(self, *args: object, url: str, limit: int | None, **options: object) -> None:
        url = url or f"{settings.BASE_URL}{ROOT}"
        if limit is not None and limit < 1:
            self.stderr.write(_("--limit ist mindestens 1."))
            sys.exit(1)
        try:
            host = destination_of(url).host
        except NotAWebAddress as refusal:
            self.stderr.write(str(refusal))
            sys.exit(1)
        # Whoever starts the command chose this host; addresses that its answers name are still checked.
        fetcher = Fetcher(
            trusted_hosts=[host, *settings.OPARL_TRUSTED_HOSTS], limits=Limits(size=FILE_AT_MOST)
        )
        walk = Walk(fetcher, limit=limit, report=self._print)
        walk.run(url)
        self._sum_up(walk)
        if walk.violations:
            sys.exit(1)

    def _print(self, violation: Violation) -> None:
        self.stdout.write(f"{violation.url}  {violation.rule}  {violation.text}")

    def _sum_up(self, walk: Walk) -> None:
        objects = ", ".join(f"{name} {count}" for name, count in sorted(walk.objects.items()))
        self.stdout.write(
            _("%(requests)d Abfragen, angesehen: %(objects)s.")
            % {"requests": walk.fetcher.requests, "objects": objects or "–"}
        )
        count = len(walk.violations)
        if not count:
            self.stdout.write(_("Kein Verstoß gegen OParl 1.1."))
            return
        found = ngettext("%(count)d Verstoß gegen OParl 1.1.", "%(count)d Verstöße gegen OParl 1.1.", count)
        self.stdout.write(found % {"count": count})
