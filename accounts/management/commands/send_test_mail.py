from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from accounts.actions import send_test_mail
from accounts.mail import absolute_url, from_address


class Command(BaseCommand):
    """Try whether mails leave: one to the given address, past the queue."""

    help = "Schickt eine Test-E-Mail und sagt, was der Mailserver geantwortet hat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", metavar="ADRESSE")

    def handle(self, *args: object, address: str, **options: object) -> None:
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address}: {' '.join(error.messages)}") from error
        attempt = send_test_mail(address=address, at=timezone.now())
        if not attempt.is_sent:
            raise CommandError(attempt.sentence)
        self.stdout.write(
            f"Absender: {from_address()}\nLinks beginnen mit: {absolute_url('/')}\n{attempt.sentence}"
        )
