"""The files that lie with a paper."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from committees.council.actions.annexes import ANNEXES_AT_MOST, add_annex, remove_annex
from committees.council.actions.papers import withdraw_paper
from committees.council.models import Paper, PaperAnnex
from editing.exceptions import RuleBroken
from tests.builders import NOW
from tests.committees.council.test_views_papers import AREA, errors, main_text

PDF = b"%PDF-1.7 Gutachten"


def upload(content: bytes = PDF, name: str = "gutachten.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def annex(paper: Paper, by: User, **values: Any) -> PaperAnnex:
    about = {"title": "Gutachten", "is_public": True, "upload": upload(), **values}
    return add_annex(paper=paper, by=by, at=NOW, **about)


def test_annex_is_uploaded_and_listed(paper: Paper, office: User, office_client: Client) -> None:
    values = {"title": "Gutachten", "file": upload(), "is_public": "on"}
    response = office_client.post(f"{AREA}/vorlagen/{paper.pk}/anlage/", values, follow=True)
    kept = paper.annexes.get()
    assert (kept.title, kept.is_public, kept.content_type, kept.uploaded_by) == (
        "Gutachten",
        True,
        "application/pdf",
        office,
    )
    assert "gutachten" not in str(kept.file.name)
    assert "Gutachten (18 Bytes)" in main_text(response)


def test_annex_says_that_it_is_not_public(paper: Paper, office: User, office_client: Client) -> None:
    annex(paper, office, is_public=False)
    assert "Gutachten (18 Bytes, nichtöffentlich)" in main_text(
        office_client.get(f"{AREA}/vorlagen/{paper.pk}/")
    )


def test_file_of_another_kind_is_refused_by_its_content(paper: Paper, office_client: Client) -> None:
    values = {"title": "Gutachten", "file": upload(b"MZ program")}
    response = office_client.post(f"{AREA}/vorlagen/{paper.pk}/anlage/", values)
    assert list(errors(response)) == ["file"]
    assert response.context["form"]["title"].value() == "Gutachten"
    assert not PaperAnnex.objects.exists()


def test_annex_is_served_to_readers_to_be_saved(paper: Paper, office: User, reader_client: Client) -> None:
    kept = annex(paper, office)
    response: Any = reader_client.get(f"{AREA}/anlagen/{kept.pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="gutachten.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_annex_is_removed_with_its_file_after_a_question(
    paper: Paper, office: User, office_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    kept = annex(paper, office)
    address = f"{AREA}/anlagen/{kept.pk}/entfernen/"
    assert "Anlage entfernen?" in main_text(office_client.get(address))
    with django_capture_on_commit_callbacks(execute=True):
        office_client.post(address)
    assert not paper.annexes.exists()
    assert not kept.file.storage.exists(kept.file.name)


def test_annexes_of_an_ended_paper_stay(paper: Paper, office: User) -> None:
    kept = annex(paper, office)
    withdraw_paper(paper=paper, by=office, at=NOW)
    with pytest.raises(RuleBroken, match="Diese Vorlage ist abgeschlossen"):
        annex(paper, office)
    with pytest.raises(RuleBroken, match="Diese Vorlage ist abgeschlossen"):
        remove_annex(annex=kept, by=office)
    assert paper.annexes.get() == kept


def test_paper_has_a_limited_number_of_annexes(paper: Paper, office: User) -> None:
    kept = annex(paper, office)
    values = {"title": "x", "file": "x", "size": 1, "content_type": "x", "uploaded_at": NOW}
    PaperAnnex.objects.bulk_create(PaperAnnex(paper=paper, **values) for _ in range(ANNEXES_AT_MOST - 1))
    with pytest.raises(RuleBroken, match="höchstens 50 Anlagen"):
        annex(paper, office)
    assert paper.annexes.count() == ANNEXES_AT_MOST
    assert kept in paper.annexes.all()
