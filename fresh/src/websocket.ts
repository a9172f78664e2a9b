import { HttpError } from "./error.ts";

/** What is called for the events of a WebSocket; all optional. */
export interface WebSocketHandlers {
  /** The connection is established. */
  open?(socket: WebSocket): void;
  /** A message came in: `event.data`. */
  message?(socket: WebSocket, event: MessageEvent): void;
  /** The connection is closed. */
  close?(socket: WebSocket, code: number, reason: string): void;
  /** Something went wrong with the connection. */
  error?(socket: WebSocket, event: Event | ErrorEvent): void;
}

/** How the connection is upgraded. */
export interface WebSocketUpgradeOptions {
  /** Seconds without an answer to a ping after which the connection is closed. Default: 120. */
  idleTimeout?: number;
  /** Sub-protocol to agree on. */
  protocol?: string;
}

/** Whether the first argument of `ctx.upgrade()` holds handlers: then a function is among them. */
export function isWebSocketHandlers(
  value: WebSocketHandlers | WebSocketUpgradeOptions,
): value is WebSocketHandlers {
  return (["open", "message", "close", "error"] as const)
    .some((key) => typeof (value as WebSocketHandlers)[key] === "function");
}

/**
 * Upgrades a request to a WebSocket.
 *
 * @throws {HttpError} 400 when the request doesn't ask for one
 */
export function upgradeRequest(
  req: Request,
  options: WebSocketUpgradeOptions,
  handlers: WebSocketHandlers = {},
): Deno.WebSocketUpgrade {
  if (req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(400, "Expected a WebSocket upgrade request");
  }
  const upgrade = Deno.upgradeWebSocket(req, options);
  const { socket } = upgrade;
  const { open, message, close, error } = handlers;
  if (open) socket.addEventListener("open", () => open(socket));
  if (message) socket.addEventListener("message", (event) => message(socket, event));
  if (close) {
    socket.addEventListener("close", (event) => close(socket, event.code, event.reason));
  }
  if (error) socket.addEventListener("error", (event) => error(socket, event));
  return upgrade;
}
