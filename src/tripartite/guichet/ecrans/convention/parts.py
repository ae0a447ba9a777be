"""Les parts d'une convention, dans l'ordre du document imprimé : ce que chacun doit, ce qui est dit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tripartite.droit.faits import Avantages, Clauses, Dossier, Gratification, Motifs, Partie
from tripartite.droit.langage import connu
from tripartite.guichet.dessins.ecriture import langue
from tripartite.guichet.ecrans.convention.faits_dits import dire_un_fait
from tripartite.guichet.formulaires.intitules import intituler
from tripartite.guichet.modeles import Remarque
from tripartite.guichet.visibilite import voit

VIDES: Mapping[str, Any] = {
    "convention.gratification": Gratification(),
    "convention.avantages": Avantages(),
    "convention.motifs": Motifs(),
    "convention.clauses": Clauses(),
}
"""Un groupe tout entier inconnu se lit champ par champ : chacun a la partie qui le doit."""


@dataclass(frozen=True)
class Part:
    """Une part : son titre, et ses faits par leur chemin (« …* » : tous les champs du groupe)."""

    cle: str
    titre: str | Promise
    chemins: tuple[str, ...]


@dataclass(frozen=True)
class Ligne:
    """Un fait de la page : ce qu'il dit, qui le doit, s'il manque, ce que l'on en remarque."""

    chemin: str
    libelle: str
    dit: tuple[str, ...]
    de: Partie | None
    manque: bool
    remarques: tuple[Remarque, ...]


@dataclass(frozen=True)
class PartLue:
    """Une part, avec les faits que ce lecteur voit."""

    cle: str
    titre: str | Promise
    lignes: tuple[Ligne, ...] = field(default=())

    @property
    def manquent(self) -> int:
        """Le nombre de faits à compléter."""
        return sum(ligne.manque for ligne in self.lignes)


def _de(section: str, *noms: str) -> tuple[str, ...]:
    return tuple(f"{section}.{nom}" for nom in noms)


PARTS = (
    Part(
        "etablissement",
        _("L'établissement d'enseignement"),
        _de(
            "etablissement",
            *("nom", "uai", "adresse", "pays", "degre", "agricole", "rythme_approprie", "public"),
            *("signataire", "referent", "stages_par_referent"),
        ),
    ),
    Part(
        "organisme",
        _("L'organisme d'accueil"),
        _de(
            "organisme",
            *("nom", "siret", "adresse", "pays", "secteur", "public", "personne_publique", "regime"),
            *("territoire", "signataire", "registre_du_personnel"),
            *("accords_de_branche", "arretes_pfmp"),
            *("restaurant", "titres_restaurant", "cse", "constat_de_l_inspection"),
            *("taux_atmp", "taux_mobilite"),
        ),
    ),
    Part(
        "stagiaire",
        _("Le stagiaire"),
        _de(
            "stagiaire",
            *("prenom", "nom", "naissance", "courriel", "telephone", "adresse", "nationalite"),
            *("titre_de_sejour", "cadre_de_venue", "representants_legaux", "remunere_par_l_organisme"),
        ),
    ),
    Part(
        "formation",
        _("La formation"),
        _de(
            "formation",
            *("intitule", "diplome", "voie", "classe", "heures_enseignement", "heures_en_presence"),
            *("derogation_rectorale", "annee_debut", "annee_fin", "stage_prevu_au_reglement"),
            *("stage_obligatoire", "restitution_evaluee", "credits", "derniere_annee", "auxiliaire_medical"),
        ),
    ),
    Part(
        "stage",
        _("Le stage"),
        _de(
            "convention",
            *("nature", "langue", "sujet", "competences", "activites", "activites_validees", "tuteur"),
            *("debut", "fin", "lieu", "service", "poste"),
        ),
    ),
    Part(
        "presence",
        _("La présence"),
        _de(
            "convention",
            *("duree_prevue", "duree_hebdomadaire", "horaires", "presence_particuliere", "conges_prevus"),
        ),
    ),
    Part("gratification", _("La gratification"), ("convention.gratification.*",)),
    Part("avantages", _("Les avantages"), ("convention.avantages.*",)),
    Part(
        "attestations",
        _("Ce que l'organisme atteste"),
        (
            "convention.motifs.*",
            *_de(
                "convention",
                *("travaux_dangereux", "derogation_travaux", "poste_a_risques", "formation_a_la_securite"),
            ),
        ),
    ),
    Part(
        "etranger",
        _("L'étranger"),
        _de(
            "convention",
            *("fiche_d_information", "echange_prealable", "programme_europeen"),
            *("convention_visee_le", "envoyee_au_prefet_le"),
        ),
    ),
    Part("clauses", _("Les clauses"), ("convention.clauses.*",)),
)

