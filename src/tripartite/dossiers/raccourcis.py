"""Les faits qui s'écrivent aussi d'un mot : une adresse sur une ligne, « avantages: aucun »."""

from __future__ import annotations

import re
from decimal import Decimal

from tripartite.dossiers.conversion import Conversion, dit_aucun, special
from tripartite.dossiers.erreurs import Illisible, extrait
from tripartite.dossiers.noeuds import Noeud, Scalaire
from tripartite.droit.faits import Adresse, Avantages, Gratification
from tripartite.droit.langage import Euros, Taux, phrase

_ADRESSE = re.compile(r"(?P<voie>.*\S),\s*(?P<code_postal>\d{5})\s+(?P<commune>\S.*)", re.DOTALL)


@special(Adresse)
def _adresse(conversion: Conversion, noeud: Noeud, chemin: str) -> Adresse | None:
    if not isinstance(noeud, Scalaire):
        return conversion.fait(Adresse, noeud, chemin)
    if lue := _ADRESSE.fullmatch(noeud.texte.strip()):
        return Adresse(**lue.groupdict())
    attendu = "une adresse, comme « 12 rue des Carmes, 44000 Nantes », ou voie, code_postal, commune, pays"
    conversion.refuser(
        noeud,
        chemin,
        Illisible(phrase("« {recu:texte} » n'est pas une adresse.", recu=extrait(noeud.texte)), attendu),
    )
    return None


@special(Gratification)
def _gratification(conversion: Conversion, noeud: Noeud, chemin: str) -> Gratification | None:
    if dit_aucun(noeud):
        return Gratification(horaire=Euros(Decimal(0)))
    return conversion.fait(Gratification, noeud, chemin)


@special(Avantages)
def _avantages(conversion: Conversion, noeud: Noeud, chemin: str) -> Avantages | None:
    if not dit_aucun(noeud):
        return conversion.fait(Avantages, noeud, chemin)
    rien = Euros(Decimal(0))
    return Avantages(  # le prix de l'abonnement ne dépend pas de l'organisme : on l'ignore encore
        restaurant=False,
        titre_restaurant=rien,
        transport_pris_en_charge=Taux(Decimal(0)),
        activites_cse=False,
        logement=rien,
        autres_en_nature=rien,
    )
