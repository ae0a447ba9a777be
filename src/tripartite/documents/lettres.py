"""Trois lettres : réclamer la gratification, demander des trimestres, prévenir l'établissement d'un accident.

Le dossier n'y est pas joint : une lettre ne dit à son destinataire que ce qu'elle lui demande.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from tripartite.documents.composition import Document, DocumentImpossible
from tripartite.documents.identites import adresser, nommer, qualite
from tripartite.documents.pieces import SIGNATAIRES, Bloc, E, H, Redaction, S
from tripartite.documents.textes import Phrase
from tripartite.documents.themes import Theme
from tripartite.droit.calculs.echeances import RIEN, Echeance, somme
from tripartite.droit.calculs.trimestres import dernier_jour_de_la_demande, prix_des_trimestres
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Dossier
from tripartite.droit.langage import REGLES, Constat, FaitInconnu, Inconnu, Minutes, Situation, Verdict, connu
from tripartite.droit.verification import situation_de
from tripartite.rendus.grandeurs import ecrire, grandeur
from tripartite.rendus.typographie import sans_insecable


def lettre(
    modele: str, dossier: Dossier, *, le: date, langue: str = "fr", theme: Theme | None = None
) -> Document:
    """Compose une lettre.

    Args:
        modele: « gratification », « retraite » ou « accident ».
        dossier: les faits du stage ; ce qui manque reste à compléter à la main.
        le: le jour de la lettre.
        langue: « fr » ou « en ».
        theme: l'en-tête, le logo et la couleur.

    Raises:
        DocumentImpossible: la lettre n'a pas d'objet (rien ne reste dû, aucun trimestre à demander).
    """
    if modele not in MODELES:
        raise DocumentImpossible(f"Il n'y a pas de lettre « {modele} ». Il y a {', '.join(MODELES)}.")
    r = Redaction("lettres", situation_de(dossier, le), le, langue, theme)
    return MODELES[modele](r, dossier)


def _composer(
    r: Redaction,
    modele: str,
    objet: Phrase,
    blocs: list[Bloc],
    *,
    expediteur: list[Phrase],
    destinataire: list[Phrase],
    signataire: Phrase,
    fonction: str = "",
    pieces: list[str],
) -> Document:
    lieu = r.manquer(r.textes.mots["lieu"], "")
    return r.document(
        blocs,
        titre=r.mot(f"titre_{modele}"),
        gabarit="lettre",
        expediteur=[ligne for ligne in expediteur if ligne],
        destinataire=[ligne for ligne in destinataire if ligne],
        lieu_et_date=r.dire("lieu_et_date", lieu=lieu),
        objet=objet,
        signataire=signataire,
        qualite=fonction,
        titre_des_pieces=r.mot("pieces"),
        pieces=[r.mot(piece) for piece in pieces],
    )


def _stagiaire(r: Redaction, dossier: Dossier) -> list[Phrase]:
    stagiaire = dossier.stagiaire
    return [
        r.personne(stagiaire, "stagiaire"),
        *_adresse(r, stagiaire.adresse, S),
        stagiaire.courriel if connu(stagiaire.courriel) else "",
    ]


def _adresse(r: Redaction, adresse: Any, partie: Any) -> list[Phrase]:
    """Une adresse sur deux lignes, ou un blanc."""
    ecrite = adresser(adresse, f"l'adresse ({partie})", partie)
    if isinstance(ecrite, Inconnu):
        return [r.valeur(ecrite, points=24)]
    rue, _, commune = ecrite.partition(", ")
    return [rue, commune]


def _organisme(r: Redaction, dossier: Dossier) -> list[Phrase]:
    organisme = dossier.organisme
    return [r.valeur(organisme.nom, points=24), *_adresse(r, organisme.adresse, H)]


def _juger(r: Redaction, regle: str) -> Constat:
    return REGLES[regle].juger(cast(Situation, r.faits))


def _refuser(constat: Constat) -> DocumentImpossible:
    phrase = sans_insecable(ecrire(constat.phrase, constat.grandeurs))
    return DocumentImpossible(f"La lettre n'a pas d'objet. {phrase}")


# --- La gratification restant due ----------------------------------------------------------------


def _gratification(r: Redaction, dossier: Dossier) -> Document:
    constat = _juger(r, "gratification_versee")
    if constat.verdict in (Verdict.CONFORME, Verdict.SANS_OBJET):
        raise _refuser(constat)
    if constat.manquants:
        manque = sans_insecable(grandeur(constat.manquants[0]))
        raise DocumentImpossible(f"On ne peut pas dire ce qui reste dû : il manque {manque}.")
    lignes = [ligne for ligne in r.faits["lignes_echues"] if ligne.reste > 0]
    reste = somme(ligne.reste for ligne in lignes)
    decompte = connu(r.faits["presences_par_jour"])
    noms = {lue.nom for lue in constat.lectures}
    introduction = r.paragraphes("gratification", reste=reste, conclusion=dossier.convention.conclue_le)
    suite = r.paragraphes(
        "gratification_suite",
        prevue=not decompte,
        minimum="au plafond du mois de présence" in noms,
    )
    signataire = dossier.organisme.signataire
    a_l_attention = nommer(signataire, *SIGNATAIRES["organisme"])
    destinataire = _organisme(r, dossier)
    if isinstance(a_l_attention, str):
        destinataire.insert(1, ", ".join(m for m in (a_l_attention, qualite(signataire)) if m))
    return _composer(
        r,
        "gratification",
        r.dire("objet_gratification"),
        [{"paragraphes": introduction}, _mois(r, lignes), {"paragraphes": suite}],
        expediteur=_stagiaire(r, dossier),
        destinataire=destinataire,
        signataire=r.personne(dossier.stagiaire, "stagiaire"),
        pieces=["piece_convention", *(["piece_decompte"] if decompte else [])],
    )


def _mois(r: Redaction, lignes: list[Echeance]) -> Bloc:
    mots = ("mois", "heures", "heure", "du", "verse", "reste")
    return {
        "tableau": {
            "entetes": [r.mot(mot) for mot in mots],
            "lignes": [
                [
                    r.valeur(ligne.mois, "mois"),
                    r.valeur(Minutes(ligne.minutes), "heures"),
                    r.valeur(ligne.horaire, "euros"),
                    r.valeur(ligne.a_verser, "euros"),
                    r.valeur(ligne.verse, "euros"),
                    r.valeur(max(RIEN, ligne.reste), "euros"),
                ]
                for ligne in lignes
            ],
            "nombres": [1, 2, 3, 4, 5],
            "colonnes": [1, 0, 0, 0, 0, 0],
            "total": [
                r.mot("total"),
                r.valeur(Minutes(sum(ligne.minutes for ligne in lignes)), "heures"),
                "",
                r.valeur(somme(ligne.a_verser for ligne in lignes), "euros"),
                r.valeur(somme(ligne.verse for ligne in lignes), "euros"),
                r.valeur(somme(ligne.reste for ligne in lignes), "euros"),
            ],
        }
    }


# --- Les trimestres de retraite ------------------------------------------------------------------


def _retraite(r: Redaction, dossier: Dossier) -> Document:
    for regle in ("trimestres_ouverts", "demande_de_trimestres"):
        constat = _juger(r, regle)
        if constat.verdict is Verdict.SANS_OBJET:
            raise _refuser(constat)
    mots, naissance = r.textes.mots, dossier.stagiaire.naissance
    presence = r.faits["presence_pour_la_retraite"]
    lignes = [
        r.ligne("numero", r.manquer(mots["numero_dit"], S)),
        r.ligne("naissance", naissance, "jour"),
        r.ligne("formation", dossier.formation.intitule),
        r.ligne("organisme", dossier.organisme.nom),
        r.phrase("dates", "du_au"),
        r.phrase("presence", "presence_dite", minutes=presence),
        r.ligne("trimestres", r.faits["trimestres_de_stage"]),
        r.ligne("annee", _annee(r)),
        *_prix(r),
        r.ligne("paiement", r.manquer(mots["paiement_dit"], S)),
    ]
    limite = ""
    if connu(naissance):
        limite = f" ({grandeur(dernier_jour_de_la_demande(naissance), 'jour', r.langue)})"
    adresse = r.manquer(mots["adresse_caisse"], S)
    return _composer(
        r,
        "retraite",
        r.dire("objet_retraite"),
        [
            {"paragraphes": r.paragraphes("retraite")},
            {"cle": lignes},
            {"paragraphes": r.paragraphes("retraite_suite", limite=limite)},
        ],
        expediteur=_stagiaire(r, dossier),
        destinataire=[r.mot("caisse"), r.valeur(adresse, points=24), r.valeur(adresse, points=24)],
        signataire=r.personne(dossier.stagiaire, "stagiaire"),
        pieces=["piece_convention", "piece_attestation"],
    )


def _annee(r: Redaction) -> Any:
    """L'année où porter les trimestres, quand le stage n'en touche qu'une."""
    debut, fin = r.faits["debut"], r.faits["fin_effective"]
    if connu(debut) and connu(fin) and debut.year == fin.year:
        return str(debut.year)
    return r.manquer(r.textes.mots["annee_dite"], S)


