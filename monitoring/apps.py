from django.apps import AppConfig

from accounts.signals import leaving
from committees.council.signals import annex_asked
from strategy.signals import departments_merged, implementation_asked, organisation_asked


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Umsetzung"

    def ready(self) -> None:
        # The models exist only from here on.
        from monitoring.receivers import (
            end_memberships,
            follow_merged_department,
            implementation_checks,
            implementation_now,
            report_annex,
        )

        annex_asked.connect(report_annex)
        leaving.connect(end_memberships)
        organisation_asked.connect(implementation_checks)
        implementation_asked.connect(implementation_now)
        departments_merged.connect(follow_merged_department)
