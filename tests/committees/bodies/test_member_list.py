"""Reading a pasted or uploaded list of members."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from committees.bodies.forms.members import LIST_AT_MOST, MemberListForm
from committees.bodies.member_list import ListLine, list_text, read_member_list

GROUPS = ("Kirchen", "Politik")


def read(text: str, *, seated: tuple[str, ...] = (), group_required: bool = True) -> tuple[ListLine, ...]:
    return read_member_list(text, groups=GROUPS, seated=seated, group_required=group_required)


def reason(text: str, *, seated: tuple[str, ...] = ()) -> str:
    return read(text, seated=seated)[-1].reason


@pytest.mark.parametrize(
    "text",
    [
        "Anna Meyer; Anna@X.example; Kirchen",
        "Anna Meyer\tanna@x.example\tKirchen",
        '"Anna  Meyer";"anna@x.example";"kirchen"',
        "Anna Meyer; <anna@x.example>; KIRCHEN;;",
        "\ufeffName;E-Mail;Gruppe\r\n\r\nAnna Meyer;anna@x.example;Kirchen\r\n;;\r\n",
    ],
)
def test_line_is_read_however_it_was_pasted(text: str) -> None:
    assert [(line.name, line.email, line.group, line.reason) for line in read(text)] == [
        ("Anna Meyer", "anna@x.example", "Kirchen", "")
    ]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("; a@x.example; Kirchen", "Der Name fehlt."),
        (
            "a@x.example; Anna; Kirchen",
            "An erster Stelle steht der Name, danach die E-Mail-Adresse.",
        ),
        ("Anna; ; Kirchen", "Die E-Mail-Adresse fehlt."),
        ("Anna; a@x; Kirchen", "„a@x“ ist keine gültige E-Mail-Adresse."),
        ("Anna; a@x.example; Chor", "Die entsendende Gruppe „Chor“ gibt es nicht."),
        ("Anna; a@x.example", "Die entsendende Gruppe fehlt."),
        ("Anna; a@x.example; Kirchen; ja", "Die Zeile hat mehr als drei Angaben."),
        (
            "Anna, a@x.example, Kirchen",
            "Bitte trennen Sie Name, E-Mail-Adresse und entsendende Gruppe mit Semikolon.",
        ),
        ("A" * 151 + "; a@x.example; Kirchen", "Der Name ist länger als 150 Zeichen."),
        (
            "JÃ¶rg; a@x.example; Kirchen",
            "Die Umlaute sind falsch gelesen. Gemeint ist vielleicht „Jörg“.",
        ),
        ("J\ufffdrg; a@x.example; Kirchen", "Ein Buchstabe ist verloren gegangen: „J\ufffdrg“."),
    ],
)
def test_wrong_line_says_why_and_keeps_what_was_typed(text: str, because: str) -> None:
    (line,) = read(text)
    assert (line.reason, line.source) == (because, text)


def test_second_line_of_an_address_names_the_first() -> None:
    lines = read("Anna; a@x.example; Kirchen\nBert; A@x.example; Politik")
    assert [line.reason for line in lines] == ["", "Diese Adresse steht in der Liste schon bei „Anna“."]


def test_wrong_line_does_not_take_the_address_of_a_right_one() -> None:
    lines = read("Anna; a@x.example; Chor\nAnna; a@x.example; Kirchen")
    assert [line.reason for line in lines] == ["Die entsendende Gruppe „Chor“ gibt es nicht.", ""]


def test_seated_person_is_not_invited_again() -> None:
    text = "Anna; A@x.example; Kirchen"
    assert reason(text, seated=("a@x.example",)) == "Diese Person hat in diesem Gremium schon einen Sitz."


def test_body_without_groups_needs_none() -> None:
    (line,) = read("Anna; a@x.example", group_required=False)
    assert (line.group, line.reason) == ("", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_file_of_any_usual_encoding_is_read(encoding: str) -> None:
    assert list_text("Jörg; j@x.example; Größe".encode(encoding)) == "Jörg; j@x.example; Größe"


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"\xff\xfea", b"\x81\x8d"])
def test_file_that_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"^The file is no text\.$"):
        list_text(content)


def test_list_and_file_together_are_as_long_as_a_list_may_be() -> None:
    half = "x" * (LIST_AT_MOST // 2) + "\r\n"
    file = SimpleUploadedFile("liste.csv", half.encode())
    form = MemberListForm(QueryDict(f"lines={'y' * (LIST_AT_MOST // 2)}"), {"file": file})
    assert form.errors == {"lines": ["Die Liste hat 50002 Zeichen, erlaubt sind höchstens 50000."]}
