"""Des textes qui cherchent à s'exécuter, et un guichet dont chaque texte en porte."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guichet.fichiers import pdf
from guichet.monde import Monde, donnees_d_exemple
from guichet.signature.signatures import tous_signent

from tripartite.droit.parcours import Etat
from tripartite.guichet.gestes.echanger import remarquer
from tripartite.guichet.gestes.joindre import joindre
from tripartite.guichet.gestes.vues import garder_la_vue
from tripartite.guichet.modeles import Convention

NOM = "#panic() $x$ *b* _c_ <script>window.execute=1</script>"
CHARGES = (
    "<script>window.execute=1</script>",
    '"><img src=x onerror=window.execute=1>',
    "'><svg onload=window.execute=1>",
    "javascript:window.execute=1",
    "</textarea><script>window.execute=1</script>",
    "</title></style><script>window.execute=1</script>",
    "{{ 7|add:7 }}{% debug %}<b>",
    '<a href="javascript:window.execute=1">ici</a>',
    '" autofocus onfocus=window.execute=1 x="',
    "<iframe srcdoc='<script>parent.execute=1</script>'></iframe>",
    # Et trente autres, pour la visite entière.
    "<ScRiPt>window.execute=1</sCrIpT>",
    "<scr<script>ipt>window.execute=1</scr</script>ipt>",
    "<script/x>window.execute=1</script>",
    "<script\n>window.execute=1</script\n>",
    "</script><script>window.execute=1</script>",
    "--><script>window.execute=1</script>",
    "]]><script>window.execute=1</script>",
    "<svg><script>window.execute=1</script></svg>",
    "<svg/onload=window.execute=1>",
    "<svg><animate onbegin=window.execute=1 attributeName=x dur=1s>",
    "<math><mi xlink:href='javascript:window.execute=1'>x</mi></math>",
    "<img src=x onerror=&#119;indow.execute=1>",
    "<img src=`x`onerror=window.execute=1>",
    "<img/src='x'/onerror=window.execute=1>",
    "<body onload=window.execute=1>",
    "<details open ontoggle=window.execute=1>",
    "<video><source onerror=window.execute=1></video>",
    "<audio src=x onerror=window.execute=1>",
    "<object data='javascript:window.execute=1'></object>",
    "<embed src='javascript:window.execute=1'>",
    "<form action='javascript:window.execute=1'><button>ici</button></form>",
    "<input autofocus onfocus=window.execute=1>",
    "<select autofocus onfocus=window.execute=1></select>",
    "<base href='javascript:window.execute=1//'>",
    "<meta http-equiv=refresh content='0;url=javascript:window.execute=1'>",
    "<link rel=stylesheet href='data:text/css,*{color:red}'>",
    "<style>@import 'data:text/css,*{color:red}';</style>",
    "<div hx-get='/espace/' hx-trigger='load' hx-on:click='window.execute=1'>",
    "<template><script>window.execute=1</script></template>",
    "';window.execute=1;//${window.execute=1}`",
)
AU_COURANT = CHARGES[:10]
"""Celles de chaque lancement."""
HOSTILES = (
    *("stagiaire.prenom", "organisme.nom", "convention.sujet", "convention.service", "convention.poste"),
    *("convention.activites", "convention.competences", "convention.tuteur.nom", "organisme.signataire.nom"),
    *("convention.tuteur.fonction", "organisme.signataire.fonction"),
)
ETATS = (Etat.BROUILLON, Etat.A_COMPLETER, Etat.EN_CONTROLE, Etat.A_SIGNER)


def donnees_hostiles(charges: Sequence[str]) -> dict[str, Any]:
    """Toutes ces charges dans chaque texte que l'on écrit, une autre en tête à chacun."""
    donnees = donnees_d_exemple()
    lieux = [tuple(chemin.split(".")) for chemin in HOSTILES]
    lieux += [("convention", "clauses", clause) for clause in donnees["convention"]["clauses"]]
    for rang, (*sections, champ) in enumerate(lieux):
        section = donnees
        for nom in sections:
            section = section[nom]
        depart = rang % len(charges)
        section[champ] = " ".join([*charges[depart:], *charges[:depart]])
    donnees["stagiaire"]["nom"] = NOM
    return donnees


def peupler(monde: Monde, charges: Sequence[str]) -> dict[Etat, Convention]:
    """Une convention hostile dans chaque état de la première moitié de sa vie ; dix charges dans chacune."""
    menees = {}
    for rang, etat in enumerate(ETATS):
        depart = 10 * rang % len(charges)
        menees[etat] = monde.convention(etat, donnees=donnees_hostiles(charges[depart : depart + 10]))
    menees[Etat.SIGNEE] = tous_signent(monde.convention(Etat.A_SIGNER))
    bureau, visee = monde.acteur("bureau"), menees[Etat.EN_CONTROLE]
    for charge in charges:
        remarquer(visee, bureau, texte=charge, chemin="convention.sujet")
    joindre(visee, bureau, octets=pdf(), nom=f"{charges[1]}.pdf")
    garder_la_vue(monde.comptes["bureau"], "file", charges[0], "onglet=toutes")
    monde.ecole.nom = f"École {charges[2]}"
    monde.ecole.save()
    return menees
