"""Taking over what a workbook says on the rows of a department's table."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from msgspec import Struct

from accounts.models import User
from editing.exceptions import RuleBroken
from monitoring.actions.round_rows import enter_value, fill_cells
from monitoring.models import IndicatorSeries, IndicatorValue
from monitoring.round_facts import RoundTable
from strategy.models import Measure
from tables.round_reading import Sent, report_form, value_form


class Applied(Struct, frozen=True):
    """How many cells were saved, and a sentence for each row of which something was not."""

    count: int
    refused: tuple[str, ...]


@transaction.atomic
def apply_round_file(*, table: RoundTable, rows: Mapping[str, Sent], by: User, at: datetime) -> Applied:
    """Save the cells of a preview, by the rules of the page: what somebody else has changed since stays."""
    count, refused = 0, []
    _lock_all(table, rows)
    for row in table.measures:
        sent = rows.get(str(row.entry.key))
        if sent is None:
            continue
        form = report_form(row, table, at, sent.cells)
        form.is_valid()
        values = {name: form.cleaned_data[name] for name in sent.cells if name in form.cleaned_data}
        values.pop("revision", None)
        try:
            filled = fill_cells(
                answer=table.answer, measure=row.measure, values=values, revision=sent.seen, by=by, at=at
            )
        except RuleBroken as refusal:
            refused.append(f"{row.entry.number}: {refusal}")
            continue
        count += len(values) - len(filled.refused)
        labels = [str(form.fields[name].label) for name in filled.refused]
        if labels:
            sentence = _("%(number)s: Inzwischen hat jemand anderes hier geschrieben: %(cells)s.")
            refused.append(sentence % {"number": row.entry.number, "cells": ", ".join(labels)})
    for each in table.values:
        sent = rows.get(str(each.indicator.pk))
        if sent is None:
            continue
        value = value_form(each, sent.cells)
        if not value.is_valid():
            refused.append(f"{each.indicator}: " + _("Diese Zeile ist nicht vollständig."))
            continue
        cells = value.cleaned_data
        entered = IndicatorValue(value=cells["value"], quality=cells["quality"], note=cells["note"])
        try:
            enter_value(answer=table.answer, series=each.series, value=entered, seen=sent.seen, by=by, at=at)
        except RuleBroken as refusal:
            refused.append(f"{each.indicator}: {refusal}")
            continue
        count += len(sent.cells)
    return Applied(count=count, refused=tuple(refused))


def _lock_all(table: RoundTable, rows: Mapping[str, Sent]) -> None:
    """Lock everything the file speaks of before the answer, in one order: nobody waits for somebody who waits."""
    measures = [row.measure.pk for row in table.measures if str(row.entry.key) in rows]
    list(Measure._base_manager.select_for_update().filter(pk__in=measures).order_by("pk"))
    series = [each.series.pk for each in table.values if str(each.indicator.pk) in rows]
    list(IndicatorSeries.objects.select_for_update().filter(pk__in=series).order_by("pk"))
