import { HttpError } from "./error.ts";

/** A route pattern made ready for matching. */
export interface Pattern {
  /** The pattern as registered. */
  source: string;
  /** The one path it matches, if it has no variable part. */
  path: string | null;
  /** A path in the router's own syntax that matches at least what the pattern matches. */
  candidate: string;
  /**
   * Matches a path.
   *
   * @returns the parameters, percent-decoded; null when the path doesn't match
   * @throws {HttpError} 400 when a parameter is no valid percent-encoding
   */
  exec(pathname: string): Record<string, string> | null;
}

const NAME = "[\\p{ID_Start}$_][\\p{ID_Continue}$]*";
const SIMPLE_SEGMENT = new RegExp(`^:(${NAME})([?*+]?)$`, "u");
const SPECIAL = /[:*{}()\\?]/;

/**
 * Reads a pattern: a path in `URLPattern` syntax.
 *
 * Patterns made of whole segments (`/blog/:slug`, `/docs/:version?`, `/files/:path*`, `/foo/*`)
 * become regular expressions, which match several times faster than a `URLPattern`; all others
 * (`/x/:module@:version`, `/:id(\\d+)`) are left to it.
 *
 * @throws {TypeError} when the pattern can't be read
 */
export function parsePattern(source: string): Pattern {
  if (!source.startsWith("/") && source !== "*") {
    throw new TypeError(`A route pattern starts with "/", which "${source}" does not`);
  }
  const normal = normalizePattern(source);
  if (!SPECIAL.test(normal)) {
    return { source, path: normal, candidate: normal, exec: (path) => path === normal ? {} : null };
  }
  const segments = normal.split("/").slice(1);
  const candidate = candidatePath(segments);
  const simple = segments.every((segment, i) =>
    !SPECIAL.test(segment) || SIMPLE_SEGMENT.test(segment) ||
    (segment === "*" && i === segments.length - 1)
  );
  return { source, path: null, candidate, exec: simple ? bySegments(segments) : byUrl(source) };
}

/** Brings what means the same into one form, literals percent-encoded as in a URL. */
export function normalizePattern(source: string): string {
  const unbraced = source === "*" ? "/*" : source.replace(/\{\/(:\w+)\}\?/g, "/$1?");
  const segments = unbraced.replace(/^\/\{(:\w+)\}\?$/, "/$1?").split("/");
  return segments.map((segment) => SPECIAL.test(segment) ? segment : encodeLiteral(segment))
    .join("/");
}

function encodeLiteral(segment: string): string {
  return segment.replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(part.toWellFormed()));
}

/** Everything up to the first segment the router can't express, and `*` in place of the rest. */
function candidatePath(segments: string[]): string {
  const path: string[] = [];
  for (const [i, segment] of segments.entries()) {
    const match = SIMPLE_SEGMENT.exec(segment);
    if (!SPECIAL.test(segment)) path.push(segment);
    // Parameters are numbered by place, so that patterns never disagree about a name.
    else if (match?.[2] === "") path.push(`:p${i}`);
    else return "/" + [...path, "*"].join("/");
  }
  return "/" + path.join("/");
}

function bySegments(segments: string[]): Pattern["exec"] {
  const names: string[] = [];
  let body = "";
  for (const segment of segments) {
    const [, name, modifier] = SIMPLE_SEGMENT.exec(segment) ?? [];
    if (name !== undefined) {
      names.push(name);
      const many = modifier === "*" || modifier === "+" ? "[^/]+(?:/[^/]+)*" : "[^/]+";
      const optional = modifier === "*" || modifier === "?" ? "?" : "";
      body += `(?:/(${many}))${optional}`;
    } else if (segment === "*") {
      names.push("0");
      body += "/(.*)";
    } else body += "/" + RegExp.escape(segment);
  }
  if (new Set(names).size < names.length) {
    throw new TypeError(`The route pattern "/${segments.join("/")}" uses a name twice`);
  }
  // The root path stands for "no segment" when all segments are optional.
  const regExp = new RegExp(`^(?:${body}${new RegExp(`^${body}$`).test("") ? "|/" : ""})$`);
  return (pathname) => {
    const match = regExp.exec(pathname);
    if (match === null) return null;
    const params: Record<string, string> = {};
    for (const [i, name] of names.entries()) setParam(params, name, match[i + 1]);
    return params;
  };
}

function byUrl(source: string): Pattern["exec"] {
  const pattern = new URLPattern({ pathname: source });
  return (pathname) => {
    const match = pattern.exec({ pathname });
    if (match === null) return null;
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(match.pathname.groups)) {
      setParam(params, name, value);
    }
    return params;
  };
}

function setParam(params: Record<string, string>, name: string, value: string | undefined) {
  if (value === undefined) return;
  if (!value.includes("%")) {
    params[name] = value;
    return;
  }
  try {
    params[name] = decodeURIComponent(value);
  } catch (cause) {
    throw new HttpError(400, "The path holds an invalid percent-encoding", { cause });
  }
}
