"""Les valeurs des faits, dites aux personnes : les choix, oui et non, les durées, les montants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tripartite.dossiers.conversion import champs, sans_aucun
from tripartite.dossiers.ecriture import dire
from tripartite.dossiers.horaires import dire_heure
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import (
    Activite,
    Avenant,
    CadreDeVenue,
    Classe,
    Degre,
    Fait,
    Initiative,
    Journee,
    JourParticulier,
    Langue,
    Modalite,
    Nationalite,
    Nature,
    PersonnePublique,
    Plage,
    SemaineType,
    TitreDeSejour,
    Voie,
)
from tripartite.droit.jours_feries import Territoire
from tripartite.droit.langage import AUCUN, Euros, Minutes, Taux, connu
from tripartite.guichet.dessins.ecriture import dire as dire_grandeur
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.formulaires.description import Texte
from tripartite.guichet.formulaires.intitules import ARTICLE
from tripartite.rendus.typographie import typographier

JE_NE_SAIS_PAS = _("Je ne sais pas")
ON_NE_SAIT_PAS = _("On ne sait pas")

_CHOIX: tuple[tuple[Enum, Texte], ...] = (
    (Nature.STAGE, _("Un stage")),
    (Nature.PFMP, _("Une période de formation en milieu professionnel")),
    (Nature.CESURE, _("Un stage pendant une césure")),
    (Nature.OBSERVATION, _("Une séquence d'observation")),
    (Nature.FORMATION_CONTINUE, _("La formation professionnelle continue")),
    (Langue.FRANCAIS, _("En français")),
    (Langue.FRANCAIS_ET_ANGLAIS, _("En français et en anglais, côte à côte")),
    (Modalite.REEL, _("Chaque mois, selon les heures faites")),
    (Modalite.LISSE, _("Chaque mois, le même montant")),
    (Nationalite.FRANCAISE, _("Française")),
    (Nationalite.EUROPEENNE, _("D'un autre pays de l'Union européenne, de l'EEE ou de la Suisse")),
    (Nationalite.AUTRE, _("D'un autre pays")),
    (TitreDeSejour.AUCUN, _("Aucun")),
    (TitreDeSejour.ETUDIANT, _("Étudiant")),
    (TitreDeSejour.STAGIAIRE, _("Stagiaire")),
    (TitreDeSejour.STAGIAIRE_ICT, _("Stagiaire ICT, dans un groupe de sociétés")),
    (TitreDeSejour.AUTRE, _("Un autre titre")),
    (CadreDeVenue.FORMATION, _("Une formation organisée dans son pays de résidence")),
    (CadreDeVenue.ENTREPRISE, _("Salarié d'une entreprise étrangère")),
    (CadreDeVenue.HOSPITALIER, _("Une coopération hospitalière")),
    (Degre.SECONDAIRE, _("L'enseignement secondaire")),
    (Degre.SUPERIEUR, _("L'enseignement supérieur")),
    (Voie.GENERALE, _("Générale")),
    (Voie.TECHNOLOGIQUE, _("Technologique")),
    (Voie.PROFESSIONNELLE, _("Professionnelle")),
    (Voie.SUPERIEURE, _("Supérieure")),
    (Voie.CONTINUE, _("Formation professionnelle continue")),
    (Classe.CAP_1_AN, _("CAP en un an")),
    (Classe.CAP_1, _("CAP, première année")),
    (Classe.CAP_2, _("CAP, deuxième année")),
    (Classe.SECONDE_PRO, _("Seconde professionnelle")),
    (Classe.PREMIERE_PRO, _("Première professionnelle")),
    (Classe.TERMINALE_PRO, _("Terminale professionnelle")),
    (Classe.BMA_1, _("BMA, première année")),
    (Classe.BMA_2, _("BMA, deuxième année")),
    (Classe.CS_NIVEAU_3, _("Certificat de spécialisation de niveau 3")),
    (Classe.CS_NIVEAU_4, _("Certificat de spécialisation de niveau 4")),
    (PersonnePublique.ETAT, _("Administration ou établissement administratif de l'État")),
    (PersonnePublique.AUTRE, _("Collectivité territoriale ou établissement hospitalier")),
    (PersonnePublique.INDUSTRIELLE, _("Établissement public industriel et commercial")),
    (Activite.GENERAL, _("Régime général")),
    (Activite.AGRICOLE, _("Régime agricole")),
    (Initiative.STAGIAIRE, _("Le stagiaire")),
    (Initiative.ORGANISME, _("L'organisme d'accueil")),
    (Initiative.ETABLISSEMENT, _("L'établissement d'enseignement")),
    (Initiative.ACCORD, _("Les parties, d'accord entre elles")),
    (Territoire.METROPOLE, _("France métropolitaine, hors Alsace et Moselle")),
    (Territoire.ALSACE_MOSELLE, _("Alsace ou Moselle, commune avec un temple ou une église mixte")),
    (Territoire.ALSACE_MOSELLE_SANS_TEMPLE, _("Alsace ou Moselle, commune sans temple ni église mixte")),
    (Territoire.GUADELOUPE, _("Guadeloupe")),
    (Territoire.MARTINIQUE, _("Martinique")),
    (Territoire.GUYANE, _("Guyane")),
    (Territoire.LA_REUNION, _("La Réunion")),
    (Territoire.MAYOTTE, _("Mayotte")),
    (Territoire.SAINT_BARTHELEMY, _("Saint-Barthélemy")),
    (Territoire.SAINT_MARTIN, _("Saint-Martin")),
    (Territoire.SAINT_PIERRE_ET_MIQUELON, _("Saint-Pierre-et-Miquelon")),
    (Territoire.POLYNESIE_FRANCAISE, _("Polynésie française")),
    (Territoire.NOUVELLE_CALEDONIE, _("Nouvelle-Calédonie")),
    (Territoire.WALLIS_ET_FUTUNA, _("Wallis-et-Futuna")),
)
CHOIX: Mapping[tuple[type[Enum], str], Texte] = {(type(m), m.name): dit for m, dit in _CHOIX}
"""Par leur classe et leur nom : deux classes ont des membres de même valeur, donc égaux."""


def choix(membre: Enum) -> Texte:
    """Ce qu'un choix veut dire."""
    dit = str(membre.value)
    return CHOIX.get((type(membre), membre.name), dit[:1].upper() + dit[1:])


