/** Id of the element that holds what the browser's runtime starts from. */
export const STATE_ID = "__FRSH_STATE";

/** What the browser's runtime starts from, besides the serialised props. */
export interface PageState {
  buildId: string;
  basePath: string;
  /** Whether the page has partials. */
  partials: boolean;
  /** Script and export of each kind of island on the page, by its name in the markers. */
  islands: Record<string, [url: string, exportName: string]>;
}
