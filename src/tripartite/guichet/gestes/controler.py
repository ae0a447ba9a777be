"""L'établissement contrôle : demander une correction, viser, passer outre, refuser."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tripartite.droit.faits import Partie
from tripartite.droit.langage import VIDE, Constat
from tripartite.droit.parcours import Etat
from tripartite.guichet.acces import Acteur
from tripartite.guichet.courriels.avis import adresses_des_parties, avertir
from tripartite.guichet.gestes.circuit import fonction_attendue, visas_donnes
from tripartite.guichet.gestes.journal import inscrire
from tripartite.guichet.gestes.liens import envoyer_un_lien, revoquer_les_liens
from tripartite.guichet.gestes.signataires import annuler_les_signatures, composer_la_version, preparer
from tripartite.guichet.gestes.socle import (
    LONGUEUR,
    Conflit,
    EntreeRefusee,
    GesteRefuse,
    RegleBloquante,
    exiger,
    exiger_un_motif,
    faire_passer,
    mettre_en_file,
    verrouiller,
)
from tripartite.guichet.modeles import But, Convention, Derogation, Fonction, Piece, Remarque, Visa
from tripartite.guichet.passerelle import juger
from tripartite.rendus.grandeurs import ecrire

PEUVENT_DEROGER = frozenset({Fonction.DIRECTION.value, Fonction.ADMINISTRATEUR.value})


@transaction.atomic
def demander_une_correction(
    convention: Convention,
    acteur: Acteur,
    *,
    a: Partie,
    motif: str,
    remarques: Mapping[str, str] = VIDE,
) -> Convention:
    """Demande à une autre partie de corriger ; la raison lui est envoyée.

    Args:
        convention: celle que l'on contrôle.
        acteur: qui demande.
        a: la partie qui corrige.
        motif: ce qu'il faut corriger, dans l'ensemble.
        remarques: ce qu'il faut corriger, fait par fait : un texte par chemin.
    """
    tenue = verrouiller(convention)
    passage, partie = exiger("demander_une_correction", tenue, acteur)
    dit = exiger_un_motif(motif)
    if a not in (Partie.STAGIAIRE, Partie.ORGANISME) or a == partie:
        raise EntreeRefusee(_("Dites qui doit corriger : le stagiaire ou l'organisme d'accueil."), "a")
    tenue.correction_demandee_par = partie.value
    textes = {"": dit} | {chemin: texte.strip() for chemin, texte in remarques.items() if texte.strip()}
    trop_longue = next((chemin for chemin, texte in textes.items() if len(texte) > LONGUEUR), None)
    if trop_longue is not None:
        raise EntreeRefusee(_("La remarque dépasse 2 000 signes : raccourcissez-la."), trop_longue or "motif")
    Remarque.objects.bulk_create(
        Remarque(
            convention=tenue,
            chemin=chemin[:100],
            texte=texte,
            auteur=acteur.nom,
            partie=partie,
            le=timezone.now(),
        )
        for chemin, texte in textes.items()
    )
    faire_passer(
        tenue,
        passage,
        Etat.CORRECTION_DEMANDEE,
        par=acteur,
        partie=partie,
        attendu_de=a,
        motif=dit,
        a=a.value,
        faits=[chemin for chemin in textes if chemin],
    )
    if a == Partie.ORGANISME:
        envoyer_un_lien(tenue, But.COMPLETER, partie=a, courriel=tenue.contact, modele="correction_organisme")
    elif tenue.stagiaire:
        avertir("correction", tenue, [tenue.stagiaire.courriel], motif=dit)
    return tenue


@transaction.atomic
def corriger(convention: Convention, acteur: Acteur) -> Convention:
    """Rend la convention corrigée à qui l'avait demandé."""
    tenue = verrouiller(convention)
    passage, partie = exiger("corriger", tenue, acteur)
    a = Partie(tenue.correction_demandee_par or Partie.ETABLISSEMENT)
    vers = Etat.EN_CONTROLE if a == Partie.ETABLISSEMENT else Etat.A_COMPLETER
    tenue.correction_demandee_par = ""
    faire_passer(tenue, passage, vers, par=acteur, partie=partie, attendu_de=a)
    if a == Partie.ORGANISME:
        envoyer_un_lien(tenue, But.COMPLETER, partie=a, courriel=tenue.contact, modele="corrigee")
    return tenue


@transaction.atomic
def refuser(convention: Convention, acteur: Acteur, *, motif: str) -> Convention:
    """Refuse la convention ; la raison parvient à tous."""
    tenue = verrouiller(convention)
    passage, partie = exiger("refuser", tenue, acteur)
    dit = exiger_un_motif(motif)
    revoquer_les_liens(tenue)
    faire_passer(
        tenue, passage, Etat.REFUSEE, par=acteur, partie=partie, attendu_de=Partie.STAGIAIRE, motif=dit
    )
    avertir("refusee", tenue, adresses_des_parties(tenue), motif=dit, par=acteur.nom)
    return tenue


@transaction.atomic
def rouvrir(convention: Convention, acteur: Acteur) -> Convention:
    """Reprend une convention refusée en brouillon."""
    tenue = verrouiller(convention)
    passage, partie = exiger("rouvrir", tenue, acteur)
    faire_passer(tenue, passage, Etat.BROUILLON, par=acteur, partie=partie, attendu_de=Partie.STAGIAIRE)
    return tenue


