"""Les réponses publiques : le temps que le serveur met à répondre à l'exemple de chaque question.

Par le client de test de Django, l'application chargée comme dans un processus du serveur :
`python -m bench.guichet_reponses`.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from urllib.parse import urlencode

FOIS = int(os.environ.get("BENCH_FOIS", "50"))
PROMESSE_MS = 100


def principal() -> None:
    """Mesure, écrit le tableau."""
    with tempfile.TemporaryDirectory(prefix="tripartite-bench-") as dossier:
        os.environ |= {
            "TRIPARTITE_DONNEES": dossier,
            "DJANGO_SETTINGS_MODULE": "tripartite.guichet.projet.settings",
        }
        _mesurer_chacune()


def _mesurer_chacune() -> None:
    from django.conf import settings
    from django.test import Client

    from tripartite.guichet.projet.chauffe import application_chaude

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    application_chaude()
    from tripartite.guichet.ecrans.reponses.questions import QUESTIONS

    client = Client()
    print(f"{FOIS} fois chaque réponse")
    print(f"{'question':26} {'langue':6} {'p50 ms':>8} {'p99 ms':>8} {'dont cpu':>8} {'octets':>8}")
    for cle, question in QUESTIONS.items():
        for langue in ("fr", "en"):
            adresse = f"/questions/{cle}/?{urlencode(question.exemple | {'langue': langue})}"
            reponse = client.get(adresse)
            assert reponse.status_code == 200, (adresse, reponse.status_code)
            durees, calculs = [], []
            for _ in range(FOIS):
                debut, calcul = time.perf_counter(), time.process_time()
                client.get(adresse)
                durees.append((time.perf_counter() - debut) * 1000)
                calculs.append((time.process_time() - calcul) * 1000)
            p99 = statistics.quantiles(durees, n=100)[98]
            marque = "" if p99 <= PROMESSE_MS else f"  > {PROMESSE_MS}"
            p50, cpu = statistics.median(durees), statistics.median(calculs)
            taille = len(reponse.content)
            print(f"{cle:26} {langue:6} {p50:8.1f} {p99:8.1f} {cpu:8.1f} {taille:8}{marque}", flush=True)


if __name__ == "__main__":
    principal()
