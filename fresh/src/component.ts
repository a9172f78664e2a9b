import type { ComponentChildren, FunctionComponent } from "preact";
import type { Context } from "./context.ts";
import type { RouteHandler } from "./handlers.ts";

/** What page components, layouts, app wrappers and error pages get as props. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    "config" | "error" | "info" | "isPartial" | "params" | "req" | "route" | "state" | "url"
  >
  & {
    /** What the handler passed with `page()`. */
    data: Data;
    /** The component to be wrapped, for layouts and app wrappers; renders nothing in pages. */
    Component: FunctionComponent;
  };

/**
 * A component rendered on the server. One that loads data may be an `async` function, and may
 * answer with a response instead of markup; hooks work in those that are not async.
 */
export type RouteComponent<Data, State> = (
  props: PageProps<Data, State>,
) => ComponentChildren | Promise<ComponentChildren | Response>;

/** How a layout relates to what surrounds it. */
export interface LayoutConfig {
  /** Drop the layouts of parent paths. */
  skipInheritedLayouts?: boolean;
  /** Don't render the app wrapper. */
  skipAppWrapper?: boolean;
}

/** What a route file may export as `config`. */
export interface RouteConfig extends LayoutConfig {
  /** URL pattern used in place of the one the file path gives. */
  routeOverride?: string;
}

/** A route: a page component, handlers, or both. */
export interface Route<State, Data = never> {
  /** Renders the page. */
  component?: RouteComponent<Data, State>;
  /** Answers requests, or loads the data of the page. */
  handler?: RouteHandler<[Data] extends [never] ? unknown : Data, State>;
  /** Another name of `handler`. */
  handlers?: RouteHandler<[Data] extends [never] ? unknown : Data, State>;
  /** Layout settings of the page. */
  config?: RouteConfig;
}

/** An interactive component: rendered on the server and hydrated in the browser. */
export type Island = FunctionComponent<never>;
