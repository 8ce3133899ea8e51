"""Fields in which departments are named by typing: suggested while typing, asked about when nobody knows the name."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Model
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editing.forms.field_values import NamedRowField
from editing.forms.revised import RevisedForm
from editing.forms.rows import MORE_ROWS
from strategy.departments import Directory
from strategy.models import Department

# The boxes by which unknown names are confirmed as new departments.
NEW = "new_departments"
M = TypeVar("M", bound=Model)


class DepartmentInput(forms.TextInput):
    """One name, with the known ones as suggestions."""

    template_name = "strategy/department_input.html"
    directory: Directory | None = None

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "list": f"{context['widget']['attrs'].get('id')}_known",
            "autocomplete": "off",
        }
        known = (self.directory or Directory()).active(timezone.localdate())
        return {**context, "suggestions": known}


class DepartmentInputs(DepartmentInput):
    """Several names, one in each input, and one more input with a button for the next."""

    template_name = "strategy/department_inputs.html"

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> list[str]:
        return forms.SelectMultiple().value_from_datadict(data, files, name) or []

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1" if id_ else id_

    def format_value(self, value: object) -> list[str]:
        given = value if isinstance(value, list | tuple) else []
        return [str(each) for each in given if each]

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        names = self.format_value(value)
        next_id = f"{context['widget']['attrs'].get('id')}_{len(names) + 1}"
        return {**context, "names": [*names, ""], "more": MORE_ROWS, "first": name, "next_id": next_id}


class _DepartmentField(NamedRowField):
    """What both fields share. `directory` is that of the form, `confirmed` the names that it was told to add."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.directory = Directory()
        self.confirmed: frozenset[str] = frozenset()
        # Those that stand there already may stay, whether they still exist or not.
        self.kept: frozenset[object] = frozenset()
        self.unknown: list[str] = []
        self.added: dict[object, Department] = {}
        self.understood: list[tuple[str, Department]] = []

    def open(self, directory: Directory, confirmed: Iterable[str], kept: Iterable[object]) -> None:
        """Tell the field of one form what it needs to know, and forget what another has found out."""
        self.directory, self.confirmed, self.kept = directory, frozenset(confirmed), frozenset(kept)
        self.unknown, self.added, self.understood = [], {}, []
        self.widget.directory = directory

    def told(self) -> Iterator[str]:
        """Sentences about names that mean a department which is written otherwise, and about new ones."""
        for typed, row in self.understood:
            yield _("„%(typed)s“ ist übernommen als: %(name)s") % {"typed": typed, "name": row}
        for row in self.added.values():
            if self.adds_rows:
                yield _("„%s“ ist neu verzeichnet.") % row
            else:
                yield _("„%s“ ist noch nicht verzeichnet. Darüber entscheidet die Koordination.") % row

    def name_of(self, key: object) -> str:
        if isinstance(key, Department):
            return key.name
        if isinstance(key, UUID):
            found = self.added.get(key) or self.directory.rows.get(key)
            return found.name if found else _("inzwischen gelöscht")
        return str(key or "")

    def found(self, typed: str) -> Department:
        """The department that a name means. Raises ValidationError for one that nobody knows, or that is dissolved."""
        today = timezone.localdate()
        row = self.directory.find(typed)
        if row is None:
            return self._new(typed)
        if row.active_until and not row.is_active(today) and row.pk not in self.kept:
            raise ValidationError(
                _("„%(name)s“ ist zum %(day)s aufgelöst. Bitte geben Sie eine andere Stelle an.")
                % {"name": row, "day": date_format(row.active_until, "j. F Y")}
            )
        if row.name != typed:
            self.understood.append((typed, row))
        return row

    def _new(self, typed: str) -> Department:
        ProhibitNullCharactersValidator()(typed)
        Department._meta.get_field("name").run_validators(typed)
        if typed in self.confirmed:
            department = Department(name=typed)
            self.added[department.pk] = department
            return department
        self.unknown.append(typed)
        similar = self.directory.similar(typed, timezone.localdate())
        meant = (
            _("Meinten Sie %s?") % _(" oder ").join(f"„{name}“" for name in similar)
            if similar
            else _("Bitte prüfen Sie die Schreibweise.")
        )
        raise ValidationError(
            _("„%(name)s“ ist noch nicht verzeichnet. %(meant)s Oder legen Sie die Stelle oben neu an.")
            % {"name": typed, "meant": meant}
        )


class DepartmentField(_DepartmentField):
    """One department, by its name, its short name or a former spelling."""

    widget = DepartmentInput

    def prepare_value(self, value: object) -> object:
        return self.name_of(value)

    def clean(self, value: object) -> Department | None:
        typed = str(value or "").strip()
        return self.found(typed) if typed else None

    def has_changed(self, initial: object, data: object) -> bool:
        return self.name_of(initial) != str(data or "").strip()


class DepartmentsField(_DepartmentField):
    """Several departments, each by a name as in `DepartmentField`."""

    widget = DepartmentInputs

    def prepare_value(self, value: object) -> object:
        return [self.name_of(each) for each in value] if isinstance(value, Iterable) else []

    def clean(self, value: object) -> list[Department]:
        found: dict[str, Department] = {}
        errors = []
        for typed in _typed(value):
            try:
                row = self.found(typed)
            except ValidationError as error:
                errors.append(error)
            else:
                found.setdefault(row.name, row)
        if errors:
            raise ValidationError(errors)
        return list(found.values())

    def has_changed(self, initial: object, data: object) -> bool:
        before = self.prepare_value(initial)
        return sorted(before if isinstance(before, list) else []) != sorted(_typed(data))


def _typed(value: object) -> list[str]:
    given = value if isinstance(value, list | tuple) else []
    return list(dict.fromkeys(text for each in given if (text := str(each).strip())))


class NamingForm(RevisedForm[M], Generic[M]):
    """A form that may have fields for departments: it asks before a name that nobody knows is added."""

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        instance: M | None = None,
        initial: dict[str, object] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, files, instance=instance, initial=initial, prefix=prefix)
        self._department_fields = {
            name: field
            for name, field in self.fields.items()
            if isinstance(field, DepartmentField | DepartmentsField)
        }
        directory = Directory()
        boxes = forms.CheckboxSelectMultiple()
        confirmed = boxes.value_from_datadict(self.data, self.files, self.add_prefix(NEW)) or ()
        for name, field in self._department_fields.items():
            field.open(directory, confirmed, _keys(self.initial.get(name)))

    def clean(self) -> dict[str, object]:
        """Ask about departments that nobody knows, and tell what was understood otherwise than typed."""
        values: dict[str, object] = super().clean() or self.cleaned_data
        fields = self._department_fields.values()
        unknown = dict.fromkeys(name for field in fields for name in field.unknown)
        if unknown:
            self.fields[NEW] = forms.MultipleChoiceField(
                label=_("Neu anlegen"),
                choices=[(name, name) for name in unknown],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                help_text=_("Nur was es wirklich noch nicht gibt: Fachbereiche und externe Stellen."),
            )
            self.helper.layout.insert(0, NEW)
        self.notices += [sentence for field in fields for sentence in field.told()]
        return values

    def _get_validation_exclusions(self) -> set[str]:
        # Their fields have looked them up; one that is new is saved with what names it.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | self._department_fields.keys()


def _keys(value: object) -> Iterable[object]:
    values = value if isinstance(value, list | tuple) else [value]
    return [each.pk if isinstance(each, Department) else each for each in values]
