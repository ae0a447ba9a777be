"""L'annuaire public des entreprises : chercher un établissement par son SIRET, ou par son nom.

Source : la documentation de l'API Recherche d'entreprises (DINUM), `/search`. Une panne n'arrête personne :
elle devient une phrase, et la saisie à la main reste ouverte. La tranche d'effectif n'est pas lue : elle ne
dit pas l'effectif que demande la loi (de 10 à 49, on ne sait pas si l'on passe vingt).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from http.client import HTTPException
from time import monotonic
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from tripartite.dossiers.erreurs import Erreur, Illisible
from tripartite.dossiers.siret import lire_siret
from tripartite.droit.jours_feries import Territoire, territoire_de_la_commune
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.fautes import dire_la_faute

SECONDES = 3
TAILLE = 1_000_000
ESSAIS = 2
RESULTATS = 10
UN_JOUR = 24 * 60 * 60
PASSAGERES = (500, 502, 503, 504)
"""Les refus qui ne durent pas : on essaie une seconde fois. Après un 429, on laisse l'annuaire souffler."""
NON_DIFFUSIBLE = "[NON-DIFFUSIBLE]"


class Etablissement(NamedTuple):
    """Un établissement, tel que l'annuaire le décrit ; vide, ce qu'il ne dit pas."""

    siret: str
    nom: str
    enseigne: str
    voie: str
    code_postal: str
    commune: str
    territoire: Territoire
    public: bool | None
    ouvert: bool
    diffusible: bool

    @property
    def siren(self) -> str:
        """L'entreprise dont il est."""
        return self.siret[:9]

    @property
    def adresse(self) -> str:
        """Son adresse, sur une ligne."""
        return ", ".join(p for p in (self.voie, f"{self.code_postal} {self.commune}".strip()) if p)

    @property
    def avertissement(self) -> str:
        """Ce qu'il faut savoir avant de le choisir."""
        if not self.ouvert:
            return _("Cet établissement est fermé selon l'annuaire. Vérifiez le SIRET auprès de l'organisme.")
        if not self.diffusible:
            return _("Cet établissement ne laisse pas diffuser son identité. Complétez-la vous-même.")
        return ""

    def faits(self) -> dict[str, Any]:
        """Ce qu'il dit de l'organisme, en données simples ; ce qu'il ne dit pas n'y est pas."""
        adresse = {"voie": self.voie, "code_postal": self.code_postal, "commune": self.commune}
        faits = {
            "nom": self.nom,
            "siret": self.siret,
            "adresse": {nom: dit for nom, dit in adresse.items() if dit},
            "territoire": self.territoire.value,
        }
        return {nom: dit for nom, dit in faits.items() if dit} | (
            {} if self.public is None else {"public": self.public}
        )


class Reponse(NamedTuple):
    """Ce que la recherche a trouvé, et ce qu'il faut en dire."""

    etablissements: tuple[Etablissement, ...] = ()
    message: str = ""


class _Panne(Exception):
    """L'annuaire n'a pas répondu comme il le doit."""

    def __init__(self, message: str, passagere: bool = False) -> None:
        super().__init__(message)
        self.message, self.passagere = message, passagere


def chercher(texte: str, commune: str = "") -> Reponse:
    """Cherche un établissement par son SIRET, ou par son nom et sa commune. Ne lève jamais.

    Args:
        texte: un SIRET (les espaces ne comptent pas), ou un nom.
        commune: un code postal, ou le nom d'une commune ; sert avec un nom.
    """
    cherche = " ".join(texte.split())[:200]
    chiffres = "".join(texte.split())
    if not re.search(r"\w", cherche):
        return Reponse(message=_("Écrivez le SIRET ou le nom de l'organisme."))
    if not settings.SIRENE:
        return Reponse(message=_("La recherche n'est pas ouverte ici. Décrivez l'organisme vous-même."))
    siret = chiffres.isascii() and chiffres.isdigit() and len(chiffres) > 9
    if siret:
        try:
            cherche = lire_siret(chiffres)
        except Illisible as erreur:
            return Reponse(message=dire_la_faute(Erreur(erreur.dit, faire=erreur.faire), langue()))
    try:
        trouves = _etablissements(_demander(_parametres(cherche, " ".join(commune.split())[:100], siret)))
    except _Panne as panne:
        return Reponse(message=panne.message)
    if siret:
        trouves = tuple(e for e in trouves if e.siret == cherche)
    return Reponse(trouves[:RESULTATS], "" if trouves else _rien(siret))


