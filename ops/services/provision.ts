/** A service the tests can use, or the reason why it is not there. */
export type Provisioned =
  | { available: true; address: string; how: string; stop(): Promise<void> }
  | { available: false; reason: string };

/** Nothing to stop: the service was running before. */
export const leaveRunning = () => Promise.resolve();

/** Ends a child process this program started, waiting for its end. */
export async function stopChild(child: Deno.ChildProcess): Promise<void> {
  try {
    child.kill("SIGTERM");
  } catch {
    // it has ended already
  }
  await child.status;
}
