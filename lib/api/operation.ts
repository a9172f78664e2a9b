import type { z } from "zod";

/** One operation of the API, as it is checked and as it is described. */
export interface Operation<
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  /** Unique name in lower camel case. */
  name: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the API's base; parameters in braces. */
  path: string;
  /** What it belongs to, for the order of the documentation. */
  tag: string;
  /** One line. */
  summary: string;
  description?: string;
  query?: Query;
  body?: Body;
  /** What the reply holds beside `ok` and `request_id`. */
  reply: z.ZodType;
  /** The reply holds nothing beside that. */
  bare?: boolean;
  /** Status of a success; 200 unless given. */
  status?: number;
  /** Makes something, and honours `Idempotency-Key`. */
  creates?: boolean;
  /** Needs neither session nor token. */
  open?: boolean;
  /** Failures beside those that every operation of its kind has. */
  fails?: (404 | 409)[];
}

/** Types an operation, so that its schemas keep theirs. */
export function operation<const O extends Operation>(described: O): O {
  return described;
}
