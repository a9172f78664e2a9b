import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";
import { SettingsTabs } from "./(_components)/SettingsTabs.tsx";

/** Language and theme of the session. */
export default define.page(({ state, url }) => {
  const { t, session, request } = viewOf(state);
  const hidden = { return_to: "/settings" };
  return (
    <>
      <Head>
        <title>{`${t("settings.title")} · Control Tower`}</title>
      </Head>
      <PageHeader t={t} title={t("settings.title")}>
        <SettingsTabs t={t} path={url.pathname} />
      </PageHeader>
      <Panel
        title={t("settings.appearance")}
        meta={`${t("settings.timeZone")}: ${request.timeZone}`}
      >
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
              options={[
                { value: "en", label: t("settings.languageEnglish") },
                { value: "ru", label: t("settings.languageRussian") },
              ]}
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
    </>
  );
});
