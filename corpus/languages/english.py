"""English words by which the readers know a line."""

from __future__ import annotations

from corpus.languages.language import Language

__all__ = ["ENGLISH"]

_PRODUCT = (
    r"(?:newsletters?|mailing list|e-?mail list|e-?mails?|updates|alerts|channel|podcast|"
    r"communit(?:y|ies)|blog|feed|webinars?|e-?books?|templates?|checklists?|cheat ?sheets?|"
    r"calculators?|quiz(?:zes)?|builders?|generators?|checkers?|planners?|apps?|tools?|"
    r"platforms?|services?|courses?|bootcamps?|programs?|job boards?|team|coach(?:es)?|experts?|"
    r"advisors?|counsell?ors?|trials?|demos?|consultations?|plans?|kit|toolkit|worksheets?|pdf|"
    r"guides?)"
)
_FEW = r"(?:[\w’'-]+,? ){0,5}?"
_OPENER = r"(?:\w+, |(?:please|just|simply|also|and|or|so|then|now|go),? )?"
"""What may stand before an imperative: any word before a comma; without one, another is a subject,
as in "We try our best" and "Members use our app"."""
_NO_SUBJECT = r"(?<!\bI )(?<!\bwe )(?<!(?<!\bhave )\byou )(?<!\bthey )(?<!\bwho )"
"""Behind "once you" a verb is no imperative, but "we'd love to have you join" asks all the same."""
_READY = r"(?:are you |still |not )?(?:ready|looking|want|eager|time|need|sure)\b"

