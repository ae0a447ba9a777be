"""Ce que les pièces d'un dossier ont en commun : leurs phrases, leurs lignes, leurs blancs, leur PDF.

La convention mise à part, une pièce est une suite de blocs (`gabarits/blocs.typ`) : des paragraphes, une
table d'intitulés, un tableau, un calcul, une somme, des constats, des signatures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tripartite.documents.composition import Document, MiseEnPage
from tripartite.documents.enveloppe import envelopper
from tripartite.documents.identites import adresser, ecrire_siret, nommer, qualite
from tripartite.documents.signataires import reunir
from tripartite.documents.textes import CLES, Blancs, Phrase, Plume, Textes, isoler, lire_textes
from tripartite.documents.themes import Theme
from tripartite.dossiers import ecrire_json
from tripartite.droit.faits import Adresse, Dossier, Partie
from tripartite.droit.langage import Faits, Inconnu, connu
from tripartite.rendus.grandeurs import grandeur

S, H, E = Partie.STAGIAIRE, Partie.ORGANISME, Partie.ETABLISSEMENT
SIGNATAIRES = {
    "stagiaire": ("le nom du stagiaire", S),
    "representant_legal": ("le représentant légal", S),
    "organisme": ("le signataire de l'organisme d'accueil", H),
    "tuteur": ("le nom du tuteur", H),
    "nouveau_tuteur": ("le nom du nouveau tuteur", H),
    "etablissement": ("le signataire de l'établissement", E),
    "referent": ("le nom de l'enseignant référent", E),
}
"""Ceux qui signent : ce qu'on écrit de celui qui manque, et sa partie."""

