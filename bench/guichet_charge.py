"""P01 à P03 : le vrai serveur sous la charge de trente-deux liaisons : listes, remarques, visas.

    python -m bench.guichet_charge                             # SQLite
    outils/postgres .venv/bin/python -m bench.guichet_charge   # PostgreSQL

Le serveur (granian) et l'ouvrier sont ceux de `tripartite guichet demarrer` ; `wrk` fait la charge. Le temps
de processeur du serveur est à côté : sur une machine partagée, lui seul est à nous. BENCH_DUREE donne les
secondes, BENCH_CONVENTIONS le nombre de conventions.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

DUREE = int(os.environ.get("BENCH_DUREE", "60"))
DUREE_DU_DERNIER = min(DUREE, 15)
LIAISONS = 32
PORT = int(os.environ.get("BENCH_PORT", "8497"))
JETON = "x" * 32  # le témoin et le champ portent le même : c'est ce que la protection compare
FORMULAIRE = "application/x-www-form-urlencoded"
LISTE = "/a-traiter/?onglet=toutes"
CONVENTIONS = "/api/v1/conventions"
PREMIERS, DERNIERS = 150 * DUREE, 30 * DUREE_DU_DERNIER
"""De quoi viser tout ce temps : wrk ne dirait pas le débit d'une épreuve qui s'arrête avant."""
GESTE = "/conventions/%s/gestes/%s/"
ECRIRE = """
local adresses = { %s }
local fils, rang = 0, 0
function setup(fil)
  fils = fils + 1
  fil:set("numero", fils)
  fil:set("suivant", fils)
end
request = function()
  local adresse = adresses[suivant]
  if adresse == nil then
    if %s then wrk.thread:stop() end
    suivant = suivant - #adresses
    adresse = adresses[suivant]
  end
  suivant, rang = suivant + 2, rang + 1
  local cle = "mesure-%s-" .. numero .. "-" .. rang
  return wrk.format("POST", adresse, nil, "csrfmiddlewaretoken=%s&cle=" .. cle .. "&%s")
end
"""
"""Chacun des deux fils de wrk prend une adresse sur deux, et recommence ; un visa ne se donne qu'une fois.

Chaque envoi a sa clé, comme celui d'un vrai formulaire : répété, il ne se ferait qu'une fois.
"""


class Releve(NamedTuple):
    """Ce que wrk a vu : les réponses par seconde, l'attente, ce qui n'a pas réussi."""

    par_seconde: float
    p50: str
    p99: str
    echecs: int
    cpu_ms: float


def principal() -> None:
    """Prépare une base, lance le serveur, mesure, écrit le tableau."""
    if shutil.which("wrk") is None:
        sys.exit("wrk manque : rien n'est mesuré. Installez-le (apt install wrk), puis relancez.")
    with tempfile.TemporaryDirectory(prefix="tripartite-bench-") as dossier:
        os.environ |= {
            "TRIPARTITE_DONNEES": dossier,
            "TRIPARTITE_ADRESSE": f"http://localhost:{PORT}",
            "DJANGO_SETTINGS_MODULE": "tripartite.guichet.projet.settings",
        }
        os.environ.setdefault("BENCH_CONVENTIONS", "10000")
        import django

        django.setup()
        from django.db import connection

        from bench.guichet_api import LIRE, preparer_l_api
        from bench.guichet_listes import NOMBRE, peupler
        from bench.guichet_visas import preparer_les_visas
        from tripartite.guichet.entretien import mesurer_les_tables
        from tripartite.guichet.projet import service

        service.preparer()
        peupler()
        jetons = preparer_l_api()
        visas = preparer_les_visas(PREMIERS, DERNIERS)
        mesurer_les_tables()
        temoins, references = _entrer()
        du_bureau = _temoins(visas.bureau)
        base = connection.vendor
        limite = "1 s" if base == "postgresql" else "2 s"
        connection.close()
        print(
            f"{base}, {NOMBRE} conventions et {len(visas.premiers)} à viser, {LIAISONS} liaisons, {DUREE} s"
        )
        with _servi() as serveur:
            _verifier(temoins, references[0], jetons[0])
            _mesurer("P01", "une liste de 50 rangées", ">= 100/s, p99 <= 500 ms", serveur, temoins, LISTE)
            lire = _ecrire("lire", LIRE % (", ".join(f'"{jeton}"' for jeton in jetons), CONVENTIONS))
            voulu = ">= 200/s, p99 <= 500 ms"
            _mesurer("P02", "l'API : une liste de 50 conventions", voulu, serveur, "", CONVENTIONS, lire)
            voulu = f">= 100/s, p99 <= {limite}"
            remarquer = _poster("remarquer", references, "texte=Une+remarque")
            _mesurer("P03", "une remarque écrite, au journal", voulu, serveur, temoins, "/", remarquer)
            viser = _poster("viser", visas.premiers, "numero=1", une_fois=True)
            _mesurer("P03", "un visa, les places comptées", voulu, serveur, du_bureau, "/", viser)
            viser = _poster("viser", visas.derniers, "numero=1", une_fois=True)
            prendre = "le dernier visa : place prise, PDF"
            _mesurer("P03", prendre, voulu, serveur, du_bureau, "/", viser, duree=DUREE_DU_DERNIER)
        _compter()


def _entrer() -> tuple[str, list[str]]:
    """Les témoins d'une personne du bureau, et des conventions où elle peut écrire."""
    from tripartite.droit.parcours import Etat
    from tripartite.guichet.modeles import Compte, Convention

    compte = Compte.objects.get(courriel="bureau@bench.example")
    siennes = Convention.objects.filter(etablissement__membres__compte=compte, etat=Etat.EN_CONTROLE)
    return _temoins(compte), list(siennes.order_by("pk").values_list("reference", flat=True)[:200])


