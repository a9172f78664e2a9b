import { seeOther } from "@/lib/api/mod.ts";

/** Back to the connectors page, saying what was done. */
export function back(done?: string): Response {
  return seeOther(done === undefined ? "/connectors" : `/connectors?done=${done}`);
}
