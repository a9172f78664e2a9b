import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { createTranslator } from "@/lib/i18n/mod.ts";
import { define } from "@/define.ts";
import { Gallery } from "./(_components)/Gallery.tsx";

/** All components in all states, for those who develop them: `?theme=dark&lang=ru`. */
export default define.page((ctx) => {
  if (ctx.config.mode !== "development") throw new HttpError(404);
  const query = ctx.url.searchParams;
  const theme = query.get("theme") === "dark" ? "dark" : "light";
  const t = createTranslator(query.get("lang") === "ru" ? "ru" : "en", "Europe/Berlin");
  return (
    <div class="gallery" data-theme={theme} lang={t.locale}>
      <Head>
        <title>Components</title>
      </Head>
      <Gallery t={t} theme={theme} />
    </div>
  );
});
