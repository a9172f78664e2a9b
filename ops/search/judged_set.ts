import { basename, join } from "node:path";

/** A document to be found. */
export interface JudgedDocument {
  id: string;
  title: string;
  text: string;
}

/** Questions with the documents that answer them. */
export interface JudgedSet {
  /** `hadoop_issues`: what its figures are called. */
  key: string;
  documents: JudgedDocument[];
  questions: { id: string; text: string }[];
  /** By question, the grade of each document that answers it. */
  judgements: Map<string, Map<string, number>>;
}

/** What figures of a set are called. */
export function keyOf(folder: string): string {
  return basename(folder).toLowerCase().replace(/[^a-z0-9]+/g, "_");
}

function* linesOf(text: string): Generator<string> {
  for (const line of text.split("\n")) if (line.trim() !== "") yield line;
}

/** Reads `qrels.tsv`: a header, then question, document and grade; a grade of 0 is none. */
export function readJudgements(text: string): JudgedSet["judgements"] {
  const judgements: JudgedSet["judgements"] = new Map();
  for (const line of [...linesOf(text)].slice(1)) {
    const [question = "", document = "", grade = "1"] = line.split("\t");
    if (Number(grade) <= 0) continue;
    const own = judgements.get(question) ?? new Map<string, number>();
    judgements.set(question, own.set(document, Number(grade)));
  }
  return judgements;
}

/** Reads a set; of questions only their text, and only those with a judgement. */
export function readJudgedSet(folder: string): JudgedSet {
  const read = (name: string) => Deno.readTextFileSync(join(folder, name));
  const judgements = readJudgements(read("qrels.tsv"));
  const documents = [...linesOf(read("documents.jsonl"))].map((line) => {
    const { id, title, text } = JSON.parse(line) as Record<string, unknown>;
    return { id: String(id), title: String(title ?? ""), text: String(text ?? "") };
  });
  const questions = [...linesOf(read("queries.jsonl"))].map((line) => {
    const { id, text } = JSON.parse(line) as Record<string, unknown>;
    return { id: String(id), text: String(text) };
  }).filter(({ id }) => judgements.has(id));
  return { key: keyOf(folder), documents, questions, judgements };
}

/** The folders with a set at or below a folder; none when it is not there. */
export function findJudgedSets(folder: string): string[] {
  let entries: Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(folder)];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  if (entries.some(({ name }) => name === "documents.jsonl")) return [folder];
  return entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort()
    .flatMap((name) => findJudgedSets(join(folder, name)));
}
