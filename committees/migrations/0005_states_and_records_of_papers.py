"""Existing papers get their state, their steps an order, and recorded outcomes an entry in the record."""

from django.db import migrations
from django.utils import timezone


def fill(apps, schema_editor):
    paper_model = apps.get_model("committees", "Paper")
    resolution_model = apps.get_model("committees", "Resolution")
    open_paper_found = False
    for paper in (
        paper_model.objects.select_related("version").defer("version__content").order_by("-created_at")
    ):
        steps = sorted(
            paper.consultations.all(),
            key=lambda step: (
                step.role == "decision",
                step.date is None,
                step.date or timezone.localdate(),
                step.pk,
            ),
        )
        for position, step in enumerate(steps, start=1):
            step.position = position
            if step.outcome != "open":
                step.version_id = paper.version_id
                resolution_model.objects.create(
                    consultation=step,
                    outcome=step.outcome,
                    held_on=step.date,
                    recorded_at=step.recorded_at,
                    recorded_by_id=step.recorded_by_id,
                )
            step.save()
        recorded = [step for step in steps if step.outcome != "open"]
        if paper.version.status == "adopted":
            paper.state = "adopted"
        elif recorded and not open_paper_found:
            paper.state, open_paper_found = "submitted", True
            strategy = apps.get_model("strategy", "Strategy").objects.get(pk=paper.version.strategy_id)
            strategy.submitted_paper, strategy.submitted_at = paper.reference, paper.created_at
            strategy.save()
        if paper.state != "prepared":
            paper.submitted_version_id = paper.version_id
        paper.state_at = max([paper.created_at, *(step.recorded_at for step in recorded)])
        paper.state_by_id = paper.created_by_id
        paper.save()


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0004_papers_amendments_resolutions"),
        ("strategy", "0006_submission"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
