/**
 * Tries to listen where a process is about to: null when it can, else why not. `taken` by another
 * process, `refused` because the port needs rights, `elsewhere` when the host is no address of this
 * machine.
 */
export function portProblem(
  host: string,
  port: number,
): "taken" | "refused" | "elsewhere" | null {
  try {
    Deno.listen({ hostname: host, port }).close();
    return null;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return "taken";
    return error instanceof Deno.errors.PermissionDenied ? "refused" : "elsewhere";
  }
}
