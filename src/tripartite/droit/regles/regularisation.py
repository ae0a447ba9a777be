"""Régularisation après une rupture, un avenant, une interruption : L. 124-6, D. 124-8."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tripartite.droit.calculs.echeances import RIEN, Echeance, Echeancier, montant, somme
from tripartite.droit.calculs.horaires import etablir, minutes_des_journees
from tripartite.droit.calendrier import Mois
from tripartite.droit.faits import Avenant, Convention, Gratification, Modalite, OrganismeAccueil, Rupture
from tripartite.droit.langage import (
    Constat,
    Euros,
    Gravite,
    Minutes,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    lecture,
    non_conforme,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Régularisation",
    ordre=161,
    lignes=("R16",),
    presentation="Ce qu'une rupture, une prolongation ou une interruption change à ce qui est dû.",
)


@deduit()
def minutes_prevues_initiales(
    avenants: tuple[Avenant, ...],
    minutes_prevues: Minutes,
    convention_initiale: Convention,
    organisme: OrganismeAccueil,
) -> Minutes:
    """La présence que prévoyait la convention avant ses avenants."""
    if not avenants:
        return minutes_prevues
    convention, territoire = convention_initiale, organisme.territoire
    if not connu(convention.horaires):
        return convention.duree_prevue
    en_france = territoire if organisme.pays == "France" else None
    prevu = etablir(convention.horaires, convention.debut, convention.fin, en_france)
    return Minutes(sum(minutes_des_journees(prevu.journees, territoire.fuseau).values()))


@regle("L. 124-6", "D. 124-8", depuis="2014-12-01")
def rupture_soldee(
    motif_sans_gratification: str,
    lignes_echues: tuple[Echeance, ...],
    ruptures: tuple[Rupture, ...],
    echeancier: Echeancier,
    gratification_versee_par_mois: Mapping[Mois, Euros],
    presences_par_jour: Mapping[date, Minutes],
) -> Constat:
    """Une rupture solde la gratification sur les heures faites."""
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    if not lignes_echues:
        return sans_objet("Aucun mois du stage n'est encore fini.")
    if not ruptures:
        return sans_objet("Le stage n'a pas été interrompu avant son terme.")
    verse = somme(gratification_versee_par_mois.values())
    du, presence, reste = echeancier.total, echeancier.minutes, echeancier.reste_du
    etapes = [*(ligne.ecrite for ligne in echeancier.lignes), *echeancier.etapes]
    manquent = [ligne for ligne in echeancier.lignes if ligne.reste > 0]
    if manquent and all(ligne.verse >= ligne.a_verser_fige for ligne in manquent):
        return a_verifier(
            "Il reste {reste:euros} si le minimum suit le plafond du mois de présence.",
            lecture(
                "au plafond du mois de présence", Verdict.NON_CONFORME, "Il reste dû {n:euros}.", n=reste
            ),
            lecture("au plafond du jour de conclusion", Verdict.CONFORME, "La gratification est soldée."),
            que_faire="Versez {reste:euros} : c'est la lecture que nous retenons.",
            etapes=etapes,
            reste=reste,
        )
    if manquent and not connu(presences_par_jour):
        return a_verifier(
            "Pour les heures prévues jusqu'à la rupture, il reste dû {reste:euros} ; les heures faites ne "
            "sont pas connues.",
            lecture(
                "la présence prévue a été faite", Verdict.NON_CONFORME, "Il reste dû {n:euros}.", n=reste
            ),
            lecture("des heures n'ont pas été faites", Verdict.CONFORME, "Elles ne sont pas dues."),
            que_faire="Donnez le décompte des présences.",
            etapes=etapes,
            reste=reste,
        )
    if manquent and not any(ligne.reste > 0 for ligne in lignes_echues):
        return a_verifier(
            "Il reste {reste:euros} à verser ; le mois de la rupture n'est pas fini.",
            que_faire="Soldez la gratification à la fin du mois : {reste:euros}.",
            etapes=etapes,
            presence=presence,
            du=du,
            verse=verse,
            reste=reste,
        )
    if manquent:
        return non_conforme(
            "Pour {presence:heures} faites, {du:euros} sont dus et {verse:euros} versés : il reste "
            "{reste:euros}.",
            que_faire="Versez {reste:euros} au stagiaire.",
            etapes=etapes,
            presence=presence,
            du=du,
            verse=verse,
            reste=reste,
        )
    if echeancier.trop_verse > 0:
        return a_verifier(
            "Pour {presence:heures} faites, {du:euros} sont dus et {verse:euros} versés : {trop:euros} de "
            "trop.",
            lecture(
                "régularisation globale",
                Verdict.NON_CONFORME,
                "Le trop-versé se régularise sur les heures faites.",
            ),
            lecture(
                "montant plus favorable", Verdict.CONFORME, "Un organisme privé peut verser plus que le dû."
            ),
            que_faire="Régularisez {trop:euros} avec le stagiaire, ou dites que vous les lui laissez.",
            etapes=etapes,
            presence=presence,
            du=du,
            verse=verse,
            trop=echeancier.trop_verse,
        )
    return conforme(
        "La gratification est soldée : {du:euros} pour {presence:heures} faites.",
        etapes=etapes,
        presence=presence,
        du=du,
        verse=verse,
    )


@deduit()
def mois_du_rappel(
    gratification_obligatoire: bool,
    seuil_de_gratification: Minutes,
    lignes_echues: tuple[Echeance, ...],
    avenants: tuple[Avenant, ...],
    minutes_prevues_initiales: Minutes,
    gratification_versee_par_mois: Mapping[Mois, Euros],
) -> tuple[Mois, ...]:
    """Les mois où reste dû le rappel d'un avenant qui a fait passer le seuil ; aucun sans lui."""
    if not lignes_echues or not avenants or minutes_prevues_initiales > seuil_de_gratification:
        return ()
    if not gratification_obligatoire or not connu(gratification_versee_par_mois):
        return ()
    jusqu_a = max(avenant.conclu_le for avenant in avenants)
    return tuple(li.mois for li in lignes_echues if li.reste > 0 and li.mois.premier_jour <= jusqu_a)


