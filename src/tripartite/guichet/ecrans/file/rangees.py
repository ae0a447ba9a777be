"""Les lignes de la file, chacune d'un trait : un gabarit mettait cinq fois plus de temps à les écrire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tripartite.droit.parcours import Etat
from tripartite.guichet.dessins import ligne_de_vie_reduite
from tripartite.guichet.dessins.toile import sur
from tripartite.guichet.etats_dits import NOMS
from tripartite.guichet.modeles import Fonction
from tripartite.guichet.templatetags.guichet import cle_de_partie, forme_de_partie, heures, nom_de_partie

LIGNE = """<tr>
<td><label class="choix"><input type="checkbox" name="choisie" value="{reference}:{numero}">\
<span class="a-lire">{choisir}</span></label></td>
<th scope="row"><a href="{adresse}">{qui}</a></th>
<td data-titre="{titre_organisme}">{organisme}</td>
<td data-titre="{titre_formation}">{formation}</td>
<td data-titre="{titre_dates}">{dates}</td>
<td class="nombre" data-titre="{titre_duree}">{duree}</td>
<td data-titre="{titre_etat}"><span class="file__etat">{etat}</span>{attendu}</td>
<td class="nombre" data-titre="{titre_depuis}">{depuis}</td>
<td class="nombre" data-titre="{titre_bloque}">{bloque}</td>
<td class="nombre" data-titre="{titre_manque}">{manque}</td>
</tr>
"""
DATES = '<span class="reference">{}</span>{}'
ATTENDU = (
    ' <span class="partie partie--{}"><span class="partie__forme" aria-hidden="true">{}</span>'
    "<span>{}</span></span>"
)
BLOQUE = (
    '<span class="verdict verdict--non-conforme"><span class="icone" aria-hidden="true">✕</span> {}</span>'
)
MANQUE = '<span class="verdict verdict--a-verifier"><span class="icone" aria-hidden="true">?</span> {}</span>'
CELLE_CI = "REFERENCE"


def ecrire_les_lignes(conventions: Iterable[Any]) -> SafeString:
    """Le corps du tableau, en HTML, dans la langue de la page."""
    return sur(*_lignes(conventions))


def _lignes(conventions: Iterable[Any]) -> Iterator[str]:
    aujourd_hui, choisir = timezone.localdate(), _("Choisir la convention de %(qui)s")
    adresse = reverse("convention", args=[CELLE_CI])  # une fois pour toutes les lignes
    dits = {
        "titre_organisme": _("Organisme"),
        "titre_formation": _("Formation"),
        "titre_dates": _("Dates"),
        "titre_duree": _("Durée"),
        "titre_etat": _("État"),
        "titre_depuis": _("Depuis"),
        "titre_bloque": _("Bloque"),
        "titre_manque": _("Manque"),
    }
    titres = {nom: escape(dit) for nom, dit in dits.items()}
    etats = {etat.value: escape(str(nom)) for etat, nom in NOMS.items()}
    depuis, attendu = cache(_depuis), cache(_attendu)  # d'une ligne à l'autre, les mêmes mots reviennent
    for c in conventions:
        jours = max((aujourd_hui - timezone.localdate(c.depuis)).days, 0)
        textes = {
            "reference": c.reference,
            "choisir": choisir % {"qui": c.nom_du_stagiaire},
            "adresse": adresse.replace(CELLE_CI, c.reference),
            "qui": c.nom_du_stagiaire or c.reference,
            "organisme": c.nom_de_l_organisme,
            "formation": c.formation__intitule,
            "duree": heures(c.minutes),
        }
        yield LIGNE.format(
            **titres,
            **{nom: escape(texte) for nom, texte in textes.items()},
            numero=c.numero_de_version,
            dates=_dates(c, aujourd_hui),
            etat=etats[c.etat],
            attendu=attendu(c.etat, c.attendu_de, c.visa_attendu),
            depuis=depuis(jours),
            bloque=BLOQUE.format(c.bloquants) if c.bloquants else "",
            manque=MANQUE.format(c.manques) if c.manques else "",
        )


def _dates(c: Any, aujourd_hui: date) -> str:
    if c.debut is None:
        return ""
    dites = " – ".join(f"{jour:%d/%m/%y}" for jour in (c.debut, c.fin) if jour)
    return DATES.format(dites, ligne_de_vie_reduite(c.debut, c.fin, aujourd_hui))


def _depuis(jours: int) -> str:
    return escape(ngettext("%(n)s jour", "%(n)s jours", jours) % {"n": jours})


def _attendu(etat: str, partie: str, visa: str) -> str:
    dit = qui_l_on_attend(etat, partie, visa)
    return ATTENDU.format(cle_de_partie(partie), forme_de_partie(partie), escape(dit)) if dit else ""


def qui_l_on_attend(etat: str, partie: str, visa: str) -> str:
    """La fonction dont on attend le visa, sinon la partie."""
    if visa:
        return str(Fonction(visa).label)
    return _("signataires") if etat == Etat.A_SIGNER else nom_de_partie(partie)
