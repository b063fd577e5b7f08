import type { ReadStatement } from '../platform/database/one-trip';
import { type RowColumn, rowColumn } from '../platform/graphql/row-fields';
import { planned } from '../platform/graphql/row-list';

/** Statement that reads the latest $3 calls of each of the leads $2 of the company $1, newest first. */
export function latestOfLeads(columns: string): ReadStatement {
  return planned(/* sql */ `
select ${columns} from unnest($2::uuid[]) as lead (id) cross join lateral (
  select * from calls c where c.tenant_id = $1 and c.lead_id = lead.id order by c.created_at desc, c.id desc limit $3
) call order by call.created_at desc, call.id desc`);
}

/** Columns by select list and number: every lead of a page asks for the same. */
const known = new Map<string, RowColumn[]>();
const MAX_KNOWN = 200;

/** The latest `first` calls of the row `lead`, newest first, as a JSON list of `CallInJson`; `first` is a checked whole number. */
export function latestOfRow(first: number, columns: string): RowColumn {
  const byNumber = known.get(columns) ?? [];
  const column = (byNumber[first] ??= rowColumn(writtenFor(first, columns)));
  if (known.size < MAX_KNOWN) known.set(columns, byNumber);
  return column;
}

function writtenFor(first: number, columns: string): string {
  return `(select coalesce(json_agg(shown), '[]') from (select ${columns} from calls call where call.tenant_id = lead.tenant_id
  and call.lead_id = lead.id order by call.created_at desc, call.id desc limit ${Math.trunc(first)}) shown)`;
}
