"""Spanish words by which the readers know a line."""

from __future__ import annotations

from corpus.languages.language import Language

__all__ = ["SPANISH"]

SPANISH = Language(
    faq=(
        r"preguntas (?:y respuestas|m[aá]s )?(?:frecuentes|comunes)",
        r"preguntas y respuestas",
    ),
    references=("referencias", "fuentes", "bibliograf[ií]a"),
    contents=("[ií]ndice", "contenido"),
    links=("art[ií]culos relacionados",),
    frames=(
        "puntos clave",
        "ideas clave",
        "introducci[oó]n",
        "conclusi[oó]n(?:es)?",
        "resumen",
        "pr[oó]ximos pasos",
    ),
    question_words=(
        *("qu[eé]", "qui[eé]n", "cu[aá]l", "cu[aá]les", "cu[aá]ndo", "cu[aá]nt[oa]s?"),
        *("d[oó]nde", "c[oó]mo", "por qu[eé]"),
    ),
    calls=(
        r"\bsuscr[ií]bete a nuestr|\bsin (?:registro|tarjeta de cr[eé]dito)\b|\bprueba gratis\b",
    ),
    appeals=("¿list[oa]s? para .*",),
    unanswered=(
        r"por (?:definir|confirmar|determinar|anunciar)|a confirmar|pendiente(?: de confirmar)?",
        r"(?:(?:m[aá]s )?(?:informaci[oó]n|detalles) )?(?:muy pronto|pr[oó]ximamente)",
        "en (?:construcci[oó]n|preparaci[oó]n)",
    ),
    templates=(
        "haga clic o pulse aqu[ií] para escribir (?:texto|una fecha)",
        r"(?-i:\bINSERT(?:E|AR)(?: [A-ZÀ-Ü]+){0,3} TEXTO\b)",
    ),
    bylines=("por",),
    conjunctions=("y", "e", "o", "u", "ni"),
    addressed="ustedes",
    skips=(r"(?:saltar|ir) al contenido(?: principal)?",),
    no_figures=(
        *("cerrado", "gratis", "gratuit[oa]", "incluid[oa]", "con cita(?: previa)?", "a consultar"),
    ),
)
