"""The file of an invented municipality, whole or spoiled."""

import json
from pathlib import Path
from typing import Any

MUSTERSTADT = Path(__file__).parents[2] / "gnk" / "demo" / "content" / "musterstadt.json"


def file_of(licence: object = None, **values: Any) -> bytes:
    """Musterstadt's file; with another licence, or other facts of its document."""
    content = json.loads(MUSTERSTADT.read_bytes())
    content["document"] |= values
    if licence is not None:
        content["licence"] = licence
    return json.dumps(content).encode()


def document_of() -> bytes:
    """The document alone, which names no licence."""
    return json.dumps(json.loads(MUSTERSTADT.read_bytes())["document"]).encode()
