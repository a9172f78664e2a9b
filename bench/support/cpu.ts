import { processTree } from "./memory.ts";

/** Clock ticks a second, as Linux reports times of processes. */
const TICKS = 100;

/** Seconds of processor time that a process and those it started have used. */
export function cpuSeconds(pid: number): number {
  return processTree(pid).reduce((sum, id) => {
    const stat = Deno.readTextFileSync(`/proc/${id}/stat`);
    // the name before may hold spaces and brackets
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return sum + (Number(fields[11]) + Number(fields[12])) / TICKS;
  }, 0);
}
