import type { Config } from "@/lib/platform/mod.ts";

/** One vendor's account in the settings. */
export type VendorSettings = Partial<Pick<Config, "chatwoot" | "linear" | "attio">>;

/** What a process is told to sync, as JSON on its standard input. */
export interface Order {
  databaseUrl: string;
  scopeId: string;
  mode: "incremental" | "full";
  settings: VendorSettings;
}
