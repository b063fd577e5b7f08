import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { FactDelivery } from '../../platform/events/fact';
import { JobBell } from '../../platform/queues/job-bell';
import {
  messageIdOf,
  type SentEvent,
  TEST_EVENT,
  webhookBody,
  type WebhookData,
  type WebhookEvent,
} from './webhook-events';
import { AttendWebhooks } from './webhooks.jobs';

interface Plan {
  readonly event: SentEvent;
  readonly messageId: string;
  readonly body: string;
}

/** Decides who is told, and leaves one delivery for each. */
@Injectable()
export class WebhookPlanner {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly bell: JobBell,
  ) {}

  /** For every endpoint that listens; planned again for the same fact nobody is told twice. */
  async plan(event: WebhookEvent, data: WebhookData, { eventId, occurredAt }: FactDelivery): Promise<void> {
    const body = webhookBody(event, occurredAt, data);
    await this.work.run(async (tx) => {
      const listening = await rowsOf<{ id: string }>(tx, LISTENING, [currentTenantId(), event]);
      const endpointIds = listening.map(({ id }) => id);
      await this.insert(tx, endpointIds, { event, messageId: messageIdOf(eventId), body });
    });
  }

  /** In the open unit of work. @returns the id of the delivery. */
  async planTest(tx: EntityManager, endpointId: string): Promise<string> {
    const body = webhookBody(TEST_EVENT, this.clock.now(), { endpointId });
    const [id] = await this.insert(tx, [endpointId], { event: TEST_EVENT, messageId: messageIdOf(uuidv7()), body });
    if (id === undefined) throw new Error('A test was planned already.');
    return id;
  }

  /** Says, after the open unit of work, that something is due at these. */
  ring(endpointIds: readonly string[]): void {
    const tenantId = currentTenantId();
    const due = endpointIds.map((endpointId) => ({ tenantId, endpointId }));
    this.work.afterCommit(() => this.bell.ringAll(AttendWebhooks, due));
  }

  private async insert(tx: EntityManager, endpointIds: readonly string[], plan: Plan): Promise<string[]> {
    if (endpointIds.length === 0) return [];
    const { event, messageId, body } = plan;
    const ids = endpointIds.map(() => uuidv7());
    const now = this.clock.now();
    const made = await rowsOf<{ id: string; endpointId: string }>(tx, PLAN, [
      currentTenantId(),
      messageId,
      event,
      body,
      now,
      ids,
      endpointIds,
    ]);
    this.ring(made.map(({ endpointId }) => endpointId));
    return made.map(({ id }) => id);
  }
}

/** Held, so that none is switched off before its delivery is there to be failed with it. */
const LISTENING = /* sql */ `
select id from webhook_endpoints where tenant_id = $1 and status = 'ACTIVE' and $2 = any(events) order by id for share`;

const PLAN = /* sql */ `
insert into webhook_deliveries (tenant_id, id, endpoint_id, message_id, event, body, due_at, created_at)
select $1, p.id, p.endpoint_id, $2, $3, $4, $5, $5 from unnest($6::uuid[], $7::uuid[]) as p (id, endpoint_id)
on conflict (tenant_id, endpoint_id, message_id) do nothing returning id, endpoint_id as "endpointId"`;
