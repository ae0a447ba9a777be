"""Parties et signataires : L. 124-1, D. 124-4 ; arrêté du 29 décembre 2014."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tripartite.droit.calendrier import age
from tripartite.droit.faits import (
    Avenant,
    Etablissement,
    OrganismeAccueil,
    Partie,
    Personne,
    Role,
    Signature,
    Stagiaire,
    Tuteur,
)
from tripartite.droit.langage import (
    Constat,
    Gravite,
    Inconnu,
    Phrase,
    Sujet,
    Verdict,
    a_verifier,
    conforme,
    connu,
    deduit,
    etape,
    lecture,
    non_conforme,
    phrase,
    regle,
    sans_objet,
)

SUJET = Sujet(
    "Parties et signataires",
    ordre=20,
    lignes=("R02",),
    presentation="Qui signe la convention, à quel titre, et quand. La liste des cinq signataires est connue "
    "par des sources secondaires (service-public, URSSAF, CCI, convention type).",
)

MAJORITE = 18
"""Code civil, art. 414."""

PARTIES = {
    Role.ETABLISSEMENT: Partie.ETABLISSEMENT,
    Role.REFERENT: Partie.ETABLISSEMENT,
    Role.ORGANISME: Partie.ORGANISME,
    Role.TUTEUR: Partie.ORGANISME,
    Role.STAGIAIRE: Partie.STAGIAIRE,
    Role.REPRESENTANT_LEGAL: Partie.STAGIAIRE,
}
"""La partie pour laquelle on signe à chaque titre."""


# --- Ce que l'on calcule -----------------------------------------------------------------------


class SignataireAttendu(NamedTuple):
    """Un signataire que la convention attend : son titre, sa partie, son nom (vide : pas encore nommé)."""

    role: Role
    partie: Partie
    nom: str = ""


def qui_signe(
    *,
    mineur: bool,
    stagiaire: str = "",
    representant: str = "",
    organisme: str = "",
    tuteur: str = "",
    etablissement: str = "",
    referent: str = "",
) -> tuple[SignataireAttendu, ...]:
    """Les cinq signataires de la convention, dans l'ordre où on les lit.

    Args:
        mineur: le stagiaire a moins de dix-huit ans le jour où il signerait : son représentant légal signe.
        stagiaire, representant, organisme, tuteur, etablissement, referent: les noms, s'ils sont connus.

    Source : D. 124-4 ; URSSAF et CCI Paris (source secondaire).

    >>> [signataire.role.value for signataire in qui_signe(mineur=True)][0]
    'représentant légal'
    """
    premier = (Role.REPRESENTANT_LEGAL, representant) if mineur else (Role.STAGIAIRE, stagiaire)
    titres = (
        premier,
        (Role.ORGANISME, organisme),
        (Role.TUTEUR, tuteur),
        (Role.ETABLISSEMENT, etablissement),
        (Role.REFERENT, referent),
    )
    return tuple([SignataireAttendu(role, PARTIES[role], nom) for role, nom in titres])


def _nom(personne: object) -> str:
    """Le prénom et le nom d'une personne ; vide si elle n'est pas nommée."""
    if not connu(personne) or not connu(personne.nom) or not personne.nom:  # type: ignore[attr-defined]
        return ""
    prenom = personne.prenom if connu(personne.prenom) else ""  # type: ignore[attr-defined]
    return f"{prenom} {personne.nom}".strip()  # type: ignore[attr-defined]


@deduit()
def signe_lui_meme_le(signatures: tuple[Signature, ...], conclue_le: date) -> date:
    """Le jour où le stagiaire signe, ou signerait : c'est son âge ce jour-là qui compte."""
    jours = [s.le for s in signatures if s.role == Role.STAGIAIRE and connu(s.le)]
    return min(jours) if jours else conclue_le


@deduit()
def mineur_a_la_signature(stagiaire: Stagiaire, signe_lui_meme_le: date) -> bool:
    """Dit si le stagiaire a moins de dix-huit ans quand il signe."""
    return age(stagiaire.naissance, signe_lui_meme_le) < MAJORITE


