from django.apps import AppConfig

from accounts.signals import leaving
from strategy.signals import decision_asked, question_decided, surveys_asked


class MeetingsConfig(AppConfig):
    name = "committees.meetings"
    verbose_name = "Sitzungen und Abfragen"

    def ready(self) -> None:
        # The models exist only from here on.
        from committees.meetings.receivers import (
            close_decided,
            end_votes_to_come,
            open_surveys,
            surveys_ended,
        )

        leaving.connect(end_votes_to_come)
        surveys_asked.connect(open_surveys)
        decision_asked.connect(surveys_ended)
        question_decided.connect(close_decided)
