/** Probes of the operator: open to all, never limited, and without a look into the database. */
const probes = new Set(["/health", "/ready", "/metrics"]);

/** Whether an address is a probe of the operator. */
export function isProbe(path: string): boolean {
  return probes.has(path);
}

/** Whether vendors ring here: no browser does, and each delivery proves by itself whose it is. */
export function isWebhook(path: string): boolean {
  return path.startsWith("/webhooks/");
}

/** Whether an address needs no session. Signing in checks its own form; the API's description tells nothing of anyone. */
export function isOpen(path: string): boolean {
  return path === "/login" || path === "/api/v1/openapi.json" || isProbe(path);
}

/** The page that describes the API, beside it. */
const API_PAGE = "/api/docs";

/** Whether an address is for programs: it answers in JSON, whatever was asked for. */
export function isForPrograms(path: string): boolean {
  return (/^\/api(\/|$)/.test(path) && path !== API_PAGE) || path === "/events" ||
    isWebhook(path) || isProbe(path);
}

/**
 * Whether who asks shows pages. A browser that follows a link or posts a form says that it takes
 * HTML; scripts that say nothing get JSON, with the code of what went wrong.
 */
export function wantsPage(
  { url, req, isPartial }: { url: URL; req: Request; isPartial: boolean },
): boolean {
  if (isForPrograms(url.pathname)) return false;
  return isPartial || /\btext\/html\b/i.test(req.headers.get("accept") ?? "");
}
