import type { FreshConfig } from "fresh";
import type { BuildOptions } from "fresh/dev";

/** Settings of the running application. The client's address is resolved by `lib/auth`, not here. */
export const appConfig: FreshConfig = {};

/** Settings of the build: what browsers the islands are compiled for. */
export const buildOptions: BuildOptions = { target: ["es2022"] };
