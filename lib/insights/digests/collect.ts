import type { Sql } from "../../platform/mod.ts";
import {
  DIGEST_SECTIONS,
  type DigestContent,
  type DigestFigures,
  type DigestLine,
  type DigestSection,
} from "./digest.ts";
import type { DigestPeriod } from "./period.ts";
import { sectionLines } from "./section_lines.ts";

/** Lines a section tells at most; the others are counted. */
export const MOST_LINES = 15;

/** A period of a scope that digests are made of. */
export interface Collecting extends DigestPeriod {
  accountScopeId: string;
  timeZone: string;
}

interface Row {
  section: DigestSection;
  project_id: string;
  total: number;
  rank: number;
  line: DigestLine;
}

const NO_FIGURES: DigestFigures = {
  messages_in: 0,
  messages_out: 0,
  contacts: 0,
  issues_completed: 0,
  issues_created: 0,
};

/** What is counted of each client project that has anything to count. */
async function figuresOf(sql: Sql, collecting: Collecting) {
  const { accountScopeId, timeZone, first_day, last_day } = collecting;
  return await sql<({ project_id: string } & DigestFigures)[]>`
    with bounds as materialized (
      select ${first_day}::date::timestamp at time zone ${timeZone} as since,
        (${last_day}::date + 1)::timestamp at time zone ${timeZone} as until
    ), clients as materialized (
      select id from projects where account_scope_id = ${accountScopeId} and kind = 'client'
        and archived_at is null
    ), said as (
      select m.project_id, count(*) filter (where m.direction = 'incoming')::int as messages_in,
        count(*) filter (where m.direction = 'outgoing')::int as messages_out,
        count(distinct (m.connection_id, m.sender_external_id))
          filter (where m.direction = 'incoming')::int as contacts
      from bounds b join chatwoot_messages m on m.vendor_created_at >= b.since and m.vendor_created_at < b.until
      where m.project_id = any (array(select id from clients)) and m.deleted_at is null and not m.private
        and m.direction in ('incoming', 'outgoing')
      group by m.project_id
    ), worked as (
      select i.project_id,
        count(*) filter (where i.completed_at >= b.since and i.completed_at < b.until)::int as issues_completed,
        count(*) filter (where i.vendor_created_at >= b.since and i.vendor_created_at < b.until)::int
          as issues_created
      from bounds b join linear_issues i on i.deleted_at is null
        and (i.completed_at >= b.since and i.completed_at < b.until
          or i.vendor_created_at >= b.since and i.vendor_created_at < b.until)
      where i.project_id = any (array(select id from clients))
      group by i.project_id
    )
    select c.id as project_id, coalesce(s.messages_in, 0) as messages_in,
      coalesce(s.messages_out, 0) as messages_out, coalesce(s.contacts, 0) as contacts,
      coalesce(w.issues_completed, 0) as issues_completed, coalesce(w.issues_created, 0) as issues_created
    from clients c
    left join said s on s.project_id = c.id
    left join worked w on w.project_id = c.id`;
}

/** The first lines of each section of each client project, the most important first. */
async function linesOf(sql: Sql, collecting: Collecting): Promise<Row[]> {
  return await sql<Row[]>`
    with lines as (${sectionLines(sql, collecting)}), placed as (
      select l.section, l.project_id, l.rank::float8 as rank,
        jsonb_strip_nulls(l.line || jsonb_build_object('id', l.id, 'project_id', l.project_id)) as line,
        count(*) over each::int as total,
        row_number() over (partition by l.section, l.project_id order by l.rank desc, l.id) as place
      from lines l
      window each as (partition by l.section, l.project_id)
    )
    select section, project_id, total, rank, line from placed where place <= ${MOST_LINES}
    order by section, rank desc, line ->> 'id'`;
}

/** Whether there is anything to tell. */
export function isQuiet({ figures, sections }: DigestContent): boolean {
  return Object.values(figures).every((value) => value === 0) &&
    Object.keys(sections).length === 0;
}

function sectionsOf(rows: readonly Row[]): DigestContent["sections"] {
  const sections: DigestContent["sections"] = {};
  for (const section of DIGEST_SECTIONS) {
    const own = rows.filter((row) => row.section === section);
    if (own.length === 0) continue;
    const totals = new Map(own.map(({ project_id, total }) => [project_id, total]));
    sections[section] = {
      total: [...totals.values()].reduce((sum, total) => sum + total, 0),
      lines: own.slice(0, MOST_LINES).map(({ line }) => line),
    };
  }
  return sections;
}

/**
 * What a period brought: of all client projects together (`null`), and of each of them. Everything is
 * read in two statements, whatever the number of projects.
 */
export async function collectDigests(
  sql: Sql,
  collecting: Collecting,
): Promise<Map<string | null, DigestContent>> {
  const [figures, rows] = await Promise.all([figuresOf(sql, collecting), linesOf(sql, collecting)]);
  const { timeZone: time_zone } = collecting;
  const sum = { ...NO_FIGURES };
  const contents = new Map<string | null, DigestContent>();
  for (const { project_id, ...own } of figures) {
    for (const key of Object.keys(sum) as (keyof DigestFigures)[]) sum[key] += own[key];
    const sections = sectionsOf(rows.filter((row) => row.project_id === project_id));
    contents.set(project_id, { time_zone, figures: own, sections });
  }
  return new Map([[null, { time_zone, figures: sum, sections: sectionsOf(rows) }], ...contents]);
}
