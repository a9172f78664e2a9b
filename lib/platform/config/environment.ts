/** One setting: its name in the environment, what it is for, and how to write it. */
export interface EnvironmentVariable {
  name: string;
  /** True when the value must never be printed. */
  secret: boolean;
  /** One sentence for `.env.example` and for error messages. */
  purpose: string;
  /** A value that is accepted, shown after "for example". */
  example: string;
  /** Read by docker-compose.yml only; accepted in `.env`, not passed to the product. */
  composeOnly?: true;
}

function setting(name: string, purpose: string, example: string): EnvironmentVariable {
  return { name, purpose, example, secret: false };
}

function secret(name: string, purpose: string, example: string): EnvironmentVariable {
  return { name, purpose, example, secret: true };
}

/** Every setting of the product, in the order of `.env.example`. */
export const ENVIRONMENT: readonly EnvironmentVariable[] = [
  secret(
    "AUTH_CREDENTIALS",
    "Login and password (or bcrypt hash, see `deno task hash-password`), separated by a colon.",
    "owner:a-long-password",
  ),
  setting("HOST", "Address to listen on.", "127.0.0.1"),
  setting("PORT", "Port to listen on.", "8000"),
  setting("PUBLIC_URL", "Address people open, when a proxy stands in front.", "https://ct.example"),
  setting("TRUST_PROXY", "Proxies whose forwarding headers count, as CIDRs.", "10.0.0.0/8"),
  setting("DATA_DIR", "Folder of the embedded database and cache.", "data"),
  secret("DATABASE_URL", "PostgreSQL; unset means embedded.", "postgres://user:pw@db:5432/ct"),
  secret("REDIS_URL", "Redis; goes together with DATABASE_URL.", "redis://redis:6379"),
  setting("DB_POOL_SIZE", "Database connections of one process.", "10"),
  setting("DB_STATEMENT_TIMEOUT_MS", "Longest a statement may run, milliseconds.", "30000"),
  setting("DB_SLOW_QUERY_MS", "Statements slower than this are logged, milliseconds.", "500"),
  setting("CHATWOOT_BASE_URL", "Chatwoot's address, without a path.", "https://app.chatwoot.com"),
  setting("CHATWOOT_ACCOUNT_ID", "Number of the Chatwoot account.", "1"),
  secret("CHATWOOT_API_TOKEN", "Access token of a Chatwoot administrator.", "kR3…"),
  setting("CHATWOOT_REQUESTS_PER_SECOND", "Pace of requests to Chatwoot; 0 for no limit.", "5"),
  setting("CHATWOOT_CONCURRENCY", "Requests to Chatwoot at the same time.", "4"),
  setting("LINEAR_BASE_URL", "Address of Linear's API, without a path.", "https://api.linear.app"),
  secret("LINEAR_API_KEY", "Personal API key or OAuth token of a Linear user.", "lin_api_…"),
  setting("LINEAR_REQUESTS_PER_SECOND", "Pace of requests to Linear; 0 for no limit.", "2"),
  setting("ATTIO_BASE_URL", "Address of Attio's API, without a path.", "https://api.attio.com"),
  secret("ATTIO_API_TOKEN", "Access token of the Attio workspace.", "a7c…"),
  setting("ATTIO_REQUESTS_PER_SECOND", "Pace of requests to Attio; 0 for no limit.", "5"),
  setting(
    "CONNECTOR_HOSTS",
    "Hosts that connections made on the connectors page may lead to, separated by commas.",
    "app.chatwoot.com,api.linear.app,api.attio.com",
  ),
  secret(
    "SECRET_KEY",
    "What vendor tokens are encrypted with, at least 32 characters.",
    "J7wq2nVd8mKx4RtZ0bYc6LsE1hGf3PaU",
  ),
  setting("SYNC_CADENCE_SECONDS", "Seconds between two syncs.", "900"),
  setting("COMPLETENESS_MIN_PCT", "Completeness below this many percent alerts.", "95"),
  setting("AUDIT_RETENTION_MONTHS", "Months that the audit trail is kept.", "24"),
  setting("EVENTS_RETENTION_MONTHS", "Months that the feed of events is kept.", "12"),
  setting("LOCALE", "Language before a person chooses one: en or ru.", "en"),
  setting("TIME_ZONE", "IANA time zone in which days begin.", "Europe/Berlin"),
  setting("LOG_LEVEL", "trace, debug, info, warn, error, fatal or silent.", "info"),
  secret("METRICS_TOKEN", "Bearer token that /metrics asks for.", "0f3c…"),
  setting("DEMO", "1 marks every page as demonstration data.", "1"),
  setting("EMBEDDED_DATABASE_PORT", "Loopback port of the embedded database; 0 for any.", "0"),
  setting(
    "EMBEDDINGS_URL",
    "Endpoint that makes vectors for search, in OpenAI's protocol; unset: they are made here.",
    "https://api.openai.com/v1/embeddings",
  ),
  secret("EMBEDDINGS_API_KEY", "Key of EMBEDDINGS_URL.", "sk-…"),
  setting("EMBEDDINGS_MODEL", "Model that EMBEDDINGS_URL is asked for.", "text-embedding-3-small"),
  setting("EMBEDDINGS_DIMENSION", "Numbers of one of its vectors.", "1536"),
  setting("EMBEDDINGS_BATCH", "Texts of one request to it.", "100"),
  setting("EMBEDDINGS_TIMEOUT_MS", "Longest a model may take, milliseconds.", "20000"),
  setting(
    "ANSWER_URL",
    "Endpoint that words answers from their evidence, in OpenAI's protocol; unset: none does.",
    "https://api.openai.com/v1/chat/completions",
  ),
  secret("ANSWER_API_KEY", "Key of ANSWER_URL.", "sk-…"),
  setting("ANSWER_MODEL", "Model that ANSWER_URL is asked for.", "gpt-4.1-mini"),
  setting("VECTOR_EF_SEARCH", "How thoroughly vectors are searched, 10 to 1000.", "100"),
  {
    ...secret("POSTGRES_PASSWORD", "Password of the compose file's database.", "change-me"),
    composeOnly: true,
  },
  { ...setting("PUBLISHED_PORT", "Port the compose file publishes.", "8000"), composeOnly: true },
];

/** Names the product reads: what `--allow-env` permits and what a child process is given. */
export const ENVIRONMENT_NAMES: readonly string[] = ENVIRONMENT
  .filter((variable) => !variable.composeOnly).map((variable) => variable.name);

/** Looks a setting up by name. */
export function environmentVariable(name: string): EnvironmentVariable | null {
  return ENVIRONMENT.find((variable) => variable.name === name) ?? null;
}
