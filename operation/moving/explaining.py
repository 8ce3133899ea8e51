"""The README of the archive: what is in it, for whoever has never seen this program. Pure but for the models' names."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Field
from django.utils.timezone import localtime

from operation.moving.contents import LEFT_OUT, SECRET_COLUMNS, columns, tables

HEAD = """# Nachhaltigkeitsstrategie: alle Daten

Dieses Archiv enthält alles, was die Installation am {day} wusste. Zum Lesen genügen ein Textprogramm, eine
Tabellenkalkulation und ein Programm für PDF.

| Ordner | Inhalt |
|---|---|
| `fassungen/` | jede eingefrorene Fassung: als PDF, als Word-Datei (`.docx`) und als Daten (`.json`) |
| `tabellen/` | jede Tabelle zweimal: `.json` genau, `.csv` für Tabellenkalkulationen (Semikolon, UTF-8) |
| `dateien/` | hochgeladene und erzeugte Dateien, unter den Namen, die in den Tabellen stehen |
| `manifest.json` | Version des Programms, Zeitpunkt, Zeilen je Tabelle, Prüfsumme (SHA-256) jeder anderen Datei |

So liest man die Tabellen:

- Eine Spalte, die auf `_id` endet, nennt den Schlüssel (`id`) einer Zeile der Tabelle, die dahinter steht.
- Tabellen mit `Historical` im Namen sind der Verlauf: eine Zeile je Änderung, mit Zeitpunkt (`history_date`), Art
  (`history_type`: + angelegt, ~ geändert, - gelöscht) und Konto (`history_user_id`).
- Zeitpunkte stehen in ISO 8601 mit Zeitzone. Lange Texte: `**fett**`, `- ` vor Aufzählungen, `## ` vor Überschriften.
- Ein Apostroph vor einem Text in einer CSV-Datei verhindert, dass er als Formel gilt; in der JSON-Datei fehlt er.
- Stimmen geheimer Abfragen haben keinen Namen. {secret}
"""
SECRET = {
    True: "Für geheime Abfragen, die noch liefen, fehlen die Stimmen und wer schon abgestimmt hat.",
    False: "Zu diesem Zeitpunkt lief keine geheime Abfrage.",
}


def explanation(counts: Mapping[str, int], *, secret_surveys: int, at: datetime) -> str:
    """The README for an archive with so many rows in each table."""
    day = f"{localtime(at):%d.%m.%Y um %H:%M Uhr}"
    parts = [HEAD.format(day=day, secret=SECRET[secret_surveys > 0]), "## Tabellen\n"]
    for model in tables():
        label = model._meta.label
        parts.append(f"### {label}: {model._meta.verbose_name_plural} (Zeilen: {counts[label]})\n")
        parts += map(_words, columns(model))
        parts.append("")
    parts.append("## Was nicht enthalten ist\n")
    parts += [f"- {label}: {reason}" for label, reason in sorted(LEFT_OUT.items())]
    parts += [
        f"- {label}, {', '.join(sorted(names))}: ließe jemanden hinein, wirkt ohne Anmeldung oder gehört zu einer "
        "geheimen Stimme"
        for label, names in SECRET_COLUMNS.items()
    ]
    return "\n".join(parts) + "\n"


def _words(field: Field) -> str:
    target = f" → {field.related_model._meta.label}" if field.related_model else ""
    return f"- `{field.attname}`: {field.verbose_name}{target}"
