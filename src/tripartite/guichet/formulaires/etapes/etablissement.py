"""Ce que l'établissement d'enseignement remplit ; ses réglages en disent déjà l'essentiel."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.guichet.formulaires.description import ChampDeFait, Etape, Groupe
from tripartite.guichet.formulaires.etapes import conditions as si
from tripartite.guichet.formulaires.etapes.communs import LANGUE, adresse, personne

E = Partie.ETABLISSEMENT

ETABLISSEMENT = Etape(
    "etablissement",
    _("Votre établissement"),
    _("Ces réponses viennent de vos réglages ; corrigez-les ici pour cette convention seulement."),
    E,
    (
        ChampDeFait("etablissement.nom", _("Nom")),
        ChampDeFait("etablissement.uai", _("Code UAI"), facultatif=True),
        adresse("etablissement.adresse", _("Adresse")),
        ChampDeFait("etablissement.pays", _("Pays"), facultatif=True),
        ChampDeFait("etablissement.degre", _("Degré d'enseignement")),
        ChampDeFait("etablissement.public", _("Est-il public ?")),
        ChampDeFait("etablissement.agricole", _("Est-il de l'enseignement agricole ?"), facultatif=True),
        ChampDeFait(
            "etablissement.rythme_approprie",
            _("Relève-t-il de l'article L. 813-9 du code rural ?"),
            _("La gratification y est due au-delà de 462 heures."),
            facultatif=True,
        ),
        ChampDeFait(
            "etablissement.stages_par_referent",
            _("Combien de stages un référent peut-il suivre à la fois ?"),
            _("Le nombre que fixe votre conseil, sous le plafond de D. 124-3 ; rien s'il n'en fixe pas."),
            facultatif=True,
        ),
        Groupe(
            _("Qui signe pour l'établissement"),
            (
                *personne("etablissement.signataire"),
                ChampDeFait(
                    "etablissement.signataire.par_delegation",
                    _("Signe-t-il par délégation ?"),
                    facultatif=True,
                ),
            ),
        ),
    ),
)

FORMATION = Etape(
    "formation",
    _("La formation"),
    _("Un stage suppose 200 heures d'enseignement, dont 50 en présence (D. 124-2)."),
    E,
    (
        ChampDeFait("convention.nature", _("Nature de la convention"), _("L. 124-1."), facultatif=True),
        LANGUE,
        ChampDeFait("formation.intitule", _("Intitulé complet de la formation"), _("D. 124-4.")),
        ChampDeFait("formation.diplome", _("Diplôme préparé"), facultatif=True),
        ChampDeFait("formation.voie", _("Voie de formation")),
        ChampDeFait(
            "formation.classe",
            _("Classe"),
            _("L'allocation de l'État en dépend (décret n° 2023-765)."),
            si=si.voie_professionnelle,
        ),
        ChampDeFait(
            "formation.heures_enseignement", _("Heures d'enseignement dans l'année"), exemple=_("420 h")
        ),
        ChampDeFait("formation.heures_en_presence", _("Dont en présence des étudiants"), exemple=_("380 h")),
        ChampDeFait(
            "formation.derogation_rectorale", _("Le recteur a-t-il accordé une dérogation ?"), facultatif=True
        ),
        ChampDeFait(
            "formation.annee_debut",
            _("Début de l'année d'enseignement"),
            _("La durée se compte sur cette année (L. 124-5)."),
        ),
        ChampDeFait("formation.annee_fin", _("Fin de l'année d'enseignement")),
        ChampDeFait(
            "formation.stage_prevu_au_reglement",
            _("Le règlement de la formation prévoit-il ce stage ?"),
            _("D. 124-1."),
        ),
        ChampDeFait(
            "formation.restitution_evaluee",
            _("Le stage donne-t-il lieu à une restitution évaluée ?"),
            _("D. 124-1."),
        ),
        ChampDeFait(
            "formation.credits", _("Crédits ECTS"), _("Écrivez 0 s'il n'en donne pas."), si=si.superieur
        ),
        ChampDeFait("formation.derniere_annee", _("Est-ce la dernière année d'études ?")),
        ChampDeFait("formation.stage_obligatoire", _("Le stage est-il obligatoire ?")),
        ChampDeFait(
            "formation.auxiliaire_medical",
            _("Est-ce un stage d'auxiliaire médical ?"),
            _("CSP L. 4381-1."),
            facultatif=True,
        ),
        ChampDeFait(
            "organisme.arretes_pfmp",
            _("Un arrêté académique relève-t-il le nombre d'élèves ?"),
            _("R. 124-11."),
            si=si.en_pfmp,
            lignes=(
                ChampDeFait("reference", _("Référence de l'arrêté")),
                ChampDeFait("taux", _("Part de l'effectif"), exemple=_("20 %")),
                ChampDeFait("nombre", _("Nombre, pour un petit effectif")),
            ),
            ajouter=_("Ajouter un arrêté"),
            facultatif=True,
        ),
    ),
)

REFERENT = Etape(
    "referent",
    _("L'enseignant référent"),
    _("Il suit vingt-quatre stagiaires au plus, seize en période de formation (D. 124-3)."),
    E,
    (
        Groupe(_("Qui suivra le stagiaire ?"), personne("etablissement.referent")),
        ChampDeFait(
            "etablissement.referent.suivis",
            _("Suit-il d'autres stages que ceux du guichet ?"),
            _("Ceux du guichet sont déjà comptés."),
            aucun=_("Non, aucun"),
            lignes=(
                ChampDeFait("debut", _("Premier jour")),
                ChampDeFait("fin", _("Dernier jour")),
                ChampDeFait("pfmp", _("Est-ce une période de formation en milieu professionnel ?")),
                ChampDeFait("stagiaire", _("Stagiaire"), facultatif=True),
            ),
            ajouter=_("Ajouter un stage suivi"),
        ),
    ),
)

CLAUSES = Etape(
    "clauses",
    _("Les clauses de la convention"),
    _("Chacune est une mention obligatoire de D. 124-4."),
    E,
    (
        ChampDeFait("convention.competences", _("Compétences à acquérir ou à développer"), long=True),
        ChampDeFait(
            "convention.clauses.encadrement",
            _("Encadrement et suivi par le référent et le tuteur"),
            long=True,
        ),
        ChampDeFait("convention.clauses.protection_sociale", _("Protection sociale"), long=True),
        ChampDeFait("convention.clauses.suspension", _("Suspension et résiliation"), long=True),
        ChampDeFait(
            "convention.clauses.interruption",
            _("Validation en cas d'interruption"),
            _("L. 124-15."),
            long=True,
        ),
    ),
)

ETRANGER = Etape(
    "etranger",
    _("Le stage à l'étranger"),
    _("Une fiche sur le droit du pays d'accueil est annexée à la convention (L. 124-20)."),
    E,
    (
        ChampDeFait(
            "convention.fiche_d_information",
            _("La fiche d'information est-elle annexée ?"),
            si=si.a_l_etranger,
        ),
        ChampDeFait(
            "convention.echange_prealable",
            _("Les trois parties ont-elles échangé avant le départ ?"),
            _("L. 124-19."),
            si=si.a_l_etranger,
        ),
        ChampDeFait(
            "convention.programme_europeen",
            _("Est-ce dans un programme européen ou intergouvernemental ?"),
            facultatif=True,
        ),
    ),
    si=lambda s: si.a_l_etranger(s) or si.venu_d_un_etablissement_etranger(s),
)

ETAPES = (ETABLISSEMENT, FORMATION, REFERENT, CLAUSES, ETRANGER)
