/** What the main thread and the database's worker say to each other. */

/** First message to a worker. */
export type WorkerRequest =
  /** Make a new cluster in `folder`, close it, answer `created`. */
  | { kind: "create"; folder: string }
  | {
    /** Open the cluster and serve it; answer `serving`. */
    kind: "serve";
    folder: string;
    port: number;
    password: string;
    idleInTransactionMs: number;
    /** One cell, shared: epoch milliseconds since when a statement runs, 0 when none does. */
    busySince: BigInt64Array<SharedArrayBuffer>;
  }
  /** Answer running statements, write a checkpoint, answer `closed`. */
  | { kind: "close" };

/** What a worker reports. */
export type WorkerReport =
  | { kind: "created" }
  | { kind: "serving"; port: number }
  | { kind: "closed" }
  /** The worker is of no more use. `output` is what PostgreSQL wrote last. */
  | { kind: "failed"; name: string; message: string; output: string[] };
