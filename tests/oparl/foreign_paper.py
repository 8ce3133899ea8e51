"""A paper with its Beratungsfolge in a foreign interface."""

from typing import Any

from tests.oparl.foreign_server import ForeignServer, Reply

SCHEMA = "https://schema.oparl.org/1.1/"


def tell_paper(server: ForeignServer, *steps: dict[str, Any], **fields: Any) -> str:
    """Tell a paper with steps of {body, day, result, role, authoritative, wording}; returns its address."""
    consultations = []
    for number, step in enumerate(steps):
        address = {
            name: server.url(f"/{name}/{number}") for name in ("organization", "meeting", "agendaitem")
        }
        tell(server, f"/organization/{number}", "Organization", name=step["body"])
        start = f"{step['day']}T18:00:00+02:00" if step.get("day") else ""
        tell(server, f"/meeting/{number}", "Meeting", start=start, cancelled=step.get("cancelled", False))
        tell(
            server,
            f"/agendaitem/{number}",
            "AgendaItem",
            number=f"Ö {number + 1}",
            meeting=address["meeting"],
            result=step.get("result", ""),
            resolutionText=step.get("wording", ""),
        )
        consultations.append(
            {
                "type": f"{SCHEMA}Consultation",
                "organization": [address["organization"]],
                "agendaItem": address["agendaitem"],
                "role": step.get("role", "Vorberatung"),
                "authoritative": step.get("authoritative", False),
            }
        )
    tell(server, "/paper/1", "Paper", consultation=consultations, **fields)
    return server.url("/paper/1")


def tell(server: ForeignServer, path: str, type_name: str, **fields: Any) -> None:
    server.pages[path] = Reply({"id": server.url(path), "type": SCHEMA + type_name, **fields})
