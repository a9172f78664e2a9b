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

/** Between two looks, milliseconds: a session may ask 200 times a minute. */
const LOOK_EVERY = 600;

async function waitFor<T>(
  options: PrepareOptions,
  look: () => Promise<T | null>,
): Promise<T | null> {
  const end = Date.now() + PATIENCE;
  while (options.running() && Date.now() < end) {
    const found = await look().catch(() => null);
    if (found !== null) return found;
    await pause(LOOK_EVERY);
  }
  return null;
}

/**
 * Makes a project of each inbox and binds it, through the product's own API, as soon as the inboxes
 * are known: conversations then come into their projects at once. Waits for the end of the first
 * sync. Null when the product ended before.
 */
export async function prepare(options: PrepareOptions): Promise<DemoSummary | null> {
  const session = await waitFor(
    options,
    () => openSession(options.url, options.login, options.password),
  );
  if (session === null) return null;
  const inboxes = await waitFor(options, async () => {
    const { candidates } = await session.get<CandidateReply>(
      "/api/v1/connectors/bindings/candidates",
    );
    const found = candidates.filter((candidate) => candidate.kind === "inbox");
    return found.length === 0 ? null : found;
  });
  for (const { name, ...inbox } of inboxes ?? []) {
    const { project } = await session.post<{ project: { id: string } }>("/api/v1/projects", {
      name,
    });
    await session.post("/api/v1/connectors/bindings", {
      connection_id: inbox.connection_id,
      kind: inbox.kind,
      external_id: inbox.external_id,
      project_id: project.id,
    });
  }
  return await waitFor(options, async () => {
    const { connectors } = await session.get<ConnectorReply>("/api/v1/connectors");
    const [connector] = connectors;
    return connector?.last_synced_at == null ? null : connector.rows;
  });
}
