"""Dire l'état d'une convention à chacun, dans ses mots : ce qu'il en est, et ce qu'on attend de lui.

La table de `droit.parcours` décide ; celle-ci ne fait que dire.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat

Texte = str | Promise


class Dit(NamedTuple):
    """Ce que lit une personne : l'état, puis ce qu'elle fait si elle a la main, et sinon ce qui vient."""

    phrase: Texte
    a_vous: Texte
    sinon: Texte


class EtatDit(NamedTuple):
    """L'état d'une convention, dit à quelqu'un. `a_vous` : c'est lui qui a la main."""

    nom: Texte
    phrase: Texte
    suite: Texte
    a_vous: bool


NOMS: Mapping[Etat, Texte] = {
    Etat.BROUILLON: _("Brouillon"),
    Etat.A_COMPLETER: _("À compléter"),
    Etat.EN_CONTROLE: _("En contrôle"),
    Etat.CORRECTION_DEMANDEE: _("Correction demandée"),
    Etat.REFUSEE: _("Refusée"),
    Etat.A_SIGNER: _("À signer"),
    Etat.SIGNATURE_REFUSEE: _("Signature refusée"),
    Etat.SIGNEE: _("Signée"),
    Etat.EN_COURS: _("En cours"),
    Etat.SUSPENDUE: _("Suspendue"),
    Etat.ROMPUE: _("Rompue"),
    Etat.TERMINEE: _("Terminée"),
    Etat.CLOTUREE: _("Clôturée"),
    Etat.ANNULEE: _("Annulée"),
}

S, H, T = Partie.STAGIAIRE, Partie.ORGANISME, Partie.ETABLISSEMENT
LECTEUR = None
"""Qui lit sans être partie : un agent de contrôle."""

RIEN = _("Rien n'est attendu de vous.")
SIGNER = _("Lisez la convention, puis signez-la ou refusez en disant pourquoi.")
PRET = _("Gardez la convention : elle est à votre disposition ici, à tout moment.")

DITS: Mapping[Etat, Mapping[Partie | None, Dit]] = {
    Etat.BROUILLON: {
        S: Dit(
            _("Vous écrivez cette convention : vous seul la voyez, avec votre établissement."),
            _("Complétez votre partie, puis envoyez-la à l'organisme d'accueil."),
            _("Complétez votre partie, puis envoyez-la à l'organisme d'accueil."),
        ),
        H: Dit(_("Le stagiaire écrit cette convention."), RIEN, RIEN),
        T: Dit(
            _("Le stagiaire écrit cette convention ; elle n'est pas encore envoyée."),
            _("Vous pouvez la compléter avec lui."),
            _("Rien ne presse. Vous pouvez la compléter avec lui."),
        ),
        LECTEUR: Dit(_("Le stagiaire écrit cette convention."), RIEN, RIEN),
    },
    Etat.A_COMPLETER: {
        S: Dit(
            _("L'organisme d'accueil complète sa partie : il a reçu un lien par courriel."),
            _("Vous pouvez le relancer, ou reprendre votre brouillon."),
            _("Vous pouvez le relancer, ou reprendre votre brouillon."),
        ),
        H: Dit(
            _("Le stagiaire a rempli sa partie. La vôtre reste à compléter."),
            _("Complétez votre partie, puis transmettez-la à l'établissement."),
            _("Complétez votre partie, puis transmettez-la à l'établissement."),
        ),
        T: Dit(
            _("L'organisme d'accueil complète sa partie ; le contrôle vient ensuite."),
            _("Vous pouvez le relancer."),
            _("Vous pouvez le relancer."),
        ),
        LECTEUR: Dit(_("L'organisme d'accueil complète sa partie."), RIEN, RIEN),
    },
    Etat.EN_CONTROLE: {
        S: Dit(
            _("L'établissement contrôle la convention, complétée par l'organisme d'accueil."),
            RIEN,
            _("Rien n'est attendu de vous : vous recevrez un courriel à la fin du contrôle."),
        ),
        H: Dit(
            _("Vous avez transmis votre partie. L'établissement contrôle la convention."),
            RIEN,
            _("Rien n'est attendu de vous : vous recevrez un courriel à la fin du contrôle."),
        ),
        T: Dit(
            _("L'organisme d'accueil a complété sa partie : la convention est à contrôler."),
            _("Visez-la, ou demandez une correction en disant ce qu'il faut revoir."),
            _("Le visa attendu est celui d'une autre personne de l'établissement."),
        ),
        LECTEUR: Dit(_("L'établissement contrôle la convention."), RIEN, RIEN),
    },
    Etat.CORRECTION_DEMANDEE: {
        S: Dit(
            _("Une correction a été demandée."),
            _("Corrigez ce que disent les remarques, puis rendez la convention."),
            _("C'est l'organisme d'accueil qui corrige. Vous pouvez le relancer."),
        ),
        H: Dit(
            _("Une correction a été demandée."),
            _("Corrigez ce que disent les remarques, puis rendez la convention."),
            _("C'est le stagiaire qui corrige. Rien n'est attendu de vous."),
        ),
        T: Dit(
            _("Une correction a été demandée ; la convention revient ensuite au contrôle."),
            _("Vous pouvez relancer la personne qui corrige."),
            _("Vous pouvez relancer la personne qui corrige."),
        ),
        LECTEUR: Dit(_("Une correction a été demandée."), RIEN, RIEN),
    },
    Etat.REFUSEE: {
        S: Dit(
            _("La convention est refusée ; la raison est plus bas, au journal."),
            _("Reprenez-la en brouillon pour la corriger, ou annulez-la."),
            _("Reprenez-la en brouillon pour la corriger, ou annulez-la."),
        ),
        H: Dit(_("La convention est refusée ; la raison est plus bas, au journal."), RIEN, RIEN),
        T: Dit(
            _("La convention est refusée ; la raison est plus bas, au journal."),
            _("Vous pouvez la rouvrir : elle redevient un brouillon."),
            _("Le stagiaire peut la reprendre. Vous pouvez aussi la rouvrir."),
        ),
        LECTEUR: Dit(_("La convention est refusée."), RIEN, RIEN),
    },
    Etat.A_SIGNER: {
        S: Dit(
            _("Le contrôle est fini : la convention attend ses signatures."),
            SIGNER,
            _("Les autres signataires sont attendus. Rien n'est attendu de vous pour l'instant."),
        ),
        H: Dit(
            _("Le contrôle est fini : la convention attend ses signatures."),
            SIGNER,
            _("Les autres signataires sont attendus. Rien n'est attendu de vous pour l'instant."),
        ),
        T: Dit(
            _("Le contrôle est fini : la convention attend ses signatures."),
            SIGNER,
            _("Vous pouvez relancer les signataires, ou enregistrer une convention signée sur papier."),
        ),
        LECTEUR: Dit(_("La convention attend ses signatures."), RIEN, RIEN),
    },
    Etat.SIGNATURE_REFUSEE: {
        S: Dit(
            _("Un signataire a refusé de signer ; sa raison est plus bas."),
            RIEN,
            _("L'établissement décide de la suite : modifier la convention, ou l'annuler."),
        ),
        H: Dit(
            _("Un signataire a refusé de signer ; sa raison est plus bas."),
            RIEN,
            _("L'établissement décide de la suite : modifier la convention, ou l'annuler."),
        ),
        T: Dit(
            _("Un signataire a refusé de signer ; sa raison est plus bas."),
            _("Modifiez la convention pour répondre à cette raison, ou annulez-la."),
            _("Modifiez la convention pour répondre à cette raison, ou annulez-la."),
        ),
        LECTEUR: Dit(_("Un signataire a refusé de signer."), RIEN, RIEN),
    },
    Etat.SIGNEE: {
        S: Dit(
            _("Tous ont signé : la convention est conclue. Le stage peut commencer à sa date."), PRET, PRET
        ),
        H: Dit(
            _("Tous ont signé : la convention est conclue."),
            _("Inscrivez le stagiaire au registre du personnel le jour de son arrivée."),
            _("Inscrivez le stagiaire au registre du personnel le jour de son arrivée."),
        ),
        T: Dit(_("Tous ont signé : la convention est conclue."), PRET, PRET),
        LECTEUR: Dit(_("Tous ont signé : la convention est conclue."), RIEN, RIEN),
    },
    Etat.EN_COURS: {
        S: Dit(_("Votre stage est en cours."), PRET, PRET),
        H: Dit(_("Le stage est en cours."), PRET, PRET),
        T: Dit(_("Le stage est en cours."), PRET, PRET),
        LECTEUR: Dit(_("Le stage est en cours."), RIEN, RIEN),
    },
    Etat.SUSPENDUE: {
        S: Dit(_("Votre stage est suspendu."), PRET, PRET),
        H: Dit(_("Le stage est suspendu."), PRET, PRET),
        T: Dit(_("Le stage est suspendu."), PRET, PRET),
        LECTEUR: Dit(_("Le stage est suspendu."), RIEN, RIEN),
    },
    Etat.ROMPUE: {
        S: Dit(_("La convention est rompue : votre stage a pris fin avant son terme."), RIEN, RIEN),
        H: Dit(
            _("La convention est rompue : le stage a pris fin avant son terme."),
            _("Remettez au stagiaire son attestation."),
            _("Remettez au stagiaire son attestation."),
        ),
        T: Dit(
            _("La convention est rompue : le stage a pris fin avant son terme."),
            _("Validez ce qui a été fait, ou proposez une autre modalité, puis clôturez."),
            _("Validez ce qui a été fait, ou proposez une autre modalité, puis clôturez."),
        ),
        LECTEUR: Dit(_("La convention est rompue."), RIEN, RIEN),
    },
    Etat.TERMINEE: {
        S: Dit(_("Votre stage est terminé."), PRET, PRET),
        H: Dit(
            _("Le stage est terminé."),
            _("Remettez au stagiaire son attestation."),
            _("Remettez au stagiaire son attestation."),
        ),
        T: Dit(_("Le stage est terminé."), _("Clôturez la convention."), _("Clôturez la convention.")),
        LECTEUR: Dit(_("Le stage est terminé."), RIEN, RIEN),
    },
    Etat.CLOTUREE: {
        S: Dit(_("Tout est fait : la convention est clôturée."), PRET, PRET),
        H: Dit(_("Tout est fait : la convention est clôturée."), PRET, PRET),
        T: Dit(_("Tout est fait : la convention est clôturée."), RIEN, RIEN),
        LECTEUR: Dit(_("La convention est clôturée."), RIEN, RIEN),
    },
    Etat.ANNULEE: {
        S: Dit(
            _("La convention est annulée : on n'y revient pas. La raison est plus bas, au journal."),
            _("Vous pouvez en commencer une autre."),
            _("Vous pouvez en commencer une autre."),
        ),
        H: Dit(_("La convention est annulée ; la raison est plus bas, au journal."), RIEN, RIEN),
        T: Dit(_("La convention est annulée ; la raison est plus bas, au journal."), RIEN, RIEN),
        LECTEUR: Dit(_("La convention est annulée."), RIEN, RIEN),
    },
}


def dire_l_etat(etat: Etat | str, lecteur: Partie | None, *, a_vous: bool) -> EtatDit:
    """L'état d'une convention, dit à quelqu'un.

    Args:
        etat: celui de la convention.
        lecteur: la partie qui lit ; `None`, quelqu'un qui ne fait que lire.
        a_vous: c'est cette personne que l'on attend.
    """
    ici = Etat(etat)
    dit = DITS[ici][lecteur]
    return EtatDit(NOMS[ici], dit.phrase, dit.a_vous if a_vous else dit.sinon, a_vous)
