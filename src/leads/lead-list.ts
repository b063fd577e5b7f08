import type { SelectQueryBuilder } from 'typeorm';
import type { KeysetOrder } from '../platform/graphql/keyset';
import { cleanLine } from './clean-text';
import type { LeadStage } from './lead-stage';
import type { LeadTemperature } from './lead-temperature';
import type { Lead } from './lead.entity';

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

export function orderOf(sort: LeadSort): KeysetOrder<Lead> {
  const direction = sort.endsWith('_ASC') ? 'ASC' : 'DESC';
  const first: KeysetOrder<Lead> =
    sort === 'SCORE_DESC' || sort === 'SCORE_ASC'
      ? [{ expression: 'lead.scoreKey', direction, cast: 'integer', keyOf: scoreKeyOf }]
      : [{ expression: 'lead.createdAt', direction, cast: 'timestamptz', keyOf: (lead) => lead.createdAt }];
  return [...first, { expression: 'lead.id', direction, cast: 'uuid', keyOf: (lead) => lead.id }];
}

/** What the column score_key holds: hundredths, leads without a score below every score. */
function scoreKeyOf({ score }: Lead): number {
  return score === null ? -1 : Math.round(score * 100);
}

/** Adds the conditions that are given to a query over `lead`. */
export function applyFilter(builder: SelectQueryBuilder<Lead>, filter: LeadListFilter): SelectQueryBuilder<Lead> {
  for (const [condition, value] of conditionsOf(filter)) {
    if (value !== null && value !== undefined) builder.andWhere(condition, { [parameterOf(condition)]: value });
  }
  return builder;
}

function conditionsOf(filter: LeadListFilter): (readonly [string, unknown])[] {
  const prefix = cleanLine(filter.namePrefix ?? '');
  return [
    ['lead.stage = ANY(:stages)', filter.stages],
    ['lead.temperature = ANY(:temperatures)', filter.temperatures],
    ['lead.projectId = :projectId', filter.projectId],
    ['lead.source = :source', filter.source],
    ['lead.formName = :formName', filter.formName],
    ['lead.phone = :phone', filter.phone],
    ['lead.nameKey ^@ lower(:namePrefix)', prefix || null],
    ['lead.createdAt >= :createdFrom', filter.createdFrom],
    ['lead.createdAt < :createdBefore', filter.createdBefore],
  ];
}

function parameterOf(condition: string): string {
  return /:(\w+)/.exec(condition)?.[1] ?? '';
}
