import type { Context } from "./context.ts";

/** An HTTP method a handler can be registered for. */
export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** Every {@linkcode Method}. */
export const METHODS: readonly Method[] = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
];

/** What a handler returns to have the route's page component rendered with `data`. */
export interface PageResponse<Data> {
  /** Becomes `props.data` of the page component. */
  data: Data;
  /** Headers of the response. */
  headers?: HeadersInit;
  /** HTTP status of the response; 200 by default. */
  status?: number;
}

/**
 * Hands data from a handler to the page component of its route.
 *
 * @example
 * ```ts
 * return page({ project }, { headers: { "Cache-Control": "private, max-age=60" } });
 * ```
 *
 * @param data becomes `props.data`
 * @param options status and headers of the response
 */
export function page(): PageResponse<undefined>;
export function page<Data>(
  data: Data,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<Data>;
export function page<Data>(
  data?: Data,
  options: { headers?: HeadersInit; status?: number } = {},
): PageResponse<Data | undefined> {
  return { data, headers: options.headers, status: options.status };
}

/** A handler: answers itself, or with {@linkcode page} to have the page component rendered. */
export type HandlerFn<Data, State> = (
  ctx: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;

/** A handler for each HTTP method that is to be answered; the others get 405. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

/** A route's handler: one for all methods, or one per method. */
export type RouteHandler<Data, State> = HandlerFn<Data, State> | HandlerByMethod<Data, State>;

/** What of a handler's result goes to the page: responses don't, page data does. */
type DataOfResult<Result> = Result extends Response ? never
  : Result extends { data: infer Data } ? Data
  : never;

type DataOfHandler<Fn> = Fn extends (...args: never[]) => infer Result
  ? DataOfResult<Awaited<Result>>
  : never;

/** The type of data the handlers of a route pass to its page component. */
export type RouteData<Handler> = Handler extends (...args: never[]) => unknown
  ? DataOfHandler<Handler>
  : Handler extends object ? { [M in keyof Handler]: DataOfHandler<Handler[M]> }[keyof Handler]
  : never;

/** The methods answered by `handler`; null for all of them. A page component answers GET. */
export function handledMethods<State>(
  handler: RouteHandler<unknown, State> | undefined,
  hasPage: boolean,
): ReadonlySet<Method> | null {
  if (typeof handler === "function") return null;
  const methods = new Set(METHODS.filter((method) => handler?.[method] !== undefined));
  if (hasPage) methods.add("GET");
  if (methods.has("GET")) methods.add("HEAD");
  return methods;
}

/**
 * The handler for a request's method. HEAD falls back to GET.
 *
 * @returns undefined when the method has none
 */
export function handlerFor<Data, State>(
  handler: RouteHandler<Data, State> | undefined,
  method: string,
): HandlerFn<Data, State> | undefined {
  if (handler === undefined || typeof handler === "function") return handler;
  if (!isMethod(method)) return undefined;
  return handler[method] ?? (method === "HEAD" ? handler.GET : undefined);
}

/** Whether a request's method is one that handlers can be registered for. */
export function isMethod(method: string): method is Method {
  return (METHODS as readonly string[]).includes(method);
}
