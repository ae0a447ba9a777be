"""Le bordereau de gratification, d'un mois ou de tout le stage, avec son calcul (L. 124-6, D. 124-8)."""

from __future__ import annotations

from datetime import date
from typing import Any

from tripartite.documents.composition import Document, DocumentImpossible
from tripartite.documents.identites import nommer
from tripartite.documents.pieces import SIGNATAIRES, Bloc, H, Ligne, Redaction, joindre
from tripartite.documents.themes import Theme
from tripartite.droit.calculs.echeances import RIEN, Echeance, Echeancier, somme
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Dossier, Modalite
from tripartite.droit.langage import Euros, Minutes, connu
from tripartite.droit.verification import situation_de
from tripartite.rendus.grandeurs import grandeur
from tripartite.rendus.typographie import sans_insecable


def bordereau(
    dossier: Dossier, *, le: date, mois: Mois | None = None, langue: str = "fr", theme: Theme | None = None
) -> Document:
    """Compose le bordereau d'un mois, ou de tout le stage.

    Args:
        dossier: les faits du stage ; sans décompte, on compte les heures prévues, et on le dit.
        le: le jour du bordereau.
        mois: un seul mois ; sinon, tous.
        langue: « fr » ou « en ».
        theme: l'en-tête, le logo et la couleur.

    Raises:
        DocumentImpossible: le stage n'a rien à payer ce mois-là.
    """
    r = Redaction("bordereau", situation_de(dossier, le), le, langue, theme)
    echeancier = r.faits["echeancier"]
    nom = nommer(dossier.stagiaire, *SIGNATAIRES["stagiaire"])
    blocs: list[Bloc] = [_reference(r, dossier)]
    if not connu(echeancier):
        sous_titre = r.dire("sous_titre", nom=nom)
        blocs.append(_a_completer(r))
    elif mois is None:
        sous_titre = r.dire("sous_titre", nom=nom)
        blocs += _tout_le_stage(r, echeancier)
    else:
        sous_titre = r.dire("sous_titre_mois", mois=mois, nom=nom)
        blocs += _un_mois(r, echeancier, mois)
    return r.document(
        blocs,
        titre=r.mot("titre"),
        sous_titre=sous_titre,
        entete=[dossier.organisme.nom],
        joint=joindre(dossier),
    )


def _reference(r: Redaction, dossier: Dossier) -> Bloc:
    gratification = r.faits["gratification"]
    lignes = [
        r.cle("stagiaire", r.personne(dossier.stagiaire, "stagiaire")),
        r.ligne("organisme", dossier.organisme.nom),
        r.ligne("etablissement", dossier.etablissement.nom),
        r.ligne("convention", dossier.convention.conclue_le, "jour"),
        r.phrase("dates", "du_au"),
        r.ligne("heure", gratification.horaire if connu(gratification) else gratification, "euros"),
    ]
    if connu(gratification) and connu(gratification.modalite) and connu(gratification.horaire):
        if gratification.horaire:
            lignes.append(r.cle("modalite", r.mot(gratification.modalite.value)))
    return {"titre": r.mot("reference"), "cle": lignes}


def _a_completer(r: Redaction) -> Bloc:
    manques = {
        "presence": r.manquer("les heures à payer", H),
        "prix_retenu": r.manquer("le prix de l'heure", H),
        "a_verser": r.manquer("la gratification due", H),
    }
    return {
        "titre": r.mot("calcul"),
        "cle": [r.ligne(mot, manque) for mot, manque in manques.items()],
        "notes": [p["texte"] for p in _fondement(r)],
    }


def _fondement(r: Redaction) -> list[dict[str, Any]]:
    obligatoire = r.faits["gratification_obligatoire"]
    return r.paragraphes("fondement", obligatoire=obligatoire) if connu(obligatoire) else []


# --- Tout le stage -------------------------------------------------------------------------------


