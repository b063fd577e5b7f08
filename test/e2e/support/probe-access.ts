import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Section = 'Queries' | 'Mutations' | 'Subscriptions' | 'Routes';

/** One line of the committed access table, which another test compares with the program. */
export interface AccessRule {
  readonly section: Section;
  /** A root field, or a method and a path. */
  readonly name: string;
  readonly isPublic: boolean;
  /** Whether an owner, and so whether anybody of a company, may. */
  readonly forOwners: boolean;
  readonly forAdmins: boolean;
  /** The scope that opens it to API keys. */
  readonly scope: string | undefined;
}

const SECTION = /^## (Queries|Mutations|Subscriptions|Routes)$/;

/** Who may do what, as docs/access.md says. */
export function accessRules(): AccessRule[] {
  const rules: AccessRule[] = [];
  let section: Section | undefined;
  for (const line of readFileSync(join(__dirname, '../../../docs/access.md'), 'utf8').split('\n')) {
    section = (SECTION.exec(line)?.[1] as Section | undefined) ?? section;
    const [name, anybody, owner, admin, , , , scope] = line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1);
    const operation = /^`(.+)`$/.exec(name ?? '')?.[1];
    if (!section || !operation) continue;
    rules.push({
      section,
      name: operation,
      isPublic: anybody === 'yes',
      forOwners: owner === 'yes',
      forAdmins: admin === 'yes',
      scope: /^`(.+)`$/.exec(scope ?? '')?.[1],
    });
  }
  return rules;
}
