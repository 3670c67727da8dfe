"""What people say to the bot itself, in its four languages, where they ask the articles nothing."""

from __future__ import annotations

import re
from enum import Enum

from index.text.words import fold, words

__all__ = ["Appeal", "appeal_in", "asks_for_person"]

MOST_WORDS = 14
"""Words of a text that may be no more than an appeal."""


class Appeal(Enum):
    """What a text asks of the bot; of two, the first counts."""

    PERSON = "person"
    """To be let to a person: "can I talk to someone?"."""
    PROGRAM = "program"
    """What it is: "are you a bot?"."""
    NOT_HELPED = "not helped"
    """Something else than the answer before, which is wrong or isn't understood."""


_EN = """i me we us you u the a an to it that this please pls plz just now really ok okay so no nope
    but and also well sorry hello hi hey thanks"""
_DE = """ich mich mir wir uns sie du das es die ein eine einen einem einer bitte mal jetzt ja nein
    doch so hallo danke"""
_FR = """je j me m moi on nous vous te tu un une le la les de du d s il sil plait svp non oui ce c
    est cest n ne que qu a bonjour"""
_ES = """yo me nos usted tu te un una el la lo de por favor es si eso esto esta ya a que hola"""
_BOT_EN = "human person bot bots chatbot robot ai chatgpt"
_BOT_DE = "mensch menschen person bot chatbot roboter ki maschine chatgpt"
_BOT_FR = "humain humaine personne robot bot chatbot ia machine chatgpt"
_BOT_ES = "humano humana persona robot bot chatbot ia maquina chatgpt"
_REAL = """real actual actually live alive echt echter echte echten richtigen menschlichen wirklich
    eigentlich hier vrai vraie reel reelle verdad or oder ou o"""
_STAFF = "agent representative rep operator employee advisor adviser"
# A text that asks where or when asks the articles: "when can I reach the staff?".
_MAY_EN = f"""{_EN} {_REAL} can could may might would will do dont how id im want wanna need like
    love
    rather prefer have gotta get is are there here any some human with instead possible being beings
    way let not bot robot machine chatbot who your"""
_MAY_DE = f"""{_DE} {_REAL} kann konnte konnen darf mochte will wurde gern gerne lieber mit von
    ihnen
    euch wen den der gibt brauche moglich personlich statt bot man da ist"""
_MAY_FR = f"""{_FR} {_REAL} peux puis peut pourrais pourrait voudrais veux aimerais jaimerais
    souhaite
    prefere possible avec y autre"""
_MAY_ES = f"""{_ES} {_REAL} puedo podria puede quiero quisiera gustaria necesito prefiero posible
    con
    ser hay alguna"""

