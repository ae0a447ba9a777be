"""L'avenant : ce qu'il change, et ce que cela fait à la durée, au seuil et à la gratification."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tripartite.documents.changements import changements
from tripartite.documents.composition import Document, DocumentImpossible
from tripartite.documents.identites import nommer
from tripartite.documents.pieces import SIGNATAIRES, Bloc, Redaction
from tripartite.documents.signataires import reunir
from tripartite.documents.textes import Phrase
from tripartite.documents.themes import Theme
from tripartite.dossiers import ecrire_json
from tripartite.droit.calendrier import duree_en_jours_et_mois
from tripartite.droit.faits import Avenant, Dossier
from tripartite.droit.langage import REGLES, Inconnu, Minutes, Situation, Verdict, connu
from tripartite.droit.verification import situation_de
from tripartite.rendus.grandeurs import ecrire, grandeur


@dataclass(frozen=True, slots=True)
class Effet:
    """Ce que l'avenant fait à une grandeur : avant, après, écart ; un inconnu reste un inconnu."""

    mot: str
    avant: Any
    apres: Any
    nature: str = ""


@dataclass(frozen=True, slots=True)
class DeuxEtats:
    """Le stage juste avant un avenant, et avec lui."""

    avenant: Avenant
    avant: Situation
    apres: Situation


def avenants_dates(dossier: Dossier) -> tuple[Avenant, ...]:
    """Les avenants dans l'ordre de leur conclusion ; un projet sans date vient en dernier."""
    avenants = dossier.vie.avenants if connu(dossier.vie.avenants) else ()
    return tuple(sorted(avenants, key=lambda a: a.conclu_le if connu(a.conclu_le) else date.max))


def comparer(dossier: Dossier, rang: int, le: date) -> DeuxEtats:
    """Le stage avant et après son avenant de ce rang, compté à partir de 1, dans l'ordre des conclusions.

    Raises:
        DocumentImpossible: il n'y a pas d'avenant de ce rang, ou ce qu'il change n'est pas connu.
    """
    tous = avenants_dates(dossier)
    if not 1 <= rang <= len(tous):
        combien = {0: "n'a pas d'avenant", 1: "n'a qu'un avenant"}.get(len(tous), f"a {len(tous)} avenants")
        raise DocumentImpossible(
            f"Le dossier {combien} : il n'y a pas d'avenant n° {rang}. Écrivez-le sous vie.avenants."
        )
    avenant = tous[rang - 1]
    if not connu(avenant.changements):
        raise DocumentImpossible(
            f"On ne sait pas ce que change l'avenant n° {rang}. Écrivez ses changements."
        )
    quand = avenant.conclu_le if connu(avenant.conclu_le) else le
    dates = tuple(replace(a, conclu_le=a.conclu_le if connu(a.conclu_le) else le) for a in tous[:rang])
    avant, apres = (
        situation_de(replace(dossier, vie=replace(dossier.vie, avenants=gardes)), max(quand, le))
        for gardes in (dates[:-1], dates)
    )
    return DeuxEtats(avenant, avant, apres)


def effets(etats: DeuxEtats) -> tuple[Effet, ...]:
    """Ce que l'avenant fait à la durée, au seuil de gratification et à l'argent."""
    a, b = etats.avant, etats.apres

    def lire(mot: str, nature: str, valeur: Callable[[Situation], Any]) -> Effet:
        return Effet(mot, valeur(a), valeur(b), nature)

    return (
        lire("fin", "jour", lambda s: s["fin_effective"]),
        lire("presence", "heures", lambda s: s["minutes_prevues"]),
        lire("mois", "mois_et_jours", lambda s: s["minutes_prevues"]),
        lire("annee", "heures", lambda s: s["duree_de_l_annee"]),
        lire("seuil", "seuil", lambda s: s["gratification_obligatoire"]),
        lire("heure", "euros", _heure),
        lire("total", "euros", _total),
    )


def _heure(situation: Situation) -> Any:
    gratification = situation["gratification"]
    return gratification.horaire if connu(gratification) else gratification


def _total(situation: Situation) -> Any:
    echeancier = situation["echeancier"]
    return echeancier.total if connu(echeancier) else echeancier


def avenant(
    dossier: Dossier, *, le: date, rang: int = 0, langue: str = "fr", theme: Theme | None = None
) -> Document:
    """Compose un avenant.

    Args:
        dossier: les faits du stage, dont `vie.avenants`.
        le: le jour du document.
        rang: l'avenant, de 1 à n dans l'ordre des conclusions ; 0, le dernier.
        langue: « fr » ou « en ».
        theme: l'en-tête, le logo et la couleur.

    Raises:
        DocumentImpossible: le dossier n'a pas cet avenant.
    """
    tous = avenants_dates(dossier)
    rang = rang or max(1, len(tous))
    etats = comparer(dossier, rang, le)
    r = Redaction("avenant", etats.apres, le, langue, theme)
    nom = nommer(dossier.stagiaire, *SIGNATAIRES["stagiaire"])
    objet = etats.avenant.objet if connu(etats.avenant.objet) else ""
    introduction = r.paragraphes(
        "objet",
        nom=nom,
        conclu_le=etats.avenant.conclu_le,
        conclusion=dossier.convention.conclue_le,
        objet=objet.rstrip(" ."),
        objet_dit=bool(objet),
        report=_vrai(etats.avenant.report_l124_15),
    )
    titre = r.mot("titre_n", n=rang) if len(tous) > 1 else r.mot("titre")
    return r.document(
        [
            {"paragraphes": introduction},
            _ce_qui_change(r, etats),
            _ce_que_cela_fait(r, etats),
            {"paragraphes": r.paragraphes("reste")},
            {"titre": r.mot("signatures"), "signatures": _boites(r, dossier, etats)},
        ],
        titre=titre,
        sous_titre=r.dire("sous_titre", nom=nom),
        entete=[dossier.etablissement.nom],
        joint=ecrire_json(dossier),
    )


