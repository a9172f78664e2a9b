import { openSession } from "./session.ts";

/** The product to prepare and how to sign in to it. */
export interface PrepareOptions {
  url: string;
  login: string;
  password: string;
  /** False once the product has ended: there is nothing to wait for then. */
  running(): boolean;
}

/** What is there when the first sync has ended. */
export interface DemoSummary {
  conversations: number;
  messages: number;
}

interface ConnectorReply {
  connectors: {
    id: string;
    last_synced_at: string | null;
    rows: { conversations: number; messages: number };
  }[];
}

interface CandidateReply {
  candidates: { connection_id: string; kind: string; external_id: string; name: string }[];
}

/** Longest the first start and sync may take, milliseconds. */
const PATIENCE = 180_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function waitFor<T>(
  options: PrepareOptions,
  look: () => Promise<T | null>,
): Promise<T | null> {
  const end = Date.now() + PATIENCE;
  while (options.running() && Date.now() < end) {
    const found = await look().catch(() => null);
    if (found !== null) return found;
    await pause(200);
  }
  return null;
}

/**
 * Waits for the first sync, then makes a project of each inbox and binds it, through the product's
 * own API. Null when the product ended before.
 */
export async function prepare(options: PrepareOptions): Promise<DemoSummary | null> {
  const session = await waitFor(
    options,
    () => openSession(options.url, options.login, options.password),
  );
  if (session === null) return null;
  const synced = await waitFor(options, async () => {
    const { connectors } = await session.get<ConnectorReply>("/api/v1/connectors");
    const [connector] = connectors;
    return connector?.last_synced_at == null ? null : connector;
  });
  if (synced === null) return null;
  const { candidates } = await session.get<CandidateReply>(
    "/api/v1/connectors/bindings/candidates",
  );
  for (const inbox of candidates.filter((candidate) => candidate.kind === "inbox")) {
    const { project } = await session.post<{ project: { id: string } }>("/api/v1/projects", {
      name: inbox.name,
    });
    await session.post("/api/v1/connectors/bindings", {
      connection_id: inbox.connection_id,
      kind: inbox.kind,
      external_id: inbox.external_id,
      project_id: project.id,
    });
  }
  return synced.rows;
}
