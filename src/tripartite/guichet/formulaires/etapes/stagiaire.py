"""Ce que le stagiaire remplit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.guichet.formulaires.description import ChampDeFait, Etape, Groupe
from tripartite.guichet.formulaires.etapes import conditions as si
from tripartite.guichet.formulaires.etapes.communs import HORAIRES, LANGUE, adresse, autres_stages, personne

S = Partie.STAGIAIRE

ACCUEIL = Etape(
    "accueil",
    _("L'organisme qui vous accueille"),
    _("Cherchez-le par son SIRET ou par son nom, ou décrivez-le vous-même."),
    S,
    (
        ChampDeFait(
            "organisme.siret",
            _("Son SIRET"),
            _("Quatorze chiffres. Il désigne l'établissement où vous serez, et ce que la loi lui demande."),
            facultatif=True,
            exemple="732 829 320 00074",
        ),
        ChampDeFait("organisme.nom", _("Son nom")),
        adresse("organisme.adresse", _("Son adresse")),
        ChampDeFait(
            "organisme.pays",
            _("Le pays où il est établi"),
            _("À l'étranger, le droit du pays s'applique à l'accueil, et une fiche l'explique (L. 124-20)."),
            facultatif=True,
        ),
        ChampDeFait(
            "organisme.territoire",
            _("Le territoire, pour les jours fériés"),
            _(
                "Les jours fériés ne sont pas les mêmes en Alsace, en Moselle "
                "et outre-mer (C. trav. L. 3134-13)."
            ),
            facultatif=True,
        ),
    ),
)

DATES = Etape(
    "dates",
    _("Vos dates et vos horaires"),
    _("Les heures de présence décident de la durée permise et de la gratification."),
    S,
    (
        ChampDeFait(
            "convention.nature",
            _("Que prévoyez-vous ?"),
            _("Les règles en dépendent (L. 124-1)."),
            facultatif=True,
        ),
        ChampDeFait(
            "convention.debut",
            _("Premier jour"),
            _("La convention est signée avant ce jour (L. 124-1)."),
        ),
        ChampDeFait(
            "convention.fin",
            _("Dernier jour"),
            _("Six mois au plus par organisme et par année d'enseignement, soit 924 heures (L. 124-5)."),
        ),
        *HORAIRES,
        Groupe(
            _("Si vous ne connaissez pas encore vos horaires"),
            (
                ChampDeFait("convention.duree_hebdomadaire", _("Heures par semaine"), exemple=_("35 h")),
                ChampDeFait("convention.duree_prevue", _("Heures en tout"), exemple=_("700 h")),
            ),
            _("Les horaires ci-dessus donnent ces deux durées : remplissez-les seulement sans eux."),
        ),
        ChampDeFait(
            "convention.presence_particuliere",
            _("Serez-vous présent la nuit, le dimanche ou un jour férié ?"),
            _(
                "La convention doit le dire, avec les conditions (D. "
                "124-4). Laissez vide si ce n'est pas prévu."
            ),
            long=True,
            facultatif=True,
        ),
    ),
)

MISSIONS = Etape(
    "missions",
    _("Ce que vous ferez"),
    _("Un stage sert ce que vous apprenez ; l'organisme approuve ces activités (L. 124-1, D. 124-4)."),
    S,
    (
        ChampDeFait("convention.sujet", _("Sujet du stage"), facultatif=True),
        ChampDeFait(
            "convention.poste",
            _("Poste occupé"),
            _("Un poste se libère un tiers de la durée du stage précédent (L. 124-11)."),
        ),
        ChampDeFait("convention.service", _("Service d'accueil"), facultatif=True),
        ChampDeFait(
            "convention.lieu",
            _("Lieu de présence"),
            _("L'adresse où vous serez chaque jour."),
            facultatif=True,
        ),
        ChampDeFait(
            "convention.activites",
            _("Activités confiées"),
            _("La convention les énumère (D. 124-4)."),
            long=True,
        ),
        ChampDeFait(
            "convention.competences",
            _("Compétences à acquérir ou à développer"),
            _("Votre établissement les précise ou les approuve (D. 124-4)."),
            long=True,
        ),
    ),
)

GRATIFICATION = Etape(
    "gratification",
    _("Ce que l'organisme vous a dit de la gratification"),
    _(
        "Elle est due au-delà de 308 heures de présence, dès la première "
        "(L. 124-6, D. 124-6). L'organisme complétera."
    ),
    S,
    (
        ChampDeFait(
            "convention.gratification.horaire",
            _("Montant par heure de présence"),
            _(
                "Au moins 15 % du plafond horaire de la sécurité sociale "
                "(D. 124-8). Écrivez 0 s'il n'y en a pas."
            ),
            exemple=_("4,50 €"),
            facultatif=True,
        ),
        ChampDeFait("convention.gratification.modalite", _("Comment est-elle versée ?"), facultatif=True),
    ),
)

VOUS = Etape(
    "vous",
    _("Vous"),
    _("Votre convention porte votre nom, votre âge décide des règles qui vous protègent."),
    S,
    (
        Groupe(
            _("Votre identité"),
            (
                ChampDeFait("stagiaire.prenom", _("Prénom")),
                ChampDeFait("stagiaire.nom", _("Nom")),
                ChampDeFait(
                    "stagiaire.naissance",
                    _("Date de naissance"),
                    _(
                        "Avant dix-huit ans, votre représentant légal signe, et les "
                        "durées sont plus courtes (C. trav. L. 3162-1)."
                    ),
                ),
                ChampDeFait("stagiaire.courriel", _("Courriel"), facultatif=True),
                ChampDeFait("stagiaire.telephone", _("Téléphone"), facultatif=True),
            ),
        ),
        adresse("stagiaire.adresse", _("Votre adresse")),
        ChampDeFait(
            "stagiaire.representants_legaux",
            _("Votre représentant légal"),
            _("Il signe avec vous tant que vous n'avez pas dix-huit ans (D. 124-4)."),
            si=si.mineur,
            lignes=personne(""),
            ajouter=_("Ajouter une personne"),
        ),
        ChampDeFait(
            "stagiaire.nationalite",
            _("Nationalité"),
            _("Un ressortissant d'un pays tiers a parfois besoin d'un titre de séjour (CESEDA R. 426-16)."),
        ),
        ChampDeFait("stagiaire.titre_de_sejour", _("Titre de séjour"), si=si.ressortissant_d_un_pays_tiers),
        autres_stages(
            "stagiaire.stages",
            _("Avez-vous fait, ou ferez-vous, d'autres stages cette année d'enseignement ?"),
            _(
                "Dans le même organisme, leurs durées s'ajoutent (L. 124-5). "
                "Ceux déclarés au guichet sont déjà comptés."
            ),
            "stagiaire",
        ),
        ChampDeFait(
            "stagiaire.gratifications_recues",
            _("Avez-vous reçu des gratifications d'autres organismes cette année ?"),
            _("L'exonération d'impôt se compte sur l'année civile (CGI 81 bis)."),
            aucun=_("Non, aucune"),
            lignes=(
                ChampDeFait("le", _("Jour du versement")),
                ChampDeFait("montant", _("Montant")),
                ChampDeFait("organisme", _("Organisme"), facultatif=True),
            ),
            ajouter=_("Ajouter un versement"),
            facultatif=True,
        ),
        ChampDeFait(
            "convention.clauses.responsabilite_civile",
            _("Votre assurance de responsabilité civile"),
            _("La convention la mentionne le cas échéant (D. 124-4) : l'assureur, le numéro du contrat."),
            long=True,
            aucun=_("Je n'en ai pas"),
        ),
        LANGUE,
    ),
)

ETAPES = (ACCUEIL, DATES, MISSIONS, GRATIFICATION, VOUS)
