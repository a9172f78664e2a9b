import type { PageState } from "../../render/page_state.ts";

/** Starts navigation between pages with partials. */
export function startPartials(_page: PageState): void {}
