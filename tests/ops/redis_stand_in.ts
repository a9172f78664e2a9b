/** A server that speaks just enough of Redis' protocol to be connected to. */
export interface RedisStandIn {
  port: number;
  /** Whether it refused a password. */
  refused(): boolean;
  close(): Promise<void>;
}

/** The words of the commands in what a client sent: arrays of bulk strings. */
function* commands(text: string): Generator<string[]> {
  let rest = text;
  while (rest.startsWith("*")) {
    const parts = rest.split("\r\n");
    const count = Number(parts[0]!.slice(1));
    yield Array.from({ length: count }, (_, index) => parts[2 * index + 2]!);
    rest = parts.slice(2 * count + 1).join("\r\n");
  }
}

/** Listens on a loopback port, says that it has the given version, and asks for the password. */
export function serveRedis(
  { version = "7.0.0", password }: { version?: string; password?: string },
): RedisStandIn {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let refused = false;

  function answer([name = "", ...words]: string[], entry: { known: boolean }): string {
    const command = name.toLowerCase();
    // a client says hello with its password in one
    if (command === "auth" || command === "hello") {
      entry.known = password === undefined || words.at(-1) === password;
      refused ||= !entry.known;
      if (!entry.known) return "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
      return command === "auth" ? "+OK\r\n" : "%1\r\n$5\r\nproto\r\n:3\r\n";
    }
    if (!entry.known) return "-NOAUTH Authentication required.\r\n";
    switch (command) {
      case "info": {
        const text = `# Server\r\nredis_version:${version}\r\n`;
        return `$${text.length}\r\n${text}\r\n`;
      }
      case "ping":
        return "+PONG\r\n";
      default:
        return "+OK\r\n";
    }
  }

  async function attend(connection: Deno.Conn): Promise<void> {
    const entry = { known: password === undefined };
    try {
      for await (const chunk of connection.readable) {
        for (const command of commands(new TextDecoder().decode(chunk))) {
          await connection.write(new TextEncoder().encode(answer(command, entry)));
        }
      }
    } catch {
      // the client has gone
    }
  }

  const attending: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const connection of listener) attending.push(attend(connection));
  })();
  return {
    port: listener.addr.port,
    refused: () => refused,
    async close() {
      listener.close();
      await accepting;
      await Promise.all(attending);
    },
  };
}
