/**
 * Builds projects, and serves them for development.
 *
 * @module
 */
export type { BuildOptions, ResolvedBuildConfig } from "./build_config.ts";
export { Builder } from "./builder.ts";
export type { OnTransformArgs, OnTransformOptions, TransformFn } from "./transform.ts";
