"""La page `docs/dossier.md` : chaque champ d'un dossier, tiré des mêmes types que la lecture."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from enum import Enum
from typing import Any, get_args, get_origin

from tripartite.dossiers import exemples
from tripartite.dossiers.conversion import EN_TABLE, champs, en_champs, sans_aucun
from tripartite.dossiers.ecriture import dire
from tripartite.dossiers.schema import NOMS, VALEURS
from tripartite.droit.faits import Changement, Dossier, Fait, Plage
from tripartite.droit.langage import Aucun

AVIS = "<!-- Page écrite par `make docs` d'après les champs : ne la corrigez pas ici. -->\n"
DEBUT = """# Le dossier

Un dossier dit ce que l'on sait d'un stage : les personnes, l'établissement, l'organisme, la convention, ce qui s'est passé. C'est un
fichier texte, en YAML ou en JSON, que l'on écrit à la main, que l'on garde, que l'on compare. Le plus simple est de partir d'un exemple :

```sh
tripartite exemple                          # ceux qu'il y a
tripartite exemple master > lea.yaml        # l'un d'eux, à modifier
tripartite verifier lea.yaml
tripartite schema > dossier.schema.json     # un éditeur s'en sert pour compléter et vérifier
```

## Ce qui manque, ce qui n'existe pas

* **Un champ absent, ou vide, est inconnu.** Une règle qui en a besoin répond « à vérifier », et dit à qui le demander.
* **`aucun` ou `[]` dit qu'il n'y en a pas.** `absences: []` : on sait qu'il n'y a pas eu d'absence. Ce n'est pas la même chose que
  de n'en rien dire. Un groupe se dit aussi d'un mot : `gratification: aucune`, `avantages: aucun`.
* **Une valeur par défaut** ne se suppose que là où la colonne « à défaut » le dit ; `null` la rend inconnue.

Les noms s'écrivent avec ou sans accents, en minuscules ou non. Un nom inconnu est une erreur, et le nom le plus proche est proposé.
Toutes les erreurs d'un fichier se disent à la fois : la ligne, le champ, ce qui est reçu, ce qui est attendu, que faire.

## Comment s'écrit une valeur

| sorte | on écrit |
|---|---|
"""
SORTES = {
    "adresse": "`12 rue des Carmes, 44000 Nantes`, ou ses champs",
    "journée": "`[9h-12h30, 13h30-17h]`, `7 h`, ou `repos`",
    "horaires": "`du lundi au vendredi: [9h-12h30, 13h30-17h]`, ou `lundi: 7 h`, puis chaque jour",
}
ENTRE = """
Les nombres à virgule, les espaces et « € », « h » ou « % » sont admis. Ce qui est ambigu est refusé : `4,5,0 €`, un taux de `15` sans
« % », un SIRET dont la clé est fausse. Un fichier dépasse rarement cent lignes ; au-delà de 2 Mo, de cinquante niveaux ou de cinquante
mille valeurs, il n'est pas lu. Les renvois YAML (`&`, `*`) et les étiquettes (`!!`) ne le sont pas non plus.
"""
NATURES = {
    "texte": "texte",
    "oui_ou_non": "oui ou non",
    "entier": "entier",
    "nombre": "nombre",
    "duree": "durée",
    "montant": "montant",
    "taux": "taux",
    "date": "date",
    "mois": "mois",
}
AILLEURS = {
    "texte": "tel quel ; entre guillemets s'il contient « : » ou « # »",
    "oui_ou_non": "`oui`, `non`",
    "entier": "`18`",
}


def page() -> str:
    """La page entière."""
    classes = _classes()
    parties = [AVIS, DEBUT.rstrip()]
    for type_, nom in NOMS.items():
        ecrites = ", ".join(f"`{e}`" for e in VALEURS[type_].get("examples", ()))
        parties.append(f"| {NATURES[nom]} | {ecrites or AILLEURS.get(nom, '`6`, `1,5`')} |")
    parties += [f"| {nom} | {ecrite} |" for nom, ecrite in SORTES.items()]
    parties += [ENTRE, "## Un exemple", "", "```yaml", _extrait(), "```", "", "## Tous les champs", ""]
    parties.append("« De » dit à qui l'on demande ce fait quand il manque.")
    for classe, chemin in classes.items():
        parties += ["", *_table(classe, chemin, classes)]
    return "\n".join(parties).rstrip() + "\n"


def _classes() -> dict[Any, str]:
    """Les faits d'un dossier, dans l'ordre où on les rencontre, et l'endroit où ils s'écrivent d'abord."""
    trouvees: dict[Any, str] = {}
    a_suivre: list[tuple[Any, str]] = [(Dossier, "")]
    for classe, chemin in a_suivre:
        if classe in trouvees:
            continue
        trouvees[classe] = chemin
        for nom, type_ in champs(classe).items():
            for membre in _membres(type_):
                if en_champs(membre) and issubclass(membre, Fait) and membre not in (Changement, Plage):
                    liste = "[]" if _est_une_liste(type_) else ""
                    a_suivre.append((membre, f"{chemin}.{nom}{liste}".lstrip(".")))
    return trouvees