@deduit()
def signataires_attendus(
    mineur_a_la_signature: bool,
    stagiaire: Stagiaire,
    organisme: OrganismeAccueil,
    tuteur: Tuteur,
    etablissement: Etablissement,
) -> tuple[SignataireAttendu, ...]:
    """Les cinq signataires, avec leur nom quand on le connaît."""
    representants = stagiaire.representants_legaux
    return qui_signe(
        mineur=bool(mineur_a_la_signature),
        stagiaire=_nom(stagiaire),
        representant=_nom(representants[0]) if connu(representants) and representants else "",
        organisme=_nom(organisme.signataire),
        tuteur=_nom(tuteur),
        etablissement=_nom(etablissement.signataire),
        referent=_nom(etablissement.referent),
    )


@deduit()
def titres_sans_signature(
    signataires_attendus: tuple[SignataireAttendu, ...], signatures: tuple[Signature, ...]
) -> tuple[SignataireAttendu, ...]:
    """Les signataires attendus dont la signature manque."""
    roles = tuple(signature.role for signature in signatures)
    return tuple(attendu for attendu in signataires_attendus if attendu.role not in roles)


def _dire(attendus: tuple[SignataireAttendu, ...]) -> tuple[str | Phrase, ...]:
    return tuple(
        [
            phrase("{role} ({nom})", role=role.value, nom=nom) if nom else role.value
            for role, _, nom in attendus
        ]
    )


# --- Les règles --------------------------------------------------------------------------------