def _rien(siret: bool) -> str:
    if siret:
        return _(
            "L'annuaire ne connaît pas ce SIRET : il est peut-être récent, ou ne se diffuse pas. "
            "Décrivez l'organisme vous-même."
        )
    return _("Aucun organisme de ce nom dans l'annuaire. Essayez son SIRET, ou décrivez-le vous-même.")


# --- Demander --------------------------------------------------------------------------------------


def _parametres(cherche: str, commune: str, siret: bool) -> dict[str, str]:
    parametres = {"q": cherche, "page": "1", "per_page": str(RESULTATS)}
    if siret or not commune:
        return parametres
    if re.fullmatch(r"\d{5}", commune):
        return parametres | {"code_postal": commune}
    return parametres | {"q": f"{cherche} {commune}"}


def _demander(parametres: Mapping[str, str]) -> Any:
    adresse = f"{settings.SIRENE.rstrip('/')}/search?{urlencode(parametres)}"
    cle = f"sirene:{sha256(adresse.encode()).hexdigest()}"
    if (deja := cache.get(cle)) is not None:
        return deja
    for essai in range(1, ESSAIS + 1):
        try:
            lu = _lire(adresse)
        except _Panne as panne:
            if not panne.passagere or essai == ESSAIS:
                raise
        else:
            cache.set(cle, lu, UN_JOUR)
            return lu
    raise AssertionError("un essai rend une réponse, ou lève")  # pragma: no cover


class _SansRenvoi(HTTPRedirectHandler):
    """L'annuaire répond lui-même : un renvoi n'est pas suivi, il est une panne."""

    def redirect_request(self, *_places: Any, **_nommes: Any) -> None:
        """Ne rend pas de nouvelle demande : le renvoi devient une erreur."""


def _lire(adresse: str) -> Any:
    if not adresse.startswith(("https://", "http://")):
        raise _Panne(_("La recherche n'est pas ouverte ici. Décrivez l'organisme vous-même."))
    demande = Request(adresse, headers={"Accept": "application/json", "User-Agent": "tripartite"})  # noqa: S310
    try:
        with build_opener(_SansRenvoi).open(demande, timeout=SECONDES) as reponse:
            octets = _tout_lire(reponse)
    except HTTPError as erreur:
        erreur.close()
        trop = erreur.code == 429
        raise _Panne(_trop_de_demandes() if trop else _indisponible(), erreur.code in PASSAGERES) from None
    except (URLError, HTTPException, OSError):  # coupé, muet, ou qui ne parle pas HTTP
        raise _Panne(_indisponible(), passagere=True) from None
    if len(octets) > TAILLE:
        raise _Panne(_incomprise())
    try:
        return json.loads(octets)
    except (ValueError, RecursionError):
        raise _Panne(_incomprise()) from None


def _tout_lire(reponse: Any) -> bytes:
    """Lit le corps, jusqu'à la taille et au temps que l'on accorde : un annuaire trop lent est une panne."""
    echeance, octets = monotonic() + SECONDES, b""
    while len(octets) <= TAILLE and (morceau := reponse.read1(65_536)):
        octets += morceau
        if monotonic() > echeance:
            raise TimeoutError
    return octets


def _trop_de_demandes() -> str:
    return _(
        "L'annuaire reçoit trop de demandes. Réessayez dans une minute, ou décrivez l'organisme vous-même."
    )


