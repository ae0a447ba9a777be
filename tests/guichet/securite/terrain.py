"""Une convention à signer et tout ce qui s'y attache, ceux qui en sont, ceux qui n'en sont pas."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from guichet.fichiers import pdf
from guichet.monde import MOT_DE_PASSE, Monde
from guichet.securite.plan import Objets
from tirages import une_part

from tripartite.droit.parcours import PASSAGES, Etat
from tripartite.guichet.acces import LIEN_EN_SESSION
from tripartite.guichet.ecrans.convention.forms import FORMULAIRES
from tripartite.guichet.ecrans.reponses.questions import QUESTIONS
from tripartite.guichet.ecrans.reponses.views import FORMES
from tripartite.guichet.formulaires.etapes import ETAPES
from tripartite.guichet.gestes.echanger import remarquer
from tripartite.guichet.gestes.jetons import creer_un_jeton
from tripartite.guichet.gestes.joindre import joindre
from tripartite.guichet.gestes.lots import demander_un_lot
from tripartite.guichet.gestes.vues import garder_la_vue
from tripartite.guichet.modeles import (
    But,
    Composante,
    Compte,
    Convention,
    Fonction,
    FonctionDansOrganisme,
    Habilitation,
    Lien,
    Membre,
    MembreOrganisme,
    Organisme,
)

PARTIES = (
    *("etudiante", "referent", "bureau", "direction", "administrateur", "rh"),
    *("invite_a_completer", "invite_a_signer"),
)
"""Ceux dont c'est la convention."""
ETRANGERS = (
    *("personne", "autre_etudiante", "autre_etudiant", "autre_referent", "bureau_d_ailleurs", "autre_bureau"),
    *("autre_administrateur", "autre_rh", "contact_d_une_autre", "agent", "agent_sans_mandat", "exploitant"),
    *("invite_d_une_autre", "lien_revoque", "lien_expire"),
)
"""Ceux pour qui elle n'existe pas ; l'agent habilité n'en lit que de conclues."""
SANS_COMPTE = frozenset({"personne", "lien_revoque", "lien_expire", "invite_d_une_autre"})
"""Ceux à qui une page demande d'abord de se connecter."""


@dataclass
class Terrain:
    """Le monde, la convention visée, les liens que l'on a ouverts, un objet par paramètre d'adresse."""

    monde: Monde
    convention: Convention
    liens: dict[str, Lien] = field(default_factory=dict)
    objets: Objets = field(default_factory=dict)

    def client(self, qui: str, *, second_facteur: bool = True, **options: bool) -> Client:
        """Le navigateur de cette personne."""
        client = Client(raise_request_exception=False, **options)
        if qui == "personne":
            return client
        if qui in self.liens:
            session = client.session
            session[LIEN_EN_SESSION] = self.liens[qui].pk
        else:
            compte = self.monde.comptes[qui]
            client.force_login(compte)
            session = client.session
            preuves: list[dict[str, object]] = [
                {"method": "password", "at": time.time(), "reauthenticated": True}
            ]
            if second_facteur:
                preuves.append({"method": "mfa", "at": time.time(), "type": "totp"})
            session["account_authentication_methods"] = preuves
            session["account_authentication_methods_user"] = str(compte.pk)
        session.save()
        client.cookies["session"] = session.session_key
        return client


def creer_le_terrain(monde: Monde) -> Terrain:
    """La convention de l'étudiante, à signer ; celles des autres, pour qu'ils aient aussi quelque chose."""
    _peupler(monde)
    visee = monde.convention(Etat.A_SIGNER)
    autre = monde.convention(Etat.A_COMPLETER, "autre_etudiante")
    etudiante, bureau = monde.acteur("etudiante"), monde.acteur("bureau")
    terrain = Terrain(monde, visee)
    terrain.liens = {
        "invite_a_completer": _lien(visee, But.COMPLETER),
        "invite_a_signer": _lien(visee, But.SIGNER),
        "invite_d_une_autre": _lien(autre, But.COMPLETER),
        "lien_revoque": _copier(_lien(visee, But.SIGNER), revoque_le=timezone.now()),
        "lien_expire": _copier(_lien(visee, But.SIGNER), expire_le=timezone.now()),
    }
    jeton, _secret = creer_un_jeton(monde.comptes["etudiante"], "Suivi", jours=30, second_facteur=True)
    joindre(visee, etudiante, octets=pdf(), nom="assurance.pdf")
    terrain.objets = objets_de(
        terrain,
        remarque=remarquer(visee, bureau, texte="Précisez le lieu.", chemin="convention.lieu").pk,
        lot=demander_un_lot(bureau, "relancer", [(visee, visee.numero_de_version)]).cle,
        vue=garder_la_vue(monde.comptes["bureau"], "file", "Les miennes", "onglet=toutes").pk,
        jeton=jeton.pk,
    )
    return terrain


