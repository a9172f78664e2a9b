import { renderToString } from "preact-render-to-string";
import { createTranslator, type Locale } from "@/lib/i18n/mod.ts";
import { Gallery } from "@/routes/_/components/(_components)/Gallery.tsx";
import { fontsFor, stylesheets } from "../page_assets.ts";
import type { LiveMessage } from "../live/message.ts";
import { islandProps, sampleChart, sampleTiles } from "./samples.ts";

/** A small site that shows the components in a browser, under the product's own content policy. */
export interface Site {
  address: string;
  /** Sends an event to every open event stream. */
  publish(message: LiveMessage): void;
  /** Ends every open event stream. */
  disconnect(): void;
  /** Whether requests for an event stream are refused. */
  refusing: boolean;
  /** Number of event streams opened so far. */
  streamsOpened(): number;
  /** Bodies of the forms posted so far, with the query they were posted to. */
  posted: string[];
  close(): Promise<void>;
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; " +
  "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";
const types: Record<string, string> = {
  css: "text/css",
  svg: "image/svg+xml",
  woff2: "font/woff2",
};

function html(body: string, theme: string | null, lang: Locale = "en"): Response {
  const links = stylesheets.map((name) => `<link rel="stylesheet" href="/styles/${name}.css">`);
  const fonts = fontsFor(lang).map((name) =>
    `<link rel="preload" as="font" type="font/woff2" crossorigin href="/fonts/${name}.woff2">`
  );
  const themed = theme === null ? "" : ` data-theme="${theme}"`;
  return new Response(
    `<!doctype html><html lang="${lang}"${themed}><head><meta charset="utf-8"><meta name="viewport"
    content="width=device-width, initial-scale=1"><title>Components</title>
    <link rel="icon" href="/favicon.svg">${fonts.join("")}${
      links.join("")
    }</head><body>${body}</body></html>`,
    { headers: { "content-type": "text/html", "content-security-policy": policy } },
  );
}

function gallery(query: URLSearchParams): Response {
  const theme = query.get("theme") === "dark" ? "dark" : "light";
  const t = createTranslator(query.get("lang") === "ru" ? "ru" : "en", "UTC");
  return html(renderToString(<Gallery t={t} theme={theme} />), theme, t.locale);
}

async function file(path: string): Promise<Response> {
  const type = types[path.split(".").at(-1) ?? ""];
  if (type === undefined || path.includes("..")) return new Response(null, { status: 404 });
  const bytes = await Deno.readFile(new URL(`../../static${path}`, import.meta.url));
  return new Response(bytes, { headers: { "content-type": type } });
}

/** Starts the site on a free loopback port. */
export function startSite(script: Uint8Array<ArrayBuffer>): Site {
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const posted: string[] = [];
  let streamsOpened = 0;
  const encode = (type: string, data: unknown) =>
    new TextEncoder().encode(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);

  function events(): Response {
    if (site.refusing) return new Response(null, { status: 503 });
    let controller: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start(opened) {
        controller = opened;
        streams.add(opened);
        streamsOpened += 1;
        opened.enqueue(encode("connected", {}));
      },
      cancel: () => void streams.delete(controller),
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    switch (url.pathname) {
      case "/gallery":
        return gallery(url.searchParams);
      case "/islands":
        return html(`<div id="root"></div><script type="module" src="/client.js"></script>`, null);
      case "/client.js":
        return new Response(script, { headers: { "content-type": "text/javascript" } });
      case "/props":
        return Response.json(islandProps());
      case "/tiles":
        return Response.json({ ok: true, tiles: sampleTiles("2") });
      case "/chart":
        return Response.json({ ok: true, model: sampleChart(9) });
      case "/events":
        return events();
      case "/rows":
        return html("<p>rows</p>", null);
      case "/posted":
        posted.push(`${url.search} ${await request.text()}`.trim());
        return new Response(null, { status: 204 });
      default:
        return file(url.pathname);
    }
  }

  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, answer);
  const site: Site = {
    address: `http://127.0.0.1:${server.addr.port}`,
    posted,
    refusing: false,
    streamsOpened: () => streamsOpened,
    publish(message) {
      for (const stream of streams) stream.enqueue(encode(message.type, message));
    },
    disconnect() {
      for (const stream of streams) stream.close();
      streams.clear();
    },
    async close() {
      this.disconnect();
      await server.shutdown();
    },
  };
  return site;
}
