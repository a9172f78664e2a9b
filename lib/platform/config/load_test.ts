import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { ConfigError } from "../errors.ts";
import { loadConfig } from "./load.ts";

const least = { AUTH_CREDENTIALS: "owner:correct horse" };

function refused(env: Record<string, string>): ConfigError {
  let caught: unknown;
  try {
    loadConfig({ ...least, ...env });
  } catch (error) {
    caught = error;
  }
  ok(caught instanceof ConfigError, `accepted ${JSON.stringify(env)}`);
  return caught;
}

Deno.test("credentials alone start an embedded product on loopback", () => {
  deepEqual(loadConfig(least), {
    mode: "embedded",
    host: "127.0.0.1",
    port: 8000,
    publicUrl: null,
    databaseUrl: null,
    redisUrl: null,
    dataDir: "data",
    credentials: { login: "owner", secret: "correct horse" },
    trustProxy: [],
    logLevel: "info",
    demo: false,
    locale: "en",
    timeZone: "UTC",
    completenessMinPct: 95,
    db: { poolSize: 10, statementTimeoutMs: 30_000, slowQueryMs: 500 },
    metricsToken: null,
    chatwoot: null,
    linear: null,
    attio: null,
    vendorPace: {
      chatwoot: { requestsPerSecond: 5, concurrency: 4 },
      linear: { requestsPerSecond: 2 },
      attio: { requestsPerSecond: 5 },
    },
    connectorHosts: ["app.chatwoot.com", "api.linear.app", "api.attio.com"],
    secretKey: null,
    retention: { auditMonths: 24, eventsMonths: 12 },
    syncCadenceSeconds: 900,
    embeddedDatabasePort: 0,
    embeddings: null,
    answerModel: null,
    efSearch: 100,
  });
});

Deno.test("every setting reaches the configuration", () => {
  const config = loadConfig({
    AUTH_CREDENTIALS: "a:b:c",
    HOST: "0.0.0.0",
    PORT: "9000",
    PUBLIC_URL: "https://ct.example/",
    TRUST_PROXY: "10.0.0.0/8, ::1",
    DATA_DIR: "/var/lib/ct",
    DATABASE_URL: "postgres://u:p@db/ct",
    REDIS_URL: "rediss://r:6380",
    DB_POOL_SIZE: "3",
    DB_STATEMENT_TIMEOUT_MS: "1000",
    DB_SLOW_QUERY_MS: "0",
    CHATWOOT_BASE_URL: "http://127.0.0.1:3000",
    CHATWOOT_ACCOUNT_ID: "7",
    CHATWOOT_API_TOKEN: "t0ken",
    CHATWOOT_REQUESTS_PER_SECOND: "0",
    CHATWOOT_CONCURRENCY: "8",
    LINEAR_BASE_URL: "http://127.0.0.1:3001",
    LINEAR_API_KEY: "lin_api_k3y",
    LINEAR_REQUESTS_PER_SECOND: "1.5",
    ATTIO_BASE_URL: "http://127.0.0.1:3002",
    ATTIO_API_TOKEN: "att10",
    ATTIO_REQUESTS_PER_SECOND: "9",
    CONNECTOR_HOSTS: "Chat.example:8443, [::1]:3000",
    SECRET_KEY: "0123456789abcdef0123456789abcdef",
    SYNC_CADENCE_SECONDS: "60",
    COMPLETENESS_MIN_PCT: "99.5",
    AUDIT_RETENTION_MONTHS: "36",
    EVENTS_RETENTION_MONTHS: "6",
    LOCALE: "ru",
    TIME_ZONE: "Europe/Moscow",
    LOG_LEVEL: "debug",
    METRICS_TOKEN: "0123456789abcdef",
    DEMO: "1",
    EMBEDDED_DATABASE_PORT: "15432",
    EMBEDDINGS_URL: "https://models.example/v1/embeddings",
    EMBEDDINGS_API_KEY: "sk-1",
    EMBEDDINGS_MODEL: "small",
    EMBEDDINGS_DIMENSION: "768",
    EMBEDDINGS_BATCH: "10",
    EMBEDDINGS_TIMEOUT_MS: "5000",
    ANSWER_URL: "https://answers.example/v1/chat/completions",
    ANSWER_API_KEY: "sk-2",
    ANSWER_MODEL: "words",
    VECTOR_EF_SEARCH: "200",
  });
  deepEqual(config, {
    mode: "served",
    host: "0.0.0.0",
    port: 9000,
    publicUrl: "https://ct.example",
    databaseUrl: "postgres://u:p@db/ct",
    redisUrl: "rediss://r:6380",
    dataDir: "/var/lib/ct",
    credentials: { login: "a", secret: "b:c" },
    trustProxy: ["10.0.0.0/8", "::1"],
    logLevel: "debug",
    demo: true,
    locale: "ru",
    timeZone: "Europe/Moscow",
    completenessMinPct: 99.5,
    db: { poolSize: 3, statementTimeoutMs: 1000, slowQueryMs: 0 },
    metricsToken: "0123456789abcdef",
    chatwoot: {
      baseUrl: "http://127.0.0.1:3000",
      accountId: "7",
      token: "t0ken",
      requestsPerSecond: 0,
      concurrency: 8,
    },
    linear: { baseUrl: "http://127.0.0.1:3001", token: "lin_api_k3y", requestsPerSecond: 1.5 },
    attio: { baseUrl: "http://127.0.0.1:3002", token: "att10", requestsPerSecond: 9 },
    vendorPace: {
      chatwoot: { requestsPerSecond: 0, concurrency: 8 },
      linear: { requestsPerSecond: 1.5 },
      attio: { requestsPerSecond: 9 },
    },
    connectorHosts: ["chat.example:8443", "[::1]:3000"],
    secretKey: "0123456789abcdef0123456789abcdef",
    retention: { auditMonths: 36, eventsMonths: 6 },
    syncCadenceSeconds: 60,
    embeddedDatabasePort: 15432,
    embeddings: {
      url: "https://models.example/v1/embeddings",
      key: "sk-1",
      model: "small",
      dimensions: 768,
      batch: 10,
      timeoutMs: 5000,
    },
    answerModel: {
      url: "https://answers.example/v1/chat/completions",
      key: "sk-2",
      model: "words",
      timeoutMs: 5000,
    },
    efSearch: 200,
  });
});