def objets_de(terrain: Terrain, *, remarque: int, lot: str, vue: int, jeton: int) -> Objets:
    """De quoi remplir chaque paramètre d'adresse : c'est ici qu'un paramètre de plus se déclare."""
    monde, visee = terrain.monde, terrain.convention
    return {
        "reference": [visee.reference],
        "etape": une_part({e.cle for etapes in ETAPES.values() for e in etapes}),
        "geste": une_part({*FORMULAIRES, *(p.geste for p in PASSAGES)}),
        "remarque": [remarque],
        "avant": [1],
        "apres": [2],
        "code": [p.code for p in visee.pieces.all()],
        "suivre_un_lot.cle": [lot],
        "vue": [vue],
        "revoquer_un_jeton.numero": [jeton],
        "uai": [monde.ecole.uai],
        "regler_la_composante.numero": [monde.composante.pk],
        "regler_la_formation.numero": [monde.formation.pk],
        "membre": [monde.comptes["rh"].organismes.get().pk],
        "pk": [Authenticator.objects.get(user=monde.comptes["etudiante"], type="webauthn").pk],
        # Ce que l'on ne devine pas : un secret faux n'ouvre rien, à qui que ce soit.
        "jeton": ["jeton-invente"],
        "uidb36": ["1"],
        "key": ["cle-inventee"],
        "entrer_en_demonstration.cle": ["etudiante"],
        # Les questions, que chacun pose.
        **dict.fromkeys(
            ("question.cle", "emporter.cle", "document_de_la_reponse.cle", "question_integree.cle"),
            sorted(QUESTIONS)[:2],
        ),
        "forme": sorted(FORMES),
        # Le droit, que chacun lit.
        "droit_sujet.nom": ["duree"],
        "droit_regle.nom": ["gratification_minimale"],
        "droit_article.numero": ["L124-6", "L. 612-8"],
        "droit_valeur.cle": ["smic-horaire-brut"],
    }


def _peupler(monde: Monde) -> None:
    """Ceux qui manquent au monde : des collègues d'à côté, et de la même maison."""
    ailleurs = Composante.objects.create(etablissement=monde.ecole, nom="Composante des lettres")
    membres: Mapping[str, dict[str, object]] = {
        "autre_referent": {"etablissement": monde.ecole, "fonction": Fonction.REFERENT},
        "bureau_d_ailleurs": {
            "etablissement": monde.ecole,
            "composante": ailleurs,
            "fonction": Fonction.BUREAU,
        },
        "autre_administrateur": {"etablissement": monde.autre_ecole, "fonction": Fonction.ADMINISTRATEUR},
    }
    for qui in (*membres, "contact_d_une_autre", "agent_sans_mandat"):
        monde.comptes[qui] = Compte.objects.create_user(
            f"{qui}@essai.example", MOT_DE_PASSE, prenom="Sam", nom=qui
        )
    for qui, titre in membres.items():
        Membre.objects.create(compte=monde.comptes[qui], **titre)
    MembreOrganisme.objects.create(
        compte=monde.comptes["contact_d_une_autre"],
        organisme=monde.organisme,
        fonction=FonctionDansOrganisme.RH,
    )
    for organisme, jours in ((monde.organisme, -1), (Organisme.objects.get(nom="Autre organisme"), 30)):
        Habilitation.objects.create(
            compte=monde.comptes["agent_sans_mandat"],
            organisme=organisme,
            jusqu_au=timezone.localdate() + timedelta(days=jours),
        )
    for compte in monde.comptes.values():
        EmailAddress.objects.create(user=compte, email=compte.courriel, verified=True, primary=True)
    Authenticator.objects.create(
        user=monde.comptes["etudiante"], type="webauthn", data={"name": "Ma clé", "credential": {}}
    )


def _lien(convention: Convention, but: But) -> Lien:
    return convention.liens.filter(but=but, revoque_le=None).latest("pk")


def _copier(lien: Lien, **champs: object) -> Lien:
    neuf = Lien.objects.get(pk=lien.pk)
    neuf.pk, neuf.empreinte = None, f"copie-{lien.pk}-{'-'.join(champs)}"
    for nom, valeur in champs.items():
        setattr(neuf, nom, valeur)
    neuf.save()
    return neuf
