import { Notice } from "@/components/state/Notice.tsx";
import { localPath, seeOther } from "@/lib/api/mod.ts";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { withQuery } from "../../(_components)/query.ts";

/** What can have been done, by the word in the address. */
const done: Record<string, PlainKey> = {
  rated: "search.thanks",
  saved: "search.doneSaved",
  forgotten: "search.doneForgotten",
  requested: "search.refreshRequested",
  tuned: "search.tuned",
};

const refused: Record<string, PlainKey> = {
  too_many: "search.refusedTooMany",
  not_found: "search.refusedGone",
  no_vectors: "search.refusedVectors",
};

/** The page's own address, without what was just done. */
export function plainAddress(url: URL): string {
  return withQuery(url, { done: undefined, refused: undefined, run: undefined });
}

/** What was just done, or why it was not. */
export function ToldNotice({ t, url }: { t: Translator; url: URL }) {
  const good = done[url.searchParams.get("done") ?? ""];
  if (good !== undefined) return <Notice tone="good" title={t(good)} testId="told" />;
  const bad = refused[url.searchParams.get("refused") ?? ""];
  return bad === undefined ? null : <Notice tone="warn" title={t(bad)} testId="told" />;
}

/** Does what a form asks, and leads back to its page, telling what was done or why it was not. */
export async function backAfter(
  address: string,
  work: () => Promise<Record<string, string>>,
): Promise<Response> {
  const url = new URL(localPath(address), "http://this.site");
  const plain = new URL(plainAddress(url), url);
  try {
    return seeOther(withQuery(plain, await work()));
  } catch (error) {
    if (!(error instanceof ApiError) || refused[error.code] === undefined) throw error;
    return seeOther(withQuery(plain, { refused: error.code }));
  }
}