def _membres(type_: Any) -> list[Any]:
    membres: list[Any] = []
    for membre in sans_aucun(type_):
        membres += get_args(membre)[:1] if get_origin(membre) is tuple else [membre]
    return membres


def _est_une_liste(type_: Any) -> bool:
    return any(get_origin(membre) is tuple for membre in sans_aucun(type_))


def _table(classe: Any, chemin: str, classes: dict[Any, str]) -> list[str]:
    description = (classe.__doc__ or "").strip().splitlines()[0]
    types = champs(classe)
    titre = f"`{chemin}`" if chemin else "Le dossier"
    lignes = [f"### {titre}", "", f'<a id="{_ancre(classe)}"></a>{description}', ""]
    if classe in EN_TABLE:
        premier, second, *_ = types
        lignes += [
            f"Une liste s'écrit aussi comme une table : `{premier}` à gauche, `{second}` à droite.",
            "",
        ]
    lignes += ["| champ | ce que c'est | sorte | à défaut | de |", "|---|---|---|---|---|"]
    for f in fields(classe):
        libelle, de, aide = (f.metadata[n] for n in ("libelle", "de", "aide"))
        dit = f"{libelle}. {aide}" if aide else libelle
        connu = f.default is not None and f.default is not MISSING and not isinstance(f.default, Fait)
        defaut = _defaut(dire(types[f.name], f.default)) if connu else ""
        cases = (f"`{f.name}`", dit, _sorte(f.name, types[f.name], classes), defaut, de)
        lignes.append(
            "| " + " | ".join(str(case).replace("|", "\\|").replace("\n", " ") for case in cases) + " |"
        )
    return lignes


def _defaut(valeur: Any) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return f"`{valeur}`" if str(valeur) else "vide"


def _sorte(nom: str, type_: Any, classes: dict[Any, str]) -> str:
    mots = []
    for membre in _membres(type_):
        if nom == "siret":
            mots.append("SIRET")
        elif membre in NOMS:
            mots.append(NATURES[NOMS[membre]])
        elif membre is Changement:
            mots.append("les champs de la convention qui changent")
        elif membre is Plage:
            mots.append("`9h-12h30`")
        elif isinstance(membre, type) and issubclass(membre, Enum):
            mots.append(", ".join(f"`{m.value}`" for m in membre))
        elif membre in classes:
            mots.append(f"[`{classes[membre]}`](#{_ancre(membre)})")
        else:
            mots.append("texte")
    sorte = " ou ".join(dict.fromkeys(mots))
    if _est_une_liste(type_):
        sorte = f"liste : {sorte}"
    return f"{sorte}, ou `aucun`" if Aucun in get_args(type_) else sorte


def _ancre(classe: Any) -> str:
    return classe.__name__.lower()


def _extrait() -> str:
    """La convention d'un exemple."""
    debut = exemples.texte("but-temps-partiel").partition("\nconvention:\n")[2]
    return "convention:\n" + re.split(r"\n\n?(?=\S)", debut)[0].rstrip()
