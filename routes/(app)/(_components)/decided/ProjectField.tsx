import { SelectField } from "@/components/form/SelectField.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { RequestScope } from "@/lib/auth/mod.ts";

/** Props of {@link ProjectField}. */
export interface ProjectFieldProps {
  t: Translator;
  request: RequestScope;
  value: string | undefined;
}

/** Narrows a list to one client; nothing where one is chosen for the whole product. */
export function ProjectField({ t, request, value }: ProjectFieldProps) {
  const clients = request.projects.filter(({ kind }) => kind === "client");
  if (request.projectId !== null || clients.length < 2) return null;
  return (
    <SelectField
      name="project"
      label={t("decided.project")}
      value={value ?? ""}
      options={[
        { value: "", label: t("decided.anyProject") },
        ...clients.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
