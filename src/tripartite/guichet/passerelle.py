"""Des rangées aux faits : le seul pont entre la base et le droit.

Une convention se juge avec ses voisines : les autres stages de l'organisme, du stagiaire, du référent. Les
autres stagiaires y sont sans nom : un constat ne dit jamais qui ils sont.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from tripartite.dossiers import ecrire, lire_texte
from tripartite.droit.calculs.horaires import minutes_de_la_semaine
from tripartite.droit.faits import Dossier, Nature, Partie, Role, Signature, StageVoisin, Suivi, Vie
from tripartite.droit.langage import Constat, Inconnu, Situation, connu
from tripartite.droit.parcours import AVANT_SIGNATURE, OCCUPENT_UNE_PLACE, Etat
from tripartite.droit.verification import situation_de, verifier
from tripartite.guichet.modeles import Convention, Organisme
from tripartite.guichet.modeles.signatures import en_vigueur

Donnees = dict[str, Any]
PAS_ENCORE_A_SIGNER = [e.value for e in AVANT_SIGNATURE - {Etat.A_SIGNER, Etat.SIGNATURE_REFUSEE}]
ROLES = {
    "stagiaire": Role.STAGIAIRE,
    "representant_legal": Role.REPRESENTANT_LEGAL,
    "organisme": Role.ORGANISME,
    "tuteur": Role.TUTEUR,
    "etablissement": Role.ETABLISSEMENT,
    "referent": Role.REFERENT,
}
"""La boîte où l'on signe, et le titre auquel on le fait."""
COMPTEES = [etat.value for etat in OCCUPENT_UNE_PLACE]


def empreinte(donnees: Mapping[str, Any]) -> str:
    """L'empreinte d'un dossier en données simples : les mêmes faits, la même empreinte."""
    return sha256(_canonique(donnees).encode()).hexdigest()