def _boites(r: Redaction, dossier: Dossier, etats: DeuxEtats) -> list[list[Bloc]]:
    """Les boîtes de ceux qui ont signé la convention, et celle du nouveau tuteur si l'avenant en change."""
    stagiaire, accueil, ecole = r.boites(dossier, tuteur=etats.avant["tuteur"])
    if any(connu(c.fait) and c.fait == "tuteur" for c in etats.avenant.changements):
        accueil = reunir([*accueil, r.boite("nouveau_tuteur", etats.apres["tuteur"])])
    return [stagiaire, accueil, ecole]


def _vrai(valeur: Any) -> bool:
    return connu(valeur) and bool(valeur)


# --- Ce qui change -------------------------------------------------------------------------------


def _ce_qui_change(r: Redaction, etats: DeuxEtats) -> Bloc:
    noms = dict.fromkeys(c.fait for c in etats.avenant.changements if connu(c.fait))
    changes = changements(etats.avant["convention"], etats.apres["convention"], noms, r.langue)
    lignes = [[c.libelle, _avant(r, c.avant), _apres(r, c.apres)] for c in changes]
    return {
        "titre": r.mot("change"),
        "tableau": {
            "entetes": [r.mot("stipulation"), r.mot("avant"), r.mot("apres")],
            "lignes": lignes,
            "colonnes": [3, 4, 4],
            "taille": 9.5,
        },
    }


def _avant(r: Redaction, valeur: str | Inconnu) -> Phrase:
    return r.mot("vide") if isinstance(valeur, Inconnu) or not valeur else valeur


def _apres(r: Redaction, valeur: str | Inconnu) -> Phrase:
    if isinstance(valeur, Inconnu):
        return r.valeur(valeur)
    return [{"fort": valeur}] if valeur else r.mot("supprime")


# --- Ce que cela fait ----------------------------------------------------------------------------


def _ce_que_cela_fait(r: Redaction, etats: DeuxEtats) -> Bloc:
    seuil = etats.apres["seuil_de_gratification"]
    lignes = [
        [
            r.mot(e.mot),
            _ecrire(r, e.avant, e.nature, seuil),
            _ecrire(r, e.apres, e.nature, seuil),
            _ecart(r, e),
        ]
        for e in effets(etats)
        if connu(e.avant) or connu(e.apres)
    ]
    jour = etats.avenant.conclu_le if connu(etats.avenant.conclu_le) else r.le
    return {
        "titre": r.mot("effets"),
        "tableau": {
            "entetes": ["", r.mot("avant"), r.mot("apres"), r.mot("ecart")],
            "lignes": lignes,
            "nombres": [1, 2, 3],
            "colonnes": [4, 3, 3, 2],
            "taille": 9.5,
        },
        "notes": [r.dire("note_effets", jour=max(jour, r.le)), *_depassement(r, etats)],
    }


def _depassement(r: Redaction, etats: DeuxEtats) -> list[Phrase]:
    """Ce que dit la règle de la durée maximale, si l'avenant la dépasse."""
    constat = REGLES["duree_maximale"].juger(etats.apres)
    if constat.verdict is not Verdict.NON_CONFORME:
        return []
    return [[{"fort": ecrire(constat.phrase, constat.grandeurs, langue=r.langue)}]]


def _ecrire(r: Redaction, valeur: Any, nature: str, seuil: Any) -> str:
    if not connu(valeur):
        return r.mot("inconnu")
    if nature == "seuil":
        return r.mot("obligatoire" if valeur else "facultative", seuil=seuil)
    if nature == "mois_et_jours":
        duree = duree_en_jours_et_mois(valeur)
        return r.mot("mois_dits", mois=duree.mois, jours=duree.jours_restants)
    return grandeur(valeur, nature, r.langue)


def _ecart(r: Redaction, effet: Effet) -> str:
    avant, apres = effet.avant, effet.apres
    if not connu(avant) or not connu(apres) or effet.nature in ("seuil", "mois_et_jours"):
        return ""
    if avant == apres:
        return r.mot("egal")
    if isinstance(apres, date):
        jours = (apres - avant).days
        return r.mot("plus_jours" if jours > 0 else "moins_jours", n=abs(jours))
    ecart = apres - avant
    entier = Minutes(abs(ecart)) if effet.nature == "heures" else abs(Decimal(ecart))
    return r.mot("plus" if ecart > 0 else "moins", ecart=grandeur(entier, effet.nature, r.langue))
