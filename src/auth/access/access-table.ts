import type { AccessRule } from '../../platform/access/allow.decorator';
import { includesRole, ROLES } from '../../platform/access/role';

export type OperationKind = 'Query' | 'Mutation' | 'Subscription' | 'Route';

/** One thing a caller can ask for, and who may. */
export interface Operation {
  readonly kind: OperationKind;
  /** Field of the schema, or method and path. */
  readonly name: string;
  /** Class and method, for messages. */
  readonly handler: string;
  readonly rule: AccessRule | undefined;
}

const KINDS: readonly OperationKind[] = ['Query', 'Mutation', 'Subscription', 'Route'];
const HEADINGS: Record<OperationKind, string> = {
  Query: 'Queries',
  Mutation: 'Mutations',
  Subscription: 'Subscriptions',
  Route: 'Routes',
};

/** The table role x operation in Markdown: sorted, so that a change of one rule changes one line. */
export function renderAccessTable(operations: readonly Operation[]): string {
  const sections = KINDS.map((kind) =>
    sectionOf(
      kind,
      operations.filter((operation) => operation.kind === kind),
    ),
  );
  return sections.filter(Boolean).join('\n\n');
}

function sectionOf(kind: OperationKind, operations: readonly Operation[]): string {
  if (operations.length === 0) return '';
  const rows = operations.map(rowOf).sort();
  const header = ['operation', 'anybody', ...ROLES, 'platform admin', 'API key with'];
  return [`## ${HEADINGS[kind]}`, '', line(header), line(header.map(() => '---')), ...rows].join('\n');
}

function rowOf({ name, rule }: Operation): string {
  return line([
    `\`${name}\``,
    yes(rule?.kind === 'PUBLIC'),
    ...ROLES.map((role) =>
      yes(rule?.kind === 'SIGNED_IN' || (rule?.kind === 'TENANT' && includesRole(role, rule.role))),
    ),
    yes(rule?.kind === 'SIGNED_IN' || rule?.kind === 'PLATFORM_ADMIN'),
    keyOf(rule),
  ]);
}

/** What else than an account opens it. */
function keyOf(rule: AccessRule | undefined): string {
  if (rule?.kind === 'GUEST') return 'a guest’s pass';
  return rule?.kind === 'TENANT' && rule.scope ? `\`${rule.scope}\`` : '';
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function yes(allowed: boolean): string {
  return allowed ? 'yes' : '';
}
