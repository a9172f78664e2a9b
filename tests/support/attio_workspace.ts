import { type AttioFakeOptions, createAttioFake } from "@/sim/mod.ts";

/** Where the clock of a workspace stands at first. */
export const start = Date.parse("2026-03-02T09:00:00.500Z");

/** How a request to the stand-in is made; `token` null sends none. */
export interface AskInit {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  token?: string | null;
}

/** A workspace of the Attio stand-in that is asked without a port, on a clock that is set. */
export function attioWorkspace(options: AttioFakeOptions = {}) {
  const clock = { at: start, now: () => clock.at };
  const fake = createAttioFake({
    clock,
    limits: { readsPerSecond: 0, writesPerSecond: 0 },
    ...options,
  });
  const { state } = fake;
  state.grant({ token: "full" });
  const member = state.createMember({
    firstName: "Ann",
    lastName: "Lee",
    email: "ann@agency.example",
    accessLevel: "admin",
  });

  function ask(path: string, init: AskInit = {}): Promise<Response> {
    const { method = "GET", body, token = "full" } = init;
    return fake.handler(
      new Request(`http://attio.test${path}`, {
        method,
        headers: token === null ? {} : { authorization: `Bearer ${token}` },
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
  }

  /** The `data` of a reply that must be a success. */
  async function data<T>(path: string, init: AskInit = {}): Promise<T> {
    const reply = await ask(path, init);
    const body = await reply.json();
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${JSON.stringify(body)}`);
    return body.data as T;
  }

  return {
    ...fake,
    clock,
    member,
    ask,
    data,
    /** Ids of the records that a query finds, in its order. */
    async find(object: string, query: Record<string, unknown> = {}, token = "full") {
      const rows = await data<{ id: { record_id: string } }[]>(
        `/v2/objects/${object}/records/query`,
        { method: "POST", body: query, token },
      );
      return rows.map(({ id }) => id.record_id);
    },
    /** Status and code of a refusal. */
    async refusal(path: string, init: AskInit = {}): Promise<[number, string]> {
      const reply = await ask(path, init);
      const body = await reply.json();
      return [reply.status, body.code];
    },
  };
}
