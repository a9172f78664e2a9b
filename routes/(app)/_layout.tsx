import { AppShell } from "@/components/shell/AppShell.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";

/** The shell around every signed-in page. */
export default define.layout(({ Component, state, url }) => {
  const { t, session, request } = viewOf(state);
  return (
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
  );
});
