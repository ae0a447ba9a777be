"""L'attestation de stage : la durée effective et la gratification versée, d'après les faits (D. 124-9)."""

from __future__ import annotations

from datetime import date
from typing import Any

from tripartite.documents.composition import Document
from tripartite.documents.identites import nommer
from tripartite.documents.pieces import SIGNATAIRES, Bloc, H, Redaction, joindre
from tripartite.documents.themes import Theme
from tripartite.droit.calculs.echeances import RIEN, somme
from tripartite.droit.calendrier import DureeDeStage, Mois, duree_en_jours_et_mois
from tripartite.droit.decompte import regrouper_par_mois
from tripartite.droit.faits import Dossier
from tripartite.droit.langage import Euros, Inconnu, Minutes, connu
from tripartite.droit.verification import situation_de


def attestation(dossier: Dossier, *, le: date, langue: str = "fr", theme: Theme | None = None) -> Document:
    """Compose l'attestation de stage.

    Args:
        dossier: les faits du stage ; ce qui manque reste à compléter à la main.
        le: le jour de l'attestation ; ce qui vient après n'y est pas.
        langue: « fr » ou « en ».
        theme: l'en-tête, le logo et la couleur.
    """
    faits = situation_de(dossier, le)
    r = Redaction("attestation", faits, le, langue, theme)
    organisme, stagiaire = dossier.organisme, dossier.stagiaire
    blocs: list[Bloc] = [
        {"paragraphes": r.paragraphes("introduction")},
        {
            "titre": r.mot("parties"),
            "cle": [
                r.cle("stagiaire", r.personne(stagiaire, "stagiaire")),
                r.ligne("naissance", stagiaire.naissance, "jour"),
                r.ligne("formation", dossier.formation.intitule),
                r.ligne("etablissement", dossier.etablissement.nom),
                r.ligne("organisme", organisme.nom),
                r.cle("siret", r.siret(organisme.siret)),
                r.cle("adresse", r.adresse(organisme.adresse, H)),
                r.cle("tuteur", r.personne(faits["tuteur"], "tuteur")),
            ],
        },
        {
            "titre": r.mot("stage"),
            "cle": [
                r.phrase("dates", "du_au"),
                r.ligne("sujet", faits["sujet"]),
                r.ligne("lieu", faits["lieu"]),
            ],
        },
        *_chiffres(r),
        {"paragraphes": r.paragraphes("retraite", retraite=_ouvre_des_trimestres(faits))},
        {
            "signature": {
                "texte": r.dire("fait", lieu=r.manquer(r.textes.mots["ville"], H)),
                "boite": r.boite("organisme", organisme.signataire),
            }
        },
    ]
    return r.document(
        blocs,
        titre=r.mot("titre"),
        sous_titre=r.dire("sous_titre", nom=nommer(stagiaire, *SIGNATAIRES["stagiaire"])),
        entete=[organisme.nom],
        joint=joindre(dossier),
    )


def _ouvre_des_trimestres(faits: Any) -> bool:
    trimestres = faits["trimestres_de_stage"]
    return not connu(trimestres) or trimestres > 0


# --- Les chiffres --------------------------------------------------------------------------------


def _chiffres(r: Redaction) -> list[Bloc]:
    presences, versements = r.faits["presences_par_jour"], _versees(r)
    if connu(presences):
        presences = {jour: minutes for jour, minutes in presences.items() if jour <= r.le}
    duree = _duree(r, presences)
    verse: Any = somme(versements.values()) if connu(versements) else versements
    if not connu(versements) and r.faits["gratification_obligatoire"] is False and _sans_gratification(r):
        verse = RIEN
    duree["cle"].append(r.ligne("verse", verse, "euros"))
    return [
        duree,
        _par_mois(r, presences, versements) if connu(presences) and presences else {},
    ]


