from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.formats import date_format
from django.utils.timezone import localtime

from operation.actions.due import run_due
from operation.runs import Standing, standings


class Command(BaseCommand):
    """The one thing that a timer has to call, every few minutes."""

    help = "Erledigt alle wiederkehrenden Aufgaben, die fällig sind. Ein Zeitgeber ruft es alle fünf Minuten auf."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help="nur zeigen, wann jede Aufgabe lief")

    def handle(self, *args: object, **options: object) -> None:
        if options["list"]:
            for standing in standings():
                self.stdout.write(_line(standing))
            return
        failed = []
        for outcome in run_due():
            # What is written here goes to the log, and the words of an error often repeat what somebody has typed.
            said = "gescheitert" if outcome.failure else outcome.said
            self.stdout.write(f"{outcome.work.command}: {said}" if said else outcome.work.command)
            if outcome.failure:
                failed.append(outcome.work.command)
        if failed:
            raise CommandError(f"Gescheitert: {', '.join(failed)}")


def _line(standing: Standing) -> str:
    moment = standing.run.started_at
    when = date_format(localtime(moment), "d.m.Y H:i:s") if moment else "noch nie"
    failure = f" ({standing.run.failure})" if standing.run.has_failed else ""
    return f"{standing.work.command:<22} {when:<20} {standing.word}{failure}"
