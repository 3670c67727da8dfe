"""Headings known by name: FAQ, reference lists, key takeaways and what else frames an article."""

from __future__ import annotations

import re

__all__ = ["is_aside", "is_faq", "is_frame", "is_question", "is_references"]

_FAQ = re.compile(
    r"\b(?:faqs?|q ?& ?a|(?:frequently|commonly) asked questions|common questions|"
    r"questions (?:and|&) answers|questions answered|people also ask|"
    r"preguntas (?:y respuestas|m[aá]s )?(?:frecuentes|comunes)|preguntas y respuestas|"
    r"foire aux questions|questions (?:fr[eé]quentes|fr[eé]quemment pos[eé]es|courantes)|"
    r"questions et r[eé]ponses|h[aä]ufige fragen|h[aä]ufig gestellte fragen|"
    r"fragen und antworten)(?!\w)"
)
_REFERENCES = re.compile(
    r"(?:(?:list of|data|selected|article|our|works|external)? ?"
    r"(?:references?|sources?|citations?|works cited|cited works|bibliography|endnotes|footnotes)"
    r"(?: (?:and|&) (?:references|sources|citations|notes|further reading))?|"
    r"notes and references|sources cited|"
    r"referencias|fuentes|bibliograf[ií]a|r[eé]f[eé]rences|bibliographie|quellen|"
    r"quellenangaben|quellenverzeichnis|literatur|literaturverzeichnis|einzelnachweise)"
)
_ASIDE = {
    "table of contents": re.compile(
        r"(?:table of )?contents|in this (?:article|guide|post)|on this page|jump to|"
        r"[ií]ndice|contenido|sommaire|table des mati[eè]res|inhalt(?:sverzeichnis)?"
    ),
    "links to other pages": re.compile(
        r"(?:related|recommended|similar|popular|recent|more|other|latest) "
        r"(?:articles?|posts?|reading|guides?|stories|resources|content|pages)|"
        r"you (?:may|might) also (?:like|enjoy)|read (?:next|more)|keep reading|up next|"
        r"art[ií]culos relacionados|articles (?:li[eé]s|similaires)|[aä]hnliche artikel"
    ),
    "share buttons": re.compile(r"share (?:this|on|via)\b.*|spread the word|follow us.*|tags?"),
}
_FRAME = re.compile(
    r"(?:(?:the|some|our|key|main|quick|final|top|closing|a few|in|to) )*"
    r"(?:takeaways?|points|highlights|summary|conclusions?|concluding|introduction|intro|overview|"
    r"thoughts|words|remarks|verdict|bottom line|tl;?dr|next steps?|wrap(?:ping)? ?(?:up|it up)|"
    r"at a glance|sum up|advice|recap|about the authors?|disclaimer|methodology|glossary|"
    r"further reading|puntos clave|ideas clave|introducci[oó]n|conclusi[oó]n(?:es)?|resumen|"
    r"pr[oó]ximos pasos|points cl[eé]s|[aà] retenir|en r[eé]sum[eé]|r[eé]sum[eé]|"
    r"das wichtigste(?: in k[uü]rze| auf einen blick)?|zusammenfassung|fazit|einleitung|"
    r"[uü]berblick)"
)
_ASKS = re.compile(
    r"(?:who|what|whats|what's|what’s|when|where|which|why|how|is|are|am|do|does|did|can|could|"
    r"should|will|would|has|have|may|must|"
    r"qu[eé]|qui[eé]n|cu[aá]l|cu[aá]les|cu[aá]ndo|cu[aá]nt[oa]s?|d[oó]nde|c[oó]mo|por qu[eé]|"
    r"qui|que|quoi|quel|quelle|quels|quelles|quand|o[uù]|pourquoi|comment|combien|est-ce|peut-on|"
    r"faut-il|wer|was|wann|wo|warum|wie|welche[rs]?|kann|ist|sind|muss|braucht|gibt)\b"
)
_NUMBERING = re.compile(r"^(?:\d{1,3}|[ivx]{1,5})[.):]\s+")


def _plain(heading: str) -> str:
    """Return the heading in lower case, without numbering and closing punctuation."""
    return _NUMBERING.sub("", heading.casefold().strip()).strip(" :.!*_#—–-")


def is_faq(heading: str) -> bool:
    """Tell whether questions and their answers stand under this heading, or title."""
    return _FAQ.search(_plain(heading)) is not None


def is_references(heading: str) -> bool:
    """Tell whether the heading stands over a list of references."""
    return _REFERENCES.fullmatch(_plain(heading)) is not None


def is_aside(heading: str) -> str | None:
    """Return what stands under this heading in place of content ("share buttons"), or None."""
    name = _plain(heading)
    return next((what for what, names in _ASIDE.items() if names.fullmatch(name)), None)


def is_frame(heading: str) -> bool:
    """Tell whether the heading is one that frames an article and stands at its top level."""
    name = _plain(heading)
    return (
        _FRAME.fullmatch(name) is not None
        or is_faq(heading)
        or is_references(heading)
        or is_aside(heading) is not None
    )


def is_question(heading: str) -> bool:
    """Tell whether the heading asks something, with a question mark or without."""
    name = _NUMBERING.sub("", heading.casefold().strip())
    if name.rstrip("\"'”’»*_ )").endswith("?") or name.startswith(("¿", "q:", "q.")):
        return True
    return _ASKS.match(name) is not None
