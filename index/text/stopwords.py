"""English words that say little of what a question is about, in three lists."""

__all__ = [
    "COMMON_WORDS",
    "CONTRACTIONS",
    "FUNCTION_WORDS",
    "GENERIC_WORDS",
    "NEGATIONS",
    "SPELLED_OUT",
]

# Words that ask or connect but name nothing: no evidence of what a question is about.
_FUNCTION = """
    a about after again all also am an and any are aren't as at be because been before being
    both but by can can't could couldn't did didn't do does doesn't doing don't down during
    each few for from further had has hasn't have haven't having he her here hers him his
    how how's i i'd i'll i'm i've if in into is isn't it it's its itself just let let's like
    many may me might more most much must my myself no nor not of off on once one ones only
    or other our ours out over own please same shall she should so some such than that
    that's the their theirs them then there there's these they they're this those through to
    too under until up upon us very was we were what what's whats when where which while who
    whom whose why will with within without would yet you you'd you'll you're your yours
    yourself tell know want need get got really actually exactly ain't hadn't shouldn't they've
    wasn't we're we've weren't where's who's won't wouldn't"""
# As they are typed in a hurry; "id" and "ill" are words of their own.
CONTRACTIONS = frozenset(word.replace("'", "") for word in _FUNCTION.split() if "'" in word) - {
    "id",
    "ill",
}
FUNCTION_WORDS = frozenset(_FUNCTION.split()) | CONTRACTIONS
NEGATIONS = frozenset(
    word
    for word in FUNCTION_WORDS
    if word in ("no", "nor", "not", "without") or word.endswith("n't")
)
"""Those that say that something isn't so: they name nothing, and turn what is said around."""

# Of one that ends in "'d" nobody can tell whether it is "had" or "would".
_SPELLED = {"n't": " not", "'s": " is", "'re": " are", "'m": " am", "'ll": " will", "'ve": " have"}
_IRREGULAR = {
    "can't": "can not",
    "cannot": "can not",
    "won't": "will not",
    "ain't": "is not",
    "let's": "let us",
}
_APART = _IRREGULAR | {
    word: word.removesuffix(ending) + rest
    for word in _FUNCTION.split()
    for ending, rest in _SPELLED.items()
    if word.endswith(ending) and word not in _IRREGULAR
}
# Without their apostrophes "it's", "let's" and "we're" are words of their own.
SPELLED_OUT = _APART | {
    bare: apart
    for word, apart in _APART.items()
    if (bare := word.replace("'", "")) in CONTRACTIONS - {"its", "lets", "were"}
}
"""What contractions stand for, with their apostrophe and without."""

# Words at home in a question about anything: that a passage lacks them says little against it.
GENERIC_WORDS = frozenset(
    """able accept achieve actual actually add advantage advice advise affect ahead allow almost
    alone along already although always amount another answer anyone anything apply area ask
    aspect available average avoid away back bad base basic basically become begin belong
    benefit best better big bit bring build call care case cause certain chance change
    choice choose clear close come common compare compared complete consider contain
    continue could count couple current currently deal decent decide decision depend
    describe detail develop difference different difficult easy effect effort either else
    end enough enter especially even eventually ever every everyone everything exact example
    expect expected explain fact far fast fastest feel few fewer figure fill final find
    first fit fix focus follow form full future gain general generally get give given go
    goal going good great grow guess hand happen hard help high higher highest hit hold idea
    important improve include increase info information instead involve involved issue item
    join just keep key kind know large last later lead least leave less let level likely
    limit line list little long look lot low lower main major make makes making manage many
    matter maybe mean meaning mention might mind minimum moment move moving much near
    necessary need new next nice normal normally number offer often ok okay one open option
    options order others overall part particular pass path people per perhaps person pick
    place plan play point position possible prefer present pretty probably problem process
    provide purpose put question quick quickly quite range rate rather reach ready real
    realistic realistically really reason recommend regarding regular related relevant
    require required requirement right rise role roughly route run say second see seem send
    serve set several share short should show similar simple single size small some someone
    something soon sort sound spend stage stand start starter starting stay step still stop
    stuff such suit suitable sure switch take talk tell thing think third though thought
    through time tip today together top topic total toward towards true try turn two type
    typical typically understand unique use used useful usual usually value various very
    view want way well whole wise wish wonder word work working works worth would write
    wrong year years yet""".split()
)

# Words of two to five letters that are acronyms too, often enough to be taken for one.
COMMON_WORDS = frozenset(
    """it is as at an or us in on to go no am pm be by do he if me my of so up we add aid aim all
    and any are ask bad bat bay bed big bit box boy bus but buy can cap car cat chat cop cot
    cow cut dad day did die dim dot dry due ear eat end eye fan far fat few fit fix for fun
    get gig got had has hat her hey him his hit hot how ice its job key kit law led let lie
    low man map may men met mom new nor not now off old one our out own pay per pet put ram
    rat raw red row run sad sap saw say see set she sit six son soon star step stem suck sum
    tea ten the tip top try two use was way who why win yes yet you care case cost fact fast
    here hire lead like live make mean more most need open past plan rate real role safe
    same save show team term that them then they this time what when with work""".split()
)
