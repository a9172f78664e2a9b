import { VendorError } from "../errors.ts";
import { nextMinute, retryAt } from "./retry_after.ts";

/** The general reading of a reply by its status; null for one to use. */
export function classifyStatus(response: Response, host: string, now: number): VendorError | null {
  const { status, headers } = response;
  if (response.ok) return null;
  if (status === 401 || status === 403) {
    return new VendorError(
      "config",
      status === 401 ? "unauthorized" : "forbidden",
      `${host} refused the credentials (${status})`,
      { status, fix: `Check the access token for ${host} and what it may read.` },
    );
  }
  if (status === 429) {
    return new VendorError("rate_limited", "rate_limited", `${host} limits the rate of requests`, {
      status,
      retryAt: retryAt(headers, now) ?? nextMinute(now),
      fix:
        "Nothing is lost: the next try goes on from here. If it stays, lower the rate of requests.",
    });
  }
  if (status === 408 || status === 425 || status >= 500) {
    return new VendorError("transient", "server_error", `${host} answered ${status}`, {
      status,
      retryAt: retryAt(headers, now) ?? undefined,
      fix: `Nothing is lost: the next try goes on from here. If it stays, ${host} has a fault.`,
    });
  }
  return new VendorError(
    "permanent",
    status === 404 ? "not_found" : "rejected",
    `${host} answered ${status}`,
    {
      status,
    },
  );
}

/** Whether a connection ended because the certificate shown is nobody's that is trusted. */
function isCertificateProblem(error: unknown): boolean {
  const { message, cause } = error instanceof Error ? error : { message: "", cause: undefined };
  return /invalid peer certificate/i.test(message) ||
    (cause !== undefined && isCertificateProblem(cause));
}

/** What a failed fetch means: nothing was reached, it took too long, or who answered is not trusted. */
export function classifyFailure(error: unknown, host: string): VendorError {
  if (error instanceof VendorError) return error;
  if (isCertificateProblem(error)) {
    return new VendorError(
      "config",
      "untrusted_certificate",
      `${host} shows a certificate that is not trusted`,
      {
        cause: error,
        fix: `Give ${host} a certificate of a known authority, for this very name and not expired.`,
      },
    );
  }
  const timedOut = error instanceof DOMException && error.name === "TimeoutError";
  return new VendorError(
    "transient",
    timedOut ? "timeout" : "unreachable",
    timedOut ? `${host} did not answer in time` : `${host} cannot be reached`,
    { cause: error, fix: `Check the address and that ${host} can be reached from here.` },
  );
}

/** A body that ended before its end. */
export function cutShort(host: string, cause?: unknown): VendorError {
  return new VendorError("transient", "cut_short", `${host} broke off its answer`, {
    cause,
    fix:
      `Look for a proxy or a time limit between here and ${host}. The next try goes on from here.`,
  });
}

/** A body that is no JSON: a sign-in page, a proxy's error, or the wrong address. */
export function notJson(response: Response, host: string, text: string): VendorError {
  const page = /^\s*</.test(text) || /html/i.test(response.headers.get("content-type") ?? "");
  return new VendorError(
    "decode",
    "not_json",
    page ? `${host} answered with a web page instead of data` : `${host} answered with no JSON`,
    {
      status: response.status,
      fix: page
        ? `Check the address: it must lead to ${host}'s API, not to a page or a proxy's sign-in.`
        : `Check that the address leads to ${host}'s API.`,
    },
  );
}
