import { z } from "zod";
import { type Clock, type HttpClient, type LinearConfig, VendorError } from "../../platform/mod.ts";
import type { Pace } from "../pace.ts";
import { authorizationOf, checkToken } from "./authorization.ts";
import { sparingWait } from "./limits.ts";
import { refusedRedirect, statedError } from "./stated_error.ts";

/** What talking to Linear needs. */
export interface LinearTools {
  http: HttpClient;
  clock: Clock;
  pace: Pace;
  config: Pick<LinearConfig, "baseUrl" | "token">;
}

/** A reply's `data`, and the vendor's clock in epoch milliseconds, null without a `Date` header. */
export interface GraphqlReply<Data> {
  data: Data;
  date: number | null;
}

/**
 * Sends a document and reads the reply's `data` as `shape` says. A reply with errors is no reply,
 * whatever else it holds.
 *
 * @throws {VendorError}
 */
export type Ask = <Data>(
  document: string,
  variables: Record<string, unknown>,
  shape: z.ZodType<Data>,
  signal: AbortSignal,
) => Promise<GraphqlReply<Data>>;

/** Makes the function that asks one workspace. It spaces requests out, wider when little is left. */
export function linearAsk({ http, clock, pace, config }: LinearTools): Ask {
  let notBefore = 0;

  return async (document, variables, shape, signal) => {
    checkToken(config.token);
    await pace(signal);
    const early = notBefore - clock.now();
    if (early > 0) await clock.sleep(early, signal);
    const { body, date, headers } = await http.requestJson(`${config.baseUrl}/graphql`, {
      method: "POST",
      headers: {
        authorization: authorizationOf(config.token),
        accept: "application/json",
        "content-type": "application/json",
      },
      body: JSON.stringify({ query: document, variables }),
      redirect: "manual",
    }, {
      signal,
      classify: refusedRedirect,
      classifyBody: (body, headers) => statedError(body, headers, config.token, clock.now()),
    });
    notBefore = clock.now() + sparingWait(headers);
    const parsed = z.object({ data: shape }).safeParse(body);
    if (parsed.success) return { data: parsed.data.data, date };
    const issue = parsed.error.issues[0];
    const what = /^\w+ (\w+)/.exec(document)?.[1] ?? "a query";
    throw new VendorError(
      "decode",
      "unexpected_shape",
      `Linear's reply to ${what} has another shape: ${issue?.path.join(".")}: ${issue?.message}`,
      { fix: "Check that LINEAR_BASE_URL leads to Linear's API." },
    );
  };
}
