"""What a script reads when it has saved a row of a department's table in a round: JSON, sentences included."""

from collections.abc import Collection, Iterable, Mapping
from typing import cast

from django import forms
from django.http import JsonResponse
from django.utils.translation import gettext as _

from kern.quotes import inside_quotes
from monitoring.actions.round_rows import Filled
from monitoring.forms.rounds import ReportRowForm, ValueRowForm
from monitoring.models import IndicatorValue, MeasureReport
from monitoring.round_facts import MeasureRow, ValueRow


def row_answer(
    row: MeasureRow, filled: Filled, saved: Collection[str], errors: Mapping[str, str]
) -> JsonResponse:
    """What a script puts into a row: its revision, the cells that are saved as they are read, those that somebody else
    has changed since with what stands there now, and a sentence at each that cannot be read.
    """
    form = report_form_of(filled.report, row)
    texts = _texts_of(form)
    facts = {
        "revision": filled.report.revision,
        "status": str(filled.report.get_status_display()),
        "saved": {name: texts[name] for name in saved},
        "overtaken": {
            name: {"text": texts[name], "said": _other_wrote(who, form, name)}
            for name, who in filled.overtaken.items()
        },
        "errors": errors,
        "said": _("Maßnahme %s ist gespeichert.") % row.entry.number if saved else "",
    }
    return JsonResponse(facts, status=422 if errors or filled.refused else 200)


def value_answer(row: ValueRow, entered: IndicatorValue) -> JsonResponse:
    """What a script puts into the row of an indicator whose value is saved."""
    facts = {
        "seen": entered.pk,
        "status": entered.get_status_display(),
        "saved": _texts_of(_value_form_of(row, entered)),
        "said": _("„%s“ ist gespeichert.") % row.indicator,
    }
    return JsonResponse(facts)


def value_overtaken(row: ValueRow, present: IndicatorValue) -> JsonResponse:
    """What a script puts into the row of an indicator to which somebody else has given a value since."""
    form = _value_form_of(row, present)
    overtaken = {
        name: {"text": text, "said": _other_wrote(present.reported_by, form, name)}
        for name, text in _texts_of(form).items()
    }
    facts = {"seen": present.pk, "status": present.get_status_display(), "overtaken": overtaken}
    return JsonResponse(facts, status=422)


def value_refused(form: ValueRowForm) -> JsonResponse:
    """A sentence at each cell of an indicator that cannot be saved; the value that was seen stays the one before."""
    errors = {name: told(form, name) for name in form.errors if name != "__all__"}
    return JsonResponse({"errors": errors, "said": _first(form)}, status=422)


def report_form_of(report: MeasureReport, row: MeasureRow) -> ReportRowForm:
    """The row of a measure as it stands."""
    return ReportRowForm(instance=report, about=f"{row.entry.number} {row.entry.title}")


def told(form: forms.BaseForm, name: str) -> str:
    """The sentences at a cell."""
    return " ".join(str(error) for error in form.errors[name])


def _value_form_of(row: ValueRow, value: IndicatorValue) -> ValueRowForm:
    return ValueRowForm(instance=value, key=row.indicator.pk, about=row.indicator.name)


def _other_wrote(who: object, form: forms.BaseForm, name: str) -> str:
    """The sentence at a cell that somebody else has changed while somebody typed into it."""
    words = {"by": who or _("Jemand ohne Konto"), "text": inside_quotes(_words_in(form, name))}
    told = (
        _("%(by)s hat hier inzwischen geschrieben: „%(text)s“.")
        if words["text"]
        else _("%(by)s hat diese Zelle inzwischen geleert.")
    )
    return f"{told % words} " + _("Ihr Text bleibt stehen. Ändern Sie ihn noch einmal, dann gilt er.")


def _words_in(form: forms.BaseForm, name: str) -> str:
    """What people read in a cell."""
    text, field = _text_in(form, name), form.fields[name]
    if not text or not isinstance(field, forms.ChoiceField):
        return text
    return str(dict(cast("Iterable[tuple[object, object]]", field.choices)).get(text, text))


def _texts_of(form: ReportRowForm | ValueRowForm) -> dict[str, str]:
    return {name: _text_in(form, name) for name in form.cells()}


def _text_in(form: forms.BaseForm, name: str) -> str:
    """What stands in a cell."""
    bound = form[name]
    value = bound.value()
    if isinstance(bound.field, forms.ChoiceField):
        return str(value or "")
    return str(bound.field.widget.format_value(value) or "")


def _first(form: forms.BaseForm) -> str:
    return next((str(error) for errors in form.errors.values() for error in errors), "")
