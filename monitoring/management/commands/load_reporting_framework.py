from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from editing.exceptions import RuleBroken
from monitoring.actions.frameworks import load_framework
from monitoring.exceptions import AnswersToOtherQuestions
from monitoring.framework.file import read_framework
from strategy.models import Strategy


class Command(BaseCommand):
    help = "Load the list of a Berichtsrahmen from a JSON file (docs/reporting-framework.md). Answers stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--keep-answers",
            action="store_true",
            help="let answers stay with their code although the list asks something else under it",
        )

    def handle(self, *args: object, file: Path, keep_answers: bool, **options: object) -> None:
        strategy = Strategy.objects.first()
        if strategy is None:
            raise CommandError("There is no strategy yet. Set up the installation first.")
        try:
            found, now = read_framework(file.read_bytes()), timezone.now()
            loaded = load_framework(
                strategy=strategy, file=found, by=None, at=now, keeps_answers=keep_answers
            )
        except AnswersToOtherQuestions as refusal:
            raise CommandError(f"{refusal} With --keep-answers they stay all the same.") from refusal
        except (OSError, RuleBroken) as error:
            raise CommandError(str(error)) from error
        said = f"{loaded.framework}: {loaded.aspects} aspects, {loaded.core_indicators} core indicators"
        if loaded.left_with_answer:
            said += f"; {loaded.left_with_answer} with an answer stand in the list no more"
        self.stdout.write(said)
