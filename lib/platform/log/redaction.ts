/** What stands in a log line where a secret or personal datum was. */
export const REDACTED = "[redacted]";

/** Deeper structures are cut, so that a log call costs a bounded time. */
const MAX_DEPTH = 6;

/** Field names whose values never reach the log, compared without case, `_` and `-`. */
const SENSITIVE = new Set([
  "password",
  "passwd",
  "secret",
  "token",
  "accesstoken",
  "apiaccesstoken",
  "apitoken",
  "apikey",
  "authorization",
  "cookie",
  "setcookie",
  "csrf",
  "csrftoken",
  "xcsrftoken",
  "credentials",
  "authcredentials",
  "databaseurl",
  "redisurl",
  "metricstoken",
  "email",
  "phone",
  "phonenumber",
  "content",
  "snippet",
  "body",
  "ip",
]);

const PATTERNS: [RegExp, string][] = [
  // user and password of an address
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi, `$1${REDACTED}@`],
  [/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${REDACTED}`],
  [/\bct_[A-Za-z0-9_-]{16,}/g, REDACTED],
  [/\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}/g, REDACTED],
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu, "[email]"],
  [/\+\d[\d ()-]{7,17}\d/g, "[phone]"],
];

/** Takes addresses' credentials, tokens, hashes, e-mail addresses and phone numbers out of a text. */
export function redactText(text: string): string {
  return PATTERNS.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code = "code" in error ? error.code : undefined;
  return {
    type: name,
    message: redactText(message),
    ...(typeof code === "string" ? { code } : {}),
    ...(stack === undefined ? {} : { stack: redactText(stack) }),
    ...(cause === undefined ? {} : { cause: redact(cause, depth + 1) }),
  };
}

/** A copy of the value without secrets and personal data; see `SENSITIVE` and `redactText`. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return "[deep]";
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const sensitive = SENSITIVE.has(key.toLowerCase().replace(/[_-]/g, "")) && item != null;
      return [key, sensitive ? REDACTED : redact(item, depth + 1)];
    }),
  );
}