def _tout_le_stage(r: Redaction, echeancier: Echeancier) -> list[Bloc]:
    lignes = echeancier.lignes
    if not echeancier.total and not echeancier.verse:
        return [{"paragraphes": [{"texte": r.dire("vide")}]}]
    lisse = any(ligne.a_verser != ligne.du for ligne in lignes)
    transport = _transports(r)
    colonnes: list[tuple[str, str, Any, Any]] = [
        ("mois_colonne", "mois", lambda e: e.mois, None),
        ("heures_colonne", "heures", lambda e: e.minutes, echeancier.minutes),
        ("heure_colonne", "euros", lambda e: e.horaire, None),
        ("du_colonne", "euros", lambda e: e.du, somme(ligne.du for ligne in lignes)),
    ]
    if lisse:
        colonnes.append(("a_verser_colonne", "euros", lambda e: e.a_verser, echeancier.total))
    if echeancier.verse:
        colonnes += [
            ("verse_colonne", "euros", lambda e: e.verse, echeancier.verse),
            ("reste_colonne", "euros", lambda e: max(RIEN, e.reste), echeancier.reste_du),
        ]
    if any(transport.values()):
        dans_le_mois = [transport.get(ligne.mois, RIEN) for ligne in lignes]
        total = somme(dans_le_mois)
        colonnes.append(("transport_colonne", "euros", lambda e: transport.get(e.mois, RIEN), total))
    cases = [[r.valeur(lire(e), nature) for _, nature, lire, _ in colonnes] for e in lignes]
    total_ecrit = [r.mot("total")] + [
        "" if t is None else r.valeur(t, nature) for _, nature, _, t in colonnes[1:]
    ]
    notes = [p["texte"] for p in _fondement(r)]
    if echeancier.total_arrondi_une_fois != echeancier.total:
        notes.append(r.dire("arrondi", total=echeancier.total_arrondi_une_fois))
    return [
        {
            "titre": r.mot("presence_des_mois"),
            "tableau": {
                "entetes": [r.mot(c[0]) for c in colonnes],
                "lignes": cases,
                "nombres": list(range(1, len(colonnes))),
                "total": total_ecrit,
                "colonnes": [0 if rang else 1 for rang in range(len(colonnes))],
            },
        },
        _somme(r, "a_verser_en_tout", echeancier.total),
        _solde(r, echeancier.verse, echeancier.reste_du, echeancier.trop_verse),
        {"titre": r.mot("calcul"), "calcul": _prix(r, lignes), "notes": notes + _reserves(r)},
    ]


def _prix(r: Redaction, lignes: tuple[Echeance, ...]) -> list[Ligne]:
    """Ce que vaut l'heure : la convenue et le minimum, à chaque fois que l'un des deux change."""
    convenus, minimums = r.faits["horaire_convenu_par_mois"], r.faits["minimum_par_mois"]
    obligatoire = r.faits["gratification_obligatoire"]
    par_mois = {m.mois: m for m in minimums} if connu(minimums) and obligatoire is True else {}
    ecrites, avant = [], None
    for ligne in lignes:
        convenu = convenus.get(ligne.mois) if connu(convenus) else None
        minimum = par_mois.get(ligne.mois)
        vu = (convenu, minimum and minimum.horaire, ligne.horaire)
        if vu == avant or not ligne.minutes:
            continue
        avant = vu
        depuis = {"titre": [{"fort": r.valeur(ligne.mois, "mois")}], "valeur": ""}
        etapes = [depuis]
        if convenu is not None:
            etapes.append(r.etape("prix_convenu", "prix_convenu_calcul", convenu=convenu))
        if minimum is not None:
            valeurs = {"taux": minimum.taux, "plafond": minimum.plafond, "minimum": minimum.horaire}
            etapes.append(r.etape("prix_minimum", "prix_minimum_calcul", **valeurs))
            etapes.append(r.etape("prix_retenu", "prix_retenu_calcul", prix=ligne.horaire))
        ecrites += etapes
    return ecrites


def _transports(r: Redaction) -> dict[Mois, Euros]:
    transport = r.faits["transport_par_mois"]
    return dict(transport) if connu(transport) else {}


def _reserves(r: Redaction) -> list[Any]:
    notes = []
    if not connu(r.faits["presences_par_jour"]):
        notes.append(r.dire("prevue"))
    if not connu(r.faits["transport_par_mois"]):
        notes.append(r.dire("transport_inconnu"))
    return notes


def _somme(r: Redaction, mot: str, montant: Euros) -> Bloc:
    return {"somme": {"titre": r.mot(mot), "valeur": r.valeur(montant, "euros")}}


def _solde(r: Redaction, verse: Euros, reste: Euros, trop: Euros) -> Bloc:
    if not verse:
        return {}
    lignes = [r.ligne("verse", verse, "euros"), r.ligne("reste_du", reste, "euros")]
    if trop:
        lignes.append(r.ligne("trop", trop, "euros"))
    return {"cle": lignes}