@regle("L. 124-1", "D. 124-4", depuis="2014-12-01")
def signataires_designes(signataires_attendus: tuple[SignataireAttendu, ...], hors_champ: bool) -> Constat:
    """La convention nomme ses cinq signataires."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    anonymes = tuple([attendu for attendu in signataires_attendus if not attendu.nom])
    if anonymes:
        return Constat(
            Verdict.A_VERIFIER,
            "La convention ne nomme pas encore : {anonymes:liste}.",
            {"anonymes": tuple(a.role.value for a in anonymes)},
            que_faire="Nommez chaque signataire avant d'envoyer la convention à la signature.",
            manquants=_noms_manquants(anonymes),
        )
    return conforme(
        "Les cinq signataires sont nommés : {noms:liste}.",
        noms=_dire(signataires_attendus),
    )


def _noms_manquants(anonymes: tuple[SignataireAttendu, ...]) -> tuple[Inconnu, ...]:
    return tuple(Inconnu(f"signataire.{a.role.name.lower()}", _libelle(a), a.partie) for a in anonymes)


def _libelle(attendu: SignataireAttendu) -> Phrase:
    return phrase("le nom du signataire au titre de « {role} »", role=attendu.role.value)


@regle("L. 124-1", "D. 124-4", depuis="2014-12-01")
def signatures_au_complet(
    signatures: tuple[Signature, ...],
    titres_sans_signature: tuple[SignataireAttendu, ...],
    debut: date,
    au: date,
    hors_champ: bool,
) -> Constat:
    """L'établissement, l'organisme, le stagiaire, le référent et le tuteur signent la convention.

    Une signature manquante n'est reprochée qu'à partir du premier jour du stage.
    """
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    if not titres_sans_signature:
        return conforme("Les cinq signatures sont réunies.")
    absents = _dire(titres_sans_signature)
    que_faire = "Recueillez, avant le premier jour du stage, la signature de : {absents:liste}."
    if not signatures:
        return a_verifier(
            "Aucune signature n'est enregistrée. Celles qui manquent : {absents:liste}.",
            que_faire=que_faire,
            absents=absents,
        )
    if connu(au) and au >= debut:
        return non_conforme(
            "Le stage a commencé le {debut:jour} et il manque la signature de : {absents:liste}.",
            que_faire="Faites signer sans délai : {absents:liste}.",
            debut=debut,
            absents=absents,
        )
    return a_verifier("Il manque la signature de : {absents:liste}.", que_faire=que_faire, absents=absents)


@regle("L. 124-1", "L. 612-8", "loi 2006-396", depuis="2008-02-01")
def signatures_avant_le_debut(
    signatures: tuple[Signature, ...], conclusion_supposee: bool, conclue_le: date, debut: date, au: date
) -> Constat:
    """La convention est signée par tous avant le premier jour du stage."""
    dernier = max((s.le for s in signatures), default=None) or conclue_le
    if conclusion_supposee and (not signatures or dernier < debut):
        commence = connu(au) and au >= debut
        return a_verifier(
            "La convention n'est pas signée par les trois parties, et le stage a commencé le {debut:jour}."
            if commence
            else "La convention n'est pas encore signée par les trois parties.",
            que_faire="Indiquez le jour de chaque signature."
            if commence
            else "Faites signer la convention avant le {debut:jour}.",
            debut=debut,
        )
    if not signatures and dernier < debut:
        return conforme(
            "La convention est conclue le {dernier:jour}, avant le premier jour du stage.", dernier=dernier
        )
    if dernier < debut:
        return conforme(
            "La dernière signature est du {dernier:jour}, avant le premier jour du stage.", dernier=dernier
        )
    if dernier == debut:
        return a_verifier(
            "La dernière signature est du {dernier:jour}, premier jour du stage.",
            lecture("signée avant l'arrivée", Verdict.CONFORME, "La convention précède la première heure."),
            lecture(
                "signée après l'arrivée",
                Verdict.NON_CONFORME,
                "Les premières heures se sont faites sans convention.",
            ),
            que_faire="Vérifiez que la dernière signature a précédé l'arrivée du stagiaire.",
            dernier=dernier,
        )
    return non_conforme(
        "La dernière signature est du {dernier:jour}, et le stage commence le {debut:jour} : ses premiers "
        "jours sont sans convention.",
        que_faire="Reportez le début du stage, ou gardez la preuve de l'accord antérieur des parties.",
        etapes=[etape("Jours sans convention", "{jours:jours}", jours=(dernier - debut).days)],
        dernier=dernier,
        debut=debut,
    )


@regle(
    "L. 124-6",
    "D. 124-4",
    "L. 612-8",
    "loi 2006-396",
    depuis="2008-02-01",
    gravite=Gravite.AVERTISSEMENT,
)
def conclusion_au_jour_de_la_derniere_signature(
    signatures: tuple[Signature, ...], conclusion_supposee: bool, conclue_le: date
) -> Constat:
    """La date de conclusion, qui décide des taux et des règles, est celle de la dernière signature."""
    if not signatures or conclusion_supposee:
        return sans_objet("La convention n'est pas encore signée.")
    dernier = max(signature.le for signature in signatures)
    if conclue_le == dernier:
        return conforme(
            "La convention est conclue le {dernier:jour}, avec la dernière signature.", dernier=dernier
        )
    return a_verifier(
        "La convention se dit conclue le {conclue_le:jour}, et la dernière signature est du {dernier:jour}.",
        lecture(
            "dernière signature",
            Verdict.NON_CONFORME,
            "La convention est conclue le {dernier:jour}, quand la dernière partie s'engage.",
            dernier=dernier,
        ),
        lecture(
            "date portée",
            Verdict.CONFORME,
            "La convention est conclue le {conclue_le:jour}, comme les parties l'ont écrit.",
            conclue_le=conclue_le,
        ),
        que_faire="Retenez une seule date de conclusion, celle de la dernière signature.",
        conclue_le=conclue_le,
        dernier=dernier,
    )


@regle("D. 124-4", "C. civ. 414", depuis="2014-12-01")
def representant_legal_du_mineur(
    mineur_a_la_signature: bool, stagiaire: Stagiaire, signatures: tuple[Signature, ...], hors_champ: bool
) -> Constat:
    """Pour un stagiaire mineur, le représentant légal signe."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    if not mineur_a_la_signature:
        return sans_objet("Le stagiaire est majeur : il signe lui-même.")
    if any(signature.role == Role.REPRESENTANT_LEGAL for signature in signatures):
        return conforme("Le représentant légal du stagiaire mineur a signé.")
    if any(signature.role == Role.STAGIAIRE for signature in signatures):
        return non_conforme(
            "Le stagiaire est mineur, et il a signé sans son représentant légal.",
            que_faire="Faites signer aussi le représentant légal.",
        )
    if not stagiaire.representants_legaux:
        return non_conforme(
            "Le stagiaire est mineur, et aucun représentant légal n'est désigné.",
            que_faire="Indiquez le représentant légal, et faites-le signer.",
        )
    return a_verifier(
        "Le stagiaire est mineur : son représentant légal doit signer.",
        que_faire="Adressez la convention au représentant légal.",
    )


