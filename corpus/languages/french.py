"""French words by which the readers know a line."""

from __future__ import annotations

from corpus.languages.language import Language

__all__ = ["FRENCH"]

FRENCH = Language(
    faq=(
        r"foire aux questions",
        r"questions (?:fr[eé]quentes|fr[eé]quemment pos[eé]es|courantes)",
        r"questions et r[eé]ponses",
    ),
    references=("r[eé]f[eé]rences", "bibliographie"),
    contents=("sommaire", "table des mati[eè]res"),
    links=("articles (?:li[eé]s|similaires)",),
    frames=("points cl[eé]s", "[aà] retenir", "en r[eé]sum[eé]", "r[eé]sum[eé]"),
    question_words=(
        *("qui", "que", "quoi", "quel", "quelle", "quels", "quelles", "quand", "o[uù]"),
        *("pourquoi", "comment", "combien", "est-ce", "peut-on", "faut-il"),
    ),
    calls=(r"\babonnez-vous [aà] notre|\bsans (?:inscription|carte bancaire)\b|\bessai gratuit\b",),
    appeals=("pr[eê]te?s? [aà] .*",),
    unanswered=(
        r"(?:(?:plus d['’]|les )?(?:infos?|informations?|d[eé]tails?|texte) )?"
        r"[aà] (?:venir|d[eé]finir|d[eé]terminer|confirmer|compl[eé]ter|pr[eé]ciser)",
        "bient[oô]t(?: disponible)?|en (?:cours de )?(?:construction|pr[eé]paration|r[eé]daction)",
    ),
    templates=(
        r"cliquez ou appuyez ici pour entrer (?:du texte|une date)",
        r"(?-i:\bINS[EÉ]RE[RZ](?: [A-ZÀ-Ü]+){0,3} TEXTE\b)",
    ),
    bylines=("par",),
    conjunctions=("et", "ou", "ni"),
    addressed="vous",
    skips=(r"(?:aller|passer|accéder) au contenu(?: principal)?",),
    no_figures=("ferm[eé]e?", "gratuite?", "offerte?", "incluse?", "sur (?:rendez-vous|demande)"),
)
