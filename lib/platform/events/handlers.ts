import type { DeliveredEvent } from "../events.ts";
import type { Logger } from "../log/logger.ts";

/** The listeners of one bus. */
export interface Handlers {
  add(handler: (delivered: DeliveredEvent) => void): () => void;
  /** Calls each; one that throws does not keep the others from hearing. */
  call(delivered: DeliveredEvent): void;
  clear(): void;
}

/** Makes an empty set of listeners. */
export function createHandlers(log: Logger): Handlers {
  const handlers = new Set<{ call: (delivered: DeliveredEvent) => void }>();
  return {
    add(handler) {
      // the same function may be added twice and is then called twice
      const entry = { call: handler };
      handlers.add(entry);
      return () => {
        handlers.delete(entry);
      };
    },
    call(delivered) {
      for (const { call } of [...handlers]) {
        try {
          call(delivered);
        } catch (error) {
          log.error({ err: error, event: delivered.event.type }, "event handler failed");
        }
      }
    },
    clear: () => handlers.clear(),
  };
}
