import type { Config, HttpClient, Sql, TransactionSql } from "../platform/mod.ts";
import type { BindingCandidate, BindingScope } from "./bindings.ts";
import type { EngineContext } from "./engine.ts";
import type { Pace } from "./pace.ts";
import type { Reconciliation } from "./balance.ts";
import type { Probe, ProbeRequest } from "./probe.ts";
import type { EntityRef, WebhookRules } from "./webhooks/rules.ts";
import type { StreamTraits, WriteCounts } from "./stream.ts";

/** The vendors there can be connections to. */
export const CONNECTOR_NAMES = ["chatwoot", "linear", "attio"] as const;
export type ConnectorName = (typeof CONNECTOR_NAMES)[number];

/** The settings connectors are configured by: those of `Config` that bear a connector's name. */
export type ConnectorSettings = Partial<Pick<Config, Extract<keyof Config, ConnectorName>>>;

/** Something a person should know although the run went on. `code` names the text's translation. */
export interface SyncWarning {
  code: string;
  message: string;
  fix: string;
  /** The stream it is about; it then holds until a run has swept that stream again. */
  stream?: string;
}

/** What one run of a connector is asked to do. */
export interface ConnectorRun extends EngineContext {
  http: HttpClient;
  pace: Pace;
  mode: "incremental" | "full";
  /** Every row of the source is looked for, whenever that was done last: the daily comparison by ids. */
  compare?: boolean;
  /** A person was told that too many rows are missing at the source, and asked for a full run. */
  massDeletionConfirmed: boolean;
}

/** What one run found. */
export interface SyncOutcome {
  mode: "incremental" | "full";
  /** T0: the vendor's clock when the run began, epoch milliseconds. */
  startedAt: number;
  streams: Record<string, WriteCounts>;
  /** The source's own counts, by stream, as far as this run asked for them. */
  sourceCounts: Record<string, number>;
  warnings: SyncWarning[];
}

/** A webhook as the vendor has registered it. */
export interface RegisteredWebhook {
  /** The vendor's own id of it. */
  vendorId: string;
  /** What deliveries are signed with; null: an older server that signs nothing. */
  secret: string | null;
}

/** An issue to be made at the vendor that tracks work. */
export interface IssueOrder {
  /** UUID that the issue is to have; the same one twice makes one issue. */
  id: string;
  /** The vendor's own ids. */
  teamId: string;
  projectId: string | null;
  title: string;
  /** Markdown. */
  description: string;
  /** `YYYY-MM-DD`. */
  dueDate: string | null;
  /** Where it comes from; attached to the issue. */
  link: { url: string; title: string } | null;
}

/** An issue that was made: the vendor's id, its short name and its page. */
export interface MadeIssue {
  id: string;
  identifier: string;
  url: string;
}

/** A vendor account that the settings name. */
export interface Source {
  baseUrl: string;
  /** The vendor's own id of the account or workspace; together with the address it is the connection. */
  externalAccountId: string;
  /** 0: no limit. */
  requestsPerSecond: number;
  /** Reads the source into the database. Throws a `VendorError`; everything committed stays. */
  sync(run: ConnectorRun): Promise<SyncOutcome>;
  /**
   * Reads entities again by their ids and writes what they are now: changed, or gone. What is stored
   * never becomes older by it. Kinds it does not know are passed over.
   *
   * @throws {VendorError} when they cannot be read; everything committed stays
   */
  reread(run: ConnectorRun, refs: readonly EntityRef[]): Promise<void>;
  /** Registers a webhook at the vendor that rings at an address. Throws a `VendorError`. */
  registerWebhook(
    http: HttpClient,
    address: string,
    signal: AbortSignal,
  ): Promise<RegisteredWebhook>;
  /**
   * Makes an issue; asked for again, after a crash or a reply that got lost, it gives the one that is
   * there. Left out by vendors that have no issues. Throws a `VendorError`.
   */
  makeIssue?(http: HttpClient, order: IssueOrder, signal: AbortSignal): Promise<MadeIssue>;
}

/** An account that a person has connected, with its token in clear. */
export interface StoredAccount {
  baseUrl: string;
  externalAccountId: string;
  token: string;
}

/** A vendor as the rest of the product knows it. */
export interface Connector {
  name: ConnectorName;
  /** Its streams in the order they are shown. */
  streams: Readonly<Record<string, StreamTraits>>;
  /** Address of the vendor's own servers. */
  usualAddress: string;
  /** The account the settings name; null when they name none. */
  configure(settings: ConnectorSettings): Source | null;
  /** The settings of an account that a person has connected. */
  settingsOf(account: StoredAccount, pace: Config["vendorPace"]): ConnectorSettings;
  /** Looks at what a token can see. Throws a `VendorError` that says what to do. */
  probe(http: HttpClient, request: ProbeRequest, signal: AbortSignal): Promise<Probe>;
  /** Compares the source's counts of the run that just ended with the rows here. */
  reconcile(
    sql: Sql,
    connectionId: string,
    outcome: SyncOutcome,
  ): Promise<Reconciliation>;
  bindings: ConnectorBindings;
  webhook: WebhookRules;
}

/** How a connector's rows get into projects. */
export interface ConnectorBindings {
  /** Kinds of external scopes that a project can be bound to, the most deliberate first. */
  kinds: readonly string[];
  /** What can be bound in a scope's connections of this connector, with the items each covers. */
  candidates(sql: Sql, accountScopeId: string): Promise<BindingCandidate[]>;
  /** Items of a scope that belong to no project. */
  unassigned(sql: Sql, accountScopeId: string): Promise<number>;
  /**
   * Puts what a binding covers into the project the bindings say now that it was made or removed.
   * Returns how many items moved.
   */
  reassign(tx: TransactionSql, connectionId: string, changed: BindingScope): Promise<number>;
}
