import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { CheckboxField } from "@/components/form/CheckboxField.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { TextAreaField } from "@/components/form/TextAreaField.tsx";
import { plus, refreshCw } from "@/components/icon/shapes.ts";
import { Panel } from "@/components/Panel.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { Section } from "./Section.tsx";

/** Buttons, badges and form fields in every state. */
export function Controls({ t }: { t: Translator }) {
  return (
    <Section title="Controls">
      <Panel title="Button">
        <div class="stack">
          <div class="cluster">
            <Button variant="primary" icon={plus}>{t("shell.newProject")}</Button>
            <Button icon={refreshCw}>{t("connectors.syncNow")}</Button>
            <Button variant="ghost">{t("common.cancel")}</Button>
            <Button variant="danger">{t("common.remove")}</Button>
            <Button icon={refreshCw} iconOnly>{t("shell.refresh")}</Button>
            <Button href="/connectors">{t("shell.connectors")}</Button>
          </div>
          <div class="cluster">
            <Button variant="primary" size="small">{t("common.save")}</Button>
            <Button size="small">{t("common.retry")}</Button>
            <Button variant="primary" disabled>{t("common.save")}</Button>
            <Button disabled>{t("common.retry")}</Button>
          </div>
        </div>
      </Panel>
      <Panel title="Badge">
        <div class="cluster">
          <Badge>{t("connectors.statusNew")}</Badge>
          <Badge tone="good">{t("connectors.statusOk")}</Badge>
          <Badge tone="warn">{t("connectors.statusPaused")}</Badge>
          <Badge tone="bad">{t("connectors.statusNeedsAttention")}</Badge>
          <Badge tone="accent">{t("connectors.statusSyncing")}</Badge>
        </div>
      </Panel>
      <Panel title="FormField">
        <PostForm csrfToken="sample" layout="stack" label="FormField">
          <div class="form-row">
            <FormField name="login" label={t("auth.login")} value="owner" autocomplete="off" />
            <FormField
              name="empty"
              label={t("common.search")}
              type="search"
              placeholder={t("shell.searchProjects")}
            />
            <SelectField
              name="language"
              label={t("settings.language")}
              options={[
                { value: "en", label: t("settings.languageEnglish") },
                { value: "ru", label: t("settings.languageRussian") },
              ]}
              value={t.locale}
            />
            <Button variant="primary">{t("common.save")}</Button>
          </div>
          <div class="form-row">
            <FormField
              name="password"
              type="password"
              label={t("auth.password")}
              error={t("auth.wrong")}
              autocomplete="off"
            />
            <FormField name="zone" label={t("settings.timeZone")} hint="Europe/Berlin" />
            <FormField name="off" label={t("common.optional")} value="—" disabled />
          </div>
          <TextAreaField name="reason" label={t("common.dismiss")} rows={3} />
          <CheckboxField name="pinned" label={t("shell.pinned")} checked />
        </PostForm>
      </Panel>
    </Section>
  );
}
