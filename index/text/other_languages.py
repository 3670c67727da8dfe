"""Words that ask or connect in the other languages that the bot speaks: they name nothing."""

from __future__ import annotations

from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold, primary

__all__ = ["OTHER_LANGUAGES", "function_words"]

_GERMAN = """
    aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da dabei
    damit dann darf darfst dass das dein deine dem den denn der des dich die dies diese diesem
    diesen dieser dieses dir doch dort du durch dürfen ein eine einem einen einer eines er es etwas
    euch euer eure für gegen gibt haben habe hast hat hatte hätte hier ich ihm ihn ihnen ihr ihre
    ihrem ihren ihrer im in ins ist ja jede jeden jeder jedes kann kannst kein keine keinen können
    könnt könnte lassen man mehr mein meine meinem meinen meiner mich mir mit möchte muss musst
    müssen nach nein nicht nichts noch nur ob oder ohne schon sein seine seinem seinen seiner seit
    sich sie sind so soll sollen sollte um und uns unser unsere unserem unseren unter viel
    viele vom von vor wann war waren warum was weil welche welchem welchen welcher welches wem wen
    wenn wer werde werden wessen wie wieso wieviel will wir wird wirst wo wohin woher wollen womit
    wurde würde zu zum zur zwischen"""
_FRENCH = """
    a ai alors après as au aucun aucune aussi autre autres aux avant avec avez avoir avons c' car ce
    ceci cela celle celles celui ces cet cette ceux chaque chez combien comme comment d' dans de
    depuis des dès dois doit doivent donc dont du elle elles en entre es est et être eu eux fait
    faire faut ici il ils j' je jusqu' l' la le les leur leurs lors lorsqu' lui m' ma mais me même
    mes moi moins mon n' ne ni non nos notre nous on ont ou où par parce pas pendant peu peut peux
    peuvent plus pour pourquoi pouvez pouvons puis puis-je qu' qu'est quand que quel quelle quelles
    quels quelque qui quoi s' sa sans se sera ses si soit son sont sous suis sur t' tes toi ton
    tous tout toute toutes très tu un une vers veut veux vos votre vous y été êtes"""
_SPANISH = """
    a al algo alguien algún alguna algunas algunos ante antes aquí así aunque cada como cómo con
    contra cual cuál cuales cuáles cuando cuándo cuanta cuánta cuantas cuántas cuanto cuánto cuantos
    cuántos de debe debo deben del desde donde dónde dos durante el él ella ellas ellos en entre era
    es esa esas ese eso esos esta está estas están este esto estos estoy fue ha haber hace hacer
    hacia han hasta hay he la las le les lo los más me mi mis mucho mucha muchos muy nada ni no nos
    nosotros o otra otras otro otros para pero poco por porque pues puede pueden puedo que qué quien
    quién quienes se sea según ser si sí sido sin sobre solo son soy su sus también tan tanto te
    tengo tener tiene tienen todo toda todas todos tu tú tus un una unas uno unos usted ustedes va
    vosotros voy y ya yo"""


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


OTHER_LANGUAGES = {"de": _folded(_GERMAN), "fr": _folded(_FRENCH), "es": _folded(_SPANISH)}
"""Their function words, folded, by the language."""


def function_words(language: str) -> frozenset[str]:
    """Return a language's words that ask or connect, folded: English ones where it has no list."""
    return OTHER_LANGUAGES.get(primary(language), FUNCTION_WORDS)
