"""Quels constats montrer à côté de quels champs : ceux que leurs faits causent.

Une règle se sert de faits que tout le dossier partage (les dates, l'organisme entier) ; ce qui la met en
cause est plus court, et se dit ici, sujet par sujet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from tripartite.droit.calculs.quinze_mentions import MENTIONS
from tripartite.droit.langage import Constat
from tripartite.rendus.faits import chemin

DATES = ("convention.debut", "convention.fin")
HORAIRES = ("convention.horaires", "convention.duree_prevue", "convention.duree_hebdomadaire")
GRATIFICATION = ("convention.gratification",)
SEJOUR = (
    "stagiaire.nationalite",
    "stagiaire.titre_de_sejour",
    "stagiaire.cadre_de_venue",
    "convention.envoyee_au_prefet_le",
    "convention.convention_visee_le",
    "convention.programme_europeen",
)
SECURITE = ("convention.travaux_dangereux", "convention.derogation_travaux", "convention.poste_a_risques")
ETRANGER = ("organisme.pays", "convention.fiche_d_information", "convention.echange_prealable")

CAUSES: Mapping[str, tuple[str, ...]] = {
    "accident": ("organisme.taux_atmp",),
    "allocation_pfmp": ("formation.classe",),
    "ancien_regime": DATES,
    "ancienne_gratification": GRATIFICATION,
    "ancienne_gratification_montant": GRATIFICATION,
    "attestation": ("convention.clauses.attestation",),
    "avantages": ("convention.avantages", "convention.clauses.avantages"),
    "bordereau": GRATIFICATION,
    "carence": ("convention.poste", "convention.debut"),
    "conges": ("convention.conges_prevus",),
    "contingent": ("organisme.effectifs", "organisme.stages", "organisme.arretes_pfmp"),
    "cotisations": (*GRATIFICATION, "organisme.taux_atmp", "organisme.taux_mobilite"),
    "cursus": (
        "formation.heures_enseignement",
        "formation.heures_en_presence",
        "formation.stage_prevu_au_reglement",
        "formation.restitution_evaluee",
        "formation.credits",
    ),
    "droits_du_stagiaire": (),
    "duree": (*DATES, *HORAIRES, "stagiaire.stages"),
    "embauche": (),
    "encadrement": ("convention.tuteur",),
    "etrangers": SEJOUR,
    "etrangers_duree": (*SEJOUR, *DATES),
    "franchise": GRATIFICATION,
    "gratification": GRATIFICATION,
    "gratification_branche_et_public": (*GRATIFICATION, "organisme.accords_de_branche"),
    "gratification_cumul": (*GRATIFICATION, "stagiaire.stages"),
    "gratification_modalites": GRATIFICATION,
    "gratification_montant": GRATIFICATION,
    "impot": ("stagiaire.gratifications_recues",),
    "interruption": ("convention.clauses.interruption",),
    "mentions": (),
    "mineurs": ("convention.horaires", "stagiaire.naissance"),
    "mineurs_repos_et_travaux": ("convention.horaires", "stagiaire.naissance"),
    "motifs": ("convention.motifs",),
    "parties": ("organisme.signataire", "etablissement.signataire", "stagiaire.representants_legaux"),
    "presence_reelle": (),
    "presences_particulieres": ("convention.horaires", "convention.presence_particuliere"),
    "qualification": ("convention.nature", "etablissement.degre", "formation.voie"),
    "referent": ("etablissement.referent",),
    "registre": ("organisme.registre_du_personnel",),
    "regularisation": GRATIFICATION,
    "requalification": (),
    "retraite": (),
    "sanctions": (),
    "stages_a_l_etranger": ETRANGER,
    "temps_de_presence": ("convention.horaires",),
    "textes": ("convention.clauses",),
}
"""Les faits qui mettent en cause les règles de chaque sujet ; aucun, si seule la vie du stage le fait."""

CAUSES_DES_REGLES: Mapping[str, tuple[str, ...]] = {
    "absent_sur_le_poste": ("organisme.absents",),
    "activites_approuvees_par_l_organisme": ("convention.activites_validees",),
    "appreciation_de_l_accueil": (),
    "clause_du_1er_janvier": ("convention.gratification.revalorisation",),
    "conclusion_de_la_convention": (),
    "droit_anterieur_inconnu": DATES,
    "formation_renforcee_a_la_securite": ("convention.formation_a_la_securite", "convention.poste_a_risques"),
    "meme_poste_sans_pause": ("convention.poste", "convention.motifs"),
    "observation_apres_un_constat_de_danger": ("organisme.constat_de_l_inspection",),
    "representant_legal_du_mineur": ("stagiaire.representants_legaux", "stagiaire.naissance"),
    "stage_en_pleine_saison": ("convention.motifs.saisonnier", *DATES),
    "taches_dangereuses_interdites": SECURITE,
    "textes_connus_jusqu_au_bout": DATES,
    "travaux_reglementes_du_mineur": SECURITE,
    "valeurs_connues_jusqu_au_bout": DATES,
    "gratification_sans_cumul_public": ("stagiaire.remunere_par_l_organisme", *GRATIFICATION),
}
"""Les règles que d'autres faits que ceux de leur sujet mettent en cause."""

