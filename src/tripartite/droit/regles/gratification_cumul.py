"""Gratification, ce qui se cumule dans l'année d'enseignement : L. 124-6."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tripartite.droit.calculs.deductions import meme_organisme
from tripartite.droit.calendrier import UN_JOUR, Periode, ajouter_mois, semaines_entre
from tripartite.droit.faits import OrganismeAccueil, StageVoisin, Stagiaire
from tripartite.droit.langage import (
    Constat,
    Gravite,
    Minutes,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    deduit,
    lecture,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Gratification : les stages qui se cumulent",
    ordre=151,
    lignes=("R15",),
    presentation="Plusieurs stages dans le même organisme, ou un stage à cheval sur deux années "
    "d'enseignement.",
)


# --- Ce que l'on déduit ----------------------------------------------------------------------


class CumulDeLAnnee(NamedTuple):
    """La présence d'une année d'enseignement dans un organisme : ce stage, et les autres du stagiaire."""

    annee: Periode
    ce_stage: Minutes
    autres: tuple[StageVoisin, ...]

    @property
    def total(self) -> Minutes:
        """Toute la présence des stages qui touchent l'année."""
        return Minutes(self.ce_stage + sum([stage.presence for stage in self.autres]))

    @property
    def certain(self) -> Minutes:
        """La présence des seuls stages que l'année contient : celle des autres ne se partage pas."""
        debut, fin = self.annee
        dedans = [stage.presence for stage in self.autres if debut <= stage.debut and stage.fin <= fin]
        return Minutes(self.ce_stage + sum(dedans))


@deduit()
def cumuls_de_l_annee(
    annee: Periode,
    fin: date,
    minutes_par_jour: Mapping[date, Minutes],
    minutes_prevues: Minutes,
    stagiaire: Stagiaire,
    organisme: OrganismeAccueil,
    stages_de_l_annee_dans_l_organisme: tuple[StageVoisin, ...],
) -> tuple[CumulDeLAnnee, ...]:
    """La présence dans l'organisme, par année d'enseignement que touche ce stage."""
    autres = stages_de_l_annee_dans_l_organisme
    if fin <= annee.fin or not stagiaire.stages:
        return (CumulDeLAnnee(annee, minutes_prevues, autres),)

    suivante = Periode(annee.fin + UN_JOUR, ajouter_mois(annee.fin, 12))
    avant = Minutes(sum(m for jour, m in minutes_par_jour.items() if jour <= annee.fin))
    ensuite = tuple(
        stage
        for stage in stagiaire.stages
        if suivante.chevauche(Periode(stage.debut, stage.fin)) and meme_organisme(stage.organisme, organisme)
    )
    return (
        CumulDeLAnnee(annee, avant, autres),
        CumulDeLAnnee(suivante, Minutes(minutes_prevues - avant), ensuite),
    )


@deduit()
def cumul_le_plus_long(cumuls_de_l_annee: tuple[CumulDeLAnnee, ...]) -> CumulDeLAnnee:
    """Le cumul de l'année d'enseignement où la présence est la plus longue."""
    return max(cumuls_de_l_annee, key=lambda cumul: cumul.total)


@deduit()
def presence_de_l_annee(cumul_le_plus_long: CumulDeLAnnee) -> Minutes:
    """La présence de l'année dans l'organisme, tous stages compris."""
    return cumul_le_plus_long.total


@deduit()
def presence_certaine_de_l_annee(cumuls_de_l_annee: tuple[CumulDeLAnnee, ...]) -> Minutes:
    """La même, sans les stages qui débordent de l'année : leurs heures ne se partagent pas."""
    return max(cumul.certain for cumul in cumuls_de_l_annee)


@deduit()
def autres_heures_de_l_annee(cumul_le_plus_long: CumulDeLAnnee) -> Minutes:
    """Ce que les autres stages de l'année dans l'organisme ajoutent à celui-ci."""
    return Minutes(cumul_le_plus_long.total - cumul_le_plus_long.ce_stage)


