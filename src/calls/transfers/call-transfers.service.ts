import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { changedBy, ROW_LOCK, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { NotFound } from '../../platform/errors/domain-error';
import { Outbox } from '../../platform/events/outbox';
import { isMachine } from '../../voice/call-ending';
import { isFinal } from '../call-status';
import { Call } from '../call.entity';
import { CallNotFound } from '../calls.errors';
import { SPOKEN_BY_MS } from './next-step';
import { chooseTargets, MOST_LEGS } from './targets/choose-targets';
import type { TransferTarget } from './targets/transfer-target.entity';
import { TransferTargets } from './targets/transfer-targets.service';
import { TransferLeg } from './transfer-leg.entity';
import { openOf } from './transfer-store.service';
import { Transfer } from './transfer.entity';
import { TransferRequested } from './transfers.events';

/** A person may talk to a colleague for so long, whatever limit the agent's part of the call had; the carrier ends it then. */
export const TALK_SECONDS = 2 * 60 * 60;

export interface NewTransfer {
  readonly callId: string;
  /** Registered colleagues in the order to ring them, by their numbers, by the members they are, or by ids; all on duty when none is given. */
  readonly targets?: readonly ({ readonly phone: string } | { readonly memberId: string })[];
  readonly targetIds?: readonly string[] | null;
  /** Spoken to each colleague; `language` is BCP 47. */
  readonly summary: { readonly text: string; readonly language: string };
  readonly reason: string;
  /** True when the agent is just telling the caller, and sends them to the room itself. */
  readonly isBeingTold?: boolean;
}

export type TransferBegun =
  | { readonly kind: 'BEGUN'; readonly transfer: Transfer }
  | { readonly kind: 'NOT_IN_PROGRESS' | 'CALLER_LEFT' | 'NOBODY' }
  | { readonly kind: 'UNDER_WAY'; readonly transfer: Transfer };

const MAX_SUMMARY = 1_000;
const MAX_REASON = 300;

/** Begins transfers. Nothing is asked of the carrier here: what was stored is acted on by whoever sees it first. */
@Injectable()
export class CallTransfers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly targets: TransferTargets,
    private readonly config: AppConfig,
  ) {}

  /** @throws CallNotFound; NotFound when somebody named is no registered colleague. */
  begin(request: NewTransfer): Promise<TransferBegun> {
    return this.work.run(async (tx) => {
      const call = await lockedCall(tx, request.callId);
      if (isFinal(call.status)) return { kind: 'CALLER_LEFT' };
      if (call.status !== 'IN_PROGRESS' || !call.providerCallId || isMachine(call.answeredBy)) {
        return { kind: 'NOT_IN_PROGRESS' };
      }
      const open = await openOf(tx, call.id);
      if (open) return { kind: 'UNDER_WAY', transfer: open };
      const moment = this.clock.now();
      const chosen = await this.chosen(tx, call, request, moment);
      if (chosen.length === 0) return { kind: 'NOBODY' };
      const transfer = await this.insert(tx, { call, request, chosen, moment });
      await this.outbox.record(TransferRequested, { transferId: transfer.id, callId: call.id });
      return { kind: 'BEGUN', transfer };
    });
  }

  private async chosen(
    tx: EntityManager,
    call: Call,
    request: NewTransfer,
    moment: Date,
  ): Promise<readonly TransferTarget[]> {
    const all = await this.targets.all();
    const named = namedIn(request, all);
    // Whoever is named by a person is rung whatever their hours, but never the caller.
    if (named) return named.filter(({ phone }) => phone !== call.phone).slice(0, MOST_LEGS);
    const { language } = request.summary;
    return chooseTargets(all, { language, moment, callerPhone: call.phone, tried: await triedFor(tx, call.id) });
  }

  private async insert(
    tx: EntityManager,
    {
      call,
      request,
      chosen,
      moment,
    }: { call: Call; request: NewTransfer; chosen: readonly TransferTarget[]; moment: Date },
  ): Promise<Transfer> {
    const actAt = request.isBeingTold ? new Date(moment.getTime() + SPOKEN_BY_MS) : moment;
    const transfer = tx.create(Transfer, {
      tenantId: call.tenantId,
      id: uuidv7(),
      callId: call.id,
      state: 'REQUESTED',
      result: null,
      reason: request.reason.slice(0, MAX_REASON),
      summary: request.summary.text.slice(0, MAX_SUMMARY),
      language: request.summary.language,
      requestedBy: actorReference(currentActor()),
      callSeconds: call.maxCallSeconds,
      moves: 0,
      falls: 0,
      actAt,
      createdAt: moment,
      updatedAt: moment,
    });
    await tx.insert(Transfer, transfer);
    await tx.insert(
      TransferLeg,
      chosen.map((target, index) => this.legOf(transfer, call, target, index + 1)),
    );
    await changedBy(tx, 'update calls set max_call_seconds = $3 where tenant_id = $1 and id = $2', [
      call.tenantId,
      call.id,
      secondsOf(call, moment) + TALK_SECONDS,
    ]);
    return tx.findOneByOrFail(Transfer, { tenantId: call.tenantId, id: transfer.id });
  }

  private legOf(
    transfer: Transfer,
    call: Call,
    target: TransferTarget,
    position: number,
  ): Partial<TransferLeg> & { id: string } {
    return {
      tenantId: call.tenantId,
      id: uuidv7(),
      transferId: transfer.id,
      targetId: target.id,
      position,
      phone: target.phone,
      fromNumber: call.fromNumber,
      status: 'QUEUED',
      ringTimeoutSeconds: this.config.transfers.ringSeconds,
      maxCallSeconds: TALK_SECONDS,
      createdAt: transfer.createdAt,
      updatedAt: transfer.createdAt,
    };
  }
}

/** For how long the call has lasted. */
export function secondsOf({ answeredAt }: Pick<Call, 'answeredAt'>, moment: Date): number {
  return answeredAt ? Math.max(0, Math.ceil((moment.getTime() - answeredAt.getTime()) / 1_000)) : 0;
}

/** Undefined when nobody is named. @throws NotFound */
function namedIn({ targets, targetIds }: NewTransfer, all: readonly TransferTarget[]): TransferTarget[] | undefined {
  const wanted = targets?.length
    ? targets.map((wanted) =>
        all.find((target) => ('phone' in wanted ? target.phone === wanted.phone : target.memberId === wanted.memberId)),
      )
    : targetIds?.length
      ? targetIds.map((id) => all.find((target) => target.id === id))
      : undefined;
  if (wanted?.some((target) => !target)) throw new NotFound('Transfer target');
  return wanted && [...new Set(wanted.filter((target) => target !== undefined))];
}

/** @throws CallNotFound */
async function lockedCall(tx: EntityManager, callId: string): Promise<Call> {
  const call = await tx.findOne(Call, {
    where: { tenantId: currentTenantId(), id: callId },
    lock: ROW_LOCK,
  });
  if (!call) throw new CallNotFound();
  return call;
}

async function triedFor(tx: EntityManager, callId: string): Promise<Set<string>> {
  const rows = await rowsOf<{ id: string }>(
    tx,
    `select l.target_id as id from transfer_legs l join transfers t on t.tenant_id = l.tenant_id and t.id = l.transfer_id
     where l.tenant_id = $1 and t.call_id = $2 and l.dial_started_at is not null`,
    [currentTenantId(), callId],
  );
  return new Set(rows.map(({ id }) => id));
}
