/** One instruction of a Dockerfile: its word in capitals, and the rest of its line. */
export interface Instruction {
  word: string;
  rest: string;
}

/** Reads a Dockerfile: lines that end with a backslash are joined, comments left out. */
export function readDockerfile(text: string): Instruction[] {
  return text.split("\n").filter((line) => !line.startsWith("#")).join("\n")
    .replaceAll("\\\n", " ").split("\n").filter((line) => line.trim() !== "")
    .map((line) => {
      const [, word = "", rest = ""] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return { word: word.toUpperCase(), rest: rest.replace(/\s+/g, " ").trim() };
    });
}

/** The stages of a Dockerfile: each begins with its FROM. */
export function stagesOf(instructions: readonly Instruction[]): Instruction[][] {
  const stages: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.word === "FROM") stages.push([]);
    stages.at(-1)?.push(instruction);
  }
  return stages;
}

/** What the last instruction of a kind says. @throws {Error} when there is none */
export function lastOf(stage: readonly Instruction[], word: string): string {
  const found = stage.findLast((instruction) => instruction.word === word);
  if (found === undefined) throw new Error(`the stage has no ${word}`);
  return found.rest;
}

/** A command in its exec form, as a list of words. @throws {SyntaxError} for one a shell would run */
export function execForm(text: string): string[] {
  return JSON.parse(text.slice(text.indexOf("[")));
}

/** What ENV instructions set. */
export function environmentOf(stage: readonly Instruction[]): Record<string, string> {
  const pairs = stage.filter(({ word }) => word === "ENV").flatMap(({ rest }) => rest.split(" "));
  return Object.fromEntries(pairs.map((pair) => pair.split("=") as [string, string]));
}
