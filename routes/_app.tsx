import { asset } from "fresh/runtime";
import { fontsFor, stylesheets } from "@/components/page_assets.ts";
import { define } from "@/define.ts";

/** The HTML document around every page. State may be missing where a request failed early. */
export default define.page(({ Component, state }) => (
  <html lang={state.locale ?? "en"} data-theme={state.theme ?? undefined}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="color-scheme" content="light dark" />
      <title>Control Tower</title>
      <link rel="icon" href={asset("/favicon.svg")} type="image/svg+xml" />
      {fontsFor(state.locale ?? "en").map((name) => (
        <link
          key={name}
          rel="preload"
          href={`/fonts/${name}.woff2`}
          as="font"
          type="font/woff2"
          crossorigin="anonymous"
        />
      ))}
      {stylesheets.map((name) => (
        <link
          key={name}
          rel="stylesheet"
          href={asset(`/styles/${name}.css`)}
        />
      ))}
    </head>
    <body>
      <Component />
    </body>
  </html>
));
