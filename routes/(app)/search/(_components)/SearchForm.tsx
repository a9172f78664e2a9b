import { Button } from "@/components/Button.tsx";
import { CheckboxField } from "@/components/form/CheckboxField.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { search } from "@/components/icon/shapes.ts";
import type { RequestScope } from "@/lib/auth/mod.ts";
import { SOURCE_FILTERS } from "@/lib/evidence/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { type Asked, isNarrowed, LONGEST } from "./asked.ts";

/** Props of {@link SearchForm}. */
export interface SearchFormProps {
  t: Translator;
  asked: Asked;
  scope: RequestScope;
  /** How long the question was, when it was too long. */
  length: number;
}

/** The question and what narrows it; all of it is in the address. */
export function SearchForm({ t, asked, scope, length }: SearchFormProps) {
  const narrowed = isNarrowed(asked);
  const error = asked.tooLong
    ? t("search.tooLong", { most: t.format.number(LONGEST), count: length })
    : undefined;
  return (
    <form
      class="panel search-form"
      method="get"
      action="/search"
      role="search"
      aria-label={t("search.title")}
    >
      <div class="search-line">
        <FormField
          name="q"
          type="search"
          label={t("search.question")}
          hideLabel
          placeholder={t("search.placeholder")}
          value={asked.query}
          error={error}
          autofocus={asked.query === ""}
          autocomplete="off"
          testId="search-question"
        />
        <Button variant="primary" icon={search} testId="search-submit">{t("search.ask")}</Button>
      </div>
      <details class="search-filters" open={narrowed}>
        <summary>{t("search.filters")}</summary>
        <div class="form-row">
          <fieldset class="choices">
            <legend class="field-label">{t("search.sources")}</legend>
            {SOURCE_FILTERS.map((source) => (
              <CheckboxField
                key={source}
                id={`source-${source}`}
                name="source"
                value={source}
                label={t(`search.source_${source}`)}
                checked={asked.sources.length === 0 || asked.sources.includes(source)}
              />
            ))}
            <CheckboxField
              name="private"
              value="1"
              label={t("search.private")}
              checked={asked.private}
            />
          </fieldset>
          <SelectField
            name="project"
            label={t("search.project")}
            value={asked.project ?? ""}
            options={[
              { value: "", label: t("search.projectAsChosen") },
              ...scope.projects.map(({ id, name, kind }) => ({
                value: id,
                label: kind === "unassigned" ? t("shell.unassigned") : name,
              })),
            ]}
          />
          <FormField
            name="person"
            label={t("search.person")}
            placeholder={t("search.personHint")}
            value={asked.person}
            maxLength={200}
          />
          <FormField name="from" type="date" label={t("search.from")} value={asked.from} />
          <FormField name="to" type="date" label={t("search.to")} value={asked.to} />
          {narrowed && (
            <Button href={`/search?q=${encodeURIComponent(asked.query)}`} variant="ghost">
              {t("common.clear")}
            </Button>
          )}
        </div>
      </details>
    </form>
  );
}