@regle("D. 124-4", depuis="2014-12-01", gravite=Gravite.AVERTISSEMENT)
def personne_a_deux_titres(
    signataires_attendus: tuple[SignataireAttendu, ...], signatures: tuple[Signature, ...], hors_champ: bool
) -> Constat:
    """Une personne peut signer à deux titres pour la même partie ; chaque titre est alors enregistré."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    nommes = {(role, nom): None for role, _, nom in signataires_attendus}
    nommes |= {(s.role, s.nom): None for s in signatures if connu(s.role) and connu(s.nom)}
    titres: dict[str, dict[Role, str]] = {}
    for role, nom in nommes:
        if nom:
            titres.setdefault(" ".join(nom.casefold().split()), {})[role] = nom
    doubles = [roles for roles in titres.values() if len(roles) > 1]
    if not doubles:
        return sans_objet("Chaque signataire nommé signe à un seul titre.")
    for roles in doubles:
        if len({PARTIES[role] for role in roles}) > 1:
            return a_verifier(
                "{nom} signerait pour deux parties : {titres:liste}.",
                lecture("erreur", Verdict.NON_CONFORME, "Chaque partie a son propre signataire."),
                lecture("homonymes", Verdict.CONFORME, "Deux personnes portent le même nom."),
                que_faire="Vérifiez les noms : une personne ne s'engage pas pour deux parties à la fois.",
                nom=next(iter(roles.values())),
                titres=tuple(role.value for role in roles),
            )
    anonymes = tuple(attendu for attendu in signataires_attendus if not attendu.nom)
    if anonymes:
        return Constat(
            Verdict.A_VERIFIER,
            "{nom} signe à plusieurs titres pour la même partie : {titres:liste}. Restent à nommer : "
            "{anonymes:liste}.",
            {
                "nom": next(iter(doubles[0].values())),
                "titres": tuple(role.value for role in doubles[0]),
                "anonymes": tuple(attendu.role.value for attendu in anonymes),
            },
            "Nommez-les : une personne ne s'engage pas pour deux parties à la fois.",
            manquants=_noms_manquants(anonymes),
        )
    return conforme(
        "{nom} signe à plusieurs titres pour la même partie : {titres:liste}.",
        que_faire="Une seule signature suffit ; enregistrez-la à chaque titre.",
        nom=next(iter(doubles[0].values())),
        titres=tuple(role.value for role in doubles[0]),
    )


@regle("D. 124-4", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def delegation_de_signature(
    etablissement: Etablissement, organisme: OrganismeAccueil, hors_champ: bool
) -> Constat:
    """Qui signe par délégation tient son pouvoir d'un acte, que l'on garde."""
    if hors_champ:
        return sans_objet("La convention échappe à L. 124-1.")
    signataires: tuple[Personne, ...] = (etablissement.signataire, organisme.signataire)
    delegues = tuple(_nom(signataire) for signataire in signataires if signataire.par_delegation)
    if not delegues:
        return sans_objet("Personne ne signe par délégation.")
    return a_verifier(
        "Par délégation : {delegues:liste}.",
        que_faire="Gardez l'acte de délégation avec la convention, et vérifiez qu'il est en cours.",
        delegues=delegues,
    )


@regle("L. 124-1", depuis="2014-12-01", gravite=Gravite.INFORMATION)
def signataires_de_l_avenant(
    avenants: tuple[Avenant, ...], signataires_attendus: tuple[SignataireAttendu, ...]
) -> Constat:
    """Un avenant est signé par les signataires d'origine, et par le nouveau tuteur s'il en change.

    Aucun texte ne le dit : c'est le choix de la maison.
    """
    if not avenants:
        return sans_objet("La convention n'a pas d'avenant.")
    titres = [attendu.role.value for attendu in signataires_attendus]
    if any(changement.fait == "tuteur" for avenant in avenants for changement in avenant.changements):
        titres.append("nouveau tuteur")
    return a_verifier(
        "Chaque avenant demande la signature de : {titres:liste}.",
        que_faire="Vérifiez que ces personnes ont signé l'avenant avant sa date d'effet.",
        titres=tuple(titres),
    )
