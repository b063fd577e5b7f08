import type { KeysetOrder } from '../platform/graphql/keyset';
import { cleanLine } from './clean-text';
import type { LeadStage } from './lead-stage';
import type { LeadTemperature } from './lead-temperature';
import type { ShownLead } from './shown-lead';

export const LEAD_SORTS = ['CREATED_AT_DESC', 'CREATED_AT_ASC', 'SCORE_DESC', 'SCORE_ASC'] as const;
export type LeadSort = (typeof LEAD_SORTS)[number];

/** All that is given must hold. */
export interface LeadListFilter {
  readonly stages?: readonly LeadStage[] | null;
  readonly temperatures?: readonly LeadTemperature[] | null;
  readonly projectId?: string | null;
  readonly source?: string | null;
  readonly formName?: string | null;
  /** E.164. */
  readonly phone?: string | null;
  /** Beginning of the name, in any case. */
  readonly namePrefix?: string | null;
  /** Inclusive. */
  readonly createdFrom?: Date | null;
  /** Exclusive. */
  readonly createdBefore?: Date | null;
}

export function orderOf(sort: LeadSort): KeysetOrder<ShownLead> {
  const direction = sort.endsWith('_ASC') ? 'ASC' : 'DESC';
  const first: KeysetOrder<ShownLead> =
    sort === 'SCORE_DESC' || sort === 'SCORE_ASC'
      ? [{ expression: 'lead.score_key', direction, cast: 'integer', keyOf: scoreKeyOf }]
      : [{ expression: 'lead.created_at', direction, cast: 'timestamptz', keyOf: (lead) => lead.createdAt }];
  return [...first, { expression: 'lead.id', direction, cast: 'uuid', keyOf: (lead) => lead.id }];
}

/** What the column score_key holds: hundredths, leads without a score below every score. */
function scoreKeyOf({ score }: ShownLead): number {
  return score === null ? -1 : Math.round(score * 100);
}

/** The conditions that are given, over `lead`, each with its value in place of `?`. */
export function conditionsOf(filter: LeadListFilter): (readonly [condition: string, value: unknown])[] {
  const prefix = cleanLine(filter.namePrefix ?? '');
  const all: (readonly [string, unknown])[] = [
    ['lead.stage = any(?)', filter.stages],
    ['lead.temperature = any(?)', filter.temperatures],
    ['lead.project_id = ?', filter.projectId],
    ['lead.source = ?', filter.source],
    ['lead.form_name = ?', filter.formName],
    ['lead.phone = ?', filter.phone],
    ['lead.name_key ^@ lower(?)', prefix || null],
    ['lead.created_at >= ?', filter.createdFrom],
    ['lead.created_at < ?', filter.createdBefore],
  ];
  return all.filter(([, value]) => value !== null && value !== undefined);
}
