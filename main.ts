import { App, staticFiles } from "fresh";
import { appConfig } from "@/fresh.config.ts";
import { loadConfig, readEnvironment } from "@/lib/platform/mod.ts";
import { openServices, type State } from "@/lib/services.ts";
import { provide } from "@/middleware/provide.ts";
import { requestLog } from "@/middleware/request_log.ts";
import { pagePolicy, securityHeaders } from "@/middleware/security_headers.ts";

/** What this process works with. */
export const services = await openServices(loadConfig(readEnvironment()));

/** The application. */
export const app = new App<State>(appConfig)
  .use(provide(services), requestLog(), securityHeaders(), pagePolicy)
  .use(staticFiles())
  .fsRoutes();

if (import.meta.main) {
  await app.listen({ hostname: services.config.host, port: services.config.port });
}
