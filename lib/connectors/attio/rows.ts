/** Decoded Attio rows, as they are stored. Times are ISO text, ids the vendor's, `data` the raw JSON. */

/** What every row has. */
export interface AttioRow {
  external_id: string;
  vendor_created_at: string;
  /** When the newest value was set, for showing; null where a row tells of none. */
  vendor_updated_at: string | null;
  data: unknown;
  /** SHA-256 of what matters in the row, as PostgreSQL reads bytes. */
  content_hash: string;
}

export interface MemberRow extends AttioRow {
  name: string;
  email: string;
  access_level: string;
}

export interface ListRow extends AttioRow {
  slug: string;
  name: string;
  parent_objects: string[];
}

export interface CompanyRow extends AttioRow {
  name: string | null;
  domains: string[];
  description: string | null;
  web_url: string | null;
}

export interface PersonRow extends AttioRow {
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  emails: string[];
  phones: string[];
  job_title: string | null;
  company_external_id: string | null;
  web_url: string | null;
}

export interface DealRow extends AttioRow {
  name: string | null;
  stage: string | null;
  stage_since: string | null;
  /** Decimal number, in major units of the currency. */
  value: string | null;
  currency: string | null;
  owner_external_id: string | null;
  company_external_id: string | null;
  person_external_ids: string[];
  next_step: string | null;
  /** Days: `YYYY-MM-DD`. */
  next_step_due: string | null;
  expected_close: string | null;
  web_url: string | null;
}

export interface EntryRow extends AttioRow {
  list_external_id: string;
  parent_object: string;
  parent_record_external_id: string;
}

export interface NoteRow extends AttioRow {
  parent_object: string;
  parent_record_external_id: string;
  title: string;
  content: string;
  author_external_id: string | null;
}

export interface TaskRow extends AttioRow {
  content: string;
  deadline_at: string | null;
  completed: boolean;
  completed_at: string | null;
  linked_record_external_ids: string[];
  assignee_external_ids: string[];
  author_external_id: string | null;
}
