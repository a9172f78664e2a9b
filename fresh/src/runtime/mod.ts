/**
 * What components use on the server and in the browser. This is the server's variant; browsers get
 * `browser.ts` in its place.
 *
 * @module
 */
export { HttpError } from "../error.ts";
export { asset, assetSrcSet } from "./asset.ts";
export { Head, type HeadProps } from "./head.ts";
export { Partial, type PartialProps } from "./partial.ts";

/** Whether this runs in a browser. */
export const IS_BROWSER = false as boolean;