_MADE_OF = {
    Appeal.PROGRAM: f"""
        are r youre ur + you u youre ur + {_BOT_EN} real program machine computer gpt llm alive
            ~ {_EN} {_REAL} talking some kind of;
        is + this + {_BOT_EN} ~ {_EN} {_REAL} some;
        am + i + talking speaking chatting writing + {_BOT_EN} machine computer someone somebody who
            ~ {_EN} {_REAL} with;
        anyone anybody someone somebody + there ~ is hello hi hey;
        bist sind ist seid + du sie das ihr + {_BOT_DE} echt programm computer ~ {_DE} {_REAL};
        rede spreche schreibe chatte + ich + {_BOT_DE} ~ {_DE} {_REAL} mit gerade;
        es etes + tu vous + {_BOT_FR} programme ~ {_FR} {_REAL};
        cest c + {_BOT_FR} ~ {_FR} {_REAL};
        parle + je + {_BOT_FR} ~ {_FR} {_REAL} avec bien;
        eres es + {_BOT_ES} programa ~ {_ES} {_REAL};
        hablo hablando + {_BOT_ES} ~ {_ES} {_REAL} estoy con""",
    Appeal.PERSON: f"""
        talk speak chat talking speaking + human person people someone somebody anyone anybody staff
            support service team {_STAFF} ~ {_MAY_EN} of member customer on phone about;
        get give need want wanna put transfer connect contact reach call find have + human person
            ~ {_MAY_EN} through;
        contact reach call + someone somebody ~ {_MAY_EN};
        connect transfer + me us + someone somebody staff support {_STAFF} ~ {_MAY_EN} customer
            service;
        real live actual human please + human person ~ a an hello hi hey is there here no not bot;
        live real human + agent representative operator support chat
            ~ a an please pls need want i get me with to;
        sprechen reden chatten telefonieren + mensch menschen person jemand jemandem jemanden
            mitarbeiter mitarbeiterin ~ {_MAY_DE};
        verbinden verbinde verbindet + mich uns + mensch menschen person jemandem mitarbeiter
            mitarbeiterin ~ {_MAY_DE};
        bitte brauche will mochte echten echter + mensch menschen ~ {_MAY_DE};
        parler discuter joindre contacter + humain humaine personne quelquun conseiller conseillere
            ~ {_MAY_FR};
        veux voudrais humain + humain ~ {_MAY_FR};
        hablar chatear comunicarme contactar + persona humano humana alguien agente asesor asesora
            ~ {_MAY_ES};
        quiero necesito humano + humano persona ~ {_MAY_ES}""",
    Appeal.NOT_HELPED: f"""
        what whats + mean meaning + you u that this by ~ {_EN} do does did is was with even of;
        didnt did + understand ~ {_EN} not still quite at all what mean your answer of word;
        dont not cant + understand get follow
            ~ {_EN} do can still quite at all what mean your answer of word;
        confused confusing unclear ~ {_EN} im thats its is am are very bit still;
        wrong incorrect false untrue nonsense rubbish bullshit bs garbage useless unhelpful
            ridiculous
            stupid ~ {_EN} thats its is was are youre your answer totally completely all absolutely
            think bot very;
        not isnt aint wasnt no + right correct true helpful useful help
            ~ {_EN} thats its is was at all very much any answer your for;
        doesnt didnt dont not isnt wasnt havent + help helping helped answer answered answering
            ~ {_EN} does do did is was are have my question at all your any anything what asked much
            still;
        no doesnt dont not + sense ~ {_EN} make makes does at all any your answer;
        not isnt wasnt + asked ask meant mean wanted want looking
            ~ {_EN} thats its is was what im am for my about did do;
        not isnt + it that this one those these ~ no nope thats is the sorry;
        thanks thank + nothing ~ for you a lot;
        was + meinst meinen meint heißt bedeutet + du sie das ihr damit ~ denn genau;
        nicht nix + verstehe versteh verstanden kapiere
            ~ {_DE} hab habe haben leider immer noch gar antwort ihre deine;
        falsch quatsch unsinn blodsinn nutzlos verwirrend ~ {_DE} ist antwort alles total vollig
            leider;
        nicht + stimmt richtig hilfreich hilft geholfen weiter ~ {_DE} ist antwort leider gar hat;
        nicht nichts + gemeint meinte gefragt beantwortet wollte frage
            ~ {_DE} war hab habe ist was meine;
        nicht + das es + nein ~ ist;
        danke + nichts ~ fur vielen;
        que quoi + veux voulez entends entendez veut signifie ~ {_FR} dire ca cela quest par;
        pas rien + comprends compris comprend saisis
            ~ {_FR} nai ai jai toujours reponse votre desole mavez avez tout;
        faux absurde inutile incorrect ~ {_FR} reponse votre completement;
        pas + vrai juste correct aide maide utile repond repondu
            ~ {_FR} nest ca cela tout tres reponse votre ma question;
        pas + demande demandais voulais cherche veux question ca cela ~ {_FR} nest ai jai ma;
        merci + rien ~ pour;
        que + quieres quiere significa ~ {_ES} decir con;
        no + entiendo entendi comprendo entiende ~ {_ES} respuesta su nada;
        mal equivocado incorrecto falso inutil ~ {_ES} esta respuesta su;
        no + ayuda sirve cierto correcto verdad util ~ {_ES} ha nada para respuesta su;
        no + pregunte queria quise pedi eso esto ~ {_ES};
        gracias + nada + por ~ muchas""",
}
"""What appeals are made of: a word of each list (`+`), and none besides but those around (`~`).

"Am I talking to a person" asks what it is rather than for one."""
_WHOLE = dict.fromkeys(("what", "huh", "pardon", "come again", "say what"), Appeal.NOT_HELPED)
"""Those of words that ask otherwise."""
_BEGINS_TO_ASK = frozenset(
    "is are were am do does did have has can could should ist sind war".split()
)
_ENDS = re.compile(r"[.!?;\n]+")


def _rows(made_of: str) -> list[tuple[list[frozenset[str]], frozenset[str]]]:
    rows = []
    for row in made_of.split(";"):
        lists, _, around = row.partition("~")
        needed = [frozenset(each.split()) for each in lists.split("+")]
        rows.append((needed, frozenset(around.split()).union(*needed)))
    return rows


_ROWS = {appeal: _rows(made_of) for appeal, made_of in _MADE_OF.items()}


def appeal_in(text: str) -> Appeal | None:
    """Return what a text asks of the bot itself; None where it may ask the articles anything."""
    if appeal := _said(text):
        return appeal
    # "That's wrong. Can I talk to a person?"
    each = [_said(sentence) for sentence in _ENDS.split(text) if sentence.strip()]
    found = [appeal for appeal in each if appeal]
    return min(found, key=list(Appeal).index) if 1 < len(found) == len(each) else None


def asks_for_person(text: str) -> bool:
    """Return whether one of the sentences of a text asks for a person, whatever the others do."""
    return any(_said(sentence) is Appeal.PERSON for sentence in _ENDS.split(text))


def _said(text: str) -> Appeal | None:
    # Typed in a hurry, "don't" has no apostrophe.
    said = [fold(word.text).replace("'", "") for word in words(text)]
    if not 0 < len(said) <= MOST_WORDS:
        return None
    if whole := _WHOLE.get(" ".join(said)):
        return whole
    for appeal, rows in _ROWS.items():
        for needed, made_of in rows:
            if made_of.issuperset(said) and not any(each.isdisjoint(said) for each in needed):
                # "Is that wrong?" asks; "can I talk to someone?" does, too, and nothing else.
                asks = said[0] in _BEGINS_TO_ASK and appeal is Appeal.NOT_HELPED
                return None if asks else appeal
    return None
