"""Les personnes, les organismes et leurs adresses, comme un document les écrit.

Ce qui manque reste un `Inconnu`, avec la partie qui le doit : le document en fait un blanc.
"""

from __future__ import annotations

from typing import Any

from tripartite.documents.textes import isoler
from tripartite.droit.faits import Adresse, Partie
from tripartite.droit.langage import Inconnu, connu


def nommer(personne: Any, libelle: str, partie: Partie) -> str | Inconnu:
    """Rend le prénom et le nom d'une personne, ou ce qui manque.

    >>> from tripartite.droit.faits import Personne
    >>> nommer(Personne("Aubert", "Léa"), "le signataire", Partie.ORGANISME)
    'Léa Aubert'
    >>> nommer(Personne(), "le signataire", Partie.ORGANISME).libelle
    'le signataire'
    """
    if not connu(personne) or not connu(personne.nom) or not personne.nom:
        return Inconnu("", libelle, partie)
    prenom = personne.prenom if connu(personne.prenom) else ""
    return f"{prenom} {personne.nom}".strip()


def presenter(personne: Any, libelle: str, partie: Partie) -> str | Inconnu:
    """Rend le nom d'une personne et sa fonction.

    >>> from tripartite.droit.faits import Tuteur
    >>> presenter(Tuteur("Blanc", "Adrien", "ingénieur"), "le tuteur", Partie.ORGANISME)
    'Adrien Blanc, ingénieur'
    """
    nom = nommer(personne, libelle, partie)
    fonction = qualite(personne)
    return f"{isoler(nom)}, {isoler(fonction)}" if fonction and isinstance(nom, str) else nom


def qualite(personne: Any) -> str:
    """Rend la fonction d'une personne, et sa délégation de signature ; vide si on ne les connaît pas."""
    if not connu(personne):
        return ""
    fonction = getattr(personne, "fonction", "")
    fonction = fonction if connu(fonction) else ""
    delegation = getattr(personne, "par_delegation", False)
    return f"{fonction}, par délégation".strip(", ") if connu(delegation) and delegation else fonction


def contact(personne: Any) -> str:
    """Rend le courriel et le téléphone connus d'une personne."""
    if not connu(personne):
        return ""
    dits = (personne.courriel, personne.telephone)
    return " · ".join(d for d in dits if connu(d) and d)


def adresser(adresse: Adresse, libelle: str, partie: Partie) -> str | Inconnu:
    """Rend une adresse sur une ligne ; le pays, quand ce n'est pas la France.

    >>> adresser(Adresse("9 rue Saint-Dizier", "54000", "Nancy"), "l'adresse", Partie.STAGIAIRE)
    '9 rue Saint-Dizier, 54000 Nancy'
    """
    if not connu(adresse) or not connu(adresse.voie) or not connu(adresse.commune):
        return Inconnu("", libelle, partie)
    code = adresse.code_postal if connu(adresse.code_postal) else ""
    pays = adresse.pays if connu(adresse.pays) and adresse.pays != "France" else ""
    return ", ".join(bout for bout in (adresse.voie, f"{code} {adresse.commune}".strip(), pays) if bout)


def ecrire_siret(siret: Any) -> str:
    """Rend un SIRET par groupes.

    >>> ecrire_siret("89996470400014").replace("\\xa0", " ")
    '899 964 704 00014'
    """
    texte = str(siret)
    if len(texte) != 14 or not texte.isdigit():
        return texte
    return "\u00a0".join((texte[:3], texte[3:6], texte[6:9], texte[9:]))
