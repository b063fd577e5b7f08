import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type FieldNode, getArgumentValues, GraphQLError, type GraphQLResolveInfo, isObjectType } from 'graphql';
import { nodesBelow, selectedFields } from './selected';

/** A column of a page's statement, and the name it is read under. */
export interface RowColumn {
  readonly name: string;
  readonly sql: string;
}

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'schema' | 'variableValues'>;
type Write<A> = (args: A, selected: ReadonlySet<string>) => RowColumn | undefined;

/**
 * Fields that the statement of a page can read along with each row, told by the room that knows how: what hangs on every item of a
 * list then costs no round trip of its own. Whoever resolves such a field looks for its column in the row (`readAlong`), and reads
 * by itself what is not there: the object may come from elsewhere.
 */
@Injectable()
export class RowFields {
  private readonly fields = new Map<string, Write<never>>();

  /**
   * @param field for example `Lead.latestCalls`.
   * @param write the column for these arguments and fields selected below; its SQL calls the row by the name of its type in small
   * letters. Undefined for arguments that the field refuses.
   */
  declare<A>(field: `${string}.${string}`, write: Write<A>): void {
    this.fields.set(field, write);
  }

  /** Columns for the fields of `typeName` selected below the paths of the field being resolved. */
  columnsBelow(info: Info, typeName: string, ...paths: readonly string[]): readonly RowColumn[] {
    const byResponseName = new Map<string, FieldNode[]>();
    for (const node of nodesBelow(info, paths)) {
      if (!this.fields.has(`${typeName}.${node.name.value}`)) continue;
      const responseName = node.alias?.value ?? node.name.value;
      const same = byResponseName.get(responseName);
      if (same) same.push(node);
      else byResponseName.set(responseName, [node]);
    }
    const columns = new Map<string, RowColumn>();
    for (const nodes of byResponseName.values()) {
      const column = this.columnOf(info, typeName, nodes);
      if (column) columns.set(column.name, column);
    }
    return [...columns.values()];
  }

  private columnOf(info: Info, typeName: string, nodes: FieldNode[]): RowColumn | undefined {
    const [node] = nodes;
    // What may be left out is read when it is not.
    if (!node || nodes.some(({ directives }) => directives?.length)) return undefined;
    const args = argumentsOf(info, typeName, node);
    if (!args) return undefined;
    const write = this.fields.get(`${typeName}.${node.name.value}`);
    return write?.(args as never, selectedFields({ fieldNodes: nodes, fragments: info.fragments }));
  }
}

/** Undefined where they are wrong, of which the field itself will speak. */
function argumentsOf({ schema, variableValues }: Info, typeName: string, node: FieldNode): object | undefined {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
  try {
    return field && getArgumentValues(field, node, variableValues);
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

/** The name follows from the SQL, so a value is found only by who asks for the very same. */
export function rowColumn(sql: string): RowColumn {
  return { name: `along_${createHash('sha256').update(sql).digest('hex').slice(0, 40)}`, sql };
}

/** What was read along with a row as JSON, if it was. */
export function readAlong(row: object | undefined, { name }: RowColumn): unknown {
  return row === undefined ? undefined : Reflect.get(row, name);
}
