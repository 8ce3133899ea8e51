from django.apps import AppConfig

from accounts.signals import leaving


class MeetingsConfig(AppConfig):
    name = "committees.meetings"
    verbose_name = "Sitzungen und Abfragen"

    def ready(self) -> None:
        # The models exist only from here on.
        from committees.meetings.receivers import end_votes_to_come

        leaving.connect(end_votes_to_come)
