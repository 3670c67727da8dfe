/** What the widget says, in four languages; an owner may replace any of it. */

const en = {
  title: "Ask about careers",
  close: "Close",
  again: "Start over",
  log: "Conversation",
  suggestions: "You could ask",
  label: "Your question",
  placeholder: "Ask a question…",
  send: "Send",
  asked: "You asked:",
  slow: "This is taking longer than usual…",
  cancel: "Cancel",
  cancelled: "Cancelled. Your question is still in the box.",
  retry: "Try again",
  readAs: "Read as:",
  choices: "Did you mean",
  related: "Related questions",
  source: "Source {n}",
  sources: "Sources",
  table: "Table",
  updated: "Updated {date}",
  references: "The article's references",
  visit: "Read it in the article",
  newTab: "opens in a new tab",
  helpful: "Was this helpful?",
  yes: "Helpful",
  no: "Not helpful",
  why: "Anything to add? (optional)",
  thanks: "Thank you!",
  lost: "Your feedback could not be sent.",
  copy: "Copy",
  copied: "Copied.",
  uncopied: "The browser does not allow copying here.",
  long: "That is {n} characters; please keep your question under 2,000.",
  offline: "You are offline. Your question is kept here until you are back.",
  unreachable: "I can't be reached right now. Your question is kept; please try again in a moment.",
  limited: "That was a lot of questions at once. You can ask again {when}.",
  rejected: "I could not take that question. Please put it another way.",
  broken: "Something went wrong on my side. Your question is kept; please try again.",
  unreadable: "The answer arrived damaged. Your question is kept; please try again.",
  timeout: "No answer came in time. Your question is kept; please try again.",
};

/** @typedef {typeof en} Texts */

/** @type {Texts} */
const es = {
  title: "Pregunta sobre profesiones",
  close: "Cerrar",
  again: "Empezar de nuevo",
  log: "Conversación",
  suggestions: "Puedes preguntar",
  label: "Tu pregunta",
  placeholder: "Haz una pregunta…",
  send: "Enviar",
  asked: "Preguntaste:",
  slow: "Está tardando más de lo normal…",
  cancel: "Cancelar",
  cancelled: "Cancelado. Tu pregunta sigue en el cuadro.",
  retry: "Reintentar",
  readAs: "Entendido como:",
  choices: "¿Querías decir…?",
  related: "Preguntas relacionadas",
  source: "Fuente {n}",
  sources: "Fuentes",
  table: "Tabla",
  updated: "Actualizado el {date}",
  references: "Referencias del artículo",
  visit: "Leerlo en el artículo",
  newTab: "se abre en otra pestaña",
  helpful: "¿Te ha servido?",
  yes: "Útil",
  no: "No útil",
  why: "¿Quieres añadir algo? (opcional)",
  thanks: "¡Gracias!",
  lost: "No se pudo enviar tu opinión.",
  copy: "Copiar",
  copied: "Copiado.",
  uncopied: "El navegador no permite copiar aquí.",
  long: "Son {n} caracteres; por favor, no pases de 2000.",
  offline: "No tienes conexión. Tu pregunta se queda aquí hasta que vuelvas.",
  unreachable: "Ahora no estoy disponible. Tu pregunta sigue aquí; inténtalo en un momento.",
  limited: "Han sido muchas preguntas seguidas. Puedes volver a preguntar {when}.",
  rejected: "No pude aceptar esa pregunta. Por favor, dila de otra manera.",
  broken: "Algo falló por mi parte. Tu pregunta sigue aquí; inténtalo de nuevo.",
  unreadable: "La respuesta llegó dañada. Tu pregunta sigue aquí; inténtalo de nuevo.",
  timeout: "La respuesta no llegó a tiempo. Tu pregunta sigue aquí; inténtalo de nuevo.",
};

