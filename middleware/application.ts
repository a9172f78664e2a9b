import { App, staticFiles } from "fresh";
import { appConfig } from "@/fresh.config.ts";
import type { Services, State } from "@/lib/services.ts";
import { provide } from "./provide.ts";
import { requestLog } from "./request_log.ts";
import { pagePolicy, securityHeaders } from "./security_headers.ts";

/** The application on a process's services: what surrounds every request, then the routes. */
export function createApp(services: Services): App<State> {
  return new App<State>(appConfig)
    .use(provide(services), securityHeaders(), requestLog(), pagePolicy)
    .use(staticFiles())
    .fsRoutes();
}
