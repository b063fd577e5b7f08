import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { advisoryLock, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput } from '../../platform/errors/domain-error';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { retryPolicySchema } from '../rules/retry-policy';
import { DEFAULT_DIALING_POLICY, type StoredDialingPolicy } from './dialing-policy';

/** What a company wishes; absent stays as it is, null is as if never chosen. */
export interface DialingPolicyChanges {
  readonly maxAttempts?: number | null;
  readonly retryPolicy?: object | null;
  readonly personWindowDays?: number | null;
  readonly callbackToleranceSeconds?: number | null;
}

/** When the company of the work in progress calls people again. */
@Injectable()
export class DialingPolicies {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** One statement. */
  current(): Promise<StoredDialingPolicy> {
    return this.work.run(read);
  }

  /**
   * In force for every plan made after the commit; what is planned already keeps its moment. A change that changes nothing is not recorded.
   * @throws BadUserInput naming the field that makes no sense.
   */
  async change(changes: DialingPolicyChanges): Promise<StoredDialingPolicy> {
    const tenantId = currentTenantId();
    return this.work.run(async (tx) => {
      await advisoryLock(tx, `dialing policy ${tenantId}`);
      const was = await read(tx);
      const policy = changed(was, changes);
      const fields = FIELDS.filter((field) => JSON.stringify(was[field]) !== JSON.stringify(policy[field]));
      if (fields.length === 0) return was;
      const { maxAttempts, retryPolicy, personWindowDays, callbackToleranceSeconds } = policy;
      await tx.query(WRITE, [
        tenantId,
        maxAttempts,
        JSON.stringify(retryPolicy),
        personWindowDays,
        callbackToleranceSeconds,
        this.clock.now(),
      ]);
      const details = Object.fromEntries(fields.map((field) => [field, { from: was[field], to: policy[field] }]));
      await this.audit.record({ action: 'dialing-policy.changed', target: `dialing-policy:${tenantId}`, details });
      return policy;
    });
  }
}

const FIELDS = ['maxAttempts', 'retryPolicy', 'personWindowDays', 'callbackToleranceSeconds'] as const;

function changed(was: StoredDialingPolicy, wanted: DialingPolicyChanges): StoredDialingPolicy {
  const of = <F extends (typeof FIELDS)[number]>(field: F, value: StoredDialingPolicy[F] | null | undefined) =>
    value === undefined ? was[field] : (value ?? DEFAULT_DIALING_POLICY[field]);
  return {
    maxAttempts: of('maxAttempts', wanted.maxAttempts),
    retryPolicy: wanted.retryPolicy
      ? merged(was.retryPolicy, wanted.retryPolicy)
      : of('retryPolicy', wanted.retryPolicy),
    personWindowDays: of('personWindowDays', wanted.personWindowDays),
    callbackToleranceSeconds: of('callbackToleranceSeconds', wanted.callbackToleranceSeconds),
  };
}

/** Key by key, in the order of the schema, so that the same policy is written the same. */
function merged(was: object, wanted: object): object {
  const given = Object.entries({ ...was, ...wanted }).filter(([, value]) => value !== undefined && value !== null);
  const parsed = retryPolicySchema.partial().strict().safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = ['input.retryPolicy', ...(issue?.path ?? [])].join('.');
    throw new BadUserInput(field, issue?.message ?? 'cannot be used.');
  }
  const keys = Object.keys(retryPolicySchema.shape);
  return Object.fromEntries(given.sort(([a], [b]) => keys.indexOf(a) - keys.indexOf(b)));
}

async function read(tx: EntityManager): Promise<StoredDialingPolicy> {
  const stored = await rowOf<StoredDialingPolicy>(
    tx,
    `select max_attempts as "maxAttempts", retry_policy as "retryPolicy", person_window_days as "personWindowDays",
       callback_tolerance_seconds as "callbackToleranceSeconds"
     from dialing_policies where tenant_id = $1`,
    [currentTenantId()],
  );
  return stored ?? DEFAULT_DIALING_POLICY;
}

const WRITE = /* sql */ `
insert into dialing_policies (tenant_id, max_attempts, retry_policy, person_window_days, callback_tolerance_seconds, updated_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (tenant_id) do update set max_attempts = excluded.max_attempts, retry_policy = excluded.retry_policy,
  person_window_days = excluded.person_window_days, callback_tolerance_seconds = excluded.callback_tolerance_seconds,
  updated_at = excluded.updated_at`;
