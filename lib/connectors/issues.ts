import { ApiError, type HttpClient } from "../platform/mod.ts";
import type { IssueOrder, MadeIssue } from "./connector.ts";
import type { Sources } from "./sources.ts";

/** What making issues needs. */
export interface IssueTools {
  http: HttpClient;
  sources: Sources;
}

/** Making issues at the vendors that track work. */
export interface Issues {
  /** Ids of a scope's connections in which issues can be made, as far as their vendor has issues. */
  connections(accountScopeId: string): Promise<string[]>;
  /**
   * Makes an issue; asked for again with the same id, it gives the one that is there.
   *
   * @throws {ApiError} 404 for a connection that the scope does not have, or that has no issues
   * @throws {VendorError} `config` / `forbidden` when the token may not write
   */
  make(
    accountScopeId: string,
    connectionId: string,
    order: IssueOrder,
    signal: AbortSignal,
  ): Promise<MadeIssue>;
}

/** Wires the making of issues. */
export function createIssues({ http, sources }: IssueTools): Issues {
  return {
    async connections(accountScopeId) {
      const all = await sources.list(accountScopeId);
      return all.filter(({ source }) => source.makeIssue !== undefined)
        .map(({ connectionId }) => connectionId);
    },
    async make(accountScopeId, connectionId, order, signal) {
      const connected = (await sources.list(accountScopeId))
        .find((candidate) => candidate.connectionId === connectionId);
      if (connected?.source.makeIssue === undefined) {
        throw new ApiError(404, "not_found", "There is no such connection to make issues in.");
      }
      return await connected.source.makeIssue(http, order, signal);
    },
  };
}
