"""The message catalog: what the bot says of itself, in each language, for every channel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.answering.contact import contact_in
from bot.answering.model import Contact
from index.text.words import primary

__all__ = [
    "LABELS",
    "MESSAGES",
    "VOICE",
    "Labels",
    "Messages",
    "Voice",
    "catalog_language",
    "main_language",
]

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Messages:
    """The bot's own sentences, in one language; in braces stands what is filled in."""

    greeting: str
    topics: str
    """What can be asked about: the articles' titles; stands behind `greeting` and `no_answer`."""
    topic: str
    last_topic: str
    """The last of the titles, behind those before it."""
    more_topics: str
    """In the place of the titles that would be too many."""
    no_answer: str
    not_found: str
    """One of several questions has no answer."""
    not_read: str
    """Of many questions in one message, the first that wasn't looked for."""
    unsure: str
    unsure_of: str
    """The like, where it is one of several questions."""
    nowhere: str
    """The like for a question about something that no article names."""
    depends: str
    """The like where several articles or sections answer, each for itself: the title of one."""
    rephrase: str
    """To a bare yes or no, which asks nothing."""
    stands: str
    """Above the last answer, shown again to who doubts it or asks where it stands."""
    further: str
    """Above what the articles say beside the last answer, to who asks for more."""
    no_more: str
    """In its place, where that is all."""
    heard: str
    """To thanks and the like, behind an answer."""
    program: str
    """To who asks for a person, or whether it is one."""
    not_helped: str
    """Above other places, to who says that the last answer is wrong or not to be understood."""
    contact: str
    """The way to a person, where the owner gave no more than a link or a mail address."""
    thanks: str
    too_long: str
    failed: str


@dataclass(frozen=True, slots=True)
class Labels:
    """What a channel writes above and beside the parts of an answer, in one language."""

    read_as: str
    choices: str
    examples: str
    related: str
    topics: str
    """Over headings of the articles, where they ask no questions."""
    more: str
    part: str
    """How much of a list or table is shown."""
    source: str
    line: str
    lines: str
    page: str
    updated: str
    sure: str


@dataclass(frozen=True, slots=True)
class Voice:
    """How one bot speaks of itself: the catalog, where its owner has it otherwise with that."""

    messages: Mapping[str, Messages]
    contact: str | None = None
    """The way to a person: a line, which may have a link or a mail address in it."""

    def way_to_a_person(self, language: str) -> Contact | None:
        """Return the owner's contact, a bare address in a sentence; None where there is none."""
        if self.contact is None:
            return None
        own = contact_in(self.contact)
        if own.address != self.contact:
            return own
        return contact_in(self.messages[language].contact.replace("{contact}", self.contact))


def catalog_language(tag: str | None) -> str | None:
    """Return the catalog's language for a tag such as `fr-CA`; None where it has none."""
    language = primary(tag or "")
    return language if language in MESSAGES else None


def main_language(tags: Mapping[str, int]) -> str:
    """Return the catalog's language that most of the articles are in, given how many by tag."""
    counts: Counter[str] = Counter()
    for tag, count in tags.items():
        if language := catalog_language(tag):
            counts[language] += count
    return max(counts, key=counts.__getitem__, default=DEFAULT)


