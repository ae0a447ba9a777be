"""`tripartite cles` : créer une clé de signature, et voir ce qu'elle vaut."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from tripartite.cli.coffre import demander_la_phrase, en_clair

EXPIREE = 1


@click.group(
    name="cles",
    short_help="Créer une clé de signature, ou voir ce qu'elle vaut.",
    subcommand_metavar="COMMANDE …",
)
def commande() -> None:
    """Crée une clé de signature, ou montre un certificat et le temps qu'il lui reste.

    \b
    tripartite cles creer scolarite.p12 --nom "Université de Bretagne" --cachet
    tripartite cles voir scolarite.crt
    """


@commande.command(name="creer", short_help="Créer une clé et son certificat.")
@click.argument("fichier", type=click.Path(path_type=Path), metavar="FICHIER.p12|.pem")
@click.option("--nom", required=True, metavar="NOM", help="Qui signe : une personne, ou un organisme.")
@click.option("--organisme", default="", metavar="NOM", help="L'organisme au nom duquel la personne signe.")
@click.option("--cachet", is_flag=True, help="C'est l'organisme lui-même qui scelle.")
@click.option("--jours", type=int, default=730, metavar="N", help="Combien de jours elle vaut ; 730, sinon.")
@click.option(
    "--phrase-dans",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Un fichier, lu par vous seul, qui contient la phrase.",
)
def creer(
    fichier: Path, nom: str, organisme: str, cachet: bool, jours: int, phrase_dans: Path | None
) -> None:
    """Crée une clé ECDSA P-256 et son certificat, que personne d'autre ne garantit.

    La clé ne s'ouvre que par sa phrase, et son fichier ne se lit que par vous. Le certificat, en « .crt »
    à côté, se donne à qui vérifie vos signatures. Une telle clé fait une signature « simple » ; une signature
    avancée ou qualifiée demande le certificat d'un prestataire.

    \b
    tripartite cles creer lea.p12 --nom "Léa Martin"
    TRIPARTITE_PHRASE=… tripartite cles creer scolarite.p12 --nom "Université de Bretagne" --cachet
    """
    from tripartite.cli.ecran import ecrire

    with en_clair():
        from tripartite.documents.signatures.cles import creer_une_cle

        phrase = demander_la_phrase(phrase_dans, deux_fois=True)
        organisme = nom if cachet else organisme
        creer_une_cle(fichier, nom=nom, organisme=organisme, phrase=phrase, le=datetime.now(UTC), jours=jours)
    ecrire(
        f"✓ {fichier} : la clé, à garder pour vous.\n"
        f"✓ {fichier.with_suffix('.crt')} : le certificat, à donner à qui vérifie vos signatures."
    )


@commande.command(name="voir", short_help="Montrer un certificat et le temps qu'il lui reste.")
@click.argument("fichier", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option(
    "--phrase-dans",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Un fichier, lu par vous seul, qui contient la phrase.",
)
def voir(fichier: Path, phrase_dans: Path | None) -> int:
    """Montre le certificat d'une clé : de qui, de quel type, jusqu'à quand.

    Prévient à 60, 30 et 7 jours de la fin, et sort avec 1 quand elle est passée.

    \b
    tripartite cles voir scolarite.crt
    tripartite cles voir scolarite.p12
    """
    from tripartite.cli.ecran import ecrire

    maintenant = datetime.now(UTC)
    with en_clair():
        from cryptography.hazmat.primitives import hashes

        from tripartite.documents.signatures.cles import alerte, nom_dans, type_de
        from tripartite.documents.signatures.niveaux import est_un_cachet
        from tripartite.rendus.grandeurs import jour
        from tripartite.rendus.typographie import sans_insecable

        certificat = _certificat(fichier, phrase_dans)
        empreinte = certificat.fingerprint(hashes.SHA256()).hex(" ", 4)
        debut, fin = (
            jour(d.date()) for d in (certificat.not_valid_before_utc, certificat.not_valid_after_utc)
        )
        soi_meme = certificat.issuer == certificat.subject
        lignes = {
            "Nom": nom_dans(certificat.subject),
            "Usage": "cachet d'un organisme" if est_un_cachet(certificat) else "signature d'une personne",
            "Émis par": "son titulaire" if soi_meme else nom_dans(certificat.issuer),
            "Type": type_de(certificat),
            "Valable": f"du {debut} au {fin}",
            "Empreinte": empreinte,
        }
        ecrire("\n".join(f"{nom:<10} {sans_insecable(valeur)}" for nom, valeur in lignes.items()))
        prevenir = alerte(certificat, maintenant)
    if prevenir:
        ecrire(f"\n! {sans_insecable(prevenir)}")
    return EXPIREE if certificat.not_valid_after_utc < maintenant else 0


def _certificat(fichier: Path, phrase_dans: Path | None):  # type: ignore[no-untyped-def]
    from tripartite.cli.coffre import lire
    from tripartite.documents.signatures.cles import lire_des_certificats, lire_une_cle
    from tripartite.documents.signatures.erreurs import CleRefusee

    octets = lire(fichier)
    try:
        return lire_des_certificats(octets)[0]
    except CleRefusee:
        if fichier.suffix.lower() not in (".p12", ".pfx"):
            raise
    return lire_une_cle(fichier, demander_la_phrase(phrase_dans)).certificat
