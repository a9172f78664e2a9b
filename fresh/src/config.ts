/** What an application may be configured with: `new App(config)`. */
export interface FreshConfig {
  /** Path below which the application is served, e.g. `/my-app`. Default: the root. */
  basePath?: string;
  /** How an application without a build runs; a build says it itself. Default: production. */
  mode?: "development" | "production";
  /**
   * Whether `ctx.url` follows `X-Forwarded-Proto` and `X-Forwarded-Host`. Only safe behind a
   * reverse proxy that sets both. Default: false.
   */
  trustProxy?: boolean;
}

/** The configuration in force, as `ctx.config` shows it. */
export interface ResolvedFreshConfig {
  /** Project folder the application was built from. */
  root: string;
  /** Path below which the application is served, without trailing slash; empty for the root. */
  basePath: string;
  /** Whether the development server or a production build runs. */
  mode: "development" | "production";
  /** Whether forwarding headers are believed. */
  trustProxy: boolean;
}

/**
 * Checks a configuration and fills in its defaults.
 *
 * @param built what the build knows of the application; null when it runs without one
 * @throws {TypeError} when `basePath` is not a path
 */
export function resolveConfig(
  config: FreshConfig,
  built: { root: string; mode: "development" | "production" } | null,
): ResolvedFreshConfig {
  const basePath = (config.basePath ?? "").replace(/\/+$/, "");
  if (basePath !== "" && !/^(\/[^/?#:*{}()\\]+)+$/.test(basePath)) {
    throw new TypeError(`basePath must be a path such as "/my-app", not "${config.basePath}"`);
  }
  return {
    root: built?.root ?? ".",
    basePath,
    mode: built?.mode ?? config.mode ?? "production",
    trustProxy: config.trustProxy ?? false,
  };
}

/**
 * The URL the client asked for, when the request came through a reverse proxy.
 *
 * The first value of each forwarding header counts; one that is no protocol of the web or no host
 * is ignored.
 */
export function forwardedUrl(url: URL, headers: Headers): URL {
  const first = (name: string) => headers.get(name)?.split(",", 1)[0]?.trim() ?? "";
  const proto = first("x-forwarded-proto").toLowerCase();
  const host = first("x-forwarded-host");
  const protocol = proto === "http" || proto === "https" ? `${proto}:` : url.protocol;
  const authority = /^[\w.:[\]-]+$/.test(host) ? host : url.host;
  const target = `${protocol}//${authority}${url.pathname}${url.search}`;
  return URL.canParse(target) ? new URL(target) : url;
}