def ecrit(type_: Any, valeur: Any) -> str:
    """Une valeur telle qu'un champ la montre et la relit : « 7 h 30 ». Vide, si l'on ne sait pas.

    >>> from decimal import Decimal
    >>> from tripartite.droit.langage import Minutes, Taux
    >>> ecrit(Minutes, 450), ecrit(Euros, Decimal("4.5")), ecrit(Taux, Decimal("0.1375"))
    ('7 h 30', '4,50 €', '13,75 %')
    """
    if valeur is None or not connu(valeur) or valeur is AUCUN or valeur == "":
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if Euros in sans_aucun(type_):
        return f"{_au_moins_deux_decimales(valeur):f} €".replace(".", ",")
    return str(dire(type_, valeur))


def heure_saisie(borne: Any) -> str:
    """Une heure du jour, comme une saisie d'heure l'écrit ; vide, si on ne la sait pas.

    >>> heure_saisie(540), heure_saisie(810), heure_saisie(1440)
    ('09:00', '13:30', '24:00')
    """
    return f"{borne // 60:02}:{borne % 60:02}" if connu(borne) else ""


def _au_moins_deux_decimales(montant: Decimal) -> Decimal:
    exposant = montant.as_tuple().exponent
    return montant.quantize(Decimal("0.01")) if isinstance(exposant, int) and exposant > -2 else montant


def lisible(type_: Any, valeur: Any) -> str:
    """Une valeur telle qu'une comparaison la dit : en toutes lettres, les listes ligne à ligne."""
    if not connu(valeur):
        return str(ON_NE_SAIT_PAS)
    if valeur is AUCUN or valeur in ((), ""):
        return gettext("Il n'y en a pas")
    if isinstance(valeur, bool):
        return gettext("Oui") if valeur else gettext("Non")
    if isinstance(valeur, Enum):
        return str(choix(valeur))
    if isinstance(valeur, Mois):
        return dire_grandeur(valeur, "mois")
    if isinstance(valeur, date):
        return dire_grandeur(valeur, "jour")
    if isinstance(valeur, Plage) and connu(valeur.debut) and connu(valeur.fin):
        return f"{dire_heure(valeur.debut)}-{dire_heure(valeur.fin)}"
    if isinstance(valeur, tuple) and not isinstance(valeur, Mois):
        element = get_args(next(t for t in sans_aucun(type_) if get_origin(t) is tuple))[0]
        separateur = ", " if element is Plage else "\n"
        return separateur.join(lisible(element, v) for v in valeur)
    if isinstance(valeur, Avenant | Journee | SemaineType | JourParticulier):
        return _en_une_ligne(dire(type(valeur), valeur))
    if isinstance(valeur, Fait):
        return _champ_par_champ(valeur)
    nature = next((n for classe, n in GRANDEURS.items() if classe in sans_aucun(type_)), None)
    return dire_grandeur(valeur, nature) if nature else ecrit(type_, valeur)


GRANDEURS = {Euros: "euros", Taux: "taux", Minutes: "heures"}


def _champ_par_champ(fait: Fait) -> str:
    """Ce que l'on sait d'un fait composé : « mois de l'effectif : février 2026 ; effectif du mois : 47 »."""
    classe: Any = type(fait)
    dits = []
    for champ in fields(classe):
        valeur = getattr(fait, champ.name)
        if connu(valeur) and (champ.default is None or valeur != champ.default):
            nom = ARTICLE.sub("", gettext(champ.metadata["libelle"]))
            dits.append(f"{nom}{gettext(' : ')}{lisible(champs(classe)[champ.name], valeur)}")
    return gettext(" ; ").join(dits) or str(ON_NE_SAIT_PAS)


def _en_une_ligne(donnees: Any) -> str:
    """Des données simples sur une ligne : « du lundi au vendredi : 9h-12h30, 13h30-17h ; samedi : 4 h »."""
    if isinstance(donnees, dict):
        dits = (f"{_nom(nom)}{gettext(' : ')}{_en_une_ligne(v)}" for nom, v in donnees.items())
        return gettext(" ; ").join(dits)
    if isinstance(donnees, list):
        return ", ".join(map(_en_une_ligne, donnees))
    if isinstance(donnees, bool):
        return gettext("oui") if donnees else gettext("non")
    return "?" if donnees is None else typographier(str(donnees), langue())


DE_A = re.compile(r"du (\w+) au (\w+)")
_NOMS: Mapping[str, Texte] = {
    "depuis": _("depuis"),
    "jusqu_au": _("jusqu'au"),
    "plages": _("plages"),
    "duree": _("durée"),
    "pause_payee": _("pause payée, en minutes"),
    "jour": _("jour"),
    "journee": _("journée"),
}


def _nom(nom: str) -> str:
    """Le nom d'une donnée : des jours, ou ce que la semaine en dit."""
    if suite := DE_A.fullmatch(nom):
        premier, dernier = map(gettext, suite.groups())
        return gettext("du %(premier)s au %(dernier)s") % {"premier": premier, "dernier": dernier}
    return str(_NOMS.get(nom) or gettext(nom.replace("_", " ")))
