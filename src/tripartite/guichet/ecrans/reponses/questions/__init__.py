"""Les questions, dans l'ordre où on les pose. Une question est un module qui déclare `QUESTION`."""

from tripartite.guichet.ecrans.reponses.question import Question
from tripartite.guichet.ecrans.reponses.questions import (
    accident,
    carence,
    combien,
    cotisations,
    duree,
    embauche,
    etranger,
    impot,
    quota,
    retraite,
    verification,
)

QUESTIONS: dict[str, Question] = {
    module.QUESTION.cle: module.QUESTION
    for module in (
        combien,
        duree,
        quota,
        verification,
        cotisations,
        carence,
        impot,
        retraite,
        embauche,
        etranger,
        accident,
    )
}
