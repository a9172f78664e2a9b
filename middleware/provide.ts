import type { Middleware } from "fresh";
import type { Services, State } from "@/lib/services.ts";

/** Puts the process's services into each request's state. */
export function provide(services: Services): Middleware<State> {
  return function provideServices(ctx) {
    ctx.state.services = services;
    return ctx.next();
  };
}
