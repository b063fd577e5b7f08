import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { Carrier } from '../voice/carrier.port';
import { Call } from './call.entity';
import type { CallOutcome } from './call-outcome';
import { type CallStatus, LIVE_STATUSES } from './call-status';
import { latestOfLeads } from './latest-calls';
import type { ShownCall } from './shown-call';
import { CallHasEnded, CallNotAtCarrier, CallNotFound } from './calls.errors';

export interface CallSelection {
  readonly statuses?: readonly CallStatus[] | null;
  readonly outcomes?: readonly CallOutcome[] | null;
  readonly leadId?: string | null;
  readonly projectId?: string | null;
  readonly campaignId?: string | null;
  readonly agentId?: string | null;
  readonly from?: Date | null;
  readonly until?: Date | null;
}

const NEWEST_FIRST: KeysetOrder<Call> = [
  { expression: 'call.createdAt', direction: 'DESC', cast: 'timestamptz', keyOf: (call) => call.createdAt },
  { expression: 'call.id', direction: 'DESC', cast: 'uuid', keyOf: (call) => call.id },
];

/** Calls as operators see them. */
@Injectable()
export class CallsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly carrier: Carrier,
  ) {}

  /** @throws CallNotFound */
  async get(id: string): Promise<Call> {
    const call = await this.work.run((tx) => selected(tx, {}).andWhere('call.id = :id', { id }).getOne());
    if (!call) throw new CallNotFound();
    return call;
  }

  /** Newest first. */
  async list(selection: CallSelection, page: PageRequest): Promise<Page<Call>> {
    return pageBy(this.work, (tx) => selected(tx, selection), NEWEST_FIRST, page);
  }

  listActive(page: PageRequest): Promise<Page<Call>> {
    return this.list({ statuses: LIVE_STATUSES }, page);
  }

  /**
   * The latest `limit` calls of each lead, newest first; one statement however many leads.
   * @param columns of columnsOfCall.
   */
  async latestOf(leadIds: readonly string[], limit: number, columns: string): Promise<Map<string, ShownCall[]>> {
    const calls = await this.work.read<ShownCall>(latestOfLeads(columns), [currentTenantId(), leadIds, limit]);
    const byLead = new Map<string, ShownCall[]>();
    for (const call of calls) {
      const known = byLead.get(call.leadId);
      if (known) known.push(call);
      else byLead.set(call.leadId, [call]);
    }
    return byLead;
  }

  /** Asks the carrier to end the call; its callback then moves the state. @throws CallNotFound, CallHasEnded, CallNotAtCarrier */
  async hangUp(id: string): Promise<Call> {
    const call = await this.get(id);
    if (call.endedAt) throw new CallHasEnded();
    if (!call.providerCallId) throw new CallNotAtCarrier();
    await this.carrier.hangUp(call.providerCallId);
    return this.get(id);
  }
}

function selected(tx: EntityManager, selection: CallSelection): SelectQueryBuilder<Call> {
  const query = tx.createQueryBuilder(Call, 'call').where('call.tenantId = :tenantId', { tenantId: currentTenantId() });
  if (selection.statuses?.length) query.andWhere('call.status = any(:statuses)', { statuses: selection.statuses });
  if (selection.outcomes?.length) query.andWhere('call.outcome = any(:outcomes)', { outcomes: selection.outcomes });
  for (const column of ['leadId', 'projectId', 'campaignId', 'agentId'] as const) {
    if (selection[column]) query.andWhere(`call.${column} = :${column}`, { [column]: selection[column] });
  }
  if (selection.from) query.andWhere('call.createdAt >= :from', { from: selection.from });
  if (selection.until) query.andWhere('call.createdAt < :until', { until: selection.until });
  return query;
}
