import type { Middleware } from "fresh";
import { requestIdOf } from "@/lib/api/mod.ts";
import type { Services, State } from "@/lib/services.ts";

/** Gives each request the process's services, its id, and nobody who asks: that is found out later. */
export function provide(services: Services): Middleware<State> {
  return function provideServices(ctx) {
    const requestId = requestIdOf(ctx.req.headers);
    Object.assign(
      ctx.state,
      {
        services,
        requestId,
        log: services.log.child({ requestId }),
        session: null,
        token: null,
        scope: null,
        locale: services.config.locale,
        theme: null,
        replyHeaders: new Headers(),
      } satisfies State,
    );
    return ctx.next();
  };
}
