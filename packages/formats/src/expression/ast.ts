/** What of a JSONata syntax tree is walked; `position` is the offset at which the token ends. Its own types leave most of this out. */
export interface AstNode {
  readonly type: string;
  readonly value?: unknown;
  readonly position?: number;
  readonly steps?: readonly AstNode[];
  readonly stages?: readonly AstNode[];
  readonly predicate?: readonly AstNode[];
  readonly group?: AstNode;
  readonly terms?: readonly { readonly expression: AstNode }[];
  readonly arguments?: readonly AstNode[];
  readonly procedure?: AstNode;
  readonly expressions?: readonly AstNode[];
  readonly expression?: AstNode;
  readonly expr?: AstNode;
  readonly condition?: AstNode;
  readonly then?: AstNode;
  readonly else?: AstNode;
  readonly body?: AstNode;
  readonly pattern?: AstNode;
  readonly update?: AstNode;
  readonly delete?: AstNode;
  readonly lhs?: AstNode | readonly (readonly AstNode[])[];
  readonly rhs?: AstNode;
  readonly focus?: unknown;
  readonly index?: unknown;
}

/** What a name is looked up in: the scope, or a value that was selected before. */
export type VisitContext = 'root' | 'selected';

/** A node's children, each with what its names are looked up in. */
export function childrenOf(node: AstNode, context: VisitContext): readonly { readonly node: AstNode; readonly context: VisitContext }[] {
  const [first, ...steps] = node.steps ?? [];
  const { lhs } = node;
  const pairs = Array.isArray(lhs) ? (lhs as readonly (readonly AstNode[])[]).flat() : [];
  // Keys and values of a grouping are looked up in its groups, those of an object where the object stands.
  const here = [
    first,
    ...pairs,
    ...(lhs && !Array.isArray(lhs) && node.type !== 'bind' ? [lhs as AstNode] : []),
    node.rhs,
    node.procedure,
    ...(node.type === 'lambda' ? [] : (node.arguments ?? [])),
    ...(node.expressions ?? []),
    node.expression,
    node.expr,
    node.condition,
    node.then,
    node.else,
    node.body,
  ];
  const selected = [
    ...steps,
    ...(node.stages ?? []),
    ...(node.predicate ?? []),
    node.group && { ...node.group, type: 'group' },
    ...(node.terms ?? []).map(({ expression }) => expression),
    node.pattern,
    node.update,
    node.delete,
  ];
  return [
    ...here.filter((child) => child !== undefined).map((child) => ({ node: child, context })),
    ...selected.filter((child) => child !== undefined).map((child) => ({ node: child, context: 'selected' as const })),
  ];
}
