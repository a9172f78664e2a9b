import { parseArgs } from "node:util";
import { sharedFolder } from "../../tests/support/services.ts";

/**
 * The texts that become conversations: `--feed FILE`, else the 2,503 issues of the shared folder.
 * @throws {Error} when neither is there: the bounds are for that many conversations
 */
export function feedFile(): string {
  const { values } = parseArgs({ options: { feed: { type: "string" } }, strict: false });
  if (typeof values.feed === "string") return values.feed;
  if (sharedFolder === null) throw new Error("no shared folder here: name a file with --feed");
  return `${sharedFolder}/data/ir/hadoop-issues/documents.jsonl`;
}