@transaction.atomic
def annuler(convention: Convention, acteur: Acteur, *, motif: str) -> Convention:
    """Renonce à la convention ; la raison parvient à tous."""
    tenue = verrouiller(convention)
    passage, partie = exiger("annuler", tenue, acteur)
    dit = exiger_un_motif(motif)
    annuler_les_signatures(tenue, dit)
    revoquer_les_liens(tenue)
    etait_un_brouillon = tenue.etat == Etat.BROUILLON
    faire_passer(tenue, passage, Etat.ANNULEE, par=acteur, partie=partie, motif=dit)
    if not etait_un_brouillon:
        avertir("annulee", tenue, adresses_des_parties(tenue), motif=dit, par=acteur.nom)
    return tenue


def bloquants(convention: Convention) -> list[Constat]:
    """Les constats bloquants que nulle dérogation ne couvre, tels qu'ils sont ce jour."""
    bloquent = [c for c in juger(convention, timezone.localdate()) if c.bloque]
    derogees = {(d.regle, d.phrase) for d in convention.derogations.all()} if bloquent else set()
    return [c for c in bloquent if (c.regle, dire(c)) not in derogees]


def dire(constat: Constat) -> str:
    """La phrase d'un constat, ses chiffres compris : ce qu'une dérogation couvre."""
    return ecrire(constat.phrase, constat.grandeurs)


@transaction.atomic
def deroger(convention: Convention, acteur: Acteur, *, regle: str, motif: str) -> Convention:
    """Passe outre un constat bloquant, en son nom et avec une raison, qui restent.

    Raises:
        GesteRefuse: ce constat ne bloque pas, ou l'acteur n'a pas qualité pour passer outre.
    """
    tenue = verrouiller(convention)
    _passage, partie = exiger("deroger", tenue, acteur)
    if not acteur.fonctions(tenue) & PEUVENT_DEROGER or acteur.compte is None:
        raise GesteRefuse(
            _("Seule la direction, ou un administrateur, peut passer outre une règle impérative.")
        )
    dit = exiger_un_motif(motif)
    constat = next((c for c in bloquants(tenue) if c.regle == regle), None)
    if constat is None:
        raise GesteRefuse(_("Cette règle ne bloque pas, ou plus : il n'y a rien à quoi passer outre."))
    Derogation.objects.create(
        convention=tenue,
        regle=regle,
        phrase=dire(constat),
        motif=dit,
        compte=acteur.compte,
        le=timezone.now(),
    )
    inscrire(tenue, "deroger", acteur.nom, partie, regle=regle, constat=dire(constat), motif=dit)
    return tenue


def composer_d_avance(convention: Convention, acteur: Acteur, *, numero: int) -> Piece | None:
    """Ce que le dernier visa fera signer, composé sans rien verrouiller ; rien, si ce visa n'en demande pas.

    Composer prend le temps de dix visas : sous le verrou d'écriture de SQLite, nul autre n'écrirait pendant
    ce temps. `viser` relit tout, juge de nouveau, et dit lui-même ce qui s'oppose.
    """
    dernier = convention.visa_attendu in convention.composante.circuit[-1:]
    a_viser = dernier and convention.numero_de_version == numero
    if not a_viser or convention.visa_attendu not in acteur.fonctions(convention) or bloquants(convention):
        return None
    try:
        return composer_la_version(convention, acteur)
    except GesteRefuse:
        return None


@transaction.atomic
def viser(
    convention: Convention, acteur: Acteur, *, numero: int, composee: Piece | None = None
) -> Convention:
    """Donne le visa attendu ; le dernier fait passer à la signature, si rien ne bloque.

    Args:
        convention: celle que l'on vise.
        acteur: qui vise.
        numero: la version qu'il a lue.
        composee: la version à signer, composée d'avance.

    Raises:
        Conflit: la version a changé depuis qu'on l'a lue.
        GesteRefuse: ce n'est pas à cette fonction de viser.
        RegleBloquante: une règle impérative s'y oppose (une place prise entre-temps, par exemple).
    """
    mettre_en_file(*disputees(convention))
    tenue = verrouiller(convention, avec=("version", "composante"))
    passage, partie = exiger("viser", tenue, acteur)
    if (tenue.numero_de_version, tenue.organisme_id) != (numero, convention.organisme_id):
        raise Conflit(tenue)
    donnes = visas_donnes(tenue)
    attendue = fonction_attendue(tenue, donnes)
    if attendue is None or attendue not in acteur.fonctions(tenue) or acteur.compte is None:
        dit = Fonction(attendue).label if attendue else _("personne")
        raise GesteRefuse(_("Le visa attendu est celui de : %(qui)s.") % {"qui": dit})
    if opposes := bloquants(tenue):
        raise RegleBloquante(opposes)
    Visa.objects.create(
        convention=tenue, version=tenue.actuelle, fonction=attendue, compte=acteur.compte, le=timezone.now()
    )
    donnes.add(attendue)
    suivante = fonction_attendue(tenue, donnes)
    vers = Etat.EN_CONTROLE if suivante else Etat.A_SIGNER
    attendu_de = Partie.ETABLISSEMENT if suivante else ""
    faire_passer(
        tenue,
        passage,
        vers,
        par=acteur,
        partie=partie,
        attendu_de=attendu_de,
        donnes=donnes,
        fonction=attendue,
        version=numero,
    )
    if not suivante:
        preparer(tenue, acteur, composee)
    return tenue


def disputees(convention: Convention) -> list[str]:
    """Ce que d'autres conventions peuvent vouloir au même instant : des places, un tuteur, des heures."""
    cles = [f"tuteur:{convention.courriel_du_tuteur}"] if convention.courriel_du_tuteur else []
    if convention.organisme:
        cles.append(f"organisme:{convention.organisme.siren or convention.organisme.pk}")
    if convention.stagiaire_id:
        cles.append(f"stagiaire:{convention.stagiaire_id}")
    return cles
