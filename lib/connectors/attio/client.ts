import { z } from "zod";
import { type AttioConfig, type HttpClient, VendorError } from "../../platform/mod.ts";
import type { Pace } from "../pace.ts";
import { classifyStatus, statedError } from "./stated_error.ts";

/** What talking to Attio needs. */
export interface AttioTools {
  http: HttpClient;
  pace: Pace;
  config: Pick<AttioConfig, "baseUrl" | "token">;
}

/** A request. */
export interface AttioRequest {
  method?: "GET" | "POST" | "PATCH" | "PUT";
  body?: unknown;
  /** Tries in all; one for what must not be done twice. */
  tries?: number;
}

/** A reply: its body, and the vendor's clock in epoch milliseconds, null without a `Date` header. */
export interface AttioReply<Body> {
  body: Body;
  date: number | null;
}

/** What asking for one thing by its id finds; while two records are merged, both are `merging`. */
export type Looked = { state: "here"; row: unknown } | { state: "gone" } | { state: "merging" };

/** Sends requests, one at a time. Every call may throw a `VendorError`. */
export interface AttioCalls {
  /** Reads what is always there as `shape` says. */
  ask<Body>(
    path: string,
    shape: z.ZodType<Body>,
    signal: AbortSignal,
    request?: AttioRequest,
  ): Promise<AttioReply<Body>>;
  /** As `ask`, for what may not be there: null. */
  find<Body>(
    path: string,
    shape: z.ZodType<Body>,
    signal: AbortSignal,
    request?: AttioRequest,
  ): Promise<AttioReply<Body> | null>;
  /** Reads one row by its address. */
  look(path: string, signal: AbortSignal): Promise<Looked>;
}

const missing = z.looseObject({ code: z.enum(["not_found", "merge_in_progress"]) });
const one = z.object({ data: z.looseObject({}) });

const without = (path: string) => path.replace(/\?.*/, "");

function unexpected(path: string, error: z.ZodError): VendorError {
  const issue = error.issues[0];
  return new VendorError(
    "decode",
    "unexpected_shape",
    `Attio's reply to ${without(path)} has another shape: ${
      issue?.path.join(".")
    }: ${issue?.message}`,
    { fix: "Check that ATTIO_BASE_URL leads to Attio's API." },
  );
}

/** Makes the functions that ask one workspace. `pace` spaces the requests out. */
export function attioCalls({ http, pace, config }: AttioTools): AttioCalls {
  const headers = {
    authorization: `Bearer ${config.token}`,
    accept: "application/json",
    "content-type": "application/json",
  };

  async function send(path: string, signal: AbortSignal, request: AttioRequest = {}) {
    const { method = "GET", body, tries } = request;
    await pace(signal);
    return await http.requestJson(`${config.baseUrl}/v2${path}`, {
      ...{ method, headers, redirect: "manual" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }, {
      ...{ signal, classify: classifyStatus, classifyBody: statedError },
      ...(tries === undefined ? {} : { tries }),
    });
  }

  function read<Body>(path: string, shape: z.ZodType<Body>, body: unknown): Body {
    const result = shape.safeParse(body);
    if (result.success) return result.data;
    throw unexpected(path, result.error);
  }

  async function find<Body>(
    path: string,
    shape: z.ZodType<Body>,
    signal: AbortSignal,
    request?: AttioRequest,
  ): Promise<AttioReply<Body> | null> {
    const { body, status, date } = await send(path, signal, request);
    if (status !== 404) return { body: read(path, shape, body), date };
    // another 404 than Attio's own says nothing about the row
    read(path, missing, body);
    return null;
  }

  return {
    find,
    async ask(path, shape, signal, request) {
      const reply = await find(path, shape, signal, request);
      if (reply !== null) return reply;
      throw new VendorError("permanent", "not_found", `Attio has no ${without(path)} (404)`, {
        status: 404,
        fix: "Check that ATTIO_BASE_URL leads to Attio's API.",
      });
    },
    async look(path, signal) {
      const { body, status } = await send(path, signal);
      if (status !== 404) return { state: "here", row: read(path, one, body).data };
      return { state: read(path, missing, body).code === "not_found" ? "gone" : "merging" };
    },
  };
}
