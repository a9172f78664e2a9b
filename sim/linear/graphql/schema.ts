import {
  buildSchema,
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLScalarType,
  type GraphQLSchema,
  isObjectType,
  isScalarType,
} from "graphql";
import { instant } from "./comparators.ts";
import type { Context, Resolvers } from "./context.ts";
import { invalidInput, LinearError } from "../errors.ts";
import { mutationResolvers } from "./mutation_resolvers.ts";
import { objectResolvers } from "./object_resolvers.ts";
import { queryResolvers } from "./query_resolvers.ts";

/** The part of Linear's schema the stand-in serves when given no other, as SDL. */
export function subsetText(): string {
  return Deno.readTextFileSync(new URL("./subset.graphql", import.meta.url));
}

function scalarsInto(schema: GraphQLSchema): void {
  const scalar = (name: string): GraphQLScalarType | null => {
    const type = schema.getType(name);
    return isScalarType(type) ? type : null;
  };
  const dateTime = scalar("DateTime");
  if (dateTime !== null) {
    dateTime.coerceOutputValue = (value) =>
      typeof value === "number" ? new Date(value).toISOString() : value;
    dateTime.coerceInputValue = (value) => {
      const at = Date.parse(String(value));
      if (Number.isNaN(at)) throw invalidInput(`not a time: ${value}`);
      return at;
    };
  }
  for (const name of ["DateTimeOrDuration", "TimelessDateOrDuration"]) {
    const type = scalar(name);
    if (type !== null) {
      type.coerceInputValue = (value) => {
        instant(String(value), 0);
        return value;
      };
    }
  }
  const timeless = scalar("TimelessDate");
  if (timeless !== null) {
    timeless.coerceInputValue = (value) => {
      if (!/^\d{4}-\d\d-\d\d$/.test(String(value))) throw invalidInput(`not a date: ${value}`);
      return value;
    };
  }
}

/** Puts the field's fault, if one hits, in the place of its value. */
function faulty(
  field: string,
  resolve: GraphQLFieldResolver<unknown, Context>,
): GraphQLFieldResolver<unknown, Context> {
  return (source, args, context, info) => {
    const fault = context.faults.active ? context.faults.take(field, source) : null;
    if (fault === null) return resolve(source, args, context, info);
    if (fault.message === undefined) return fault.value ?? null;
    throw new LinearError(fault.message, fault.code ?? "INTERNAL_SERVER_ERROR", "internal error");
  };
}

function resolversInto(schema: GraphQLSchema, resolvers: Resolvers): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const own = resolvers[type.name]?.[field.name] as
        | GraphQLFieldResolver<unknown, Context>
        | undefined;
      field.resolve = faulty(`${type.name}.${field.name}`, own ?? defaultFieldResolver);
    }
  }
}

/** An executable schema: the SDL given, or the subset. It holds no state: fakes may share it. */
export function linearSchema(text: string = subsetText()): GraphQLSchema {
  const schema = buildSchema(text, { assumeValidSDL: true, noLocation: true });
  scalarsInto(schema);
  resolversInto(schema, { ...objectResolvers, ...queryResolvers, ...mutationResolvers });
  return schema;
}
