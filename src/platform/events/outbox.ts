import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock/clock';
import { currentTenantId } from '../context/request-context';
import { UnitOfWork } from '../database/unit-of-work';
import type { Fact } from './fact';

/** Records facts in the transaction that makes them true; a rollback takes them with it. */
@Injectable()
export class Outbox {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async record<P extends object>(fact: Fact<P>, payload: P): Promise<void> {
    await this.recordAll(fact, [payload]);
  }

  /** One statement however many payloads. */
  async recordAll<P extends object>(fact: Fact<P>, payloads: readonly P[]): Promise<void> {
    if (payloads.length === 0) return;
    const tenantId = currentTenantId();
    await this.work.single((tx) =>
      tx.query(
        `insert into outbox (tenant_id, id, name, payload, occurred_at)
         select $1, id, $2, payload, $3 from unnest($4::uuid[], $5::jsonb[]) as facts (id, payload)`,
        [
          tenantId,
          fact.name,
          this.clock.now(),
          payloads.map(() => uuidv7()),
          payloads.map((payload) => JSON.stringify(payload)),
        ],
      ),
    );
  }

  /** The same fact in each of these companies, within platform work: one statement. */
  async recordIn<P extends object>(
    tx: EntityManager,
    tenants: readonly { readonly id: string }[],
    fact: Fact<P>,
    payload: P,
  ): Promise<void> {
    if (tenants.length === 0) return;
    await tx.query(
      `insert into outbox (tenant_id, id, name, payload, occurred_at)
       select tenant_id, id, $1, $2::jsonb, $3 from unnest($4::uuid[], $5::uuid[]) as facts (tenant_id, id)`,
      [fact.name, JSON.stringify(payload), this.clock.now(), tenants.map(({ id }) => id), tenants.map(() => uuidv7())],
    );
  }
}
