import { Button } from "@/components/Button.tsx";
import { AppShell } from "@/components/shell/AppShell.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { TimeRange } from "@/components/shell/TimeRange.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { Controls } from "./Controls.tsx";
import { Figures } from "./Figures.tsx";
import { Lists } from "./Lists.tsx";
import { States } from "./States.tsx";

/** Props of {@link Gallery}. */
export interface GalleryProps {
  t: Translator;
  theme: "light" | "dark" | null;
}

/** Every component in every state, within the shell. */
export function Gallery({ t, theme }: GalleryProps) {
  return (
    <AppShell
      t={t}
      path="/"
      address="/_/components"
      login="owner"
      csrfToken="sample"
      projects={[
        { id: "acme", name: "Acme", pinned: true },
        { id: "kit", name: "Белый Кит", pinned: false },
        { id: "nordwind", name: "Nordwind Logistics International Holding", pinned: false },
      ]}
      projectId="acme"
      theme={theme}
      demo
    >
      <PageHeader
        t={t}
        title="Components"
        breadcrumb={[{ label: t("shell.portfolio"), href: "/" }]}
        asOf="12:04"
        refreshHref="?"
      >
        <TimeRange t={t} days={30} hrefFor={(days) => `?days=${days}`} />
        <Button variant="primary" testId="primary-cta">{t("connectors.syncNow")}</Button>
      </PageHeader>
      <Figures t={t} />
      <States t={t} />
      <Lists t={t} />
      <Controls t={t} />
    </AppShell>
  );
}
