from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User


class Command(BaseCommand):
    help = "Remove the second factor and the recovery codes of an account whose owner has lost them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: object, email: str, **options: object) -> None:
        user = User.objects.filter(email=email.lower(), left_at=None).first()
        if user is None:
            raise CommandError(f"There is no account with the address {email}.")
        Authenticator.objects.filter(user=user).delete()
        self.stdout.write(f"{user.name} sets up a new second factor at the next sign-in.")
