import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import { changeScope, readTerms } from "@/lib/auth/mod.ts";
import { actorOf, viewOf } from "@/view.ts";
import { timeZone } from "../../api/v1/(_contract)/people.ts";
import { locale } from "../../api/v1/(_contract)/shapes.ts";
import { SettingsTabs } from "./(_components)/SettingsTabs.tsx";
import { TermsPanel } from "./(_components)/TermsPanel.tsx";

const fields = z.object({ default_locale: locale, time_zone: timeZone });

/** Time zones to choose from; the present one, should the runtime not list it. */
function zones(present: string): { value: string; label: string }[] {
  const names = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), present]);
  return [...names].toSorted().map((name) => ({ value: name, label: name.replaceAll("_", " ") }));
}

export const handler = define.handlers({
  async GET({ state }) {
    const terms = await readTerms(state.services.sql, actorOf(state).accountScopeId);
    return page({ terms });
  },
  async POST({ state, req }) {
    const { default_locale, time_zone } = await parseForm(req, fields);
    await changeScope(state.services.sql, actorOf(state), {
      locale: default_locale,
      timeZone: time_zone,
    });
    return seeOther("/settings?done=saved");
  },
});

/** Language and theme of the session; language, time zone, office hours and money of the scope. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, session, request } = viewOf(state);
  const hidden = { return_to: "/settings" };
  const languages = [
    { value: "en", label: t("settings.languageEnglish") },
    { value: "ru", label: t("settings.languageRussian") },
  ];
  return (
    <>
      <Head>
        <title>{`${t("settings.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("settings.title")}>
        <SettingsTabs t={t} path={url.pathname} />
      </PageHeader>
      {url.searchParams.get("done") === "saved" && (
        <Notice tone="good" title={t("settings.saved")} />
      )}
      <Panel title={t("settings.appearance")}>
        <div class="stack">
          <PostForm
            action="/settings/language"
            csrfToken={session.csrfToken}
            layout="row"
            hidden={hidden}
          >
            <SelectField
              name="locale"
              label={t("settings.language")}
              value={state.locale}
              options={languages}
            />
            <Button>{t("common.save")}</Button>
          </PostForm>
          <PostForm
            action="/settings/theme"
            csrfToken={session.csrfToken}
            layout="row"
            hidden={hidden}
          >
            <SelectField
              name="theme"
              label={t("settings.theme")}
              value={state.theme ?? "system"}
              options={[
                { value: "system", label: t("shell.themeSystem") },
                { value: "light", label: t("shell.themeLight") },
                { value: "dark", label: t("shell.themeDark") },
              ]}
            />
            <Button>{t("common.save")}</Button>
          </PostForm>
        </div>
      </Panel>
      <Panel title={t("settings.scopeTitle")}>
        <div class="stack">
          <p class="meta">{t("settings.scopeWhy")}</p>
          <PostForm action="/settings" csrfToken={session.csrfToken} layout="row">
            <SelectField
              name="default_locale"
              label={t("settings.scopeLanguage")}
              value={request.locale}
              options={languages}
            />
            <SelectField
              name="time_zone"
              label={t("settings.timeZone")}
              value={request.timeZone}
              options={zones(request.timeZone)}
            />
            <Button>{t("common.save")}</Button>
          </PostForm>
        </div>
      </Panel>
      <TermsPanel t={t} terms={data.terms} csrfToken={session.csrfToken} />
    </>
  );
});