Deno.test("missing credentials are named with the way to set them", () => {
  throws(() => loadConfig({}), (error: unknown) => {
    ok(error instanceof ConfigError);
    equal(error.variable, "AUTH_CREDENTIALS");
    equal(error.reason, "is not set");
    ok(error.fix.includes("hash-password"));
    return true;
  });
});

Deno.test("an empty value counts as not set", () => {
  throws(() => loadConfig({ AUTH_CREDENTIALS: " " }), /AUTH_CREDENTIALS: is not set/);
  equal(loadConfig({ ...least, PORT: "", REDIS_URL: "" }).port, 8000);
});

for (
  const [name, value] of [
    ["AUTH_CREDENTIALS", "no-colon"],
    ["AUTH_CREDENTIALS", ":no login"],
    ["AUTH_CREDENTIALS", "no password:"],
    ["AUTH_CREDENTIALS", `owner:${"ё".repeat(37)}`],
    ["CONNECTOR_HOSTS", "https://chat.example"],
    ["CONNECTOR_HOSTS", "chat.example/path"],
    ["SECRET_KEY", "short"],
    ["LINEAR_API_KEY", "two words"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80 "],
    ["PORT", "8000x"],
    ["HOST", "a b"],
    ["PUBLIC_URL", "ct.example"],
    ["PUBLIC_URL", "ftp://ct.example"],
    ["PUBLIC_URL", "https://ct.example/path"],
    ["TRUST_PROXY", "10.0.0.0/33"],
    ["TRUST_PROXY", "everyone"],
    ["TRUST_PROXY", "10.0.0.0/8/8"],
    ["DATABASE_URL", "mysql://db/ct"],
    ["REDIS_URL", "redis"],
    ["DB_POOL_SIZE", "0"],
    ["DB_STATEMENT_TIMEOUT_MS", "1e3"],
    ["DB_SLOW_QUERY_MS", "fast"],
    ["CHATWOOT_BASE_URL", "app.chatwoot.com"],
    ["CHATWOOT_BASE_URL", "https://user:pw@app.chatwoot.com"],
    ["CHATWOOT_ACCOUNT_ID", "0"],
    ["CHATWOOT_ACCOUNT_ID", "one"],
    ["CHATWOOT_API_TOKEN", "two words"],
    ["CHATWOOT_REQUESTS_PER_SECOND", "-5"],
    ["CHATWOOT_CONCURRENCY", "65"],
    ["SYNC_CADENCE_SECONDS", "9"],
    ["COMPLETENESS_MIN_PCT", "100.1"],
    ["AUDIT_RETENTION_MONTHS", "0"],
    ["EVENTS_RETENTION_MONTHS", "1.5"],
    ["LOCALE", "de"],
    ["TIME_ZONE", "Mars/Olympus"],
    ["LOG_LEVEL", "loud"],
    ["METRICS_TOKEN", "short"],
    ["DEMO", "maybe"],
    ["EMBEDDED_DATABASE_PORT", "70000"],
  ] as const
) {
  Deno.test(`${name}=${value.slice(0, 32)} is refused, without quoting it`, () => {
    const error = refused({ [name]: value });
    equal(error.variable, name);
    ok(error.reason.startsWith("must "), error.reason);
    ok(error.fix.includes(`${name}=`), error.fix);
    ok(value.length < 6 || !error.reason.includes(value), error.message);
  });
}

Deno.test("72 bytes of password are accepted", () => {
  const secret = "ё".repeat(36);
  equal(loadConfig({ AUTH_CREDENTIALS: `owner:${secret}` }).credentials.secret, secret);
});

Deno.test("one store without the other is refused, never silently wrong", () => {
  equal(refused({ DATABASE_URL: "postgres://u@db/ct" }).variable, "REDIS_URL");
  equal(refused({ REDIS_URL: "redis://redis" }).variable, "DATABASE_URL");
});

Deno.test("half a Chatwoot account is refused", () => {
  equal(refused({ CHATWOOT_ACCOUNT_ID: "1" }).variable, "CHATWOOT_API_TOKEN");
  equal(refused({ CHATWOOT_API_TOKEN: "t" }).variable, "CHATWOOT_ACCOUNT_ID");
  const whole = loadConfig({ ...least, CHATWOOT_ACCOUNT_ID: "1", CHATWOOT_API_TOKEN: "t" });
  equal(whole.chatwoot?.baseUrl, "https://app.chatwoot.com");
  equal(whole.chatwoot?.requestsPerSecond, 5);
});

Deno.test("misspelt settings are refused, other programs' variables are not", () => {
  equal(refused({ REDIS_ULR: "redis://r" }).fix, "Did you mean REDIS_URL?");
  equal(refused({ CHATWOOT_SECRET: "x" }).variable, "CHATWOOT_SECRET");
  equal(refused({ LOG_LEVELS: "info" }).fix, "Did you mean LOG_LEVEL?");
  loadConfig({
    ...least,
    PATH: "/bin",
    REDIS_PORT: "tcp://10.0.0.1:6379",
    HOSTS: "x",
    PGHOST: "h",
  });
});