MESSAGES: Mapping[str, Messages] = MappingProxyType(
    {
        "en": Messages(
            greeting="Ask me anything the articles cover. I answer in their own words and show "
            "where each answer stands.",
            topics="You can ask me what stands in {titles}.",
            topic="“{title}”",
            last_topic="{titles} and {last}",
            more_topics="{count} more",
            no_answer="My articles don't answer that.",
            not_found="I found no answer to “{question}”.",
            not_read="That is a lot at once: please ask again from “{question}” on.",
            unsure="I'm not sure that this answers your question. It is the closest I found:",
            unsure_of="I'm not sure that I found an answer to “{question}”.",
            nowhere="My articles don't mention “{name}”. This is the closest I found:",
            depends="That depends on which one you mean. This is for “{title}”:",
            rephrase="Please ask again in other words, as a whole question.",
            stands="So it stands there, word for word:",
            further="Beside that, this stands there:",
            no_more="That is all I found on it. Please ask for more in a question of its own.",
            heard="Alright. Ask me whenever there is something else.",
            program="I am a program, not a person. All I have is the articles, which I quote.",
            not_helped="Sorry that this was no help. I can only quote the articles: please ask in "
            "other words, or see what else I found.",
            contact="A person can help you: {contact}",
            thanks="Thank you, that is noted.",
            too_long="That question is too long for me: ask it in {longest} characters.",
            failed="Something went wrong here, and it has been logged. Please ask again in a "
            "while.",
        ),
        "es": Messages(
            greeting="Pregúntame lo que tratan los artículos. Respondo con sus propias palabras "
            "y muestro dónde está cada respuesta.",
            topics="Puedes preguntarme por lo que dicen {titles}.",
            topic="«{title}»",
            last_topic="{titles} y {last}",
            more_topics="{count} más",
            no_answer="Mis artículos no responden a eso.",
            not_found="No encontré respuesta a «{question}».",
            not_read="Son muchas preguntas a la vez: repítelas a partir de «{question}».",
            unsure="No estoy seguro de que esto responda a tu pregunta. Es lo más parecido que "
            "encontré:",
            unsure_of="No estoy seguro de haber encontrado respuesta a «{question}».",
            nowhere="Mis artículos no mencionan «{name}». Es lo más parecido que encontré:",
            depends="Depende de a cuál te refieres. Esto es para «{title}»:",
            rephrase="Pregúntalo otra vez con otras palabras, en una pregunta completa.",
            stands="Así está escrito allí, palabra por palabra:",
            further="Además, allí se dice esto:",
            no_more="Es todo lo que encontré sobre eso. Para saber más, haz otra pregunta.",
            heard="De acuerdo. Pregúntame cuando quieras saber algo más.",
            program="Soy un programa, no una persona. Solo tengo los artículos, que cito.",
            not_helped="Siento no haber ayudado. Solo puedo citar los artículos: pregunta con "
            "otras palabras o mira qué más encontré.",
            contact="Una persona puede ayudarte: {contact}",
            thanks="Gracias, queda anotado.",
            too_long="Esa pregunta es demasiado larga para mí: hazla en {longest} caracteres.",
            failed="Algo ha fallado aquí y ha quedado registrado. Vuelve a preguntar dentro de "
            "un rato.",
        ),
        "fr": Messages(
            greeting="Posez-moi une question sur les articles. Je réponds avec leurs mots et je "
            "montre où se trouve chaque réponse.",
            topics="Vous pouvez me demander ce que disent {titles}.",
            topic="« {title} »",
            last_topic="{titles} et {last}",
            more_topics="{count} autres",
            no_answer="Mes articles n'y répondent pas.",
            not_found="Je n'ai pas trouvé de réponse à « {question} ».",
            not_read="Cela fait beaucoup à la fois : reposez les questions à partir de "
            "« {question} ».",
            unsure="Je ne suis pas sûr que cela réponde à votre question. Voici ce que j'ai "
            "trouvé de plus proche :",
            unsure_of="Je ne suis pas sûr d'avoir trouvé une réponse à « {question} ».",
            nowhere="Mes articles ne mentionnent pas « {name} ». Voici ce que j'ai trouvé "
            "de plus proche :",
            depends="Cela dépend de ce que vous cherchez. Voici la réponse pour « {title} » :",
            rephrase="Reposez la question autrement, en une phrase entière, s'il vous plaît.",
            stands="C'est écrit ainsi, mot pour mot :",
            further="On y lit encore ceci :",
            no_more="C'est tout ce que j'ai trouvé. Pour en savoir plus, posez une autre question.",
            heard="D'accord. Posez-moi une question quand vous voulez.",
            program="Je suis un programme, pas une personne. Je ne peux que citer les articles.",
            not_helped="Désolé de ne pas avoir aidé. Je ne peux que citer les articles : demandez "
            "autrement, ou voyez ce que j'ai trouvé d'autre.",
            contact="Une personne peut vous aider : {contact}",
            thanks="Merci, c'est noté.",
            too_long="Cette question est trop longue pour moi : posez-la en {longest} caractères.",
            failed="Un problème est survenu ici, et il a été consigné. Reposez la question dans "
            "un moment.",
        ),
        "de": Messages(
            greeting="Fragen Sie, was in den Artikeln steht. Ich antworte in deren Worten und "
            "zeige, wo jede Antwort steht.",
            topics="Sie können mich fragen, was in {titles} steht.",
            topic="„{title}“",
            last_topic="{titles} und {last}",
            more_topics="{count} weiteren",
            no_answer="Meine Artikel beantworten das nicht.",
            not_found="Auf „{question}“ habe ich keine Antwort gefunden.",
            not_read="Das ist viel auf einmal: Fragen Sie ab „{question}“ bitte noch einmal.",
            unsure="Ich bin nicht sicher, ob das Ihre Frage beantwortet. Es kommt ihr am nächsten:",
            unsure_of="Ich bin nicht sicher, ob ich auf „{question}“ eine Antwort gefunden habe.",
            nowhere="Meine Artikel erwähnen „{name}“ nicht. Dies kommt am nächsten:",
            depends="Das kommt darauf an, was Sie meinen. Dies gilt für „{title}“:",
            rephrase="Bitte fragen Sie noch einmal mit anderen Worten, in einer ganzen Frage.",
            stands="So steht es dort, Wort für Wort:",
            further="Außerdem steht dort:",
            no_more="Mehr habe ich dazu nicht gefunden. Fragen Sie gern nach etwas anderem.",
            heard="Alles klar. Fragen Sie jederzeit, wenn noch etwas ist.",
            program="Ich bin ein Programm, kein Mensch. Ich habe nur die Artikel, die ich zitiere.",
            not_helped="Schade, dass das nicht half. Ich kann die Artikel nur zitieren: Fragen Sie "
            "mit anderen Worten, oder sehen Sie, was ich noch fand.",
            contact="Ein Mensch kann Ihnen helfen: {contact}",
            thanks="Danke, das ist notiert.",
            too_long="Diese Frage ist mir zu lang: Fragen Sie in {longest} Zeichen.",
            failed="Hier ist etwas schiefgegangen, und es steht im Protokoll. Bitte fragen Sie "
            "in einer Weile noch einmal.",
        ),
    }
)
LABELS: Mapping[str, Labels] = MappingProxyType(
    {
        "en": Labels(
            read_as="Read as",
            choices="Did you mean",
            examples="You could ask",
            related="Related",
            topics="Topics in the articles",
            more="Also in the articles",
            part="{shown} of {of}",
            source="Source",
            line="line {first}",
            lines="lines {first}–{last}",
            page="page {page}",
            updated="updated {date}",
            sure="{percent} sure",
        ),
        "es": Labels(
            read_as="Entendido como",
            choices="Quizá querías preguntar",
            examples="Puedes preguntar",
            related="Preguntas relacionadas",
            topics="Temas de los artículos",
            more="También en los artículos",
            part="{shown} de {of}",
            source="Fuente",
            line="línea {first}",
            lines="líneas {first}–{last}",
            page="página {page}",
            updated="actualizado el {date}",
            sure="seguro al {percent}",
        ),
        "fr": Labels(
            read_as="Compris comme",
            choices="Vouliez-vous dire",
            examples="Vous pouvez demander",
            related="Questions proches",
            topics="Sujets des articles",
            more="Aussi dans les articles",
            part="{shown} sur {of}",
            source="Source",
            line="ligne {first}",
            lines="lignes {first}–{last}",
            page="page {page}",
            updated="mis à jour le {date}",
            sure="sûr à {percent}",
        ),
        "de": Labels(
            read_as="Gelesen als",
            choices="Meinten Sie",
            examples="Sie könnten fragen",
            related="Verwandte Fragen",
            topics="Themen der Artikel",
            more="Auch in den Artikeln",
            part="{shown} von {of}",
            source="Quelle",
            line="Zeile {first}",
            lines="Zeilen {first}–{last}",
            page="Seite {page}",
            updated="Stand: {date}",
            sure="zu {percent} sicher",
        ),
    }
)
VOICE: Final = Voice(MESSAGES)
"""That of a bot whose owner says nothing else."""
