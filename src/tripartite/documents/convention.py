"""La convention de stage, de l'enseignement supérieur ou de la formation en milieu professionnel.

Première page : les parties, l'essentiel, qui signe et où. Puis les articles, les signatures, les annexes que
les faits demandent. Chaque mention de D. 124-4 porte son numéro en marge.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tripartite.documents.composition import Document, DocumentImpossible, MiseEnPage
from tripartite.documents.cote_a_cote import traduire
from tripartite.documents.enveloppe import envelopper
from tripartite.documents.page_de_convention import PageDeConvention
from tripartite.documents.textes import Blancs
from tripartite.dossiers import ecrire_json
from tripartite.droit.faits import Dossier, Langue, Nature
from tripartite.droit.langage import connu
from tripartite.droit.langage.phrases import phrase

if TYPE_CHECKING:
    from tripartite.documents.themes import Theme

LANGUES = ("fr", "en", "fr+en")
ECRITES = {Langue.FRANCAIS: "fr", Langue.FRANCAIS_ET_ANGLAIS: "fr+en"}
MODELES = {Nature.STAGE: "convention", Nature.CESURE: "convention", Nature.PFMP: "pfmp"}


def convention(
    dossier: Dossier,
    *,
    le: date,
    langue: str | None = None,
    theme: Theme | None = None,
    code: str = "",
    autres: Sequence[Dossier] = (),
    montre: Dossier | None = None,
    projet: bool = False,
) -> Document:
    """Compose la convention d'un dossier, telle qu'elle est ou sera conclue, sans ses avenants.

    Args:
        dossier: les faits du stage ; ce qui manque s'imprime en blancs à compléter.
        le: le jour du document.
        langue: « fr », « en », ou « fr+en » : les deux côte à côte, le français faisant foi ; sinon, celle
            que dit le dossier.
        theme: l'en-tête, le logo, la couleur et les clauses d'une école.
        code: le code de vérification imprimé au pied de page.
        autres: un dossier pour chaque autre organisme qui accueille le même stage ; on n'en lit que
            l'organisme et la convention, imprimés en annexe. Le PDF ne porte que le premier dossier.
        montre: le même dossier, sans ce que ses lecteurs n'ont pas à savoir : c'est lui qui est joint, et
            l'identité du stagiaire qu'il tait ne s'imprime pas. Les règles se lisent dans le premier.
        projet: vrai, chaque page dit que ce n'est qu'un projet, et qu'il ne se signe pas.

    Raises:
        DocumentImpossible: la nature de la convention n'a pas de modèle, la langue n'existe pas, ou un
            caractère ne peut pas s'imprimer.
    """
    donnees, joint, blancs = _donnees(dossier, le, langue, theme, code, autres, montre, projet)
    page = MiseEnPage("convention", donnees, le=le, joint=joint)
    return Document(page.pdf(), donnees["titre"], tuple(blancs), page.places)


def _donnees(
    dossier: Dossier,
    le: date,
    langue: str | None,
    theme: Theme | None,
    code: str,
    autres: Sequence[Dossier],
    montre: Dossier | None,
    projet: bool,
) -> tuple[dict[str, Any], str, Blancs]:
    dite = dossier.convention.langue
    langue = langue or ECRITES[dite if connu(dite) else Langue.FRANCAIS]
    if langue not in LANGUES:
        raise DocumentImpossible(f"La langue « {langue} » n'existe pas. Il y a {', '.join(LANGUES)}.")
    modele = _modele(dossier)
    premiere, _, seconde = langue.partition("+")
    page = PageDeConvention(dossier, le, modele, premiere, theme, autres, montre=montre)
    joint = ecrire_json(montre or dossier)
    donnees = envelopper(
        page.mots["titre_du_projet"].format(titre=page.titre) if projet else page.titre,
        langue=premiere,
        sous_titre=page.mots["sous_titre"],
        entete=page.entete(),
        joint=joint,
        code=code,
        theme=theme,
    )
    donnees |= page.donnees()
    if projet:
        donnees["projet"] = True
    donnees["blancs"] = bool(tuple(page.blancs))
    if seconde:
        traduire(donnees, PageDeConvention(dossier, le, modele, seconde, theme, autres, montre=montre))
    return donnees, joint, page.blancs


def _modele(dossier: Dossier) -> str:
    nature = dossier.convention.nature
    if not connu(nature):
        return "convention"
    if nature not in MODELES:
        raise DocumentImpossible(
            phrase(
                "Il n'y a pas de modèle de convention pour cette nature : « {nature} ». Elle échappe à "
                "l'article L. 124-1 du code de l'éducation ; employez le modèle de l'établissement.",
                nature=nature.value,
            )
        )
    return MODELES[nature]
