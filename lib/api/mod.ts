/** Public face of the API's rules: envelope, parsing, paging, cookies, redirects, idempotency. */
export { cookieName, readCookies, writeCookie } from "./cookies.ts";
export { csvLine, csvReply } from "./csv.ts";
export { type CreatingRequest, type KeptReply, once } from "./idempotency.ts";
export { keysetPage, newestFirst, type Page, pageOf, pageQuery, placeIn } from "./paging.ts";
export { parseBody, parseForm, parseNoBody, parseQuery, parseUuid } from "./parse.ts";
export { MAX_BODY, readBody } from "./read_body.ts";
export { asApiError, fail, succeed, succeedKept } from "./reply.ts";
export { requestIdOf } from "./request_id.ts";
export { localPath, seeOther } from "./return_to.ts";
export { type ApiInfo, jsonSchemaOf, openApiDocument } from "./openapi.ts";
export { type Operation, operation } from "./operation.ts";
