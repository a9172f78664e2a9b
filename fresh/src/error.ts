/** Reason phrases of the error statuses, as IANA has registered them. */
const REASONS = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a teapot",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  423: "Locked",
  424: "Failed Dependency",
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
  505: "HTTP Version Not Supported",
  506: "Variant Also Negotiates",
  507: "Insufficient Storage",
  508: "Loop Detected",
  510: "Not Extended",
  511: "Network Authentication Required",
} as const;

/** A status of HTTP that stands for an error. */
export type ErrorStatus = keyof typeof REASONS;

/** The reason phrase of an error status, or a general one when the status has none. */
export function reasonPhrase(status: number): string {
  const reasons: Record<number, string> = REASONS;
  return reasons[status] ?? (status < 500 ? "Client Error" : "Server Error");
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
  readonly status: ErrorStatus;

  /**
   * @param status HTTP status code
   * @param message what went wrong; the status' reason phrase by default
   * @param options `cause`, as for every error
   */
  constructor(status: ErrorStatus, message: string = reasonPhrase(status), options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}

/** The HTTP status an error stands for: its own if it is an {@linkcode HttpError}, else 500. */
export function errorStatus(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}