def _prix(r: Redaction) -> list[Any]:
    try:
        prix = prix_des_trimestres(r.le.year)
    except FaitInconnu:
        return []
    titre = r.mot("prix", annee=str(prix.annee))
    return [{"titre": titre, "valeur": r.dire("prix_dit", unitaire=prix.unitaire)}]


# --- L'accident ----------------------------------------------------------------------------------


def _accident(r: Redaction, dossier: Dossier) -> Document:
    etablissement, mots = dossier.etablissement, r.textes.mots
    agricole = connu(etablissement.agricole) and etablissement.agricole
    en_france = r.faits["accueil_en_france"]
    etranger = connu(en_france) and not en_france
    champs: tuple[str, ...] = ("jour_accident", "lieu_accident", "circonstances", "lesions", "temoins")
    if not agricole and not etranger:
        champs = (*champs, "declare_le")
    nom = nommer(dossier.stagiaire, *SIGNATAIRES["stagiaire"])
    suite = r.paragraphes(
        "accident_suite",
        general=not agricole and not etranger,
        agricole=agricole and not etranger,
        etranger=etranger,
        sous_franchise=not agricole and not etranger and _sous_la_franchise(r),
        tuteur_dit=nommer(r.faits["tuteur"], *SIGNATAIRES["tuteur"]),
    )
    signataire = dossier.organisme.signataire
    lignes = [
        {"titre": r.mot(champ), "valeur": r.valeur(r.manquer(mots[f"{champ}_dit"], H), points=22)}
        for champ in champs
    ]
    return _composer(
        r,
        "accident",
        r.dire("objet_accident", nom=nom),
        [{"paragraphes": r.paragraphes("accident", nom=nom)}, {"cle": lignes}, {"paragraphes": suite}],
        expediteur=_organisme(r, dossier),
        destinataire=[r.valeur(etablissement.nom, points=24), *_adresse(r, etablissement.adresse, E)],
        signataire=r.personne(signataire, "organisme"),
        fonction=qualite(signataire),
        pieces=[] if agricole or etranger else ["piece_declaration"],
    )


def _sous_la_franchise(r: Redaction) -> bool:
    """Dit que la gratification de ce mois ne dépasse pas la franchise ; dans le doute, on ne dit rien."""
    dues = r.faits["cotisations_dues"]
    du_mois = [c for c in dues if c.mois == Mois.de(r.le)] if connu(dues) else []
    return any(connu(c.excedent) and not c.excedent for c in du_mois)


MODELES: dict[str, Callable[[Redaction, Dossier], Document]] = {
    "gratification": _gratification,
    "retraite": _retraite,
    "accident": _accident,
}
"""Les lettres que l'on sait écrire."""
