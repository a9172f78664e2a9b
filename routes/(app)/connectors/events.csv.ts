import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import type { ConnectorEvent } from "@/lib/connectors/mod.ts";
import { viewOf } from "@/view.ts";
import { filterIn } from "./(_components)/event_filter.ts";
import { eventText, kindOf, sourceOf } from "./(_components)/event_words.ts";

/** All events that the page's filters leave, as a file that names them. */
export const handler = define.handlers({
  GET({ state, url }) {
    const { t, scope, request, now } = viewOf(state);
    const filter = filterIn(url);
    const projects = new Map(request.projects.map((project) => [project.id, project]));
    const project = projects.get(request.projectId ?? "");
    const name = [
      "connector-events",
      ...project === undefined ? [] : [`project=${project.slug}`],
      ...Object.entries(filter).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${value}`]
      ),
      new Date(now).toISOString().slice(0, 10),
    ].join("_");
    const header = [
      ...[t("events.when"), t("events.kind"), t("events.text"), t("events.author")],
      ...[t("events.project"), t("events.source"), "kind", "url"],
    ];
    const line = (event: ConnectorEvent) => [
      event.occurred_at.toISOString(),
      kindOf(event.kind, t).text,
      eventText(event, t),
      event.author,
      projects.get(event.project_id)?.name ?? null,
      sourceOf(event, t),
      event.kind,
      event.url,
    ];
    async function* portions() {
      for await (const events of state.services.connectors.feed.all(scope, filter)) {
        yield events.map(line);
      }
    }
    return csvReply(name, header, portions());
  },
});