Bloc = dict[str, Any]
Ligne = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Redaction:
    """Une pièce qui s'écrit : ses textes, sa langue, le jour, le thème, et les blancs qu'elle laisse."""

    nom: str
    faits: Faits
    le: date
    langue: str = "fr"
    theme: Theme | None = None
    blancs: Blancs = field(default_factory=Blancs)

    @property
    def textes(self) -> Textes:
        """Les textes de la pièce, dans sa langue."""
        return lire_textes(self.nom, self.langue)

    def dire(self, mot: str, /, **grandeurs: Any) -> Phrase:
        """Écrit une phrase des textes ; ses grandeurs sont celles données, ou des faits."""
        return self._plume(grandeurs).phrase(self.textes.mots[mot])

    def mot(self, mot: str, /, **grandeurs: Any) -> str:
        """Écrit une phrase des textes où rien ne peut manquer."""
        phrase = self.dire(mot, **grandeurs)
        return phrase if isinstance(phrase, str) else "".join(m for m in phrase if isinstance(m, str))

    def valeur(self, valeur: Any, nature: str = "", points: int = 12) -> Phrase:
        """Écrit une valeur ; inconnue, un blanc à compléter."""
        if isinstance(valeur, Inconnu):
            return [self._plume({}).blanc(valeur, points=points)]
        return isoler(grandeur(valeur, nature, self.langue))

    def ligne(self, mot: str, valeur: Any, nature: str = "") -> Ligne:
        """Une ligne d'une table d'intitulés."""
        return {"titre": self.mot(mot), "valeur": self.valeur(valeur, nature)}

    def phrase(self, mot: str, phrase: str, /, **grandeurs: Any) -> Ligne:
        """Une ligne d'une table d'intitulés, dont la valeur est une phrase des textes."""
        return {"titre": self.mot(mot), "valeur": self.dire(phrase, **grandeurs)}

    def etape(self, titre: str, calcul: str, /, **grandeurs: Any) -> Ligne:
        """Une ligne d'un calcul."""
        return {"titre": self.mot(titre, **grandeurs), "valeur": self.dire(calcul, **grandeurs)}

    def cle(self, mot: str, valeur: Phrase) -> Ligne:
        """Une ligne d'une table d'intitulés, dont la valeur est déjà écrite."""
        return {"titre": self.mot(mot), "valeur": valeur}

    def personne(self, personne: Any, qui: str) -> Phrase:
        """Le prénom et le nom d'une personne ; `qui`, une clé de `SIGNATAIRES`."""
        return self.valeur(nommer(personne, *SIGNATAIRES[qui]), points=20)

    def adresse(self, adresse: Adresse, partie: Partie) -> Phrase:
        """Une adresse, sur une ligne."""
        return self.valeur(adresser(adresse, f"l'adresse ({partie})", partie), points=26)

    def siret(self, siret: Any) -> Phrase:
        """Un SIRET, ses chiffres groupés."""
        return self.valeur(ecrire_siret(siret) if connu(siret) else siret)

    def manquer(self, libelle: str, partie: Partie | str = "") -> Inconnu:
        """Ce que la personne complétera à la main et qu'aucun fait ne porte."""
        return Inconnu(libelle, libelle, str(partie))

    def paragraphes(self, article: str, **conditions: Any) -> list[dict[str, Any]]:
        """Les paragraphes d'un article des textes qui se disent ; `conditions`, ce dont ils dépendent."""
        choisi = next(a for a in self.textes.articles if a.cle == article)
        plume = replace(self._plume(conditions), conditions=conditions)
        return [p for brut in choisi.paragraphes if (p := plume.paragraphe(brut)) is not None]

    def document(
        self,
        blocs: Iterable[Bloc],
        *,
        titre: str,
        sous_titre: Phrase = "",
        entete: Iterable[Any] = (),
        joint: str = "",
        gabarit: str = "piece",
        **donnees: Any,
    ) -> Document:
        """Compose la pièce ; `entete`, qui l'établit, s'efface devant celui d'un thème."""
        lignes = [str(ligne) for ligne in entete if connu(ligne) and ligne]
        entieres = envelopper(titre, langue=self.langue, entete=lignes, joint=joint, theme=self.theme)
        entieres |= {"blocs": [b for b in blocs if b], **donnees}
        if sous_titre:
            entieres["sous_titre"] = sous_titre
        page = MiseEnPage(gabarit, entieres, le=self.le, joint=joint)
        return Document(page.pdf(), titre, tuple(self.blancs), page.places)

    def boite(self, qui: str, personne: Any) -> dict[str, Any]:
        """La boîte où signe une personne ; `qui`, une clé de `SIGNATAIRES`."""
        return {
            "cle": qui,
            "partie": CLES[SIGNATAIRES[qui][1]],
            "role": self.textes.mots[f"signe_{qui}"],
            "nom": self.personne(personne, qui),
            "qualite": qualite(personne),
        }

    def boites(self, dossier: Dossier, *, tuteur: Any) -> list[list[dict[str, Any]]]:
        """Les boîtes de tous ceux qui signent, une colonne par partie."""
        stagiaire = [self.boite("stagiaire", dossier.stagiaire)]
        mineur = self.faits["mineur_a_la_signature"]
        if connu(mineur) and mineur:
            connus = dossier.stagiaire.representants_legaux
            manque = self.manquer(*SIGNATAIRES["representant_legal"])
            for n, personne in enumerate((connu(connus) and connus) or (manque,)):
                boite = self.boite("representant_legal", personne)
                stagiaire.append(boite | {"cle": f"representant_legal{f'_{n + 1}' if n else ''}"})
        organisme, etablissement = dossier.organisme, dossier.etablissement
        accueil = [self.boite("organisme", organisme.signataire), self.boite("tuteur", tuteur)]
        ecole = [
            self.boite("etablissement", etablissement.signataire),
            self.boite("referent", etablissement.referent),
        ]
        return [stagiaire, reunir(accueil), reunir(ecole)]

    def _plume(self, grandeurs: Mapping[str, Any]) -> Plume:
        def fait(nom: str) -> Any:
            if nom in grandeurs:
                return grandeurs[nom]
            return self.le if nom == "le" else self.faits[nom]

        return Plume(fait, {}, self.langue, self.blancs)


def joindre(dossier: Dossier) -> str:
    """Le dossier à attacher à une pièce qui circule : sans les autres stagiaires, sans ce qui est sensible.

    Une attestation passe de main en main : les absences et leurs motifs, les signalements, les stages des
    voisins et les effectifs n'ont pas à la suivre. Ils y sont inconnus, jamais dits absents.
    """
    etablissement = dossier.etablissement
    if connu(etablissement.referent):
        etablissement = replace(etablissement, referent=_oublier(etablissement.referent, "suivis"))
    return ecrire_json(
        replace(
            dossier,
            stagiaire=_oublier(dossier.stagiaire, "stages", "gratifications_recues"),
            etablissement=etablissement,
            organisme=_oublier(dossier.organisme, "stages", "effectifs", "absents"),
            vie=_oublier(dossier.vie, "absences", "signalements", "embauche"),
        )
    )


def _oublier(fait: Any, *noms: str) -> Any:
    return replace(fait, **dict.fromkeys(noms))
