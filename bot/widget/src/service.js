/** @import { Answer, FailureKind, Feedback, Handoff } from "./types" */

import { readAnswer, readOpening } from "./answer.js";

/** Longest that an answer is waited for, in ms. */
const PATIENCE = 30_000;

/** Longest that the panel waits for its own words, in ms. */
const TEXTS_PATIENCE = 3000;

/** Waiting time, in s, when a busy service names none, or names a date. */
const DEFAULT_WAIT = 30;

/** Why there is no answer; `wait` is in seconds. */
export class Failure extends Error {
  /** @param {FailureKind} kind @param {number} [status] @param {number} [wait] */
  constructor(kind, status = 0, wait = 0) {
    super(kind);
    this.kind = kind;
    this.status = status;
    this.wait = wait;
  }
}

/** @param {Response} response */
function failureOf({ status, headers }) {
  if (status === 429) {
    return new Failure("limited", status, Number(headers.get("retry-after")) || DEFAULT_WAIT);
  }
  // Too large, or none that can be read: in other words it may be taken. Any other refusal, such as
  // that of who has no key, comes again whatever is asked, and is the owner's to mend, or a proxy's.
  const rejected = status === 413 || status === 422;
  return new Failure(rejected ? "rejected" : status === 500 ? "broken" : "unreachable", status);
}

/** @param {Response} response What is wrong is the owner's to mend: the console says it. */
async function explain(response) {
  const body = await response.json().catch(() => null);
  console.warn(`career-bot: ${response.status} ${body?.error?.message ?? ""}`);
}

/** The service at one address, such as `https://bot.example/`. */
export class Service {
  /** @param {string} endpoint */
  constructor(endpoint) {
    this.endpoint = endpoint;
  }

  /** @param {string} path @param {object} body @param {RequestInit} [more] */
  #post(path, body, more) {
    return fetch(new URL(path, this.endpoint), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      ...more,
    });
  }

  /**
   * The answer to a question; a `Failure` says why there is none.
   * @param {{ question: string, history: string[], language: string, articles: string[] | undefined, passage: string | undefined }} body
   * @param {AbortController} controller Aborting it cancels.
   * @returns {Promise<Answer>}
   */
  async ask(body, controller) {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      controller.abort();
    }, PATIENCE);
    let status = 0;
    try {
      const response = await this.#post("api/ask", body, { signal: controller.signal });
      if (!response.ok) {
        void explain(response);
        throw failureOf(response);
      }
      status = response.status;
      const answer = readAnswer(await response.json());
      if (answer) return answer;
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (controller.signal.aborted) throw new Failure(late ? "timeout" : "cancelled");
      if (!status) {
        if (!navigator.onLine) throw new Failure("offline");
        this.#refused();
        throw new Failure("unreachable");
      }
    } finally {
      clearTimeout(timer);
    }
    throw new Failure("broken", status);
  }

  /** A browser doesn't tell a service that is down from one that may not be asked: say both. */
  #refused() {
    // Not the location's: of a file that is "file://", where the browser sends "null".
    const { origin } = self;
    if (new URL(this.endpoint).origin === origin) return;
    console.warn(
      `career-bot: no answer from ${this.endpoint}; if it is up, CAREERBOT_CORS_ORIGINS must name ${origin}`,
    );
  }

  /**
   * Whether the service took what was said of an answer, or a question that a person is to answer.
   * @param {"feedback" | "handoff"} path @param {Feedback | Handoff} body
   */
  async tell(path, body) {
    try {
      return (await this.#post(`api/${path}`, body, { keepalive: true })).ok;
    } catch {
      return false;
    }
  }

  /**
   * What the widget says in a language; nothing where the service doesn't know.
   * @param {string} language
   * @returns {Promise<Record<string, string>>}
   */
  async texts(language) {
    try {
      // A version's words never change: what the browser has of them will do, offline too.
      const url = new URL(`widget.${language}.json?${VERSION}`, this.endpoint);
      const signal = AbortSignal.timeout(TEXTS_PATIENCE);
      const response = await fetch(url, { cache: "force-cache", signal });
      return response.ok ? await response.json() : {};
    } catch {
      return {};
    }
  }

  /**
   * What to open with: a greeting and questions; null where the service could not be asked.
   * @param {string[]} articles
   * @param {string} language
   */
  async opening(articles, language) {
    try {
      const url = new URL("api/suggestions", this.endpoint);
      for (const article of articles) url.searchParams.append("articles", article);
      url.searchParams.set("language", language);
      const response = await fetch(url);
      return response.ok ? readOpening(await response.json()) : null;
    } catch {
      return null;
    }
  }
}
