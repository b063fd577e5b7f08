import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { cleanText } from '../../../leads/clean-text';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { changedBy, ROW_LOCK } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { WebhookDelivery } from '../deliveries/webhook-delivery.entity';
import { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity';
import { EndpointSwitch } from '../endpoints/endpoint-switch.service';
import { TEST_EVENT } from '../webhook-events';
import { delayAfter, isGivenUp, type Verdict, verdictOf } from './webhook-policy';
import type { Attempt } from './webhook-receiver.service';

/** What is left of a response in words. */
const LONGEST_RESPONSE = 1_024;

/** What became of a delivery with this attempt. */
export type Noted = 'DELIVERED' | 'RETRY' | 'FAILED';

/** Writes down what attempts came to: for the delivery, and for what is thought of the endpoint. */
@Injectable()
export class WebhookLedger {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly endpoints: EndpointSwitch,
  ) {}

  /**
   * One transaction. Of whoever was taken for dead and comes late only the attempt is kept, and what an address did is not held against
   * another that has taken its place since. @param chance 0 to 1, of the next delay.
   */
  note(delivery: WebhookDelivery, sentTo: string, attempt: Attempt, chance: number): Promise<Noted> {
    const now = this.clock.now();
    const verdict = verdictOf(attempt, now);
    return this.work.run(async (tx) => {
      // The endpoint first, as everywhere: it and its deliveries are never waited for the other way round.
      const key = { tenantId: currentTenantId(), id: delivery.endpointId };
      const endpoint = await tx.findOneOrFail(WebhookEndpoint, { where: key, lock: ROW_LOCK });
      await this.keep(tx, delivery, attempt, now);
      const next = nextOf(delivery, verdict, now, chance);
      const noted = await this.move(tx, delivery, next, now, { status: attempt.status, verdict });
      if (noted && endpoint.url === sentTo) await this.judge(tx, endpoint, verdict, now);
      return next.status === 'WAITING' ? 'RETRY' : next.status;
    });
  }

  private async keep(tx: EntityManager, { id, attempts }: WebhookDelivery, attempt: Attempt, now: Date): Promise<void> {
    const { latencyMs, status, response, error } = attempt;
    const shown = response === null ? null : cleanText(response).slice(0, LONGEST_RESPONSE) || null;
    await changedBy(tx, KEEP, [currentTenantId(), id, attempts, now, latencyMs, status, shown, error]);
  }

  private async move(
    tx: EntityManager,
    { id, attempts }: WebhookDelivery,
    { status, dueAt }: Next,
    now: Date,
    { status: lastStatus, verdict }: { status: number | null; verdict: Verdict },
  ): Promise<boolean> {
    const error = verdict.kind === 'DELIVERED' ? null : verdict.error;
    const settledAt = status === 'WAITING' ? null : now;
    const values = [currentTenantId(), id, attempts, status, dueAt, lastStatus, error, settledAt];
    return (await changedBy(tx, MOVE, values)) === 1;
  }

  private async judge(tx: EntityManager, endpoint: WebhookEndpoint, verdict: Verdict, now: Date): Promise<void> {
    const { tenantId, id } = endpoint;
    if (verdict.kind === 'DELIVERED') {
      if (endpoint.failures > 0)
        await tx.update(WebhookEndpoint, { tenantId, id }, { failures: 0, failingSince: null });
      return;
    }
    const { failingSince, failures } = { failingSince: endpoint.failingSince ?? now, failures: endpoint.failures + 1 };
    const rest = verdict.kind === 'RETRY' && verdict.restMs !== null ? new Date(now.getTime() + verdict.restMs) : null;
    const throttledUntil = later(rest, endpoint.throttledUntil);
    await tx.update(WebhookEndpoint, { tenantId, id }, { failingSince, failures, throttledUntil });
    if (endpoint.status !== 'ACTIVE') return;
    if (verdict.kind === 'GONE') await this.endpoints.switchOff(tx, id, 'GONE');
    else if (isGivenUp({ failingSince, failures }, now)) await this.endpoints.switchOff(tx, id, 'ONLY_FAILURES');
  }
}

interface Next {
  readonly status: WebhookDelivery['status'];
  readonly dueAt: Date;
}

/** A test that fails has told what it was for. */
function nextOf({ event, tries, dueAt }: WebhookDelivery, verdict: Verdict, now: Date, chance: number): Next {
  if (verdict.kind === 'DELIVERED') return { status: 'DELIVERED', dueAt };
  const delay = verdict.kind === 'GONE' || event === TEST_EVENT ? null : delayAfter(tries, chance);
  if (delay === null) return { status: 'FAILED', dueAt };
  return { status: 'WAITING', dueAt: new Date(now.getTime() + delay) };
}

function later(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

const KEEP = /* sql */ `
insert into webhook_attempts (tenant_id, delivery_id, attempt, at, latency_ms, response_status, response, error)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`;

const MOVE = /* sql */ `
update webhook_deliveries set status = $4, due_at = $5, last_status = $6, last_error = $7, settled_at = $8
where tenant_id = $1 and id = $2 and attempts = $3 and status = 'WAITING'`;
