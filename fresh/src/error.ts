/** Reason phrases of the error statuses a server commonly answers with (RFC 9110 and RFC 6585). */
const REASONS: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  418: "I'm a teapot",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  423: "Locked",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  507: "Insufficient Storage",
};

/** The reason phrase of an HTTP error status, or a general one when the status has none here. */
export function reasonPhrase(status: number): string {
  return REASONS[status] ?? (status < 500 ? "Client Error" : "Server Error");
}

/**
 * An error that ends a request with a given HTTP status.
 *
 * Throw it from a middleware, a handler or a component: the nearest error page answers, and finds
 * it as `ctx.error`.
 *
 * @example
 * ```ts
 * if (!project) throw new HttpError(404);
 * if (!isAdmin(user)) throw new HttpError(403, "Admin access required");
 * ```
 */
export class HttpError extends Error {
  /** The HTTP status code of the answer. */
  readonly status: number;

  /**
   * @param status HTTP status code
   * @param message what went wrong; the status' reason phrase by default
   * @param options `cause`, as for every error
   */
  constructor(status: number, message: string = reasonPhrase(status), options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}

/** The HTTP status an error stands for: its own if it is an {@linkcode HttpError}, else 500. */
export function errorStatus(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}
