"""The columns of seats and their people. Pure."""

from django.utils.translation import gettext as _

from committees.bodies.choices import MembershipRole
from tables.choices import CellType
from tables.kinds.column import Column
from tables.kinds.lists import Lists
from tables.kinds.recurring import pairs, same


def member_columns(lists: Lists) -> tuple[Column, ...]:
    return (
        Column(
            name="name",
            heading=_("Name"),
            type=CellType.TEXT,
            aliases=("Vor- und Nachname", "Person", "Mitglied"),
            required=True,
            at_most=150,
            explanation=_("Vor- und Nachname."),
        ),
        Column(
            name="email",
            heading=_("E-Mail"),
            type=CellType.EMAIL,
            aliases=("E-Mail-Adresse", "Mail", "Mailadresse"),
            required=True,
            at_most=254,
            explanation=_(
                "An der Adresse wird die Person erkannt. Wer noch kein Konto hat, wird eingeladen."
            ),
        ),
        Column(
            name="committee",
            heading=_("Gremium"),
            type=CellType.CHOICE,
            required=True,
            choices=same(lists.bodies),
            explanation=_("In welchem Gremium die Person sitzt."),
        ),
        Column(
            name="seat_group",
            heading=_("Entsendende Gruppe"),
            type=CellType.CHOICE,
            aliases=("Gruppe", "Entsendet von", "Organisation", "Institution"),
            choices=same(lists.seat_groups),
            explanation=_("Für wen die Person spricht."),
        ),
        Column(
            name="role",
            heading=_("Funktion"),
            type=CellType.CHOICE,
            aliases=("Rolle",),
            choices=pairs(MembershipRole),
            empty_says_nothing=True,
            explanation=_("Vorsitz, Stellvertretung oder Mitglied."),
        ),
        Column(
            name="has_vote",
            heading=_("stimmberechtigt"),
            type=CellType.YES_NO,
            aliases=("Stimmrecht", "Stimme"),
            empty_says_nothing=True,
            explanation=_("„ja“, wenn die Person in Abfragen stimmt."),
        ),
        Column(
            name="since",
            heading=_("Mitglied seit"),
            type=CellType.DATE,
            aliases=("seit", "Beginn", "von"),
            empty_says_nothing=True,
            explanation=_("Seit wann die Person in dem Gremium sitzt, zum Beispiel 01.03.2026."),
        ),
        Column(
            name="until",
            heading=_("Mitglied bis"),
            type=CellType.DATE,
            aliases=("bis", "Ende"),
            explanation=_("Der letzte Tag der Mitgliedschaft. Leer, solange sie dauert."),
        ),
    )
