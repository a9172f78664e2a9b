import { z } from "zod";
import { VendorError } from "../../platform/mod.ts";

const refusal = z.looseObject({
  status_code: z.number(),
  code: z.string(),
  message: z.string().catch(""),
  validation_errors: z.array(z.looseObject({ path: z.array(z.unknown()).catch([]) })).catch([]),
});

function unauthorized(status: number, why: string): VendorError {
  return new VendorError(
    "config",
    "unauthorized",
    `Attio does not accept the access token: ${why}`,
    {
      status,
      fix:
        "Make an access token in Attio's developer settings and put it into ATTIO_API_TOKEN. It may have been deleted.",
    },
  );
}

/**
 * What the JSON body of a reply states, whatever its status: Attio answers 200 to an unknown token
 * when it is asked who the token is. Undefined: no error that has a meaning of its own.
 */
export function statedError(body: unknown): VendorError | undefined {
  if ((body as { active?: unknown } | null)?.active === false) {
    return unauthorized(200, "it is not known");
  }
  const read = refusal.safeParse(body);
  if (!read.success) return undefined;
  const { status_code: status, code, message, validation_errors: errors } = read.data;
  if (status === 401) return unauthorized(status, message);
  if (status === 403) {
    return new VendorError("config", "forbidden", `Attio refuses access (403): ${message}`, {
      status,
      fix: "Give the token the scopes it lacks in Attio's developer settings.",
    });
  }
  const aboutToken = errors.length === 0 ||
    errors.some(({ path }) => path.includes("authorization"));
  if (status === 400 && code === "missing_value" && aboutToken && /token/i.test(message)) {
    return unauthorized(status, "none was given");
  }
  if (status === 429 || status === 404 || status >= 500) return undefined;
  return new VendorError("permanent", code, `Attio refuses the request (${status}): ${message}`, {
    status,
  });
}

/** Attio's reading of a reply by its status: 404 is an answer, and redirects are not followed. */
export function classifyStatus(response: Response): VendorError | null | undefined {
  const { status } = response;
  if (status === 404) return null;
  if (status < 300 || status >= 400) return undefined;
  return new VendorError("config", "redirected", `Attio's address leads on elsewhere (${status})`, {
    status,
    fix: "Set ATTIO_BASE_URL to the address that answers itself. The access token is not sent on.",
  });
}
