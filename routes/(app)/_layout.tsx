import { Head } from "fresh/runtime";
import { AppShell } from "@/components/shell/AppShell.tsx";
import { SHELL_END } from "@/components/shell/Shell.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";

/** Holds the first frame back until the top bar is whole: half of it would move as the rest arrives. */
const wholeShell = { rel: "expect", href: `#${SHELL_END}`, blocking: "render" };

/** The shell around every signed-in page. */
export default define.layout(({ Component, state, url }) => {
  const { t, session, request } = viewOf(state);
  return (
    <>
      <Head>
        <link {...wholeShell} />
      </Head>
      <AppShell
        t={t}
        path={url.pathname}
        address={url.pathname + url.search}
        login={session.login}
        csrfToken={session.csrfToken}
        projects={request.projects.filter((project) => project.kind === "client")}
        projectId={request.projectId}
        theme={state.theme}
        demo={state.services.config.demo}
      >
        <Component />
      </AppShell>
    </>
  );
});
