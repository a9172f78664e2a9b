/** Search parameter that holds the build a URL was made for: `asset()` adds it. */
export const ASSET_PARAM = "__frsh_c";