/** @type {Texts} */
const fr = {
  title: "Une question sur les métiers ?",
  close: "Fermer",
  again: "Recommencer",
  log: "Conversation",
  suggestions: "Vous pouvez demander",
  label: "Votre question",
  placeholder: "Posez une question…",
  send: "Envoyer",
  asked: "Vous avez demandé :",
  slow: "C'est plus long que d'habitude…",
  cancel: "Annuler",
  cancelled: "Annulé. Votre question est toujours dans le champ.",
  retry: "Réessayer",
  readAs: "Compris comme :",
  choices: "Vouliez-vous dire",
  related: "Questions proches",
  source: "Source {n}",
  sources: "Sources",
  table: "Tableau",
  updated: "Mis à jour le {date}",
  references: "Références de l'article",
  visit: "Le lire dans l'article",
  newTab: "s'ouvre dans un nouvel onglet",
  helpful: "Cela vous a-t-il aidé ?",
  yes: "Utile",
  no: "Pas utile",
  why: "Quelque chose à ajouter ? (facultatif)",
  thanks: "Merci !",
  lost: "Votre avis n'a pas pu être envoyé.",
  copy: "Copier",
  copied: "Copié.",
  uncopied: "Le navigateur ne permet pas de copier ici.",
  long: "Cela fait {n} caractères ; restez sous 2 000, s'il vous plaît.",
  offline: "Vous êtes hors ligne. Votre question reste ici jusqu'à votre retour.",
  unreachable: "Je suis injoignable. Votre question est gardée ; réessayez dans un instant.",
  limited: "Cela fait beaucoup de questions d'un coup. Vous pourrez redemander {when}.",
  rejected: "Je n'ai pas pu prendre cette question. Formulez-la autrement, s'il vous plaît.",
  broken: "Un problème est survenu de mon côté. Votre question est gardée ; réessayez.",
  unreadable: "La réponse est arrivée abîmée. Votre question est gardée ; réessayez.",
  timeout: "La réponse n'est pas arrivée à temps. Votre question est gardée ; réessayez.",
};

/** @type {Texts} */
const de = {
  title: "Fragen zum Beruf",
  close: "Schließen",
  again: "Neu beginnen",
  log: "Gespräch",
  suggestions: "Sie könnten fragen",
  label: "Ihre Frage",
  placeholder: "Stellen Sie eine Frage…",
  send: "Senden",
  asked: "Ihre Frage:",
  slow: "Das dauert länger als sonst…",
  cancel: "Abbrechen",
  cancelled: "Abgebrochen. Ihre Frage steht noch im Feld.",
  retry: "Erneut versuchen",
  readAs: "Gelesen als:",
  choices: "Meinten Sie",
  related: "Verwandte Fragen",
  source: "Quelle {n}",
  sources: "Quellen",
  table: "Tabelle",
  updated: "Stand: {date}",
  references: "Quellenangaben des Artikels",
  visit: "Im Artikel lesen",
  newTab: "öffnet einen neuen Tab",
  helpful: "War das hilfreich?",
  yes: "Hilfreich",
  no: "Nicht hilfreich",
  why: "Möchten Sie etwas ergänzen? (freiwillig)",
  thanks: "Danke!",
  lost: "Ihre Rückmeldung konnte nicht gesendet werden.",
  copy: "Kopieren",
  copied: "Kopiert.",
  uncopied: "Der Browser erlaubt das Kopieren hier nicht.",
  long: "Das sind {n} Zeichen; bitte bleiben Sie unter 2.000.",
  offline: "Sie sind offline. Ihre Frage bleibt hier, bis Sie zurück sind.",
  unreachable: "Ich bin gerade nicht erreichbar. Ihre Frage bleibt hier; bitte gleich noch einmal.",
  limited: "Das waren viele Fragen auf einmal. Sie können {when} wieder fragen.",
  rejected: "Diese Frage konnte ich nicht annehmen. Bitte formulieren Sie sie anders.",
  broken: "Bei mir ist etwas schiefgegangen. Ihre Frage bleibt hier; bitte noch einmal.",
  unreadable: "Die Antwort kam beschädigt an. Ihre Frage bleibt hier; bitte noch einmal.",
  timeout: "Es kam rechtzeitig keine Antwort. Ihre Frage bleibt hier; bitte noch einmal.",
};

/** @type {Record<string, Texts>} */
export const TEXTS = { en, es, fr, de };

/**
 * The language of `TEXTS` for a tag such as `fr-CA`; English where there is none.
 * @param {string} tag
 */
export function languageOf(tag) {
  const language = tag.toLowerCase().split("-")[0] ?? "";
  return Object.hasOwn(TEXTS, language) ? language : "en";
}

/**
 * `text` with its `{name}`s filled in.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => `${values[name] ?? whole}`);

/**
 * How a language says that something is so many seconds from now.
 * @param {number} seconds
 * @param {string} language
 */
export function after(seconds, language) {
  const time = new Intl.RelativeTimeFormat(language);
  return seconds < 90 ? time.format(seconds, "second") : time.format(Math.ceil(seconds / 60), "minute");
}