MENTION_DE_LA_REGLE = (
    "mention_du_cursus",
    "mention_du_referent_et_du_tuteur",
    "mention_des_competences",
    "mention_des_activites",
    "mention_des_dates_et_de_la_duree",
    "mention_de_la_presence",
    "mention_de_l_encadrement",
    "mention_de_la_gratification",
    "mention_de_la_protection_sociale",
    "mention_des_absences",
    "mention_de_la_suspension",
    "mention_de_l_interruption",
    "mention_des_avantages",
    "mention_du_reglement_interieur",
    "mention_de_l_attestation",
)
CAUSES_DES_MENTIONS = {
    regle: mention.ou for regle, mention in zip(MENTION_DE_LA_REGLE, MENTIONS, strict=True)
}

CHEMIN_DU_SIGNATAIRE: Mapping[str, str] = {
    "signataire.stagiaire": "stagiaire.nom",
    "signataire.representant_legal": "stagiaire.representants_legaux",
    "signataire.organisme": "organisme.signataire.nom",
    "signataire.tuteur": "convention.tuteur.nom",
    "signataire.etablissement": "etablissement.signataire.nom",
    "signataire.referent": "etablissement.referent.nom",
}


def constats_du_champ(constats: Iterable[Constat], chemins: Iterable[str]) -> tuple[Constat, ...]:
    """Ceux de ces constats que causent ces faits, une part d'eux, ou ce qui les contient."""
    ici = frozenset(chemins)
    autour = ici.union(*map(_contenants, ici))
    return tuple(
        constat
        for constat in constats
        if any(cause in autour or not ici.isdisjoint(_contenants(cause)) for cause in causes(constat))
    )


def causes(constat: Constat) -> tuple[str, ...]:
    """Les faits qui causent un constat : ceux qui manquent, sinon ceux de sa règle, sinon de son sujet."""
    if constat.manquants:
        return tuple(CHEMIN_DU_SIGNATAIRE.get(fait.cle) or chemin(fait) for fait in constat.manquants)
    for table in (CAUSES_DES_REGLES, CAUSES_DES_MENTIONS):
        if constat.regle in table:
            return table[constat.regle]
    return CAUSES[constat.sujet]


@lru_cache(4096)
def _contenants(chemin: str) -> tuple[str, ...]:
    """Les faits qui contiennent celui-ci : « convention.clauses.absences », les clauses, la convention."""
    morceaux = chemin.split(".")
    return tuple(".".join(morceaux[:n]) for n in range(1, len(morceaux)))
