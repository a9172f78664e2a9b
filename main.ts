import { loadConfig, readEnvironment } from "@/lib/platform/mod.ts";
import { openServices } from "@/lib/services.ts";
import { createApp } from "@/middleware/application.ts";

/** What this process works with. */
export const services = await openServices(loadConfig(readEnvironment()));

/** The application. */
export const app = createApp(services);

if (import.meta.main) {
  await app.listen({ hostname: services.config.host, port: services.config.port });
}
