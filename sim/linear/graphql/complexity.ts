import {
  type DocumentNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/** The most one query may cost. */
export const MAX_COMPLEXITY = 10_000;

const PROPERTY = 0.1;
const OBJECT = 1;
const DEFAULT_PAGE = 50;

/** The operation a request means, or null when the name fits none or not one alone. */
export function operationOf(
  document: DocumentNode,
  name: string | null,
): OperationDefinitionNode | null {
  const operations = document.definitions.filter((node) => node.kind === "OperationDefinition");
  const fitting = operations.filter((node) => name === null || node.name?.value === name);
  return fitting.length === 1 ? fitting[0]! : null;
}

/**
 * What Linear charges for a query: 0.1 a property, 1 an object, and what stands in a connection
 * times its `first` (50 when not given). The documentation leaves open how `pageInfo` counts: once.
 */
export function complexityOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === "FragmentDefinition" ? [[node.name.value, node] as const] : []
    ),
  );

  const fieldType = (parent: GraphQLCompositeType, name: string): GraphQLOutputType | null =>
    isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name]?.type ?? null : null;

  function pageSize(args: readonly { name: { value: string }; value: { kind: string } }[]): number {
    for (const { name, value } of args) {
      if (name.value !== "first" && name.value !== "last") continue;
      const given = value.kind === "Variable"
        ? variables[(value as unknown as { name: { value: string } }).name.value]
        : (value as unknown as { value?: string }).value;
      if (given !== undefined && given !== null) return Number(given);
    }
    return DEFAULT_PAGE;
  }

  function cost(set: SelectionSetNode, parent: GraphQLCompositeType, times: number): number {
    let sum = 0;
    for (const node of set.selections) {
      if (node.kind === "FragmentSpread") {
        const fragment = fragments.get(node.name.value);
        const type = schema.getType(fragment?.typeCondition.name.value ?? "");
        if (fragment !== undefined && isCompositeType(type)) {
          sum += cost(fragment.selectionSet, type, times);
        }
        continue;
      }
      if (node.kind === "InlineFragment") {
        const type = schema.getType(node.typeCondition?.name.value ?? parent.name);
        if (isCompositeType(type)) sum += cost(node.selectionSet, type, times);
        continue;
      }
      const type = getNamedType(fieldType(parent, node.name.value));
      if (node.selectionSet === undefined || !isCompositeType(type)) {
        sum += PROPERTY;
      } else if (type.name.endsWith("Connection")) {
        sum += cost(node.selectionSet, type, pageSize(node.arguments ?? []));
      } else {
        const each = OBJECT + cost(node.selectionSet, type, 1);
        sum += type.name === "PageInfo" ? each : times * each;
      }
    }
    return sum;
  }

  const root = schema.getRootType(operation.operation);
  if (root === null || root === undefined) return 0;
  return Math.ceil(cost(operation.selectionSet, root, 1) * 10 - 1e-6) / 10;
}
