import { HttpError } from "fresh";
import { type Digest, readDigest, wordDigest, type WordedDigest } from "@/lib/insights/mod.ts";
import type { State } from "@/lib/services.ts";
import { viewOf } from "@/view.ts";
import { projectNames } from "../../(_components)/decided/list.ts";
import { isUuid } from "../../(_components)/query.ts";

/** A digest and its words, with the address that links of ours begin with. */
export interface ShownDigest {
  digest: Digest;
  worded: WordedDigest;
  base: string;
}

/** Reads a digest of the scope in the reader's language. @throws {HttpError} 404 when there is none */
export async function shownDigest(state: State, id: string, url: URL): Promise<ShownDigest> {
  const { t, request } = viewOf(state);
  const digest = isUuid(id)
    ? await readDigest(state.services.sql, request.accountScopeId, id)
    : null;
  if (digest === null) throw new HttpError(404);
  const worded = wordDigest(digest, projectNames(request), t);
  return { digest, worded, base: state.services.config.publicUrl ?? url.origin };
}
