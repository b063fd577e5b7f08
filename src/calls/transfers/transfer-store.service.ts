import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, ROW_LOCK, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import { Call } from '../call.entity';
import { SENT_LEASE_MS } from '../call-decisions';
import { CallChanged } from '../calls.events';
import { LEG_MOVES } from './leg-status';
import { TransferLeg } from './transfer-leg.entity';
import { TRANSFER_MOVES } from './transfer-state';
import { Transfer } from './transfer.entity';

/** A locked transfer, its legs in their order, and its call as it is now, which is not locked. */
export interface TransferBook {
  readonly transfer: Transfer;
  readonly legs: readonly TransferLeg[];
  readonly call: Call;
}

export type TransferChange = Partial<Omit<Transfer, 'tenantId' | 'id' | 'callId' | 'createdAt'>>;
export type LegChange = Partial<Omit<TransferLeg, 'tenantId' | 'id' | 'transferId' | 'createdAt'>>;

/** Reads and writes transfers and their legs. Whoever changes either holds the lock of the transfer. */
@Injectable()
export class TransferStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Null when it is not this tenant's. */
  find(id: string): Promise<Transfer | null> {
    return this.work.single((tx) => tx.findOneBy(Transfer, { tenantId: currentTenantId(), id }));
  }

  /** Null when it is not this tenant's, or when `step` answers null. */
  withLocked<T>(transferId: string, step: (book: TransferBook, moment: Date) => Promise<T | null>): Promise<T | null> {
    return this.work.run(async (tx) => {
      const tenantId = currentTenantId();
      const transfer = await tx.findOne(Transfer, {
        where: { tenantId, id: transferId },
        lock: ROW_LOCK,
      });
      if (!transfer) return null;
      const legs = await tx.find(TransferLeg, { where: { tenantId, transferId }, order: { position: 'ASC' } });
      const call = await tx.findOneByOrFail(Call, { tenantId, id: transfer.callId });
      return step({ transfer, legs, call }, this.clock.now());
    });
  }

  /** The same by one of its legs. */
  async withLeg<T>(
    legId: string,
    step: (leg: TransferLeg, book: TransferBook, moment: Date) => Promise<T | null>,
  ): Promise<T | null> {
    const found = await this.findLeg(legId);
    if (!found) return null;
    return this.withLocked(found.transferId, async (book, moment) => {
      const leg = book.legs.find(({ id }) => id === legId);
      return leg ? step(leg, book, moment) : null;
    });
  }

  findLeg(legId: string): Promise<TransferLeg | null> {
    return this.work.single((tx) => tx.findOneBy(TransferLeg, { tenantId: currentTenantId(), id: legId }));
  }

  /** Its open transfer is due now: a bell may be lost, or coalesced with one that is being answered. Null when there is none. */
  async hasten(callId: string): Promise<string | null> {
    const row = await this.work.single((tx) =>
      rowOf<{ id: string }>(
        tx,
        'update transfers set act_at = $3 where tenant_id = $1 and call_id = $2 and ended_at is null returning id',
        [currentTenantId(), callId, this.clock.now()],
      ),
    );
    return row?.id ?? null;
  }

  /** The latest transfer of each call. */
  async latestOf(callIds: readonly string[]): Promise<Map<string, Transfer>> {
    const found = await this.work.single((tx) =>
      tx.find(Transfer, {
        where: { tenantId: currentTenantId(), callId: In([...callIds]) },
        order: { createdAt: 'ASC', id: 'ASC' },
      }),
    );
    return new Map(found.map((transfer) => [transfer.callId, transfer]));
  }

  async legsOf(transferIds: readonly string[]): Promise<Map<string, TransferLeg[]>> {
    const legs = await this.work.single((tx) =>
      tx.find(TransferLeg, {
        where: { tenantId: currentTenantId(), transferId: In([...transferIds]) },
        order: { position: 'ASC' },
      }),
    );
    const byTransfer = new Map<string, TransferLeg[]>(transferIds.map((id) => [id, []]));
    for (const leg of legs) byTransfer.get(leg.transferId)?.push(leg);
    return byTransfer;
  }

  /** On a locked transfer, which is changed in place. Dashboards hear that its call moved. */
  async change({ transfer, call }: Pick<TransferBook, 'transfer' | 'call'>, change: TransferChange): Promise<void> {
    const { state } = change;
    if (state && state !== transfer.state && !TRANSFER_MOVES[transfer.state].includes(state)) {
      throw new Error(`A transfer cannot move from ${transfer.state} to ${state}.`);
    }
    const isNews = state !== undefined && state !== transfer.state;
    const whole = { ...change, updatedAt: this.clock.now() };
    await this.work.run(async (tx) => {
      await tx.update(Transfer, { tenantId: transfer.tenantId, id: transfer.id }, whole);
      if (isNews) await this.outbox.record(CallChanged, newsOf(call));
    });
    Object.assign(transfer, whole);
  }

  /** On a leg of a locked transfer, which is changed in place. */
  async changeLeg(leg: TransferLeg, change: LegChange): Promise<void> {
    if (change.status && change.status !== leg.status && !LEG_MOVES[leg.status].includes(change.status)) {
      throw new Error(`The call to a colleague cannot move from ${leg.status} to ${change.status}.`);
    }
    const whole = { ...change, updatedAt: this.clock.now() };
    await this.work.single((tx) => tx.update(TransferLeg, { tenantId: leg.tenantId, id: leg.id }, whole));
    Object.assign(leg, whole);
  }

  /**
   * The last step before the request leaves, committed before it does: a leg on which this was not said was provably not dialed. False
   * when it was given back, or is not wanted any more; then nothing may be sent.
   */
  async markSent(legId: string): Promise<boolean> {
    const leaseUntil = new Date(this.clock.now().getTime() + SENT_LEASE_MS);
    const marked = await this.work.single((tx) =>
      changedBy(
        tx,
        `update transfer_legs set unsent = false, lease_until = $3, look_at = $3
         where tenant_id = $1 and id = $2 and status = 'DIALING' and unsent and verdict is null`,
        [currentTenantId(), legId, leaseUntil],
      ),
    );
    return marked === 1;
  }

  /** Whether this company has this phone on the line already, for whatever transfer. */
  async isEngaged(phone: string): Promise<boolean> {
    const row = await this.work.single((tx) =>
      rowOf<{ live: boolean }>(
        tx,
        `select exists (select 1 from transfer_legs where tenant_id = $1 and phone = $2
           and status in ('DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS'))
         or exists (select 1 from calls where tenant_id = $1 and phone = $2
           and status in ('QUEUED', 'DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS')) as live`,
        [currentTenantId(), phone],
      ),
    );
    return row?.live ?? false;
  }
}

export function openOf(tx: EntityManager, callId: string): Promise<Transfer | null> {
  return tx
    .createQueryBuilder(Transfer, 'transfer')
    .where('transfer.tenantId = :tenantId and transfer.callId = :callId and transfer.endedAt is null', {
      tenantId: currentTenantId(),
      callId,
    })
    .getOne();
}

function newsOf(call: Call): { callId: string; leadId: string; campaignId?: string } {
  return { callId: call.id, leadId: call.leadId, ...(call.campaignId ? { campaignId: call.campaignId } : {}) };
}
