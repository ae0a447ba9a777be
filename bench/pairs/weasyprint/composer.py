"""La même convention, en HTML, par WeasyPrint : `python composer.py page.html tours` ; les durées en JSON."""

import json
import sys
from pathlib import Path
from time import perf_counter

import weasyprint


def principal() -> None:
    page, tours = Path(sys.argv[1]).read_text("utf-8"), int(sys.argv[2])
    durees = []
    for _ in range(tours + 1):
        debut = perf_counter()
        pdf = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
        durees.append(1000 * (perf_counter() - debut))
    premiere, *suivantes = durees
    print(json.dumps({"premier_ms": premiere, "a_chaud_ms": suivantes, "octets": len(pdf)}))


principal()