# --- Les règles ------------------------------------------------------------------------------


@regle("L. 124-6", depuis="2014-12-01", gravite=Gravite.AVERTISSEMENT)
def gratification_des_stages_cumules(
    motif_sans_gratification: str,
    seuil_de_gratification: Minutes,
    minutes_prevues: Minutes,
    cumul_le_plus_long: CumulDeLAnnee,
) -> Constat:
    """Les stages d'une année dans le même organisme se cumulent, et chacun est alors gratifié."""
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    seuil = seuil_de_gratification
    autres, total = cumul_le_plus_long.autres, cumul_le_plus_long.total
    if not autres:
        return sans_objet("Le stagiaire n'a pas d'autre stage dans cet organisme cette année d'enseignement.")
    if total <= seuil:
        return conforme(
            "Les stages de l'année dans l'organisme font ensemble {total:heures}, sans dépasser "
            "{seuil:heures}.",
            total=total,
            seuil=seuil,
        )
    if minutes_prevues > seuil and all(stage.presence > seuil for stage in autres):
        return conforme(
            "Chacun des stages de l'année dans l'organisme dépasse seul {seuil:heures}.",
            seuil=seuil,
            total=total,
        )
    n = len(autres)
    return a_verifier(
        "Avec ce stage, la présence de l'année dans l'organisme fait {total:heures} : la gratification est "
        "due aussi pour chaque heure des autres stages ({n}).",
        que_faire="Assurez-vous que les autres stages de l'année sont gratifiés, ou versez le rappel.",
        total=total,
        seuil=seuil,
        n=n,
    )


@regle("L. 124-6", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def deux_mois_consecutifs(
    motif_sans_gratification: str,
    annee: Periode,
    debut: date,
    fin: date,
    minutes_prevues: Minutes,
    seuil_de_gratification: Minutes,
    minutes_par_jour: Mapping[date, Minutes],
) -> Constat:
    """À cheval sur deux années d'enseignement, plus de deux mois consécutifs sont gratifiés."""
    if motif_sans_gratification:
        return sans_objet(motif_sans_gratification)
    if fin <= annee.fin:
        return sans_objet("Le stage tient dans une seule année d'enseignement.")
    seuil = seuil_de_gratification
    if minutes_prevues <= seuil:
        return sans_objet(
            "À lui seul, le stage ne dépasse pas {seuil:heures} : {duree:heures}.",
            seuil=seuil,
            duree=minutes_prevues,
        )
    avant = sum(minutes for jour, minutes in minutes_par_jour.items() if jour <= annee.fin)
    parts = (Minutes(avant), Minutes(minutes_prevues - avant))
    if max(parts) > seuil:
        return conforme(
            "Le seuil est dépassé dans une seule année : {part:heures}.", part=max(parts), seuil=seuil
        )

    semaines = list(semaines_entre(debut, fin))
    presentes = {jour.toordinal() - jour.weekday() for jour, minutes in minutes_par_jour.items() if minutes}
    vides = [s.lundi for s in semaines if s.lundi.toordinal() not in presentes]
    if not vides:
        return conforme(
            "Le stage est continu : {duree:heures} d'affilée dépassent {seuil:heures}, d'une année à "
            "l'autre.",
            duree=minutes_prevues,
            seuil=seuil,
        )
    return a_verifier(
        "Le stage fait {duree:heures} sur deux années d'enseignement, sans dépasser {seuil:heures} dans "
        "aucune, et une semaine n'a pas de présence (celle du {semaine:jour}).",
        lecture("un seul stage, une seule durée", Verdict.CONFORME, "La gratification est due."),
        lecture(
            "la présence doit être consécutive, ou tenir dans une année",
            Verdict.SANS_OBJET,
            "Année par année : {premiere:heures}, puis {seconde:heures}.",
            premiere=parts[0],
            seconde=parts[1],
        ),
        que_faire="Versez la gratification : c'est la lecture que nous retenons.",
        duree=minutes_prevues,
        seuil=seuil,
        semaine=vides[0],
    )
