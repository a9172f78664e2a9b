/**
 * Typed errors. Domain code throws these; `lib/api` maps them to replies and the launcher maps
 * `ConfigError` to a console message, each in one place.
 */

/** One problem with one input field: `path` in dot notation, machine-readable `code`. */
export interface ErrorDetail {
  path: string;
  message: string;
  code: string;
}

/** A failure a client may see: HTTP status, stable code, and a message without internals. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly options: { details?: ErrorDetail[]; headers?: Record<string, string> } = {},
  ) {
    super(message);
  }
}

/** A setting is missing or broken. `variable` names it, `fix` says what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(readonly variable: string, readonly reason: string, readonly fix: string) {
    super(`${variable}: ${reason}. ${fix}`);
  }
}

/**
 * How a vendor call failed, which decides what happens next: `config` stops and asks a person
 * (401, 403, wrong account), `rate_limited` waits for the stated reset, `transient` is retried,
 * `permanent` is not, `decode` means the reply or a row in it has not the promised shape.
 */
export type VendorErrorClass = "config" | "rate_limited" | "transient" | "permanent" | "decode";

/** A failed vendor call or an undecodable reply. `fix` is shown to the user as it is. */
export class VendorError extends Error {
  override readonly name = "VendorError";
  constructor(
    readonly errorClass: VendorErrorClass,
    /** Stable code such as `unauthorized`, `not_json`, `unreachable`, `breaker_open`. */
    readonly code: string,
    message: string,
    readonly options: {
      status?: number;
      /** Earliest retry, epoch milliseconds. */
      retryAt?: number;
      fix?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
  }
}

/** The data folder cannot be used: `locked` by another process, or `corrupt`. */
export class StorageError extends Error {
  override readonly name = "StorageError";
  constructor(
    readonly code: "locked" | "corrupt" | "unreadable",
    message: string,
    readonly fix: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
