import type { VNode } from "preact";
import { bodyStream, type Streamed } from "./body_stream.ts";
import type { LayoutConfig } from "./component.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { HttpError } from "./error.ts";
import { newInternals, type RequestInternals } from "./internals.ts";
import { renderPage } from "./page.ts";
import { redirectTo } from "./redirect.ts";
import {
  isWebSocketHandlers,
  upgradeRequest,
  type WebSocketHandlers,
  type WebSocketUpgradeOptions,
} from "./websocket.ts";

/** What the server passes to a context that belongs to one request. */
export interface ContextInit {
  req: Request;
  url: URL;
  info: Deno.ServeHandlerInfo;
  config: ResolvedFreshConfig;
  isPartial: boolean;
  params: Record<string, string>;
  route: string | null;
}

/** Finds the internals of a context; theirs is no part of the public interface. */
export let internalsOf: <State>(ctx: Context<State>) => RequestInternals<State>;

/** One request on its way through middlewares and handlers: shared by all of them. */
export class Context<State> {
  /** The request as it came in. */
  readonly req: Request;
  /** The requested URL; as the client sees it, with `trustProxy`. */
  readonly url: URL;
  /** The connection: remote address and when the response is completed. */
  readonly info: Deno.ServeHandlerInfo;
  /** The configuration in force. */
  readonly config: ResolvedFreshConfig;
  /** Whether the browser asks for partials of the page rather than for a whole page. */
  readonly isPartial: boolean;
  /** What middlewares pass on; a fresh object for each request. */
  readonly state: State = {} as State;
  /** Values of the matched route's parameters, percent-decoded. */
  readonly params: Record<string, string>;
  /** Pattern of the matched route; null when none matched. */
  readonly route: string | null;
  /** The error an error page answers to; null elsewhere. */
  error: unknown = null;
  /** Calls the next middleware or handler and answers its response. */
  next: () => Promise<Response> = () => Promise.reject(new HttpError(404));

  // Without the state's type, so that a middleware for less state fits an app with more.
  readonly #internals: object = newInternals<State>();

  static {
    internalsOf = <S>(ctx: Context<S>) => ctx.#internals as RequestInternals<S>;
  }

  constructor(init: ContextInit) {
    this.req = init.req;
    this.url = init.url;
    this.info = init.info;
    this.config = init.config;
    this.isPartial = init.isPartial;
    this.params = init.params;
    this.route = init.route;
  }

  /**
   * Answers with a redirect.
   *
   * @param pathOrUrl where to; `//evil.com`, which a browser would take for another host, leads to
   *   the path `/evil.com`
   * @param status 302 by default
   */
  redirect(pathOrUrl: string, status = 302): Response {
    return redirectTo(pathOrUrl, status, this.isPartial);
  }

  /** Answers with a text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Answers with HTML as it is: without layouts, islands or a nonce. */
  html(content: string, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  /** Answers with JSON. */
  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Answers with texts or bytes as they come, of an iterable or a function that makes one. */
  stream(parts: Streamed | (() => Streamed), init?: ResponseInit): Response {
    return new Response(bodyStream(typeof parts === "function" ? parts() : parts), init);
  }

  /**
   * Renders JSX inside the layouts and the app wrapper that apply here.
   *
   * @param vnode what to render
   * @param init status and headers of the response; status 200 by default, that of the error on
   *   an error page
   * @param config which of the surrounding components to leave out
   */
  render(
    vnode: VNode | null,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    return renderPage(this, vnode, init, config);
  }

  /**
   * Turns the connection into a WebSocket and calls the handlers for its events.
   *
   * @throws {HttpError} 400 when the request doesn't ask for a WebSocket
   */
  upgrade(handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): Response;
  /** Turns the connection into a WebSocket and hands out the socket. */
  upgrade(options?: WebSocketUpgradeOptions): Deno.WebSocketUpgrade;
  upgrade(
    first: WebSocketHandlers | WebSocketUpgradeOptions = {},
    options: WebSocketUpgradeOptions = {},
  ): Response | Deno.WebSocketUpgrade {
    return isWebSocketHandlers(first)
      ? upgradeRequest(this.req, options, first).response
      : upgradeRequest(this.req, first as WebSocketUpgradeOptions);
  }
}

/** Another name of {@linkcode Context}. */
export type FreshContext<State = unknown> = Context<State>;
