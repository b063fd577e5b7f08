import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  Kind,
  type SelectionSetNode,
} from 'graphql';

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;
type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** What is selected never changes for a document, and documents are kept. */
const known = new WeakMap<FieldNode, Map<string, ReadonlySet<string>>>();

/**
 * Names of the fields selected below the field being resolved, or below the paths of fields that begin there (`nodes`, `edges.node`).
 * Those that `@skip` or `@include` may leave out are among them.
 */
export function selectedFields(info: Info, ...paths: readonly string[]): ReadonlySet<string> {
  const [first] = info.fieldNodes;
  if (!first || info.fieldNodes.length > 1) return namesBelow(info, paths);
  const kept = known.get(first) ?? new Map<string, ReadonlySet<string>>();
  known.set(first, kept);
  const key = paths.join(' ');
  const names = kept.get(key) ?? namesBelow(info, paths);
  kept.set(key, names);
  return names;
}

function namesBelow(info: Info, paths: readonly string[]): ReadonlySet<string> {
  return new Set(nodesBelow(info, paths).map((node) => node.name.value));
}

/** The fields themselves, as often as they are written. */
export function nodesBelow({ fieldNodes, fragments }: Info, paths: readonly string[]): FieldNode[] {
  const reached = (paths.length > 0 ? paths : ['']).flatMap((path) =>
    path
      .split('.')
      .filter(Boolean)
      .reduce<readonly FieldNode[]>(
        (nodes, name) => fieldsOf(nodes, fragments).filter((node) => node.name.value === name),
        fieldNodes,
      ),
  );
  return fieldsOf(reached, fragments);
}

function fieldsOf(nodes: readonly FieldNode[], fragments: Fragments): FieldNode[] {
  return nodes.flatMap(({ selectionSet }) => (selectionSet ? fieldsIn(selectionSet, fragments) : []));
}

function fieldsIn({ selections }: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value];
    return inner ? fieldsIn(inner.selectionSet, fragments) : [];
  });
}