def _canonique(donnees: Mapping[str, Any]) -> str:
    return json.dumps(donnees, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dossier_de(donnees: Mapping[str, Any]) -> Dossier:
    """Lit des données simples.

    Raises:
        DossierInvalide: elles ne se lisent pas, ou se contredisent.
    """
    return _lire(_canonique(donnees))


@lru_cache(maxsize=512)
def _lire(texte: str) -> Dossier:
    return lire_texte(texte, "convention.json")


def donnees_de(dossier: Dossier) -> Donnees:
    """Écrit un dossier en données simples."""
    return ecrire(dossier)


def avec_ses_durees(dossier: Dossier) -> Dossier:
    """Écrit les durées que les horaires donnent : personne n'a à les compter."""
    convention = dossier.convention
    if not connu(convention.horaires):
        return dossier
    minutes = situation_de(replace(dossier, vie=Vie(avenants=())))["minutes_prevues"]
    durees: dict[str, Any] = {"duree_prevue": minutes} if connu(minutes) else {}
    semaines = convention.horaires.semaines
    if connu(semaines) and len(semaines) == 1:
        durees["duree_hebdomadaire"] = minutes_de_la_semaine(semaines[0])
    return replace(dossier, convention=replace(convention, **{n: m for n, m in durees.items() if connu(m)}))


def dossier_de_la_convention(convention: Convention) -> Dossier:
    """Ce que dit la version en cours ; conclue, elle l'est du jour de la dernière signature."""
    dossier = dossier_de(convention.donnees)
    if convention.conclue_le is None:
        return dossier
    return replace(dossier, convention=replace(dossier.convention, conclue_le=convention.conclue_le))


def dossier_a_juger(
    convention: Convention, donnees: Mapping[str, Any] | None = None, *, pour: Partie | None = None
) -> Dossier:
    """Les faits d'une convention et de ses voisines.

    Args:
        convention: la rangée.
        donnees: ce que l'on est en train d'écrire ; sinon, la version en cours.
        pour: qui le lira ; l'organisme ne sait rien des stages faits ailleurs.
    """
    dossier = _avec_ses_signatures(convention) if donnees is None else dossier_de(donnees)
    autres = _autres(convention)
    accueillis = [_voisin(a) for a in autres if _est_chez_l_organisme(a, convention)]
    organisme = replace(dossier.organisme, stages=_joindre(dossier.organisme.stages, accueillis))
    faits_ailleurs = [_voisin(a) for a in autres if _est_du_stagiaire(a, convention, pour)]
    stagiaire = replace(dossier.stagiaire, stages=_joindre(dossier.stagiaire.stages, faits_ailleurs))
    etablissement = dossier.etablissement
    if connu(etablissement.referent):
        suivis = _joindre(
            etablissement.referent.suivis, [_suivi(a) for a in autres if _est_du_referent(a, convention)]
        )
        etablissement = replace(etablissement, referent=replace(etablissement.referent, suivis=suivis))
    return replace(dossier, organisme=organisme, stagiaire=stagiaire, etablissement=etablissement)


def _avec_ses_signatures(convention: Convention) -> Dossier:
    """Ce que dit la version en cours, et qui l'a déjà signée."""
    dossier = dossier_de_la_convention(convention)
    if convention.etat in PAS_ENCORE_A_SIGNER:
        return dossier
    signes = [s for s in en_vigueur(convention) if s.a_signe and s.le]
    signatures = tuple(
        Signature(role=ROLES[_role(cle)], nom=s.nom, le=localdate(s.le)) for s in signes for cle in s.roles
    )
    return (
        replace(dossier, convention=replace(dossier.convention, signatures=signatures))
        if signatures
        else dossier
    )


def _role(cle: str) -> str:
    """
    >>> _role("representant_legal_2"), _role("tuteur")
    ('representant_legal', 'tuteur')
    """
    return cle.rstrip("_0123456789")


def juger(
    convention: Convention,
    au: date,
    donnees: Mapping[str, Any] | None = None,
    *,
    pour: Partie | None = None,
) -> list[Constat]:
    """Les constats d'une convention, ses voisines comptées."""
    return verifier(dossier_a_juger(convention, donnees, pour=pour), au)


def situation(convention: Convention, au: date) -> Situation:
    """Les faits d'une convention par leur nom, déductions comprises ; ses voisines n'y sont pas."""
    return situation_de(_avec_ses_signatures(convention), au)


class Regard(NamedTuple):
    """Ce que le droit dit de faits que l'on est en train d'écrire : les constats, et ce qui s'en déduit."""

    constats: list[Constat]
    situation: Situation


def regarder(
    convention: Convention, au: date, donnees: Mapping[str, Any], *, pour: Partie | None = None
) -> Regard:
    """Juge, sans rien écrire, ce que l'on est en train de remplir.

    Raises:
        DossierInvalide: les faits se contredisent.
    """
    dossier = avec_ses_durees(dossier_a_juger(convention, donnees, pour=pour))
    constats = verifier(dossier, au)
    deja = next((c.situation for c in constats if c.situation), None)
    return Regard(constats, deja or situation_de(dossier, au))


def stages_de_l_organisme(organisme: Organisme, au: date) -> list[StageVoisin]:
    """Les stages que compte la personne morale, sans nom : ceux d'une année passée, en cours, à venir."""
    meme = Q(organisme__siren=organisme.siren) if organisme.siren else Q(organisme=organisme)
    comptees = Convention.objects.filter(
        meme, etat__in=COMPTEES, debut__isnull=False, fin__gte=au - timedelta(days=366)
    )
    return [
        _voisin(c)
        for c in comptees.select_related("version", "organisme", "etablissement").order_by("debut", "pk")
    ]


def stages_nommes(conventions: QuerySet[Convention], au: date) -> list[StageVoisin]:
    """Les stages comptés de ces conventions, avec leurs noms : pour qui les lit déjà."""
    comptees = conventions.filter(etat__in=COMPTEES, debut__isnull=False, fin__gte=au - timedelta(days=366))
    suivies = comptees.select_related("version", "organisme", "etablissement").order_by("debut", "pk")
    return [replace(_voisin(c), stagiaire=c.nom_du_stagiaire) for c in suivies]


def _autres(convention: Convention) -> list[Convention]:
    """Les conventions qui se comptent avec celle-ci, à un titre ou à un autre, lues en une fois.

    Un titre, une lecture de leurs numéros : d'un « ou » entre eux, SQLite lirait toutes celles de la base.
    """
    titres: dict[str, Any] = {
        "organisme": convention.organisme_id,
        "stagiaire": convention.stagiaire_id,
        "referent": convention.referent_id,
    }
    if not convention.organisme_id:
        titres["courriel_du_tuteur"] = convention.courriel_du_tuteur
    liees = [Convention.objects.filter(**{nom: qui}).values("pk") for nom, qui in titres.items() if qui]
    if not liees:
        return []
    premiere, *suite = liees
    return list(
        Convention.objects.filter(pk__in=premiere.union(*suite, all=True))
        .filter(etat__in=COMPTEES, debut__isnull=False, fin__isnull=False)
        .exclude(pk=convention.pk)
        .select_related("version", "organisme", "etablissement")
        .order_by("debut", "pk")
    )


def _est_chez_l_organisme(autre: Convention, convention: Convention) -> bool:
    if convention.organisme_id:
        return autre.organisme_id == convention.organisme_id
    return bool(convention.courriel_du_tuteur) and (autre.courriel_du_tuteur == convention.courriel_du_tuteur)


def _est_du_stagiaire(autre: Convention, convention: Convention, pour: Partie | None) -> bool:
    if not convention.stagiaire_id or autre.stagiaire_id != convention.stagiaire_id:
        return False
    return pour != Partie.ORGANISME or autre.organisme_id == convention.organisme_id


def _est_du_referent(autre: Convention, convention: Convention) -> bool:
    return convention.referent_id is not None and autre.referent_id == convention.referent_id


def _joindre(dits: Any, connus: list[Any]) -> Any:
    """Ce que l'on a déclaré, et ce que le guichet sait ; ne rien savoir de plus n'est pas « aucun »."""
    if not connu(dits):
        return tuple(connus) if connus else dits
    return (*dits, *connus)


def _voisin(convention: Convention) -> StageVoisin:
    dit = convention.donnees.get("convention", {})
    tuteur = dit.get("tuteur") or {}
    organisme = convention.organisme
    faits: dict[str, Any] = {
        "debut": convention.debut,
        "fin": convention.fin,
        "stagiaire": _sans_nom(convention),
        "organisme": (organisme.siret or organisme.nom)[:9] if organisme else convention.nom_de_l_organisme,
        "poste": dit.get("poste"),
        "tuteur": " ".join(m for m in (tuteur.get("prenom"), tuteur.get("nom")) if m) or None,
        "presence": convention.minutes,
        "pfmp": dit.get("nature") == Nature.PFMP.value,
        "etablissement": convention.etablissement.nom,
        "service": dit.get("service", ""),
        "activites": dit.get("activites") or "",
    }
    return StageVoisin(**faits)


def _suivi(convention: Convention) -> Suivi:
    faits: dict[str, Any] = {
        "debut": convention.debut,
        "fin": convention.fin,
        "pfmp": convention.donnees.get("convention", {}).get("nature") == Nature.PFMP.value,
        "stagiaire": _sans_nom(convention),
    }
    return Suivi(**faits)


def _sans_nom(convention: Convention) -> str:
    """Le même stagiaire a le même nom d'emprunt ; on ne sait pas qui il est."""
    return f"stagiaire {convention.stagiaire_id or convention.reference}"


def chemins_changes(avant: Mapping[str, Any], apres: Mapping[str, Any], sous: str = "") -> list[str]:
    """Les faits qui diffèrent, par leur chemin.

    >>> chemins_changes({"convention": {"debut": 1, "lieu": 2}}, {"convention": {"debut": 1, "lieu": 3}})
    ['convention.lieu']
    """
    changes: list[str] = []
    for nom in dict.fromkeys((*avant, *apres)):
        ici, a, b = f"{sous}{nom}", avant.get(nom), apres.get(nom)
        if a == b:
            continue
        if isinstance(a, Mapping) and isinstance(b, Mapping):
            changes += chemins_changes(a, b, f"{ici}.")
        else:
            changes.append(ici)
    return changes


def colonnes(dossier: Dossier, au: date) -> dict[str, Any]:
    """Ce que les listes montrent d'un dossier ; un fait inconnu y est vide."""
    convention, stagiaire, organisme = dossier.convention, dossier.stagiaire, dossier.organisme
    minutes = situation_de(dossier, au)["minutes_prevues"]
    return {
        "nom_du_stagiaire": _nom(stagiaire)[:200],
        "nom_de_l_organisme": _dit(organisme.nom)[:200],
        "sujet": _dit(convention.sujet)[:300],
        "courriel_du_tuteur": (_dit(convention.tuteur.courriel) if connu(convention.tuteur) else "").lower()[
            :254
        ],
        "debut": convention.debut if connu(convention.debut) else None,
        "fin": convention.fin if connu(convention.fin) else None,
        "minutes": int(minutes) if connu(minutes) else None,
    }


def _dit(fait: str | Inconnu) -> str:
    return str(fait) if connu(fait) else ""


def _nom(personne: Any) -> str:
    return f"{_dit(personne.prenom)} {_dit(personne.nom)}".strip()