@regle("L. 124-6", "D. 124-8", depuis="2014-12-01")
def rappel_apres_prolongation(
    gratification_obligatoire: bool,
    seuil_de_gratification: Minutes,
    lignes_echues: tuple[Echeance, ...],
    avenants: tuple[Avenant, ...],
    minutes_prevues_initiales: Minutes,
    horaire_convenu_par_mois: Mapping[Mois, Euros],
    gratification_versee_par_mois: Mapping[Mois, Euros],
    mois_du_rappel: tuple[Mois, ...],
    ruptures: tuple[Rupture, ...],
) -> Constat:
    """Un avenant qui fait passer le seuil rend la gratification due depuis la première heure."""
    if not lignes_echues:
        return sans_objet("Aucune heure déjà faite n'appelle de rappel.")
    if not avenants:
        return sans_objet("Aucun avenant n'a prolongé le stage.")
    seuil = seuil_de_gratification
    if minutes_prevues_initiales > seuil:
        return sans_objet("La gratification était due dès la convention, avant tout avenant.")
    if not gratification_obligatoire:
        return sans_objet("La gratification n'est pas obligatoire.")
    if connu(ruptures) and ruptures:
        return sans_objet("Le stage est rompu : la gratification se solde (voir la rupture).")

    if not connu(gratification_versee_par_mois):
        promis = [montant(ligne.minutes, horaire_convenu_par_mois[ligne.mois]) for ligne in lignes_echues]
        rappel = somme(max(RIEN, ligne.a_verser - p) for ligne, p in zip(lignes_echues, promis, strict=True))
        return a_verifier(
            "L'avenant fait passer le seuil de {seuil:heures} : si l'organisme n'a versé que ce qui était "
            "convenu, {rappel:euros} sont dus pour les heures déjà faites.",
            que_faire="Versez le rappel depuis la première heure, ou donnez les versements déjà faits.",
            etapes=[ligne.ecrite for ligne in lignes_echues],
            rappel=rappel,
            seuil=seuil,
        )
    manquent = [ligne for ligne in lignes_echues if ligne.mois in mois_du_rappel]
    if manquent:
        return non_conforme(
            "L'avenant fait passer le seuil de {seuil:heures} : {rappel:euros} de rappel sont dus depuis la "
            "première heure ({mois:liste}).",
            que_faire="Versez un rappel de {rappel:euros}, chaque mois pour lui-même.",
            etapes=[ligne.ecrite for ligne in lignes_echues],
            rappel=somme(ligne.reste for ligne in manquent),
            mois=[ligne.mois for ligne in manquent],
            seuil=seuil,
        )
    return conforme(
        "L'avenant fait passer le seuil de {seuil:heures}, et les heures déjà faites sont payées.",
        seuil=seuil,
    )


@regle("D. 124-8", depuis="2014-12-01", gravite=Gravite.AVERTISSEMENT)
def lissage_reajuste(
    motif_sans_gratification: str,
    lignes_echues: tuple[Echeance, ...],
    gratification: Gratification,
    ruptures: tuple[Rupture, ...],
    gratification_versee_par_mois: Mapping[Mois, Euros],
) -> Constat:
    """Une interruption temporaire réajuste la gratification lissée aux heures faites."""
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    ecarts = [ligne for ligne in lignes_echues if ligne.minutes != ligne.minutes_prevues]
    if not ecarts:
        return sans_objet("Les mois finis ont la présence prévue.")
    if not any(ligne.a_verser for ligne in lignes_echues):
        return sans_objet("Rien n'était dû les mois finis.")
    if gratification.modalite == Modalite.REEL:
        return sans_objet("La gratification suit les heures réelles.")
    if ruptures:
        return sans_objet("Le stage est rompu : la gratification se solde (voir la rupture).")
    trop = [ligne for ligne in ecarts if gratification_versee_par_mois.get(ligne.mois, RIEN) > ligne.a_verser]
    if trop:
        return a_verifier(
            "La présence a manqué ({mois:liste}) et le versement n'a pas été réajusté : {trop:euros} de "
            "trop.",
            lecture(
                "réajustement aux heures faites",
                Verdict.NON_CONFORME,
                "Le versement du mois baisse d'autant.",
            ),
            lecture(
                "montant plus favorable", Verdict.CONFORME, "Un organisme privé peut maintenir le versement."
            ),
            que_faire="Réajustez le prochain versement, ou dites que vous maintenez la gratification.",
            etapes=[ligne.ecrite for ligne in trop],
            mois=[ligne.mois for ligne in trop],
            trop=somme(ligne.verse - ligne.a_verser for ligne in trop),
        )
    return conforme("Les versements des mois interrompus ne dépassent pas les heures faites.", n=len(ecarts))
