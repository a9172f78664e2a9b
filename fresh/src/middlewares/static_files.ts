import { internalsOf } from "../context.ts";
import type { MiddlewareFn } from "../middleware.ts";
import { ASSET_PARAM } from "../runtime/asset_param.ts";
import type { StaticFile } from "../snapshot.ts";

const ONE_YEAR = "public, max-age=31536000, immutable";

/**
 * Serves the files of the static folders and the scripts of islands.
 *
 * Files carry an `ETag`, and a conditional request for one that didn't change is answered 304. A
 * URL that changes with the content (a hashed name, or one made by `asset()`) is cached for a year;
 * one made by `asset()` for another build is redirected to the plain one.
 */
export function staticFiles<State>(): MiddlewareFn<State> {
  return async function staticFiles(ctx) {
    const { config, req, url } = ctx;
    if (req.method !== "GET" && req.method !== "HEAD") return await ctx.next();
    const { snapshot } = internalsOf(ctx);
    const file = snapshot?.getStatic(pathBelow(config.basePath, url.pathname)) ?? null;
    if (snapshot === null || file === null) return await ctx.next();

    const build = url.searchParams.get(ASSET_PARAM);
    if (build !== null && build !== snapshot.buildId) {
      const plain = new URL(url);
      plain.searchParams.delete(ASSET_PARAM);
      return ctx.redirect(plain.pathname + plain.search, 307);
    }
    const lasting = config.mode === "production" && (file.immutable || build !== null);
    const headers = new Headers({
      "content-type": file.contentType,
      "cache-control": lasting ? ONE_YEAR : "no-cache",
    });
    const tag = file.hash === null ? null : `"${file.hash}"`;
    if (tag !== null) {
      headers.set("etag", tag);
      if (matches(req.headers.get("if-none-match"), tag)) {
        return new Response(null, { status: 304, headers });
      }
    }
    headers.set("content-length", String(file.size));
    return new Response(await body(req, file), { headers });
  };
}

async function body(req: Request, file: StaticFile): Promise<BodyInit | null> {
  return req.method === "HEAD" ? null : await file.open() as BodyInit;
}

/** The path within the app; an escape that can't be decoded names no file. */
function pathBelow(basePath: string, pathname: string): string {
  const below = pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : "";
  if (!below.includes("%")) return below;
  try {
    return decodeURIComponent(below);
  } catch {
    return "";
  }
}

/** Whether `If-None-Match` names the tag; weak tags count, as RFC 9110 has it. */
function matches(header: string | null, tag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((part) => {
    const value = part.trim();
    return value === "*" || value.replace(/^W\//, "") === tag;
  });
}