AILLEURS = frozenset(
    {
        "convention.conclue_le",
        "convention.signatures",
        "organisme.effectifs",
        "organisme.stages",
        "organisme.absents",
        "stagiaire.stages",
        "stagiaire.gratifications_recues",
    }
)
"""Ce que la page dit autrement : les signatures, et ce qui ne sert qu'aux constats."""


def lire_les_parts(
    dossier: Dossier,
    lecteur: Partie | None,
    manquants: Iterable[str],
    remarques: Sequence[Remarque],
) -> list[PartLue]:
    """Les parts d'un dossier, telles que ce lecteur les voit ; une part vide n'y est pas.

    Args:
        dossier: les faits, ce que le lecteur ne voit pas déjà ôté.
        lecteur: la partie qui lit.
        manquants: les chemins des faits que des règles attendent.
        remarques: celles qui sont attachées à un fait.
    """
    attendus = set(manquants)
    par_chemin: dict[str, list[Remarque]] = {}
    for remarque in remarques:
        par_chemin.setdefault(remarque.chemin, []).append(remarque)
    lues = []
    for part in PARTS:
        lignes = []
        for chemin, valeur, champ in _faits(dossier, part.chemins):
            if not voit(lecteur, chemin):
                continue
            dit = dire_un_fait(valeur, str(champ.type), champ.name)
            manque = not dit and any(m == chemin or m.startswith(f"{chemin}.") for m in attendus)
            dites = tuple(par_chemin.get(chemin, ()))
            if dit or manque or dites:
                de = Partie(champ.metadata["de"]) if champ.metadata["de"] else None
                libelle = intituler(champ.metadata["libelle"])
                lignes.append(Ligne(chemin, libelle, dit, de, manque, dites))
        if lignes:
            lues.append(PartLue(part.cle, part.titre, tuple(lignes)))
    return lues


def chemins_et_libelles(lecteur: Partie | None) -> Sequence[tuple[str | Promise, list[tuple[str, str]]]]:
    """Les faits que ce lecteur voit, part par part : de quoi choisir celui que l'on remarque."""
    return _chemins_et_libelles(lecteur, langue())


@lru_cache(maxsize=8)  # un lecteur et une langue : cela ne dépend d'aucune convention
def _chemins_et_libelles(
    lecteur: Partie | None, dans: str
) -> Sequence[tuple[str | Promise, list[tuple[str, str]]]]:
    vide = Dossier()
    return tuple(
        (
            part.titre,
            [
                (chemin, intituler(champ.metadata["libelle"]))
                for chemin, _valeur, champ in _faits(vide, part.chemins)
                if voit(lecteur, chemin)
            ],
        )
        for part in PARTS
    )


def _faits(dossier: Dossier, chemins: Iterable[str]) -> Iterator[tuple[str, Any, Any]]:
    for chemin in chemins:
        groupe, _point, nom = chemin.rpartition(".")
        section = _lire(dossier, groupe)
        for champ in fields(section):
            if nom in ("*", champ.name):
                yield f"{groupe}.{champ.name}", getattr(section, champ.name), champ


def _lire(dossier: Dossier, chemin: str) -> Any:
    valeur: Any = dossier
    for nom in chemin.split("."):
        valeur = getattr(valeur, nom)
    return valeur if connu(valeur) else VIDES[chemin]
