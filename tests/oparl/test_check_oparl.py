"""What the walk through an interface reports: nothing for a right one, and each rule that is broken once."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command

from files.fetching import Fetcher
from oparl.walking import Walk
from tests.oparl.foreign_server import ForeignServer, Reply, foreign_server
from tests.oparl.small_interface import EARLY, LATE, REMOVED, SmallInterface

Break = Callable[[SmallInterface], None]


@pytest.fixture
def server() -> Iterator[ForeignServer]:
    with foreign_server() as running:
        yield running


@pytest.fixture
def small(server: ForeignServer) -> SmallInterface:
    return SmallInterface(server)


def rules_broken(small: SmallInterface, **how: Any) -> set[str]:
    walk = Walk(Fetcher(trusted_hosts=["127.0.0.1"]), **how)
    walk.run(small.url("/oparl"))
    return {violation.rule for violation in walk.violations}


def changed(path: str, **fields: Any) -> Break:
    return lambda small: small.change(path, **fields)


def paged(spoil: Callable[[dict[str, Any]], Any]) -> Break:
    def spoiled(small: SmallInterface) -> None:
        small.page = spoil

    return spoiled


def headed(path: str, **headers: str) -> Break:
    """Other headers; an empty one is not sent."""

    def finish(asked: str, reply: Reply) -> Reply:
        if asked == path:
            reply.headers |= {name.replace("_", "-"): value for name, value in headers.items()}
        return reply

    return lambda small: setattr(small, "finish", finish)


def answered(is_meant: Callable[[str], bool], reply: Callable[[Reply], Reply]) -> Break:
    return lambda small: setattr(
        small, "finish", lambda path, right: reply(right) if is_meant(path) else right
    )


def ignoring(*names: str) -> Break:
    """A server that does not know some parameters at all."""

    def finish(path: str, reply: Reply) -> Reply | None:
        base, _, query = path.partition("?")
        kept = [part for part in query.split("&") if part and part.partition("=")[0] not in names]
        asked = "?".join([base, "&".join(kept)]) if kept else base
        return reply if asked == path else broken._reply(asked)

    broken: SmallInterface

    def install(small: SmallInterface) -> None:
        nonlocal broken
        broken = small
        small.finish = finish

    return install


def last_page_has_next(content: dict[str, Any]) -> None:
    content["links"]["next"] = content["links"]["first"]


def test_an_interface_that_follows_every_rule_has_no_violation(small: SmallInterface) -> None:
    walk = Walk(Fetcher(trusted_hosts=["127.0.0.1"]))

    walk.run(small.url("/oparl"))

    assert walk.violations == []
    assert dict(walk.objects) == {
        "System": 1,
        "Body": 1,
        "LegislativeTerm": 1,
        "Organization": 4,
        "Person": 1,
        "Membership": 1,
        "Meeting": 1,
        "AgendaItem": 1,
        "Paper": 1,
        "Consultation": 1,
        "File": 1,
        "Location": 1,
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("breaks", "rules"),
    [
        (changed("/body/1", name=REMOVED), {"required"}),
        (changed("/file/1", accessUrl=REMOVED), {"required"}),
        (changed("/term/1", created=REMOVED), {"required"}),
        (changed("/organization/2", modified=REMOVED), {"required"}),
        (changed("/organization/2", created="2021-07-12T08:00:00Z"), {"timestamp"}),
        (changed("/organization/2", modified="2021-08-25T18:30:00.123+02:00"), {"timestamp"}),
        (changed("/meeting/1", start="25.08.2021"), {"timestamp"}),
        (changed("/organization/2", created=LATE, modified=EARLY), {"modified"}),
        (changed("/membership/1", modified="2021-12-01T00:00:00+01:00"), {"modified"}),
        (changed("/paper/1", reference=None), {"null"}),
        (changed("/paper/1", reference=""), {"empty"}),
        (changed("/paper/1", auxiliaryFile=[]), {"empty"}),
        (changed("/paper/1", name=7), {"kind"}),
        (changed("/paper/1", date="2021-02-30"), {"kind"}),
        (changed("/consultation/1", authoritative="ja"), {"kind"}),
        (changed("/organization/1", membership="x"), {"kind"}),
        (changed("/paper/1", mainFile="https://ris.example/file/1"), {"kind"}),
        (changed("/organization/2", memberCount=5), {"unknown"}),
        (changed("/organization/2", type="https://schema.oparl.org/1.0/Organization"), {"type"}),
        (changed("/meeting/1", meetingState="vorbei"), {"vocabulary"}),
        (changed("/organization/2", organizationType="Ausschuss"), {"vocabulary"}),
        (changed("/oparl", oparlVersion="https://schema.oparl.org/1.0/"), {"version"}),
        (changed("/item/1", order=1), {"order"}),
        (changed("/file/1", sha512Checksum="abc"), {"checksum"}),
        (changed("/file/1", sha512Checksum="0" * 128), {"checksum"}),
        (changed("/file/1", size=1), {"checksum"}),
        (changed("/organization/2", deleted=False), {"deleted"}),
        (changed("/item/1", consultation=REMOVED), {"back-reference"}),
        (lambda small: small.objects["/consultation/1"].pop("paper"), {"back-reference"}),
        (
            lambda small: small.objects["/paper/1"]["consultation"][0].update(paper=small.url("/paper/1")),
            {"back-reference"},
        ),
        (lambda small: small.objects["/consultation/1"].update(role="Beratung"), {"same"}),
        (
            lambda small: small.change("/paper/1", relatedPaper=[small.url("/paper/7")]),
            {"answer", "reference"},
        ),
        (
            lambda small: small.change("/organization/1", subOrganizationOf=small.url("/organization/9")),
            {"reference"},
        ),
        (
            lambda small: small.objects["/organization/2"].update(id=small.url("/organization/2/")),
            {"canonical"},
        ),
        (headed("/paper/1", Access_Control_Allow_Origin=""), {"cors"}),
        (headed("/list/paper", Access_Control_Allow_Origin="https://a.example"), {"cors"}),
        (headed("/paper/1", Content_Type="text/html"), {"content-type"}),
        (headed("/paper/1", Content_Type="application/json; charset=iso-8859-1"), {"utf-8"}),
        (headed("/content/1", Content_Disposition="attachment; filename=x.pdf"), {"file"}),
        (headed("/download/1", Content_Disposition="inline"), {"file"}),
        (headed("/content/1", ETag=""), {"file"}),
        (answered(lambda path: path == "/content/1", lambda _: Reply(status=404)), {"file", "checksum"}),
        (answered(lambda path: path == "/paper/1", lambda _: Reply(b"{")), {"answer", "reference"}),
        (answered(lambda path: path.startswith("/paper/1/"), lambda _: Reply({})), {"canonical"}),
        (
            answered(
                lambda path: path == "/paper/1/",
                lambda _: Reply(status=302, headers={"Location": "/paper/1"}),
            ),
            {"canonical"},
        ),
        (answered(lambda path: "gibt-es-nicht" in path, lambda _: Reply({})), {"error"}),
        (answered(lambda path: "gibt-es-nicht" in path, lambda _: Reply(b"", status=404)), {"error"}),
        (
            answered(lambda path: "gibt-es-nicht" in path, lambda _: Reply({"message": "x"}, status=404)),
            {"error"},
        ),
        (paged(lambda page: page.pop("data")), {"list", "pagination"}),
        (paged(lambda page: page.pop("pagination")), {"pagination"}),
        (paged(lambda page: page["pagination"].update(totalElements=50)), {"pagination"}),
        (
            paged(lambda page: page["pagination"].update(elementsPerPage=1, totalPages=1)),
            {"pagination", "links"},
        ),
        (paged(lambda page: page.pop("links")), {"links", "pagination"}),
        (paged(last_page_has_next), {"links", "list", "pagination"}),
        (ignoring("created_since"), {"filter"}),
        (ignoring("created_until"), {"filter"}),
        (ignoring("modified_since"), {"filter"}),
        (ignoring("modified_until"), {"filter"}),
        (ignoring("limit"), {"filter"}),
        (ignoring("omit_internal"), {"filter"}),
    ],
)
def test_each_broken_rule_is_reported(small: SmallInterface, breaks: Break, rules: set[str]) -> None:
    breaks(small)

    assert rules_broken(small) == rules


def test_an_unreachable_interface_is_one_violation(server: ForeignServer) -> None:
    walk = Walk(Fetcher())

    walk.run(server.url("/oparl"))

    assert [(violation.url, violation.rule) for violation in walk.violations] == [
        (server.url("/oparl"), "answer")
    ]


def test_a_limit_looks_at_fewer_objects_and_misses_nothing_that_it_did_not_see(small: SmallInterface) -> None:
    walk = Walk(Fetcher(trusted_hosts=["127.0.0.1"]), limit=1)

    walk.run(small.url("/oparl"))

    assert walk.violations == []
    assert small.url("/list/organization?page=2").removeprefix(small.server.base) not in small.server.asked


def test_the_command_prints_each_violation_and_fails(small: SmallInterface, capsys: Any) -> None:
    small.change("/paper/1", reference="")

    with pytest.raises(SystemExit) as ended:
        call_command("check_oparl", small.url("/oparl"))

    lines = capsys.readouterr().out.splitlines()
    assert ended.value.code == 1
    assert lines[0] == (
        f"{small.url('/paper/1')}  empty  „reference“ ist ein leerer Text; das Feld muss fehlen."
    )
    assert lines[-1] == "1 Verstoß gegen OParl 1.1."


def test_the_command_is_content_with_a_right_interface(small: SmallInterface, capsys: Any) -> None:
    call_command("check_oparl", small.url("/oparl"))

    assert capsys.readouterr().out.splitlines()[-1] == "Kein Verstoß gegen OParl 1.1."


@pytest.mark.parametrize("arguments", [["ftp://ris.example/"], ["http://ris.example/", "--limit", "0"]])
def test_the_command_refuses_what_makes_no_sense(arguments: list[str], capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("check_oparl", *arguments)

    assert ended.value.code == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
