let buildId: string | null = null;

/** Notes the build the page was made by. */
export function setBuild(id: string): void {
  buildId = id;
}

/** The build the page was made by; null before it is known. */
export function currentBuild(): string | null {
  return buildId;
}
