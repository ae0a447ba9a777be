"""Des constats de chaque verdict, faits à la main : les rendus se lisent sans attendre les règles."""

from datetime import date
from decimal import Decimal

from tripartite.droit.faits import Convention, Dossier, OrganismeAccueil, Stagiaire
from tripartite.droit.langage import (
    Confiance,
    Constat,
    Gravite,
    Inconnu,
    Situation,
    ValeurLue,
    Verdict,
    a_verifier,
    conforme,
    etape,
    lecture,
    non_conforme,
    sans_objet,
)
from tripartite.droit.langage.reponses import RegleLue


def signe(constat: Constat, lues=(), situation=None, **regle) -> Constat:
    constat.regle_lue, constat.situation = RegleLue(**regle, lues=lues), situation
    return constat


def en_entier(constat: Constat) -> tuple[str, RegleLue, tuple[ValeurLue, ...]]:
    """Tout ce que dit un constat, pour en comparer deux : lui, sa règle, les valeurs dont il vient."""
    return repr(constat), constat.regle_lue._replace(lues=()), constat.valeurs


DOSSIER = Dossier(
    convention=Convention(debut=date(2026, 2, 2), fin=date(2026, 7, 31)),
    stagiaire=Stagiaire(nom="Martin", prenom="Léa"),
    organisme=OrganismeAccueil(nom="Ateliers Duval"),
)

PLAFOND = ValeurLue(
    "plafond horaire de la sécurité sociale",
    date(2026, 2, 2),
    30,
    "ministère du Travail",
    "€ par heure",
    Confiance.SECONDAIRE,
)
SOUS_LE_MINIMUM = signe(
    non_conforme(
        "L'heure est payée {horaire:euros}, sous le minimum de {minimum:euros}.",
        que_faire="Portez la gratification à {minimum:euros} de l'heure au moins.",
        etapes=[
            etape(
                "Minimum de l'heure",
                "{taux:taux} × {plafond:euros} = {minimum:euros}",
                taux=Decimal("0.15"),
                plafond=30,
                minimum=Decimal("4.50"),
            ),
            etape(
                "Février 2026",
                "{minutes:heures} × {ecart:euros} = {manque:euros}",
                minutes=9270,
                ecart=Decimal("0.15"),
                manque=Decimal("23.18"),
            ),
        ],
        horaire=Decimal("4.35"),
        minimum=Decimal("4.50"),
    ),
    nom="gratification_minimale",
    titre="L'heure est payée au moins 15 % du plafond horaire de la sécurité sociale",
    sujet="gratification",
    articles=("L. 124-6", "D. 124-8"),
    au=date(2026, 1, 15),
    demandes=("conclue_le",),
    lues=(PLAFOND,),
    situation=Situation({"conclue_le": date(2026, 1, 15)}),
)

SANS_CLAUSE = signe(
    non_conforme(
        "La convention passe le {jour:date} sans clause de revalorisation.",
        que_faire="Ajoutez la clause par avenant.",
        jour=date(2027, 1, 1),
    ),
    nom="clause_de_revalorisation",
    titre="La convention dit ce que devient le montant au 1er janvier",
    sujet="gratification",
    gravite=Gravite.AVERTISSEMENT,
    articles=("L. 124-6",),
)

CARENCE = signe(
    a_verifier(
        "Le poste est libre le {au_plus_tot:jour} ou le {au_plus_tard:jour}, selon la lecture du texte.",
        lecture("au jour", Verdict.CONFORME, "le poste est libre le {le:jour}.", le=date(2026, 2, 1)),
        lecture("au mois", Verdict.NON_CONFORME, "le poste est libre le {le:jour}.", le=date(2026, 2, 4)),
        que_faire="Attendez le {au_plus_tard:jour}, ou demandez l'avis de l'inspection du travail.",
        au_plus_tot=date(2026, 2, 1),
        au_plus_tard=date(2026, 2, 4),
    ),
    nom="delai_de_carence",
    titre="Un poste attend, entre deux stages, le tiers de la durée du premier",
    sujet="carence",
    articles=("L. 124-11",),
)


def manque(nom: str, libelle: str, partie: str, regle: str, titre: str):
    return signe(
        Constat(
            Verdict.A_VERIFIER,
            f"On ne peut pas répondre : il manque {libelle}.",
            que_faire=f"Indiquez {libelle}.",
            manquants=(Inconnu(nom, libelle, partie),),
        ),
        nom=regle,
        titre=titre,
        sujet="mentions",
        articles=("D. 124-4",),
    )


EFFECTIF = manque(
    "organismeaccueil.effectifs",
    "l'effectif de l'organisme d'accueil, mois par mois",
    "organisme d'accueil",
    "contingent_de_la_semaine",
    "Le nombre de stagiaires d'une même semaine civile ne dépasse pas le contingent",
)
REFERENT = manque(
    "etablissement.referent",
    "l'enseignant référent",
    "établissement d'enseignement",
    "mention_referent",
    "La convention nomme l'enseignant référent et le tuteur",
)

DUREE = signe(
    conforme("La présence prévue est de {duree:heures}, pour un maximum de 924 h.", duree=41340),
    nom="duree_maximale",
    titre="La durée ne dépasse pas six mois par année d'enseignement",
    sujet="duree",
    articles=("L. 124-5", "D. 124-6"),
)
NUIT = signe(
    sans_objet("Aucune présence n'est prévue la nuit."),
    nom="presence_de_nuit",
    titre="La présence de nuit est écrite dans la convention",
    sujet="temps",
    articles=("D. 124-4",),
)

CONSTATS = (DUREE, NUIT, EFFECTIF, SOUS_LE_MINIMUM, REFERENT, CARENCE, SANS_CLAUSE)
