/** Public face of the API's rules: envelope, parsing, cookies, redirects, idempotency. */
export { cookieName, readCookies, writeCookie } from "./cookies.ts";
export { type KeptReply, once } from "./idempotency.ts";
export { MAX_BODY, parseBody, parseForm, parseQuery, parseUuid } from "./parse.ts";
export { asApiError, fail, succeed } from "./reply.ts";
export { requestIdOf } from "./request_id.ts";
export { localPath, seeOther } from "./return_to.ts";