def _versees(r: Redaction) -> Any:
    """Ce qui a été versé au titre de chaque mois, jusqu'à ce jour ; inconnu dès qu'un versement l'est."""
    versements = r.faits["versements"]
    if not connu(versements) or not all(connu(v.mois) and connu(v.montant) for v in versements):
        return r.manquer(r.textes.mots["versements"], H)
    versees: dict[Mois, Euros] = {}
    for versement in versements:
        if not connu(versement.le) or versement.le <= r.le:
            versees[versement.mois] = Euros(versees.get(versement.mois, RIEN) + versement.montant)
    return versees


def _sans_gratification(r: Redaction) -> bool:
    gratification = r.faits["gratification"]
    return connu(gratification) and connu(gratification.horaire) and not gratification.horaire


def _duree(r: Redaction, presences: Any) -> Bloc:
    bloc: Bloc = {"titre": r.mot("duree"), "notes": []}
    if not connu(presences) or not presences:
        manque = r.manquer(r.textes.mots["presences"], H)
        bloc["cle"] = [r.ligne("duree_effective", manque)]
        return bloc
    total = duree_en_jours_et_mois(sum(presences.values()))
    bloc["cle"] = [
        r.phrase("duree_effective", "duree_dite", minutes=Minutes(total.minutes)),
        r.phrase("en_jours", "en_jours_dits", **_en_mois(total)),
    ]
    absences = r.faits["absences_comptees"]
    if connu(absences) and absences:
        avec = duree_en_jours_et_mois(total.minutes + absences)
        bloc["cle"].append(
            r.phrase("avec_absences", "avec_absences_dites", minutes=Minutes(avec.minutes), **_en_mois(avec))
        )
    bloc["notes"] = [p["texte"] for p in r.paragraphes("compte")]
    fin = r.faits["fin_effective"]
    if connu(fin) and r.le < fin:
        bloc["notes"].insert(0, r.dire("avant_la_fin"))
    elif _decompte_incomplet(r):
        bloc["notes"].insert(0, r.dire("arretee", dernier=max(presences)))
        r.valeur(r.manquer(f"le décompte des présences après le {max(presences)}", H))
    return bloc


def _decompte_incomplet(r: Redaction) -> bool:
    """Dit que des jours prévus, après la dernière présence, n'ont ni présence ni absence."""
    presences, prevues, manquees = (
        r.faits[nom] for nom in ("presences_par_jour", "minutes_par_jour", "heures_manquees")
    )
    fin = r.faits["fin_effective"]
    if not (connu(prevues) and connu(fin) and connu(manquees)):
        return False
    absents = {manque.jour for manque in manquees}
    return any(max(presences) < jour <= fin and jour not in absents for jour in prevues)


def _en_mois(duree: DureeDeStage) -> dict[str, int]:
    return {"jours": duree.jours, "mois": duree.mois, "reste": duree.jours_restants}


def _par_mois(r: Redaction, presences: Any, versements: Any | Inconnu) -> Bloc:
    faites = {mois: Minutes(minutes) for mois, minutes in regrouper_par_mois(presences).items()}
    payes = versements if connu(versements) else {}
    mois: list[Mois] = sorted({*faites, *payes})
    avec_versements = connu(versements)
    lignes = [
        [r.valeur(m, "mois"), r.valeur(faites.get(m, 0), "heures")]
        + ([r.valeur(payes.get(m, RIEN), "euros")] if avec_versements else [])
        for m in mois
    ]
    total = [r.mot("total"), r.valeur(sum(faites.values()), "heures")]
    entetes = [r.mot("mois_colonne"), r.mot("presence_colonne")]
    if avec_versements:
        total.append(r.valeur(somme(payes.values()), "euros"))
        entetes.append(r.mot("verse_colonne"))
    rangs = list(range(1, len(entetes)))
    return {
        "titre": r.mot("mois"),
        "tableau": {
            "entetes": entetes,
            "lignes": lignes,
            "nombres": rangs,
            "total": total,
            "colonnes": [2] + [1] * len(rangs),
        },
    }
