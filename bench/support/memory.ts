/** Memory of a process and of all it started, megabytes (10⁶ bytes). */
export interface Memory {
  /** Resident size of the process that holds most: the product itself, not its launcher. */
  residentMb: number;
  /** Proportional size of the whole tree: pages that processes share count once. */
  treeMb: number;
}

/** The ids of a process and all its descendants. */
export function processTree(pid: number): number[] {
  const children: number[] = [];
  // each thread has children of its own
  for (const { name } of Deno.readDirSync(`/proc/${pid}/task`)) {
    const text = Deno.readTextFileSync(`/proc/${pid}/task/${name}/children`);
    children.push(...text.split(" ").filter((part) => part !== "").map(Number));
  }
  return [pid, ...children.flatMap(processTree)];
}

/** Megabytes of a `name: 123 kB` line. */
function megabytes(path: string, name: string): number {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(Deno.readTextFileSync(path));
  if (match === null) throw new Error(`${path} has no ${name}`);
  return Number(match[1]) * 1024 / 1e6;
}

/** Reads what a process and those it started hold. */
export function memoryOf(pid: number): Memory {
  const tree = processTree(pid);
  return {
    residentMb: Math.max(...tree.map((id) => megabytes(`/proc/${id}/status`, "VmRSS"))),
    treeMb: tree.reduce((sum, id) => sum + megabytes(`/proc/${id}/smaps_rollup`, "Pss"), 0),
  };
}
