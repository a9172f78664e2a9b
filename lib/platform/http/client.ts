import type { Cache } from "../cache.ts";
import type { Clock, Random } from "../clock.ts";
import { VendorError } from "../errors.ts";
import type { EventBus } from "../events.ts";
import type { Logger } from "../log/logger.ts";
import { createBreakers } from "./breaker.ts";
import { classifyFailure, classifyStatus, cutShort, notJson } from "./classify.ts";
import type { HttpClient, JsonReply, RequestOptions } from "./http_client.ts";
import { readText } from "./read_text.ts";
import { backoffMs, dateOf } from "./retry_after.ts";

const TIMEOUT_MS = 20_000;
const TRIES = 3;

/** A reset further away than this is the caller's to wait for, milliseconds. */
const LONGEST_WAIT_MS = 90_000;

/** What a client needs. `fetch` is the runtime's, or a test's. */
export interface HttpClientTools {
  fetch: typeof fetch;
  clock: Clock;
  random: Random;
  cache: Cache;
  log: Logger;
  events?: EventBus;
  accountScopeId?: string;
  /** Milliseconds for each try unless the request says otherwise; default 20,000. */
  timeoutMs?: number;
}

/** Whether a failure says that the host is in trouble, which is what a breaker counts. */
function blamesHost(error: VendorError): boolean {
  return error.errorClass === "transient" && error.code !== "breaker_open";
}

/** What the JSON body of a refusal states, if the vendor is to be asked; the body is used up. */
async function statedError(
  response: Response,
  { classifyBody }: RequestOptions,
): Promise<VendorError | undefined> {
  if (classifyBody === undefined) {
    await response.body?.cancel();
    return undefined;
  }
  const text = await response.text();
  try {
    return classifyBody(JSON.parse(text), response.headers);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Makes the client for vendors: three tries with exponential backoff and jitter, the vendor's own
 * reset times honoured, a timeout for each try, and a circuit breaker per host. Requests are only
 * repeated for transient and rate-limit errors.
 */
export function createHttpClient(tools: HttpClientTools): HttpClient {
  const { clock, random, log } = tools;
  const breakers = createBreakers(tools);

  /** One try: sends, classifies, reads the body as `read` says, and tells the breaker. */
  async function attempt<T>(
    url: URL,
    init: RequestInit,
    options: RequestOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { host } = url;
    await breakers.enter(host);
    const timeout = AbortSignal.timeout(options.timeoutMs ?? tools.timeoutMs ?? TIMEOUT_MS);
    const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
    try {
      const response = await tools.fetch(url, { ...init, signal });
      const own = options.classify?.(response);
      const error = own === undefined ? classifyStatus(response, host, clock.now()) : own;
      if (error !== null) throw await statedError(response, options) ?? error;
      const result = await read(response);
      await breakers.succeeded(host);
      return result;
    } catch (caught) {
      if (options.signal?.aborted) {
        await breakers.abandoned(host);
        throw options.signal.reason;
      }
      const error = classifyFailure(caught, host);
      await (blamesHost(error) ? breakers.failed(host) : breakers.succeeded(host));
      throw error;
    }
  }

  /** How long to wait before trying again, null when the error or the wait says not to. */
  function waitFor(error: VendorError, tried: number): number | null {
    if (error.code === "breaker_open") return null;
    if (error.errorClass !== "transient" && error.errorClass !== "rate_limited") return null;
    const stated = error.options.retryAt;
    if (stated === undefined) return backoffMs(tried, random);
    const wait = Math.max(0, stated - clock.now());
    return wait > LONGEST_WAIT_MS ? null : wait;
  }

  async function withRetry<T>(
    address: string | URL,
    init: RequestInit,
    options: RequestOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const url = new URL(address);
    const tries = options.tries ?? TRIES;
    for (let tried = 1;; tried++) {
      options.signal?.throwIfAborted();
      try {
        return await attempt(url, init, options, read);
      } catch (error) {
        if (!(error instanceof VendorError)) throw error;
        const waitMs = tried < tries ? waitFor(error, tried) : null;
        if (waitMs === null) throw error;
        log.info({ host: url.host, code: error.code, tried, waitMs }, "request is tried again");
        await clock.sleep(waitMs, options.signal);
      }
    }
  }

  async function readJson<T>(response: Response, host: string): Promise<JsonReply<T>> {
    const text = await readText(response, host).catch((error) => {
      if (error instanceof DOMException || error instanceof VendorError) throw error;
      throw cutShort(host, error);
    });
    try {
      const body = JSON.parse(text) as T;
      const { headers, status } = response;
      return { body, date: dateOf(headers), headers, status };
    } catch {
      throw /^\s*[[{]/.test(text) ? cutShort(host) : notJson(response, host, text);
    }
  }

  return {
    request: (url, init = {}, options = {}) =>
      withRetry(url, init, options, (response) => Promise.resolve(response)),
    requestJson: <T>(url: string | URL, init: RequestInit = {}, options: RequestOptions = {}) =>
      withRetry(url, init, options, async (response) => {
        const reply = await readJson<T>(response, new URL(url).host);
        const stated = options.classifyBody?.(reply.body, reply.headers);
        if (stated !== undefined) throw stated;
        return reply;
      }),
    breaker: breakers.state,
  };
}
