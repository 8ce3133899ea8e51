from django.apps import AppConfig
from django.core.checks import register

from committees.meetings.signals import meeting_saved
from strategy.signals import route_asked


class CouncilConfig(AppConfig):
    name = "committees.council"
    verbose_name = "Rat"

    def ready(self) -> None:
        # The models exist only from here on.
        from committees.council.checks import check_reference_pattern
        from committees.council.receivers import move_open_consultations, route_of

        register(check_reference_pattern)
        meeting_saved.connect(move_open_consultations)
        route_asked.connect(route_of)
