import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";
import { type Method, METHODS } from "./handlers.ts";
import { parsePattern, type Pattern } from "./pattern.ts";

/** What a path and a method lead to. */
export type RouteMatch<T> =
  | { found: true; pattern: string; params: Record<string, string>; target: T }
  /** No route: `allow` names the methods the path does answer, empty when there is none. */
  | { found: false; allow: Method[]; pattern: string | null };

/** Finds the target registered for a method and a path. */
export interface Router<T> {
  /**
   * @throws {HttpError} 400 when the path holds an invalid percent-encoding
   */
  match(method: string, pathname: string): RouteMatch<T>;
}

/** A pattern with what is registered for it. */
interface Node<T> {
  pattern: Pattern;
  targets: Map<Method, T>;
}

/** One registration: methods null for all of them. */
export interface Registration<T> {
  pattern: string;
  methods: Iterable<Method> | null;
  target: T;
}

/**
 * Builds a router. Static paths win over patterns; among patterns, and among targets for the same
 * path and method, the one registered first wins. HEAD falls back to GET. A path that ends with a
 * slash is, when nothing matches it, looked up without.
 *
 * @throws {TypeError} when a pattern can't be read
 */
export function buildRouter<T>(registrations: Iterable<Registration<T>>): Router<T> {
  const statics = new Map<string, Node<T>>();
  const dynamics = new Map<string, Node<T>>();
  for (const { pattern: source, methods, target } of registrations) {
    const pattern = parsePattern(source);
    const nodes = pattern.path === null ? dynamics : statics;
    const key = pattern.path ?? source;
    let node = nodes.get(key);
    if (node === undefined) nodes.set(key, node = { pattern, targets: new Map() });
    for (const method of methods ?? METHODS) {
      if (!node.targets.has(method)) node.targets.set(method, target);
    }
  }
  const candidates = candidateFinder([...dynamics.values()]);

  const find = (method: Method, pathname: string): RouteMatch<T> => {
    const allow = new Set<Method>();
    let first: string | null = null;
    for (const node of nodesAt(pathname)) {
      const params = node.pattern.exec(pathname);
      if (params === null) continue;
      const target = node.targets.get(method) ??
        (method === "HEAD" ? node.targets.get("GET") : undefined);
      if (target !== undefined) {
        return { found: true, pattern: node.pattern.source, params, target };
      }
      first ??= node.pattern.source;
      for (const allowed of node.targets.keys()) allow.add(allowed);
      if (allow.has("GET")) allow.add("HEAD");
    }
    return { found: false, allow: [...allow], pattern: first };
  };

  function* nodesAt(pathname: string): Iterable<Node<T>> {
    const node = statics.get(pathname);
    if (node !== undefined) yield node;
    yield* candidates(pathname);
  }

  return {
    match(method, pathname) {
      const match = find(method as Method, pathname);
      if (match.found || match.pattern !== null || !/.\/$/.test(pathname)) return match;
      return find(method as Method, pathname.replace(/\/+$/, ""));
    },
  };
}

/**
 * Narrows the patterns down to those that may match a path, in the order of registration. The
 * router's own parameters are not used: the pattern reads them, as it has the last word anyway.
 */
function candidateFinder<T>(nodes: Node<T>[]): (pathname: string) => Node<T>[] {
  if (nodes.length === 0) return () => [];
  const router = new SmartRouter<Node<T>>({ routers: [new RegExpRouter(), new TrieRouter()] });
  for (const node of nodes) router.add("ALL", node.pattern.candidate, node);
  return (pathname) => router.match("ALL", pathname)[0].map(([node]) => node);
}
