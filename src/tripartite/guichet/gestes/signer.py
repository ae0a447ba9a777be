"""Signer, refuser de signer, déléguer : ce que répond un signataire, quand vient son tour."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.droit.faits import Partie
from tripartite.droit.parcours import Etat, Passage
from tripartite.guichet.acces import Acteur
from tripartite.guichet.courriels.avis import adresses_des_parties, avertir
from tripartite.guichet.gestes.codes import verifier_le_code
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.liens import revoquer_les_liens
from tripartite.guichet.gestes.sceller import sceller
from tripartite.guichet.gestes.signataires import (
    a_leur_tour,
    dont_c_est_le_tour,
    en_cours,
    inviter_a_signer,
    noter_qui_a_la_main,
    version_a_signer,
)
from tripartite.guichet.gestes.socle import (
    EntreeRefusee,
    GesteRefuse,
    exiger,
    exiger_un_motif,
    faire_passer,
    verrouiller,
)
from tripartite.guichet.modeles import But, Convention, Reponse, Signataire

DELEGUENT = ("organisme", "etablissement")
"""Ceux qui engagent une personne morale : leur signature se délègue. Le tuteur signe pour lui."""


def signer(
    convention: Convention, acteur: Acteur, *, code: str, empreinte: str, adresse_ip: str = ""
) -> Convention:
    """Recueille la signature d'une personne sur le PDF qu'elle a lu.

    Args:
        convention: celle que l'on signe.
        acteur: qui signe.
        code: les six chiffres reçus par courriel.
        empreinte: celle du PDF que la personne avait sous les yeux.
        adresse_ip: celle d'où elle signe.

    Raises:
        GesteRefuse: elle n'est pas signataire, a déjà répondu, ce n'est pas son tour, ou le PDF a changé.
        GesteImpossible: la convention n'est pas à signer.
        EntreeRefusee: ce n'est pas le code.
    """
    exiger_la_signature(convention, acteur)  # avant d'user un code
    verifier_le_code(convention, "signer", acteur, code)
    with transaction.atomic():
        tenue = verrouiller(convention)
        signataire = exiger_la_signature(tenue, acteur)
        passage, partie = exiger("signer", tenue, acteur)
        version = version_a_signer(tenue)
        if version is None or version.empreinte != empreinte:
            raise GesteRefuse(_("La convention a changé depuis votre lecture. Relisez-la, puis signez."))
        signataire.reponse, signataire.le = Reponse.SIGNE, timezone.now()
        signataire.empreinte, signataire.adresse_ip = version.empreinte, adresse_ip or None
        signataire.identifie_par = (
            f"{acteur.identifie_par}, puis code reçu par courriel à {signataire.courriel}"
        )
        signataire.save()
        avancer(tenue, passage, acteur, partie, roles=signataire.roles, empreinte=version.empreinte)
    return tenue


def avancer(convention: Convention, passage: Passage, acteur: Acteur, partie: Partie, **dit: Any) -> None:
    """Après une signature, au suivant ; après la dernière, elle est conclue, et l'ouvrier la scelle."""
    signes = en_cours(convention)
    if not all(s.a_signe for s in signes):
        faire_passer(convention, passage, Etat.A_SIGNER, par=acteur, partie=partie, **dit)
        for suivant in dont_c_est_le_tour(convention, signes):
            if not suivant.liens.exists():
                inviter_a_signer(suivant)
        noter_qui_a_la_main(convention, signes)
        return
    convention.conclue_le = max(timezone.localdate(s.le) for s in signes if s.le)
    convention.sur_papier = any(s.reponse == Reponse.PAPIER for s in signes)
    faire_passer(convention, passage, Etat.SIGNEE, par=acteur, partie=partie, **dit)
    sceller.enqueue(convention.actuelle.pk)


def son_tour(convention: Convention, acteur: Acteur) -> Signataire | None:
    """La ligne de la personne parmi les signataires, si on l'attend maintenant."""
    try:
        return exiger_la_signature(convention, acteur)
    except GesteRefuse:
        return None


def sa_ligne(convention: Convention, acteur: Acteur) -> Signataire | None:
    """La ligne de la personne parmi les signataires de la version en cours, quoi qu'elle ait répondu.

    Un compte se reconnaît à son adresse ; un lien, à ce qu'il est pour signer cette version.
    """
    partie = acteur.partie(convention)
    lien = acteur.lien
    if lien and (lien.but != But.SIGNER or lien.version_id != convention.version_id):
        return None
    siennes = convention.signataires.filter(
        version=convention.version, courriel=acteur.courriel.lower(), partie=partie or "", annule_le=None
    )
    # Qui a délégué un titre peut en garder un autre : c'est celui-là qui compte.
    return min(siennes, key=lambda s: s.reponse == Reponse.DELEGUE, default=None)


