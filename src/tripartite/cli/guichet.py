"""`tripartite guichet` : préparer, lancer et surveiller le guichet."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

import click

MANQUE = "Le guichet n'est pas installé. Installez-le : pip install 'tripartite[guichet]'."


def _avec_django(commande: Callable[..., Any]) -> Callable[..., Any]:
    """Installe Django avant la commande ; ce qui ne convient pas dans les réglages se dit en clair."""

    @wraps(commande)
    def faire(*args: Any, **kwargs: Any) -> Any:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tripartite.guichet.projet.settings")
        try:
            import django

            from tripartite.guichet.projet.environnement import ReglageImpossible
        except ModuleNotFoundError as erreur:
            raise click.ClickException(MANQUE) from erreur
        try:
            django.setup()
        except ReglageImpossible as erreur:
            raise click.ClickException(str(erreur)) from erreur
        return commande(*args, **kwargs)

    return faire


@click.group(
    name="guichet",
    short_help="Lancer le guichet, le préparer, vérifier son journal.",
    subcommand_metavar="COMMANDE …",
)
def commande() -> None:
    """Le guichet : les trois parties y mènent une convention jusqu'à sa signature.

    Les réglages se lisent dans l'environnement : TRIPARTITE_DONNEES (le dossier des données), DATABASE_URL
    (PostgreSQL ; sinon SQLite, dans les données), TRIPARTITE_ADRESSE, TRIPARTITE_SMTP… (docs/guichet.md).

    \b
    tripartite guichet demarrer --demonstration
    DATABASE_URL=postgresql://tripartite@/tripartite tripartite guichet demarrer --port 8000
    """


@commande.command(name="demarrer", short_help="Lancer le serveur et son ouvrier.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Le port.")
@click.option("--hote", default="127.0.0.1", show_default=True, help="L'adresse où écouter.")
@click.option("--demonstration", is_flag=True, help="Avec des données d'essai, et des comptes montrés.")
def demarrer(port: int, hote: str, demonstration: bool) -> None:
    """Prépare la base et les fichiers, puis lance le serveur et l'ouvrier ; les deux s'arrêtent ensemble.

    \b
    tripartite guichet demarrer --demonstration
    """
    if demonstration:
        os.environ["TRIPARTITE_DEMONSTRATION"] = "oui"
    os.environ.setdefault("TRIPARTITE_ADRESSE", f"http://localhost:{port}")
    _demarrer(port, hote, demonstration)


@_avec_django
def _demarrer(port: int, hote: str, demonstration: bool) -> None:
    from tripartite.guichet.projet import service

    service.preparer()
    _dire_du_cachet()
    if demonstration:
        from tripartite.guichet.demonstration import installer

        for ligne in installer():
            click.echo(ligne)
    click.echo(f"Le guichet est à l'adresse {os.environ['TRIPARTITE_ADRESSE']} (Ctrl+C l'arrête).")
    raise SystemExit(service.servir(port, hote))


@commande.command(name="preparer", short_help="Mettre à jour la base et les fichiers statiques.")
@_avec_django
def preparer() -> None:
    """Met la base au schéma de cette version, et range les fichiers statiques. Relancé, il ne refait rien.

    \b
    tripartite guichet preparer
    """
    from tripartite.guichet.projet import service

    service.preparer()
    _dire_du_cachet()
    click.echo("✓ La base et les fichiers sont prêts.")


def _dire_du_cachet() -> None:
    """Crée la clé qui scelle, si elle manque ; prévient quand elle expire."""
    from tripartite.documents import CleRefusee
    from tripartite.guichet.cachet import alerte_du_cachet

    try:
        alerte = alerte_du_cachet()
    except CleRefusee as refus:
        raise click.ClickException(str(refus)) from refus
    if alerte:
        click.echo(f"? {alerte} tripartite guichet renouveler-cachet")


@commande.command(name="renouveler-cachet", short_help="Créer la clé qui scellera désormais.")
@_avec_django
def renouveler_cachet() -> None:
    """Crée une autre clé pour le cachet. Ce que l'ancienne a scellé se vérifie toujours.

    \b
    tripartite guichet renouveler-cachet
    """
    from tripartite.guichet.cachet import renouveler_le_cachet
    from tripartite.rendus.grandeurs import jour

    fin = renouveler_le_cachet().certificat.not_valid_after_utc
    click.echo(f"✓ Une nouvelle clé scelle, jusqu'au {jour(fin.date())}.")


@commande.command(name="ouvrier", short_help="Faire ce qui attend : courriels, documents, relances.")
@click.option("--une-fois", is_flag=True, help="Faire ce qui attend, puis s'arrêter.")
@_avec_django
def ouvrier(une_fois: bool) -> None:
    """Lance l'ouvrier seul, à côté d'un serveur lancé autrement.

    \b
    tripartite guichet ouvrier --une-fois
    """
    from tripartite.guichet.projet import service

    service.travailler(une_fois=une_fois)


@commande.command(name="verifier-journal", short_help="Relire le journal, et dire s'il tient.")
@_avec_django
def verifier_journal() -> None:
    """Relit le journal entier. Sort avec 1 si une entrée a été ôtée, changée, échangée ou ajoutée.

    \b
    tripartite guichet verifier-journal
    """
    from tripartite.guichet.gestes.journal import verifier_le_journal
    from tripartite.guichet.modeles import Entree

    ruptures = list(verifier_le_journal())
    for rupture in ruptures:
        click.echo(f"✕ {rupture}")
    if ruptures:
        click.echo("Le journal a été touché hors de l'application. Comparez-le à une sauvegarde.")
        raise SystemExit(1)
    click.echo(f"✓ Le journal tient : {Entree.objects.count()} entrées relues.")


@commande.command(name="creer-exploitant", short_help="Créer le compte de qui exploite l'instance.")
@click.argument("courriel")
@_avec_django
def creer_exploitant(courriel: str) -> None:
    """Crée le compte d'un exploitant. Son mot de passe se demande au clavier, ou vient de TRIPARTITE_PHRASE.

    \b
    tripartite guichet creer-exploitant eva.roy@exemple.fr
    """
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from tripartite.guichet.modeles import Compte

    if Compte.objects.filter(courriel=courriel.lower()).exists():
        raise click.ClickException(f"Un compte a déjà l'adresse « {courriel} ».")
    phrase = os.environ.get("TRIPARTITE_PHRASE") or click.prompt(
        "Mot de passe", hide_input=True, confirmation_prompt="Encore une fois"
    )
    try:
        validate_password(phrase)
    except ValidationError as erreur:
        raise click.ClickException(" ".join(erreur.messages)) from erreur
    from allauth.account.models import EmailAddress

    compte = Compte.objects.create_user(courriel, phrase, operateur=True)
    EmailAddress.objects.create(user=compte, email=compte.courriel, verified=True, primary=True)
    click.echo(f"✓ {courriel} : le compte est créé. Il active un second facteur à sa première connexion.")


@commande.command(name="confier-organisme", short_help="Montrer toutes les conventions d'un organisme.")
@click.argument("siret")
@click.argument("courriel")
@_avec_django
def confier_organisme(siret: str, courriel: str) -> None:
    """Montre à une personne toutes les conventions de son organisme d'accueil, et non les siennes seules.

    Elle a déjà ouvert son espace. Vérifiez qui elle est : seul un stagiaire a donné son adresse.

    \b
    tripartite guichet confier-organisme 93621374300011 rh@exemple.fr
    """
    from tripartite.guichet.gestes.organismes import confier
    from tripartite.guichet.modeles import MembreOrganisme

    membres = MembreOrganisme.objects.select_related("compte", "organisme")
    trouve = membres.filter(
        organisme__siret="".join(siret.split()), compte__courriel=courriel.lower()
    ).first()
    if trouve is None:
        raise click.ClickException(
            f"« {courriel} » n'a pas d'espace chez {siret}. Il l'ouvre depuis le lien reçu par courriel."
        )
    confier(trouve, par="l'exploitant")
    click.echo(f"✓ {trouve.compte.nom_complet} voit toutes les conventions de {trouve.organisme.nom}.")


@commande.command(name="habiliter-agent", short_help="Ouvrir des conventions à un agent de contrôle.")
@click.argument("courriel")
@click.argument("numeros", nargs=-1, required=True, metavar="SIRET|SIREN...")
@click.option(
    "--jusqu-au", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Le dernier jour, « 2027-06-30 »."
)
@click.option("--prenom", default="", help="Son prénom, si son compte s'ouvre.")
@click.option("--nom", default="", help="Son nom, de même.")
@_avec_django
def habiliter_agent(
    courriel: str, numeros: tuple[str, ...], jusqu_au: datetime, prenom: str, nom: str
) -> None:
    """Laisse un agent de contrôle lire les conventions conclues d'organismes d'accueil, jusqu'à un jour.

    Un SIREN vaut pour les établissements connus de la personne morale. L'agent est prévenu par courriel ;
    sans compte, le sien s'ouvre. Habilité de nouveau, le dernier jour donné est celui qui vaut.

    \b
    tripartite guichet habiliter-agent zoe.lund@travail.exemple.fr 93621374300011 --jusqu-au 2027-06-30
    """
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from tripartite.guichet.gestes.habiliter import habiliter
    from tripartite.guichet.gestes.socle import EntreeRefusee
    from tripartite.rendus.grandeurs import jour

    try:
        validate_email(courriel)
        faites = habiliter(
            courriel, numeros, jusqu_au=jusqu_au.date(), par="l'exploitant", prenom=prenom, nom=nom
        )
    except ValidationError as erreur:
        raise click.ClickException(
            f"« {courriel} » n'est pas une adresse de courriel : attendu prenom.nom@exemple.fr."
        ) from erreur
    except EntreeRefusee as refus:
        raise click.ClickException(str(refus)) from refus
    fin = jour(jusqu_au.date())
    for habilitation in faites:
        click.echo(f"✓ {courriel} lit les conventions de {habilitation.organisme.nom} jusqu'au {fin}.")


@commande.command(name="retirer-habilitation", short_help="Les fermer à un agent de contrôle.")
@click.argument("courriel")
@click.argument("numeros", nargs=-1, metavar="[SIRET|SIREN]...")
@_avec_django
def retirer_habilitation(courriel: str, numeros: tuple[str, ...]) -> None:
    """Retire à un agent de contrôle ses habilitations : pour ces organismes, ou, sans numéro, pour tous.

    \b
    tripartite guichet retirer-habilitation zoe.lund@travail.exemple.fr
    """
    from tripartite.guichet.gestes.habiliter import retirer_l_habilitation
    from tripartite.guichet.gestes.socle import EntreeRefusee

    try:
        noms = retirer_l_habilitation(courriel, numeros, par="l'exploitant")
    except EntreeRefusee as refus:
        raise click.ClickException(str(refus)) from refus
    for nom in noms:
        click.echo(f"✓ {courriel} ne lit plus les conventions de {nom}.")