ENGLISH = Language(
    faq=(
        r"faqs?",
        r"q ?& ?a",
        r"(?:frequently|commonly) asked questions",
        r"common questions",
        r"questions (?:and|&) answers",
        r"questions answered",
        r"people also ask",
        r"^(?:your )?questions$",
    ),
    references=(
        r"(?:(?:list of|data|selected|article|our|works|external)? ?"
        r"(?:references?|sources?|citations?|works cited|cited works|bibliography|endnotes|"
        r"footnotes)(?: (?:and|&) (?:references|sources|citations|notes|further reading))?)",
        r"notes and references",
        r"sources cited",
    ),
    contents=(
        r"(?:table of )?contents",
        r"in this (?:article|guide|post)",
        r"on this page",
        r"jump to",
    ),
    links=(
        r"(?:related|recommended|similar|popular|recent|more|other|latest) "
        r"(?:articles?|posts?|reading|guides?|stories|resources|content|pages)",
        r"you (?:may|might) also (?:like|enjoy)",
        r"read (?:next|more)",
        r"keep reading",
        r"up next",
    ),
    sharing=(r"share (?:this|on|via)\b.*", r"spread the word", r"follow us.*", r"tags?"),
    frame_openers=(
        *("the", "some", "our", "key", "main", "quick", "final", "top", "closing", "a few"),
        *("in", "to"),
    ),
    frames=(
        *("takeaways?", "points", "highlights", "summary", "conclusions?", "concluding"),
        *("introduction", "intro", "overview", "thoughts", "words", "remarks", "verdict"),
        *("bottom line", "tl;?dr", "next steps?", "wrap(?:ping)? ?(?:up|it up)"),
        *("at a glance", "sum up", "advice", "recap", "about the authors?", "disclaimer"),
        *("methodology", "glossary", "further reading"),
    ),
    question_words=(
        *("who", "what", "whats", "what's", "what’s", "when", "where", "which", "why", "how"),
        *("is", "are", "am", "do", "does", "did", "can", "could", "should", "will", "would"),
        *("has", "have", "may", "must"),
    ),
    calls=(
        r"\bno (?:sign[- ]?ups?|credit card|strings attached)"
        r"(?:,? (?:is |are )?(?:required|needed|necessary))?\W*$",
        r"^no (?:registration|account|e-?mail|login|subscription)(?: is)? "
        r"(?:required|needed|necessary)\W*$",
        rf"\b{_NO_SUBJECT}(?:subscribe|sign up|join|register|opt in|enroll) "
        rf"(?:now |today |here )?(?:to |for |up for |in )?(?:our|my) {_FEW}{_PRODUCT}\b",
        rf"\bsubscribe to the {_FEW}(?:newsletter|mailing list|channel|blog)\b",
        rf"^{_OPENER}(?:try|use|explore|download|grab|get|check out|browse|visit|see|take) "
        rf"(?:our|my) {_FEW}{_PRODUCT}\b",
        r"\b(?:try|start) (?:it )?(?:for )?free(?: today| now)?\W*$",
        r"\bstart (?:your|a) free(?:[- ]\w+)? trial\b",
        r"\b(?:get started|sign up|register|join)(?: with \w+)? (?:for free|free)"
        r"(?: today| now)?\W*$",
        r"^(?:get started|sign up|subscribe|register|join(?: us)?) (?:today|now)\W*$",
        r"\bcreate your free (?:account|profile)\b",
        r"\bclick here\b|\bclick the (?:button|link) (?:below|above)\b",
        r"\b(?:follow|like) us on\b|\b(?:contact|e-?mail|message) us (?:today|now)\b",
        r"\b(?:book|schedule) (?:a|your) (?:free |\d+-minute )*(?:call|demo|consultation|session) "
        r"(?:with (?:us|our|one of our)|today|now)",
        r"^(?:share|tweet|pin|like) this (?:article|post|page|guide|story)\b",
        r"\bif you (?:liked|enjoyed) this (?:article|post|guide)\b",
        r"\benter your e-?mail\b",
        r"^no spam\b|\bunsubscribe (?:at )?any ?time\b",
        r"\blet (?:us|our (?:team|experts|coaches)) (?:help|do|handle)\b",
    ),
    appeals=(
        rf"{_READY}.*[?!]",
        r"(?:let['’]?s )?get started(?: (?:today|now|for free))?\W*",
        r"take (?:the|your) next step\W*+(?:(?:today|now)\W*+)?",
        r"(?:start|launch|boost|build|land|find) your (?:[\w’'-]+ ){0,4}(?:today|now)\W*",
        r"(?:stay|keep) (?:in the loop|up to date|updated|connected|in touch)\W*",
        r"(?:subscribe|join us|sign up|get the newsletter)\b.*",
    ),
    buttons=(
        *("advertisement", r"sponsored(?: content)?", "advertising"),
        *("share", "tweet", "print", "pin it"),
        r"back to (?:top|home)",
        "continue reading",
        r"(?:sign|log) (?:up|in)",
        *("subscribe", "register", "get started", "join us"),
        r"(?:download|apply|enroll|start) now",
        r"(?:read|learn|see) more",
        r"(?:read (?:more|next|also)|related(?: \w+)?|see also|also read|up next): .{3,150}",
        r"(?:build|create|tailor|make|start|get|write) my [\w ]{2,30}",
    ),
    skips=(r"(?:skip|jump) (?:to|over) (?:the )?(?:main )?(?:content|navigation)",),
    offers=(
        r"\b[A-Z][\w.&]{0,40}(?: [A-Z][\w.&]{0,40}){0,2}['’]s (?:[\w/-]+ ){0,4}?"
        r"(?:builder|generator|checker|platform|app|tool|template|software|coach|course|program)s?\b",
        rf"(?i)\b(?:our|my) {_FEW}{_PRODUCT}\b",
    ),
    unanswered=(
        r"t\.?b\.?[acd]\.?|(?-i:T[oO] ?D[oO]|(?:TK)+)",
        "to be (?:added|announced|confirmed|decided|defined|determined)",
        r"(?:(?:more |further )?(?:details|info(?:rmation)?|text|content|answer) (?:is |are )?)?"
        r"(?:coming(?: very)? soon|(?:to|will) follow(?: (?:soon|shortly))?)",
        "(?:still )?(?:under construction|work in progress)",
    ),
    templates=(
        r"click or tap (?:here )?to enter (?:text|a date)",
        r"(?-i:\b(?:INSERT|REPLACE|ADD|ENTER)\b(?: [A-Z]+){0,4} TEXT\b|\bTEXT (?:GOES )?HERE\b)",
    ),
    bylines=("by", "author", "author[:]", "written by[:]"),
    small_words=frozenset(
        (
            "a an the and or nor but for of in on at to by as vs via with from into over per is "
            "it its you your if than that up out off not no be are do does how"
        ).split()
    ),
    number_words=tuple("one two three four five six seven eight nine ten".split()),
    captions=(
        *("photo", "image", "picture", "illustration", "figure", r"fig\.", "chart", "table"),
        *("source", "credit", "caption", "video"),
    ),
    announcements=(
        *("steps?", "stages?", "phases?", "levels?", "years?", "months?", "weeks?"),
        *("timeline", "roadmap", "path(?:way)?s?", "how to", "how do", "how can", "how does"),
        *("plan", "ways", "tips", "reasons", "types", "kinds", "mistakes", "growth"),
    ),
    open_questions=("who", "what", "when", "where", "which", "why", "how"),
    pronouns=("it", "they", "them", "these", "those"),
    addressed="you",
    title_words=frozenset(
        (
            "career guide path become becoming from with into what when where which your this "
            "that start level entry ultimate complete everything need know working work life "
            "salary about step need profession professional"
        ).split()
    ),
    conjunctions=("and", "or", "nor", "as well as", r"(?:to|through)(?=\s+\w+-)"),
    no_figures=(
        *(
            "closed",
            "free(?: of charge)?",
            "no charge",
            "none",
            "nothing",
            "nil",
            "n/?a",
            "included",
        ),
        *("varies", "(?:by|on) (?:appointment|arrangement|request|application)"),
    ),
)
