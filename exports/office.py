"""Files by LibreOffice, where it is installed: a program of its own, with a time limit and a folder that goes."""

import os
import signal
import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from accounts.exceptions import RuleBroken

SECONDS_AT_MOST = 120


def office_program() -> str | None:
    """The path of LibreOffice, if this machine has it."""
    return which("soffice") or which("libreoffice")


def converted(content: bytes, *, ending: str, into: str) -> bytes:
    """A file with one ending as one with another. Raises RuleBroken when LibreOffice is missing or does not do it."""
    program = office_program()
    if program is None:
        raise RuleBroken(_("Dafür muss auf dem Server LibreOffice installiert sein."))
    with TemporaryDirectory(prefix="gnk-office-") as name:
        folder = Path(name)
        (folder / f"datei.{ending}").write_bytes(content)
        _run(_command(program, folder, f"datei.{ending}", into), folder)
        made = folder / f"datei.{into}"
        if not made.is_file():
            raise RuleBroken(_("LibreOffice konnte die Datei nicht umwandeln."))
        return made.read_bytes()


def _command(program: str, folder: Path, name: str, into: str) -> list[str]:
    # A profile of its own: two at once would wait for each other, and settings of a person change nothing.
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    options = ["--headless", "--norestore", "--nolockcheck", "--convert-to", into, "--outdir", str(folder)]
    return [program, profile, *options, str(folder / name)]


def _run(command: list[str], folder: Path) -> None:
    environment = {"HOME": str(folder), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603 - nothing of a request stands in the command
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS_AT_MOST)
    except subprocess.TimeoutExpired as late:
        raise RuleBroken(
            _("LibreOffice hat zu lange gebraucht. Bitte versuchen Sie es noch einmal.")
        ) from late
    finally:
        if process.poll() is None:
            # It starts programs of its own.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
