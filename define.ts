import { createDefine } from "fresh";
import type { State } from "@/lib/services.ts";

/** Typed helpers for pages, handlers and middleware of this application. */
export const define = createDefine<State>();
