from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from accounts.actions import invite_first
from accounts.actions.first_person import FIRST_LINK_VALID_FOR, has_coordination
from accounts.exceptions import RuleBroken
from accounts.mail import absolute_url


class Command(BaseCommand):
    """The way in for the first person of an installation; afterwards people invite each other."""

    help = "Gibt den Link aus, mit dem die erste Person ihr Konto anlegt. Er gilt einmal; ein älterer gilt nicht mehr."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed", action="store_true", help="nichts tun, wenn es schon eine Koordination gibt"
        )

    def handle(self, *args: object, if_needed: bool, **options: object) -> None:
        if if_needed and has_coordination():
            return
        try:
            token = invite_first(at=timezone.now())
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        hours = int(FIRST_LINK_VALID_FOR.total_seconds() // 3600)
        # Behind the sign # browsers keep it to themselves: no server and no proxy writes it into a log.
        link = f"{absolute_url(reverse('accounts:first-person'))}#{token}"
        self.stdout.write(
            f"Mit diesem Link legt die erste Person ihr Konto an. Er gilt {hours} Stunden und nur einmal; "
            f"geben Sie ihn niemandem sonst:\n\n  {link}\n"
        )
