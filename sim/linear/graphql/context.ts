import type { RateLimitStatus } from "../budget.ts";
import type { FieldFaults } from "./field_faults.ts";
import type { Lists } from "./lists.ts";
import type { Progress } from "./progress.ts";
import type { LinearState } from "../state/state.ts";
import type { Viewer } from "./viewer.ts";

/** What one request's resolvers work with. */
export interface Context {
  state: LinearState;
  lists: Lists;
  viewer: Viewer;
  faults: FieldFaults;
  /** Of a project or cycle, by id. */
  progress(id: string): Progress;
  /** The budget that is left to this viewer. */
  rateLimitStatus(): RateLimitStatus;
  /** True refuses webhooks that are not public HTTPS, as Linear does. */
  publicWebhooksOnly: boolean;
}

/** Resolves one field; graphql-js has checked the arguments against the schema. */
export type Resolver<Source = never, Arguments = never> = (
  source: Source,
  args: Arguments,
  context: Context,
) => unknown;

/** Resolvers by type and field. Fields without one are read off the row. */
export type Resolvers = Record<string, Record<string, Resolver>>;
