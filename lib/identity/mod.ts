/** Public face of the identity graph. */
export { type Matching, matchRecords } from "./matching/match.ts";
export { buildDataset } from "./matching/dataset.ts";
export { inOrder, readTable, type Table } from "./matching/table.ts";
export { probability } from "./matching/model.ts";