def _indisponible() -> str:
    return _(
        "L'annuaire des entreprises ne répond pas. Décrivez l'organisme vous-même, ou réessayez plus tard."
    )


def _incomprise() -> str:
    return _("La réponse de l'annuaire ne se comprend pas. Décrivez l'organisme vous-même.")


# --- Lire la réponse -------------------------------------------------------------------------------


def _etablissements(lu: Any) -> tuple[Etablissement, ...]:
    unites = lu.get("results") if isinstance(lu, dict) else None
    if not isinstance(unites, list):
        raise _Panne(_incomprise())
    trouves: dict[str, Etablissement] = {}
    for unite in unites:
        if not isinstance(unite, dict):
            continue
        dits = unite.get("matching_etablissements")
        siege = unite.get("siege")
        for dit in [*(dits if isinstance(dits, list) else ()), siege]:
            if isinstance(dit, dict) and (lu_ := _etablissement(unite, dit)):
                trouves.setdefault(lu_.siret, lu_)
    ouverts_d_abord = sorted(trouves.values(), key=lambda e: not e.ouvert)
    return tuple(ouverts_d_abord)


def _etablissement(unite: Mapping[str, Any], dit: Mapping[str, Any]) -> Etablissement | None:
    try:
        siret = lire_siret(_texte(dit, "siret"))
    except Illisible:
        return None
    code_postal, commune = _texte(dit, "code_postal"), _texte(dit, "libelle_commune")
    enseignes = dit.get("liste_enseignes")
    enseigne = enseignes[0] if isinstance(enseignes, list) and enseignes else dit.get("nom_commercial")
    return Etablissement(
        siret=siret,
        nom=_texte(unite, "nom_raison_sociale") or _texte(unite, "nom_complet"),
        enseigne=enseigne if isinstance(enseigne, str) else "",
        voie=_voie(_texte(dit, "adresse"), code_postal, commune),
        code_postal=code_postal,
        commune=commune,
        territoire=territoire_de_la_commune(_texte(dit, "commune")),
        public=_public(_texte(unite, "nature_juridique")),
        ouvert=dit.get("etat_administratif") != "F" and unite.get("etat_administratif") != "C",
        diffusible=dit.get("statut_diffusion_etablissement") in ("O", None)
        and unite.get("statut_diffusion") in ("O", None),
    )


def _texte(dit: Mapping[str, Any], nom: str) -> str:
    valeur = dit.get(nom)
    if not isinstance(valeur, str) or NON_DIFFUSIBLE in valeur:
        return ""
    return " ".join(c for c in valeur[:300].split() if c.isprintable())


def _voie(adresse: str, code_postal: str, commune: str) -> str:
    """L'adresse sans la commune, qui est dite à part.

    >>> _voie("19 RUE DE LA POSTE 31700 CORNEBARRIEU", "31700", "CORNEBARRIEU")
    '19 RUE DE LA POSTE'
    """
    return adresse.removesuffix(f"{code_postal} {commune}").strip() if code_postal else adresse


def _public(nature: str) -> bool | None:
    """Public ou non, d'après la catégorie juridique (Insee) ; `None`, elle ne suffit pas à le dire.

    De droit public : l'État, les collectivités, leurs établissements administratifs (71, 72, 73),
    industriels et commerciaux (411 à 415). De droit privé : les personnes physiques, les sociétés, les
    groupements, les associations, les fondations (1, 2, 5, 6, 9). Le reste (droit étranger, Banque de France,
    groupement d'intérêt public, caisse de sécurité sociale) se dit à la main.

    >>> [_public(nature) for nature in ("7366", "4110", "5710", "9220", "7410", "4160", "8110", "")]
    [True, True, False, False, None, None, None, None]
    """
    if nature.startswith(("71", "72", "73", "411", "412", "413", "414", "415")):
        return True
    return False if nature.startswith(("1", "2", "5", "6", "9")) else None
