import type { VendorError } from "../errors.ts";

/** Bounds of one request with all its tries. */
export interface RequestOptions {
  /** Milliseconds for each try, the reading of its body by `requestJson` included; default 20,000. */
  timeoutMs?: number;
  /** Tries in all, the first included; default 3. */
  tries?: number;
  /** Ends waiting and running tries; the signal's reason is thrown. */
  signal?: AbortSignal;
  /**
   * The vendor's own reading of a reply: an error to throw, or null for a reply to use. Undefined
   * leaves the decision to the general rules (401 and 403 config, 429 rate limited, 5xx transient,
   * other 4xx permanent).
   */
  classify?: (response: Response) => VendorError | null | undefined;
  /**
   * The vendor's own reading of a JSON body by `requestJson`, whatever the status: the error it
   * states, before `classify` and the general rules say theirs. Undefined: it states none.
   */
  classifyBody?: (body: unknown, headers: Headers) => VendorError | undefined;
}

/** A decoded JSON reply. */
export interface JsonReply<T> {
  body: T;
  /** The vendor's clock: epoch milliseconds of the `Date` header, null when it has none. */
  date: number | null;
  headers: Headers;
  status: number;
}

/** Where a host's circuit breaker stands. */
export interface BreakerState {
  host: string;
  state: "closed" | "open" | "half_open";
  /** Consecutive failures. */
  failures: number;
  /** Epoch milliseconds; null while closed. */
  openedAt: number | null;
}

/** Requests to vendors: timeouts, retries, rate limits and one circuit breaker per host. */
export interface HttpClient {
  /**
   * Sends a request until it succeeds or may not be tried again.
   *
   * @throws {VendorError} with its class, see `VendorErrorClass`
   */
  request(url: string | URL, init?: RequestInit, options?: RequestOptions): Promise<Response>;
  /**
   * As `request`, and reads the reply as JSON. The type is what the caller's decoder will check.
   *
   * @throws {VendorError} `decode`/`not_json` for another body
   */
  requestJson<T = unknown>(
    url: string | URL,
    init?: RequestInit,
    options?: RequestOptions,
  ): Promise<JsonReply<T>>;
  /** The breaker of a host (`name:port` as in the address). */
  breaker(host: string): Promise<BreakerState>;
}
