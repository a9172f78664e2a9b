import assert from "node:assert/strict";
import { App } from "./app.ts";
import type { ListenOptions } from "./listen.ts";

/** Listens on a free port of the loopback for as long as the function runs. */
async function listening(app: App, run: (address: string) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  let port = 0;
  const options: ListenOptions = {
    hostname: "127.0.0.1",
    port: 0,
    signal: stop.signal,
    onListen: (address) => void (port = address.port),
  };
  await app.listen(options);
  try {
    await run(`127.0.0.1:${port}`);
  } finally {
    stop.abort();
  }
}

Deno.test("app.listen - serves requests and tells who asks", async () => {
  const app = new App().get("/", (ctx) => Response.json(ctx.info.remoteAddr));
  await listening(app, async (address) => {
    const response = await fetch(`http://${address}/`);
    assert.equal((await response.json()).hostname, "127.0.0.1");
  });
});

Deno.test("app.listen - says where it listens", async () => {
  const stop = new AbortController();
  const log = console.log;
  const lines: string[] = [];
  console.log = (line: string) => lines.push(line);
  try {
    await new App().listen({ port: 0, hostname: "127.0.0.1", signal: stop.signal });
  } finally {
    console.log = log;
    stop.abort();
  }
  assert.match(lines[0] ?? "", /^Listening on http:\/\/127\.0\.0\.1:\d+\/$/);
});

Deno.test("app.listen - a taken port is an error", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  await assert.rejects(
    () => new App().listen({ hostname: "127.0.0.1", port: taken.addr.port }),
    Deno.errors.AddrInUse,
  );
});

Deno.test("app.listen - without a port takes the first free one from 8000 on", async () => {
  const others: Deno.Listener[] = [];
  try {
    // Somebody may listen there already.
    others.push(Deno.listen({ hostname: "127.0.0.1", port: 8000 }));
  } catch (error) {
    assert.ok(error instanceof Deno.errors.AddrInUse);
  }
  const stop = new AbortController();
  let port = 0;
  const options = {
    hostname: "127.0.0.1",
    signal: stop.signal,
    onListen: (address: Deno.NetAddr) => void (port = address.port),
  };
  await new App().listen(options);
  assert.ok(port > 8000 && port < 8020, `${port}`);
  stop.abort();
  for (const other of others) other.close();
});

/** Opens a WebSocket, sends a message and answers the first one that comes back. */
async function talk(url: string, message: string, protocol?: string) {
  const socket = new WebSocket(url, protocol);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  socket.onopen = () => socket.send(message);
  socket.onmessage = (event) => resolve(event.data);
  socket.onerror = () => reject(new Error("the connection failed"));
  const answer = await promise;
  const closed = new Promise((done) => socket.onclose = done);
  socket.close(1000, "bye");
  await closed;
  return { answer, protocol: socket.protocol };
}

Deno.test("app.ws - upgrades and calls the handlers", async () => {
  const events: string[] = [];
  const closed = Promise.withResolvers<void>();
  const app = new App().ws("/ws", {
    open: () => void events.push("open"),
    message: (socket, event) => socket.send(`Echo: ${event.data}`),
    close: (_, code, reason) => {
      events.push(`close ${code} ${reason}`);
      closed.resolve();
    },
  }, { protocol: "chat" });
  await listening(app, async (address) => {
    const { answer, protocol } = await talk(`ws://${address}/ws`, "hi", "chat");
    assert.deepEqual([answer, protocol], ["Echo: hi", "chat"]);
    await closed.promise;
  });
  assert.deepEqual(events, ["open", "close 1000 bye"]);
});

Deno.test("ctx.upgrade - hands the socket out when called without handlers", async () => {
  const app = new App().get("/ws", (ctx) => {
    const { socket, response } = ctx.upgrade({ idleTimeout: 60 });
    socket.onmessage = (event) => socket.send(event.data.toUpperCase());
    return response;
  });
  await listening(app, async (address) => {
    assert.equal((await talk(`ws://${address}/ws`, "hi")).answer, "HI");
  });
});

Deno.test("ctx.upgrade - a request that wants no WebSocket gets 400", async () => {
  const app = new App().ws("/ws", {});
  const response = await app.handler()(new Request("http://localhost/ws"));
  assert.equal(response.status, 400);
  assert.equal(await response.text(), "Expected a WebSocket upgrade request");
});
