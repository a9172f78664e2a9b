import { type PageState, STATE_ID } from "../../render/page_state.ts";
import type { Entry } from "../../serialize/format.ts";

/** Reads what the server passes along with a page; null when the page needs no scripts. */
export function readPageState(page: Document): [PageState, Entry[]] | null {
  const json = page.getElementById(STATE_ID)?.textContent;
  return json ? JSON.parse(json) : null;
}
