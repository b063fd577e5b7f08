import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { advisoryLock, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { NotFound } from '../../platform/errors/domain-error';
import { Outbox } from '../../platform/events/outbox';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { CallingPolicyChanged } from '../compliance.events';
import { RuleBook } from '../rules/rule-book.service';
import { type CallingPolicy, callingPolicyOf, type PolicyChanges, type StoredPolicy } from './calling-policy';
import { columnsOf, type PolicyColumnValues } from './policy-columns';
import { differencesOf } from './policy-differences';

/** What the company of the work in progress adds to the law. */
@Injectable()
export class CallingPolicies {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly book: RuleBook,
  ) {}

  /** One statement. @throws NotFound when the ambient tenant does not exist. */
  async current(): Promise<CallingPolicy> {
    return this.work.run(async (tx) => (await read(tx)).policy);
  }

  /**
   * In force for every decision made after the commit. A change that changes nothing is not recorded.
   * @throws BadUserInput naming the field that makes no sense; NotFound when the ambient tenant does not exist.
   */
  change(changes: PolicyChanges): Promise<CallingPolicy> {
    return this.changeBy(() => changes);
  }

  /** `change` with wishes that depend on how the policy stands; nobody else changes it meanwhile. */
  async changeBy(wish: (policy: CallingPolicy) => PolicyChanges): Promise<CallingPolicy> {
    const tenantId = currentTenantId();
    return this.work.run(async (tx) => {
      await advisoryLock(tx, `calling policy ${tenantId}`);
      const { stored: was, policy } = await read(tx);
      const columns = columnsOf(wish(policy), policy.disclosure, (id) =>
        (this.book.rules.rowsById.get(id) ?? []).map((row) => row.file),
      );
      if (Object.keys(columns).length === 0) return policy;
      await this.write(tx, columns);
      const after = await read(tx);
      const differences = differencesOf(was, after.stored);
      if (Object.keys(differences).length === 0) return policy;
      await this.outbox.record(CallingPolicyChanged, { fields: Object.keys(differences) });
      const target = `calling-policy:${tenantId}`;
      await this.audit.record({ action: 'calling-policy.changed', target, details: differences });
      return after.policy;
    });
  }

  private async write(tx: EntityManager, columns: PolicyColumnValues): Promise<void> {
    const names = Object.keys(columns);
    const values = names.map((_, i) => `$${i + 3}`);
    const changed = [...names, 'updated_at'].map((name) => `${name} = excluded.${name}`);
    await tx.query(
      `insert into calling_policies (${['tenant_id', 'updated_at', ...names].join(', ')}) values (${['$1', '$2', ...values].join(', ')})
       on conflict (tenant_id) do update set ${changed.join(', ')}`,
      [currentTenantId(), this.clock.now(), ...Object.values(columns)],
    );
  }
}

interface ReadPolicy {
  readonly stored: StoredPolicy | null;
  readonly policy: CallingPolicy;
}

async function read(tx: EntityManager): Promise<ReadPolicy> {
  const row = await rowOf<{ name: string; stored: StoredPolicy | null }>(
    tx,
    `select t.name, to_jsonb(p) as stored from tenants t left join calling_policies p on p.tenant_id = t.id where t.id = $1`,
    [currentTenantId()],
  );
  if (!row) throw new NotFound('Company');
  return { stored: row.stored, policy: callingPolicyOf(row.name, row.stored) };
}
