"""Le même serveur, une défense ôtée : l'épreuve qui ne voit pas le dégât ne prouve rien.

SANS_DEFENSE nomme ce que l'on ôte : « file » (les gestes ne se mettent plus en file, et leurs transactions
ne se prennent plus d'avance), « ecriture » (on répond avant d'avoir écrit).
"""

import os
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections, transaction

application = get_wsgi_application()
OTEE = os.environ.get("SANS_DEFENSE", "")

if OTEE == "file":
    from tripartite.guichet.gestes import controler

    controler.mettre_en_file = lambda *cles: None
    reglages = connections["default"].settings_dict
    if "transaction_mode" in reglages.get("OPTIONS", {}):
        settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"
        reglages["OPTIONS"]["transaction_mode"] = "DEFERRED"
    juger = controler.bloquants

    def juger_lentement(convention):
        """Laisse à l'autre processus le temps de juger aussi, sur les mêmes places."""
        trouves = juger(convention)
        time.sleep(0.3)
        return trouves

    controler.bloquants = juger_lentement
elif OTEE == "ecriture":
    from tripartite.guichet.gestes import echanger

    inscrire = echanger.inscrire

    def inscrire_et_defaire(*args, **kwargs):
        """Fait comme si le geste avait réussi, puis le défait : l'accusé est faux."""
        entree = inscrire(*args, **kwargs)
        transaction.set_rollback(True)
        return entree

    echanger.inscrire = inscrire_et_defaire
