/** How verbose the log is. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";

/** Validated settings. Made by `loadConfig`, and passed in wherever one of them is needed. */
export interface Config {
  /** Embedded: own database and cache in one process. Served: PostgreSQL and Redis. */
  mode: "embedded" | "served";
  host: string;
  port: number;
  /** Origin people open (no trailing slash), null when it is the listening address. */
  publicUrl: string | null;
  databaseUrl: string | null;
  redisUrl: string | null;
  dataDir: string;
  /** The one user. `secret` is a bcrypt hash or a plain password of at most 72 bytes. */
  credentials: { login: string; secret: string };
  /** CIDRs of proxies whose forwarding headers count. */
  trustProxy: string[];
  logLevel: LogLevel;
  demo: boolean;
  locale: "en" | "ru";
  /** IANA name; the default scope's. */
  timeZone: string;
  /** Percent, 0 to 100. */
  completenessMinPct: number;
  db: { poolSize: number; statementTimeoutMs: number; slowQueryMs: number };
  metricsToken: string | null;
  chatwoot: ChatwootConfig | null;
  linear: LinearConfig | null;
  attio: AttioConfig | null;
  /** How fast vendors are asked, also for connections made by people. */
  vendorPace: {
    chatwoot: Pick<ChatwootConfig, "requestsPerSecond" | "concurrency">;
    linear: Pick<LinearConfig, "requestsPerSecond">;
    attio: Pick<AttioConfig, "requestsPerSecond">;
  };
  /** Vendor hosts (`host` or `host:port`) that connections made by people may lead to. */
  connectorHosts: string[];
  /** What stored vendor tokens are encrypted with; null: a key kept in the data folder, or none. */
  secretKey: string | null;
  /** Whole months that rows are kept besides the current one. */
  retention: { auditMonths: number; eventsMonths: number };
  /** Seconds between two syncs. */
  syncCadenceSeconds: number;
  /** Loopback port of the embedded database; 0 lets the system choose. */
  embeddedDatabasePort: number;
  /** A model elsewhere that makes the vectors of evidence search; null: they are made here. */
  embeddings: EmbeddingsConfig | null;
  /** A model that may word answers from their evidence; null: the evidence speaks for itself. */
  answerModel: Pick<EmbeddingsConfig, "url" | "key" | "model" | "timeoutMs"> | null;
  /** How thoroughly the index of vectors is searched, unless a scope says otherwise. */
  efSearch: number;
}

/** An endpoint that speaks OpenAI's protocol. */
export interface EmbeddingsConfig {
  /** Address of the endpoint itself. */
  url: string;
  /** Null for one that asks for none. */
  key: string | null;
  model: string;
  /** Numbers of a vector. */
  dimensions: number;
  /** Texts of one request, at most. */
  batch: number;
  timeoutMs: number;
}

/** The connected Chatwoot account. */
export interface ChatwootConfig {
  /** Origin, no trailing slash. */
  baseUrl: string;
  accountId: string;
  token: string;
  /** 0 means no limit. */
  requestsPerSecond: number;
  /** Requests at the same time. */
  concurrency: number;
}

/** The connected Linear workspace. */
export interface LinearConfig {
  /** Origin of the API, no trailing slash. */
  baseUrl: string;
  /** A personal API key, or an OAuth access token. */
  token: string;
  /** 0 means no limit. */
  requestsPerSecond: number;
}

/** The connected Attio workspace. */
export interface AttioConfig {
  /** Origin of the API, no trailing slash. */
  baseUrl: string;
  token: string;
  /** 0 means no limit. */
  requestsPerSecond: number;
}
