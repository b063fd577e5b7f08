import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { changedBy, rowsOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { MailMessage, type MailStatus } from './mail-message.entity';

/** Longer than the slowest server may take. */
const LEASE_MS = 60_000;
const MINUTE = 60_000;
/** After each attempt; past the last it is given up. Greylisting wants 5 to 15 minutes. */
export const RETRIES_MS = [1, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE);

export interface DueMail {
  readonly tenantId: string;
  readonly id: string;
}

/** The statements on messages. */
@Injectable()
export class MailStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Takes the lease of a message that is due. */
  async claim(id: string): Promise<MailMessage | undefined> {
    const now = this.clock.now();
    return this.work.run(async (tx) => {
      const taken = await changedBy(tx, CLAIM, [currentTenantId(), id, now, new Date(now.getTime() + LEASE_MS)]);
      return taken === 1 ? tx.findOneByOrFail(MailMessage, { tenantId: currentTenantId(), id }) : undefined;
    });
  }

  async settle({ id, leaseUntil }: MailMessage, status: MailStatus, error: string | null): Promise<void> {
    await this.work.single((tx) =>
      changedBy(tx, SETTLE, [currentTenantId(), id, leaseUntil, status, error, this.clock.now()]),
    );
  }

  /** Tried again later, or given up after the last retry. */
  async defer(message: MailMessage, error: string): Promise<void> {
    const delay = RETRIES_MS[message.attempts - 1];
    if (delay === undefined) return this.settle(message, 'GIVEN_UP', error);
    const dueAt = new Date(this.clock.now().getTime() + delay);
    await this.work.single((tx) =>
      changedBy(tx, DEFER, [currentTenantId(), message.id, message.leaseUntil, dueAt, error]),
    );
  }

  /** Those due of all companies that nobody works on. */
  async due(limit: number): Promise<DueMail[]> {
    return this.work.singleAsPlatform('find mail that is due', (tx) =>
      rowsOf<DueMail>(tx, DUE, [this.clock.now(), limit]),
    );
  }

  /** By escalation, oldest first; at most 100 each. */
  async ofEscalations(escalationIds: readonly string[]): Promise<Map<string, MailMessage[]>> {
    const tenantId = currentTenantId();
    const found = await this.work.run(async (tx) => {
      const rows = await rowsOf<{ id: string }>(tx, OF_ESCALATIONS, [tenantId, escalationIds]);
      const ids = In(rows.map(({ id }) => id));
      return tx.find(MailMessage, { where: { tenantId, id: ids }, order: { createdAt: 'ASC', id: 'ASC' } });
    });
    const byEscalation = new Map<string, MailMessage[]>(escalationIds.map((id) => [id, []]));
    for (const message of found) byEscalation.get(message.escalationId ?? '')?.push(message);
    return byEscalation;
  }
}

const CLAIM = /* sql */ `
update mail_messages set attempts = attempts + 1, lease_until = $4
where tenant_id = $1 and id = $2 and status = 'WAITING' and due_at <= $3 and (lease_until is null or lease_until <= $3)`;

const SETTLE = /* sql */ `
update mail_messages set status = $4, last_error = $5, settled_at = $6, lease_until = null
where tenant_id = $1 and id = $2 and status = 'WAITING' and lease_until = $3`;

const DEFER = /* sql */ `
update mail_messages set due_at = $4, last_error = $5, lease_until = null
where tenant_id = $1 and id = $2 and status = 'WAITING' and lease_until = $3`;

const DUE = /* sql */ `
select tenant_id as "tenantId", id from mail_messages
where status = 'WAITING' and due_at <= $1 and (lease_until is null or lease_until <= $1) order by due_at, tenant_id, id limit $2`;

const OF_ESCALATIONS = /* sql */ `
select m.id from unnest($2::uuid[]) as wanted (id) cross join lateral (
  select id from mail_messages where tenant_id = $1 and escalation_id = wanted.id order by created_at, id limit 100
) m`;