def _temoins(compte: Any) -> str:
    """Les témoins d'une session ouverte."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(compte.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = compte.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={JETON}"


@contextmanager
def _servi() -> Iterator[int]:
    from tripartite.guichet.projet.service import commande_de_l_ouvrier, commande_du_serveur

    commandes = (commande_du_serveur(PORT, "127.0.0.1"), commande_de_l_ouvrier())
    lances = [subprocess.Popen(c, start_new_session=True, stderr=subprocess.DEVNULL) for c in commandes]
    try:
        for _essai in range(300):
            try:
                urllib.request.urlopen(f"http://localhost:{PORT}/healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        time.sleep(5)  # l'autre processus se charge aussi
        yield lances[0].pid
    finally:
        for lance in lances:
            os.killpg(lance.pid, signal.SIGTERM)
            lance.wait(30)


def _verifier(temoins: str, reference: str, jeton: str) -> None:
    """Cinquante rangées à la page, une remarque qui s'écrit : sans quoi l'on mesurerait autre chose."""
    liaison = HTTPConnection("localhost", PORT, timeout=30)
    liaison.request("GET", LISTE, headers={"Cookie": temoins})
    rangees = liaison.getresponse().read().count(b'name="choisie"')
    assert rangees == 50, rangees
    liaison.request("GET", CONVENTIONS, headers={"Authorization": f"Bearer {jeton}"})
    dites = len(json.loads(liaison.getresponse().read())["conventions"])
    assert dites == 50, dites
    corps = f"csrfmiddlewaretoken={JETON}&texte=Une+remarque"
    liaison.request(
        "POST", GESTE % (reference, "remarquer"), corps, {"Cookie": temoins, "Content-Type": FORMULAIRE}
    )
    vers = liaison.getresponse().headers["Location"]
    assert vers == f"/conventions/{reference}/", vers


def _poster(geste: str, references: list[str], corps: str, *, une_fois: bool = False) -> Path:
    """Le programme de wrk qui fait ce geste sur ces conventions."""
    adresses = ", ".join(f'"{GESTE % (reference, geste)}"' for reference in references)
    jusqu_au_bout = "true" if une_fois else "false"
    return _ecrire(geste, ECRIRE % (adresses, jusqu_au_bout, secrets.token_hex(8), JETON, corps))


def _ecrire(nom: str, programme: str) -> Path:
    script = Path(os.environ["TRIPARTITE_DONNEES"], f"{nom}.lua")
    script.write_text(programme)
    return script


def _charger(serveur: int, temoins: str, adresse: str, script: Path | None, duree: int) -> Releve:
    commande = ["wrk", "-t2", f"-c{LIAISONS}", f"-d{duree}s", "--latency", "--timeout", "30s"]
    commande += ["-H", f"Cookie: {temoins}", "-H", f"Content-Type: {FORMULAIRE}"]
    if script:
        commande += ["-s", str(script)]
    avant = _processeur(serveur)
    lu = subprocess.run(
        [*commande, f"http://localhost:{PORT}{adresse}"], capture_output=True, text=True, check=True
    ).stdout
    calcul = _processeur(serveur) - avant
    echecs = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", lu))
    if rompues := re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", lu):
        echecs += sum(int(n) for n in rompues.groups())
    reponses = int(_trouver(r"(\d+) requests in", lu))
    return Releve(
        float(_trouver(r"Requests/sec:\s+([\d.]+)", lu)),
        _trouver(r"(?m)^ +50% +(\S+)", lu),
        _trouver(r"(?m)^ +99% +(\S+)", lu),
        echecs,
        calcul * 1000 / max(reponses, 1),
    )


def _trouver(motif: str, texte: str) -> str:
    trouve = re.search(motif, texte)
    assert trouve, texte
    return trouve[1]


def _processeur(pid: int) -> float:
    """Les secondes de processeur d'un serveur et de ses processus."""
    enfants = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    champs = [Path(f"/proc/{p}/stat").read_text().rpartition(")")[2].split() for p in (str(pid), *enfants)]
    return sum(int(c[11]) + int(c[12]) for c in champs) / os.sysconf("SC_CLK_TCK")


def _mesurer(
    promesse: str,
    quoi: str,
    voulu: str,
    serveur: int,
    temoins: str,
    adresse: str,
    script: Path | None = None,
    *,
    duree: int = DUREE,
) -> None:
    charge = os.getloadavg()[0]
    r = _charger(serveur, temoins, adresse, script, duree)
    debit = f"{r.par_seconde:7.0f}/s  p50 {r.p50:>9}  p99 {r.p99:>9}  {r.cpu_ms:5.1f} ms de processeur"
    print(f"{promesse}  {quoi:34} {debit}  {r.echecs} échecs", flush=True)
    print(f"     promis : {voulu}, 0 échec ; charge de la machine avant : {charge:.1f}", flush=True)


def _compter() -> None:
    """Ce que la base garde : toute remarque accusée, aucune place de trop, un journal qui tient."""
    from bench.guichet_visas import compter_les_places
    from tripartite.guichet.gestes.journal import verifier_le_journal
    from tripartite.guichet.modeles import Remarque, Visa

    ruptures: list[Any] = list(verifier_le_journal())
    places = compter_les_places()
    print(f"     {Remarque.objects.count()} remarques, {Visa.objects.count()} visas dans la base")
    print(
        f"     {places.prises} places prises, {places.en_trop} semaines en trop ; ruptures : {len(ruptures)}"
    )


if __name__ == "__main__":
    principal()