def exiger_la_signature(convention: Convention, acteur: Acteur) -> Signataire:
    """La ligne de la personne, si c'est à elle de répondre.

    Raises:
        GesteRefuse: le message dit pourquoi ce n'est pas à elle, et ce qui vient.
    """
    ligne = sa_ligne(convention, acteur)
    if ligne is None:
        raise GesteRefuse(
            _(
                "Votre signature n'est pas attendue ici : on signe par le lien reçu à l'adresse du "
                "signataire, ou par le compte de cette adresse."
            )
        )
    if ligne.a_repondu:
        raise GesteRefuse(DEJA[Reponse(ligne.reponse)]())
    tour = a_leur_tour(convention)
    if ligne not in tour:
        raise GesteRefuse(
            _("%(qui)s signe d'abord. Vous recevrez un lien quand ce sera votre tour.") % {"qui": tour[0].nom}
        )
    return ligne


DEJA = {
    Reponse.SIGNE: lambda: _("Vous avez déjà signé cette convention : une signature suffit."),
    Reponse.PAPIER: lambda: _("Votre signature sur papier est déjà enregistrée : une signature suffit."),
    Reponse.REFUSE: lambda: _("Vous avez refusé de signer cette convention."),
    Reponse.DELEGUE: lambda: _("Vous avez délégué votre signature : c'est votre délégué qui signe."),
}


@transaction.atomic
def refuser_de_signer(convention: Convention, acteur: Acteur, *, motif: str) -> Convention:
    """Refuse de signer ; la raison parvient à tous, et l'établissement décide de la suite.

    Raises:
        GesteRefuse: on n'attend pas la signature de cette personne.
        EntreeRefusee: il manque une raison.
    """
    tenue = verrouiller(convention)
    signataire = exiger_la_signature(tenue, acteur)
    passage, partie = exiger("refuser_de_signer", tenue, acteur)
    dit = exiger_un_motif(motif)
    signataire.reponse, signataire.le, signataire.motif = Reponse.REFUSE, timezone.now(), dit
    signataire.save()
    revoquer_les_liens(tenue, But.SIGNER)
    faire_passer(
        tenue,
        passage,
        Etat.SIGNATURE_REFUSEE,
        par=acteur,
        partie=partie,
        attendu_de=Partie.ETABLISSEMENT,
        motif=dit,
        roles=signataire.roles,
    )
    avertir("signature_refusee", tenue, tous(tenue), motif=dit, par=signataire.nom)
    return tenue


def tous(convention: Convention) -> list[str]:
    """Les parties, le bureau des stages, les signataires de la version en cours."""
    bureau = [convention.etablissement.courriel] if convention.etablissement.courriel else []
    return [*adresses_des_parties(convention), *bureau, *(s.courriel for s in en_cours(convention))]


@transaction.atomic
def deleguer(convention: Convention, acteur: Acteur, *, nom: str, courriel: str, fonction: str) -> Convention:
    """Donne sa signature à une autre personne de l'organisme ou de l'établissement ; son propre lien cesse.

    Un titre qui ne se délègue pas (tuteur, référent) reste à qui le porte.

    Raises:
        GesteRefuse: elle n'engage ni l'organisme ni l'établissement, ou a reçu elle-même délégation.
        EntreeRefusee: il manque le nom, l'adresse ou la fonction du délégué, ou il signe déjà.
    """
    tenue = verrouiller(convention)
    signataire = exiger_la_signature(tenue, acteur)
    _passage, partie = exiger("deleguer", tenue, acteur)
    role = next((r for r in signataire.roles if r in DELEGUENT), None)
    if role is None:
        raise GesteRefuse(_("Vous signez pour vous-même : cette signature ne se délègue pas."))
    if signataire.delegue_par_id:
        raise GesteRefuse(_("On vous a délégué cette signature : elle ne se délègue pas une seconde fois."))
    adresse = courriel.strip().lower()
    for champ, valeur in (("nom", nom), ("courriel", adresse), ("fonction", fonction)):
        if not valeur.strip():
            raise EntreeRefusee(_("Donnez le nom, l'adresse et la fonction de qui signera."), champ)
    if any(s.courriel == adresse for s in en_cours(tenue)):
        raise EntreeRefusee(_("Cette adresse est déjà celle d'un signataire."), "courriel")
    restent = [r for r in signataire.roles if r != role]
    commun = {"convention": tenue, "version": tenue.actuelle, "partie": signataire.partie}
    if restent:  # la personne garde ses autres titres, et son lien
        signataire.roles = restent
        signataire.save()
        signataire = Signataire.objects.create(
            **commun, rang=signataire.rang, roles=[role], nom=signataire.nom, courriel=signataire.courriel,
            reponse=Reponse.DELEGUE, le=timezone.now(),
        )  # fmt: skip
    else:
        signataire.reponse, signataire.le = Reponse.DELEGUE, timezone.now()
        signataire.save()
        signataire.liens.filter(revoque_le=None).update(revoque_le=timezone.now())
    delegue = Signataire.objects.create(
        **commun, rang=signataire.rang, roles=[role], nom=nom.strip()[:200], courriel=adresse,
        fonction=fonction.strip()[:100], delegue_par=signataire,
    )  # fmt: skip
    inscrire(tenue, "deleguer", acteur.nom, partie, a=delegue.nom, fonction=delegue.fonction, role=role)
    inviter_a_signer(delegue, modele="delegation", par=signataire.nom)
    return tenue
