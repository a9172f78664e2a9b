import { fdatasyncSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite-pgvector";

/** Lines of PostgreSQL's output that are kept for an error report. */
const KEPT_OUTPUT = 20;

/**
 * Settings on top of PGlite's own. `-F` (no fsync) is left out: a commit that was acknowledged must
 * be on disk. Buffers are small because the whole product shares a few hundred megabytes.
 */
const SETTINGS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  ...[
    "shared_buffers=8MB",
    "work_mem=2MB",
    "hash_mem_multiplier=1",
    "maintenance_work_mem=8MB",
    "wal_buffers=512kB",
    "timezone=UTC",
    "max_wal_size=128MB",
  ]
    .flatMap((setting) => ["-c", setting]),
];

/** An open cluster and what it wrote while opening. */
export interface Cluster {
  database: PGlite;
  output: string[];
}

/** The part of Emscripten's file system that writes to the real one. */
interface NodeFiles {
  stream_ops: { fsync?: (stream: { nfd?: number }) => number };
}

function hasNodeFiles(filesystems: unknown): filesystems is { NODEFS: NodeFiles } {
  return typeof filesystems === "object" && filesystems !== null && "NODEFS" in filesystems;
}

/** Emscripten's file system ignores fsync; this passes it on to the operating system. */
function passFsyncOn(database: PGlite): void {
  const filesystems: unknown = database.Module.FS.filesystems;
  if (!hasNodeFiles(filesystems)) throw new Error("the embedded database has no file system");
  filesystems.NODEFS.stream_ops.fsync = (stream) => {
    if (stream.nfd !== undefined) fdatasyncSync(stream.nfd);
    return 0;
  };
}

/**
 * Opens the cluster in `folder`, recovering it when it was not closed cleanly; an empty or absent
 * folder becomes a new cluster.
 *
 * @param output receives PostgreSQL's last lines, also when opening fails
 */
export async function openCluster(folder: string, output: string[]): Promise<PGlite> {
  const keep = (line: string) => {
    output.push(line);
    if (output.length > KEPT_OUTPUT) output.shift();
    return true;
  };
  const database = await PGlite.create({
    dataDir: folder,
    extensions: { vector, pg_trgm },
    startParams: SETTINGS,
    onStderr: keep,
    onStdout: keep,
  });
  passFsyncOn(database);
  await database.query("select count(*) from pg_class");
  return database;
}
