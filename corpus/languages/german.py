"""German words by which the readers know a line."""

from __future__ import annotations

from corpus.languages.language import Language

__all__ = ["GERMAN"]

GERMAN = Language(
    faq=("h[aä]ufige fragen", "h[aä]ufig gestellte fragen", "fragen und antworten", "^fragen$"),
    references=(
        *("quellen", "quellenangaben", "quellenverzeichnis", "literatur"),
        *("literaturverzeichnis", "einzelnachweise"),
    ),
    contents=("inhalt(?:sverzeichnis)?",),
    links=("[aä]hnliche artikel",),
    frames=(
        "das wichtigste(?: in k[uü]rze| auf einen blick)?",
        "zusammenfassung",
        "fazit",
        "einleitung",
        "[uü]berblick",
    ),
    question_words=(
        *("wer", "was", "wann", "wo", "warum", "wie", "welche[rs]?"),
        *("kann", "ist", "sind", "muss", "braucht", "gibt"),
    ),
    calls=(r"\bnewsletter abonnieren\b|\bohne (?:anmeldung|registrierung)\b|\bkostenlos testen\b",),
    appeals=("bereit f[uü]r .*",),
    unanswered=(
        r"(?:(?:mehr|(?:n[aä]here |weitere )?(?:info(?:s|rmationen)?|angaben|details|text)) )?"
        r"folg(?:t|en)(?: noch| bald| in k[uü]rze| demn[aä]chst)?",
        "(?:wird |werden )?(?:noch|in k[uü]rze) (?:bekannt ?gegeben|erg[aä]nzt|offen)",
        "demn[aä]chst|(?:noch )?in (?:arbeit|bearbeitung|vorbereitung|planung)",
    ),
    templates=(
        "klicken oder tippen sie(?: hier)?, um (?:text|ein datum) einzugeben",
        r"(?-i:\b(?:HIER )?(?:IHR(?:EN)? )?TEXT(?: HIER)? EINF(?:Ü|UE)GEN\b)",
    ),
    bylines=("von",),
    conjunctions=("und", "oder", "sowie", "bzw", "beziehungsweise", "bis"),
    addressed="Sie",
    skips=(r"(?:direkt )?zum (?:haupt)?inhalt(?: springen| wechseln)?",),
    no_figures=(
        *("geschlossen", "ruhetag", "frei", "gratis", "kostenlos", "kostenfrei", "keine[rs]?"),
        *("inklusive", "inbegriffen", "nach (?:vereinbarung|absprache)", "auf anfrage"),
    ),
)
