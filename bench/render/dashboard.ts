import { resolveScope } from "@/lib/auth/mod.ts";
import type { Services } from "@/lib/services.ts";

const DAYS = 30;

/** What the dashboard over all projects is given, for `floor.tsx` to render it. */
export async function dashboardOf(
  { sql, portfolio, config, defaultScopeId }: Services,
  csrfToken: string,
) {
  const scope = await resolveScope(sql, defaultScopeId, { projectId: null, theme: null });
  if (scope === null) throw new Error("no scope");
  const { accountScopeId, projects, timeZone, locale } = scope;
  const all = { accountScopeId, projectIds: projects.map((project) => project.id) };
  const range = { days: DAYS, timeZone };
  const [overview, trends] = await Promise.all([
    portfolio.overview(all, range),
    portfolio.trends(all, range),
  ]);
  const session = { login: "bench", csrfToken };
  return {
    config: { demo: config.demo },
    data: { days: DAYS, overview, trends, tower: null },
    state: { scope, session, token: null, locale, theme: null },
  };
}

/** What a person reads on a page. */
function textOf(html: string): string {
  return html.replace(/<(script|style|head)\b[^]*?<\/\1>/g, "").replace(/<!--[^]*?-->/g, "")
    .replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim();
}

/** @throws {Error} when two addresses do not show the same */
export async function requireSame(left: string, right: string, cookie: string): Promise<void> {
  const read = async (url: string) => {
    const reply = await fetch(url, { headers: { cookie } });
    return textOf(await reply.text());
  };
  // "5 seconds ago" may have become 6 between the two: not every time
  for (let attempt = 1; attempt <= 5; attempt++) {
    const [ours, other] = await Promise.all([read(left), read(right)]);
    if (ours === other) return;
  }
  throw new Error(`${left} and ${right} show different pages`);
}
