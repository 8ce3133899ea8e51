"""The files and links that lie with elements: kept by whoever may edit, in the bin with them, gone with them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actions.leaving import pseudonymise
from accounts.models import User
from editing.exceptions import RuleBroken
from strategy.actions.attachments import ATTACHMENTS_AT_MOST, attach, detach
from strategy.actions.emptying import empty_bin
from strategy.actions.placing import copy_element, put_below
from strategy.actions.removal import remove_element, restore_element
from strategy.choices import TextStatus
from strategy.models import Attachment, Measure, Strategy, ThemeField
from strategy.models.element import KEPT_IN_BIN
from tests.builders import (
    NOW,
    join_working_group,
    make_attachment,
    make_goal,
    make_measure,
    make_strategic_goal,
    make_submitted_paper,
    make_theme,
    make_version,
)

LINK = "https://www.example.org/gutachten"


def upload(content: bytes = b"%PDF-1.7 x", name: str = "Frau Meier.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attached(measure: Measure, by: User, **fields: Any) -> Attachment:
    values = {"title": "Gutachten", "is_public": False, **fields}
    return attach(element=measure, by=by, at=NOW, **values)


def test_file_is_kept_under_a_name_of_our_own(measure: Measure, coordination: User) -> None:
    kept = attached(measure, coordination, upload=upload())
    assert (kept.element_kind, kept.element_key) == ("measure", measure.pk)
    assert (kept.content_type, kept.size, kept.type_name) == ("application/pdf", 10, "PDF")
    assert "Meier" not in str(kept.file.name)
    assert (kept.uploaded_by, kept.uploaded_at, kept.theme) == (coordination, NOW, measure.theme_of)


def test_link_is_kept_without_a_file(measure: Measure, coordination: User) -> None:
    kept = Attachment.objects.get(pk=attached(measure, coordination, link=LINK).pk)
    assert (kept.link, kept.host, kept.size, bool(kept.file)) == (LINK, "www.example.org", 0, False)


def test_file_and_link_at_once_or_none_are_refused(measure: Measure, coordination: User) -> None:
    for given in ({}, {"upload": upload(), "link": LINK}):
        with pytest.raises(ValidationError, match="entweder eine Datei oder ein Link"):
            attached(measure, coordination, **given)
    with pytest.raises(ValidationError, match="https"):
        attached(measure, coordination, link="http://example.org")
    assert not Attachment.objects.exists()


def test_members_attach_where_they_may_edit(measure: Measure, coordination: User, member: User) -> None:
    kept = make_attachment(measure, by=coordination)
    with pytest.raises(RuleBroken, match="gerade keine Unterlagen"):
        make_attachment(measure, by=member)
    join_working_group(measure.theme_of, member)
    make_attachment(measure, by=member)
    Measure.objects.update(text_status=TextStatus.AGREED)
    with pytest.raises(RuleBroken, match="gerade keine Unterlagen"):
        detach(attachment=kept, by=member)
    assert Attachment.objects.count() == 2


def test_only_coordination_attaches_while_the_texts_rest(
    strategy: Strategy, measure: Measure, coordination: User, core_team: User, office: User
) -> None:
    kept = make_attachment(measure, by=core_team)
    make_submitted_paper(make_version(strategy, by=coordination), by=office)
    with pytest.raises(RuleBroken, match="gerade keine Unterlagen"):
        make_attachment(measure, by=core_team)
    assert not Attachment.objects.removable_by(core_team).exists()
    make_attachment(measure, by=coordination)
    detach(attachment=kept, by=coordination)
    assert Attachment.objects.count() == 1


def test_element_has_a_limited_number_of_attachments(measure: Measure, coordination: User) -> None:
    make_attachment(measure, by=coordination)
    about = {
        "element_kind": "measure",
        "element_key": measure.pk,
        "link": LINK,
        "size": 0,
        "uploaded_at": NOW,
    }
    Attachment.objects.bulk_create(Attachment(title="x", **about) for _ in range(ATTACHMENTS_AT_MOST - 1))
    with pytest.raises(RuleBroken, match="höchstens 50 Unterlagen"):
        make_attachment(measure, by=coordination)


def test_removed_attachment_takes_its_file_along(
    measure: Measure, coordination: User, django_capture_on_commit_callbacks: Any
) -> None:
    kept, other = make_attachment(measure, by=coordination), make_attachment(measure, by=coordination)
    with django_capture_on_commit_callbacks(execute=True):
        detach(attachment=kept, by=coordination)
        detach(attachment=kept, by=coordination)
    assert list(Attachment.objects.all()) == [other]
    assert [each.file.storage.exists(str(each.file)) for each in (kept, other)] == [False, True]


def test_attachments_lie_in_the_bin_with_their_element(measure: Measure, coordination: User) -> None:
    kept = make_attachment(measure, by=coordination)
    remove_element(element=measure, by=coordination, at=NOW)
    assert list(Attachment.objects.in_use()) == []
    with pytest.raises(RuleBroken, match="inzwischen entfernt"):
        detach(attachment=kept, by=coordination)
    with pytest.raises(RuleBroken, match="inzwischen entfernt"):
        make_attachment(measure, by=coordination)
    restore_element(element=measure, by=coordination)
    assert list(Attachment.objects.in_use()) == [kept]


def test_emptied_bin_takes_the_files_along(
    measure: Measure, coordination: User, django_capture_on_commit_callbacks: Any
) -> None:
    stays = make_attachment(measure, by=coordination)
    other = make_measure(measure.operational_goal, by=coordination)
    gone = make_attachment(other, by=coordination)
    make_attachment(other, by=coordination, link=LINK)
    remove_element(element=other, by=coordination, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        empty_bin(at=NOW + KEPT_IN_BIN)
    assert list(Attachment.objects.all()) == [stays]
    assert [each.file.storage.exists(str(each.file)) for each in (gone, stays)] == [False, True]


def test_moved_element_keeps_its_attachments_and_a_copy_has_none(
    strategy: Strategy, measure: Measure, coordination: User
) -> None:
    kept = make_attachment(measure, by=coordination)
    theme: ThemeField = make_theme(strategy, by=coordination)
    goal = make_goal(make_strategic_goal(theme, by=coordination), by=coordination)
    copy = copy_element(element=measure, parent=goal, with_below=True, by=coordination, at=NOW)
    put_below(elements=[measure], parent=goal, by=coordination)
    kept.refresh_from_db()
    assert (kept.element_key, kept.theme) == (measure.pk, theme)
    assert not Attachment.objects.about(copy).exists()


def test_who_has_left_is_no_longer_named(measure: Measure, coordination: User, core_team: User) -> None:
    kept = make_attachment(measure, by=core_team)
    pseudonymise(user=core_team, label="ehemaliges Mitglied", by=coordination, at=NOW)
    assert str(Attachment.objects.select_related("uploaded_by").get(pk=kept.pk).uploaded_by) == (
        "ehemaliges Mitglied"
    )
