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
  issues: number;
  deals: number;
}

interface ConnectorReply {
  connectors: {
    id: string;
    last_synced_at: string | null;
    rows: Record<string, number>;
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

type Candidate = CandidateReply["candidates"][number];

/** What of each vendor belongs to a client as a whole. */
const BOUND = ["inbox", "linear_project", "attio_company"];

/**
 * Makes a project of each inbox, and binds to it what bears its name, through the product's own API:
 * conversations as soon as the inboxes are known, so that they come into their projects at once, the
 * rest when it is there. Waits for the end of the first sync of every source. Null when the product
 * ended before.
 */
export async function prepare(options: PrepareOptions): Promise<DemoSummary | null> {
  const session = await waitFor(
    options,
    () => openSession(options.url, options.login, options.password),
  );
  if (session === null) return null;
  const projects = new Map<string, string>();
  const bound = new Set<string>();
  const candidates = async () =>
    (await session.get<CandidateReply>("/api/v1/connectors/bindings/candidates")).candidates;

  async function bind({ connection_id, kind, external_id, name }: Candidate): Promise<void> {
    if (kind === "inbox" && !projects.has(name)) {
      const made = await session!.post<{ project: { id: string } }>("/api/v1/projects", { name });
      projects.set(name, made.project.id);
    }
    const project_id = projects.get(name);
    const key = `${kind} ${external_id}`;
    if (project_id === undefined || bound.has(key)) return;
    bound.add(key);
    const binding = { connection_id, kind, external_id, project_id };
    await session!.post("/api/v1/connectors/bindings", binding);
  }

  async function bindAll(): Promise<number> {
    const known = (await candidates()).filter(({ kind }) => BOUND.includes(kind));
    // inboxes first: they make the projects the others go to
    const inOrder = known.toSorted((a, b) => BOUND.indexOf(a.kind) - BOUND.indexOf(b.kind));
    for (const candidate of inOrder) await bind(candidate);
    return known.length;
  }

  await waitFor(options, async () => await bindAll() === 0 ? null : true);
  const synced = await waitFor(options, async () => {
    const { connectors } = await session.get<ConnectorReply>("/api/v1/connectors");
    if (connectors.some(({ last_synced_at }) => last_synced_at === null)) return null;
    return Object.assign({}, ...connectors.map(({ rows }) => rows)) as Record<string, number>;
  });
  if (synced === null) return null;
  await bindAll();
  const { conversations = 0, messages = 0, issues = 0, deals = 0 } = synced;
  return { conversations, messages, issues, deals };
}