# --- Un mois -------------------------------------------------------------------------------------


def _un_mois(r: Redaction, echeancier: Echeancier, mois: Mois) -> list[Bloc]:
    lignes = {ligne.mois: ligne for ligne in echeancier.lignes}
    if mois not in lignes:
        bornes = [sans_insecable(grandeur(m, "mois")) for m in (min(lignes), max(lignes))] if lignes else []
        suite = f" Il va de {bornes[0]} à {bornes[1]}." if bornes else ""
        raise DocumentImpossible(
            f"Le stage n'a rien à payer en {sans_insecable(grandeur(mois, 'mois'))}.{suite}"
        )
    ligne = lignes[mois]
    transport = _transports(r).get(mois, RIEN)
    excedent, retenu = _cotisations(r, mois)
    etapes = [*_prix(r, (ligne,))[1:]]
    etapes.append(r.etape("du", "du_calcul", minutes=Minutes(ligne.minutes), prix=ligne.horaire, du=ligne.du))
    payees = ligne.minutes - _presence(r, mois)
    if payees > 0:
        etapes.append(r.etape("payees", "payees_calcul", minutes=Minutes(payees)))
    if echeancier.modalite == Modalite.LISSE:
        etapes.append(r.etape("lisse", "lisse_calcul", a_verser=ligne.a_verser))
    etapes += excedent
    if retenu:
        etapes.append(r.etape("retenu", "retenu_calcul", retenu=retenu))
    if transport:
        etapes.append(r.etape("transport", "transport_calcul", transport=transport))
    net = Euros(ligne.a_verser + transport - (retenu if connu(retenu) and retenu else RIEN))
    notes = [p["texte"] for p in _fondement(r)]
    if excedent:
        notes.append(r.dire("franchise_texte"))
    return [
        _jours(r, mois),
        {"titre": r.mot("calcul"), "calcul": etapes, "notes": notes + _reserves(r)},
        _somme(r, "a_verser_et_transport" if transport else "a_verser", net),
        _solde(r, ligne.verse, max(RIEN, ligne.reste), max(RIEN, Euros(-ligne.reste))),
    ]


def _cotisations(r: Redaction, mois: Mois) -> tuple[list[Ligne], Any]:
    """Les lignes de la franchise quand la gratification la dépasse, et ce qui est retenu au stagiaire."""
    dues = r.faits["cotisations_dues"]
    du_mois = next((c for c in dues if c.mois == mois), None) if connu(dues) else None
    if du_mois is None or not connu(du_mois.excedent) or not du_mois.excedent:
        return [], None
    franchise = du_mois.compare.franchise.montant
    return [
        r.etape("franchise", "franchise_calcul", franchise=franchise),
        r.etape("excedent", "excedent_calcul", excedent=du_mois.excedent),
    ], du_mois.retenu


def _presence(r: Redaction, mois: Mois) -> int:
    par_mois = r.faits["presence_retenue_par_mois"]
    return par_mois.get(mois, 0) if connu(par_mois) else 0


def _jours(r: Redaction, mois: Mois) -> Bloc:
    jours = r.faits["presence_retenue_par_jour"]
    if not connu(jours):
        return {}
    du_mois = [(jour, minutes) for jour, minutes in jours.items() if Mois.de(jour) == mois and minutes]
    if not du_mois:
        return {}
    moitie = -(-len(du_mois) // 2)
    deux = [du_mois[:moitie], du_mois[moitie:]]
    cases = [
        [case for colonne in deux for case in _case(r, colonne[rang : rang + 1])] for rang in range(moitie)
    ]
    entetes = [r.mot("jour_colonne"), r.mot("heures_colonne")] * 2
    total = ["", "", r.mot("total"), r.valeur(Minutes(sum(m for _, m in du_mois)), "heures")]
    reelle = connu(r.faits["presences_par_jour"])
    return {
        "titre": r.mot("presence" if reelle else "presence_prevue"),
        "tableau": {
            "entetes": entetes,
            "lignes": cases,
            "nombres": [1, 3],
            "total": total,
            "colonnes": [2, 1, 2, 1],
            "taille": 8.5,
        },
    }


def _case(r: Redaction, jours: list[tuple[date, int]]) -> list[Any]:
    return [r.valeur(jours[0][0], "date"), r.valeur(jours[0][1], "heures")] if jours else ["", ""]
