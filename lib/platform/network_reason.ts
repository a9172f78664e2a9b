const REASONS: Record<string, string> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was reset",
  EHOSTUNREACH: "there is no way to that host",
  ENETUNREACH: "there is no way to that network",
  ENOTFOUND: "no host of that name was found",
  EAI_AGAIN: "no host of that name was found",
  ETIMEDOUT: "no answer came in time",
  CONNECT_TIMEOUT: "no answer came in time",
  CONNECTION_CLOSED: "the connection was closed",
};

/** The code an error of a store or the network carries; null when it has none. */
export function codeOf(error: unknown): string | null {
  const code: unknown = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : null;
}

/** Why a server cannot be reached, in words; null when the error says something else. */
export function networkReason(error: unknown): string | null {
  return REASONS[codeOf(error) ?? ""] ?? null;
}

/** Host and port of an address, without its credentials. */
export function placeOf(address: string, usualPort: number): string {
  const { hostname, port } = new URL(address);
  return `${hostname}:${port === "" ? usualPort : port}`;
}
