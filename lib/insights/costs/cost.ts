/** Where a cost came from: a person, or a file. */
export const COST_ORIGINS = ["manual", "csv"] as const;
export type CostOrigin = (typeof COST_ORIGINS)[number];

/** What a cost is; the amount is negative for money that came back. */
export interface NewCost {
  project_id: string;
  /** `YYYY-MM-DD`. */
  incurred_on: string;
  /** Major units, at most two decimals. */
  amount: number;
  /** ISO 4217. */
  currency: string;
  category: string;
  note: string | null;
}

/** A recorded cost. */
export interface Cost extends NewCost {
  id: string;
  origin: CostOrigin;
  created_at: Date;
}

/** Largest amount the table holds. */
export const LARGEST_AMOUNT = 999_999_999_999.99;
