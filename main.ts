import { App, staticFiles } from "fresh";
import { appConfig } from "@/fresh.config.ts";
import { loadConfig, readEnvironment } from "@/lib/platform/mod.ts";
import { openServices, type State } from "@/lib/services.ts";
import { provide } from "@/provide.ts";

/** What this process works with. */
export const services = await openServices(loadConfig(readEnvironment()));

/** The application. */
export const app = new App<State>(appConfig).use(provide(services)).use(staticFiles()).fsRoutes();

if (import.meta.main) {
  await app.listen({ hostname: services.config.host, port: services.config.port });
}
