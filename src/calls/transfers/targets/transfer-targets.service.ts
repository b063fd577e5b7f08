import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { isUniqueViolation, ROW_LOCK, rowOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { BadUserInput, NotFound } from '../../../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../../platform/graphql/page';
import { AuditTrail } from '../../../tenants/audit-trail.service';
import { MembersService } from '../../../tenants/members/members.service';
import type { DutyHours } from './duty-hours';
import { TransferTarget } from './transfer-target.entity';

export interface NewTarget {
  readonly name: string;
  readonly phone: string;
  /** The member they are. */
  readonly memberId?: string | null;
  readonly languages?: readonly string[] | null;
  /** Last when absent. */
  readonly position?: number | null;
  readonly hours?: DutyHours | null;
}

/** Absent fields stay as they are; null lifts the hours and the member, and is ignored for the others. */
export type TargetChanges = { readonly [K in keyof NewTarget]?: NewTarget[K] | null };

export type TargetKept =
  | { readonly kind: 'KEPT'; readonly target: TransferTarget }
  /** Somebody the company calls as a lead. */
  | { readonly kind: 'IS_A_LEAD' }
  /** Whoever has the number wants no contact. */
  | { readonly kind: 'IS_SUPPRESSED' }
  | { readonly kind: 'IS_KNOWN' };

/** Most colleagues of one company. */
export const MOST_TARGETS = 100;

/** The most a colleague may be given. */
const LAST_POSITION = 9_999;

const ORDER: KeysetOrder<TransferTarget> = [
  { expression: 'target.position', direction: 'ASC', cast: 'integer', keyOf: ({ position }) => position },
  { expression: 'target.id', direction: 'ASC', cast: 'uuid', keyOf: ({ id }) => id },
];

/** The colleagues a company puts callers through to. */
@Injectable()
export class TransferTargets {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly members: MembersService,
  ) {}

  /** In their order. */
  list(page: PageRequest): Promise<Page<TransferTarget>> {
    return pageBy(
      this.work,
      (tx) =>
        tx
          .createQueryBuilder(TransferTarget, 'target')
          .where('target.tenantId = :tenantId and target.removedAt is null', { tenantId: currentTenantId() }),
      ORDER,
      page,
    );
  }

  /** All of them, in their order. */
  all(): Promise<TransferTarget[]> {
    return this.work.single((tx) =>
      tx
        .createQueryBuilder(TransferTarget, 'target')
        .where('target.tenantId = :tenantId and target.removedAt is null', { tenantId: currentTenantId() })
        .orderBy({ 'target.position': 'ASC', 'target.id': 'ASC' })
        .limit(MOST_TARGETS)
        .getMany(),
    );
  }

  /** By id, those that were removed included; a transfer of the past still shows who took the call. */
  async byIds(ids: readonly string[]): Promise<Map<string, TransferTarget>> {
    const found = await this.work.single((tx) =>
      tx
        .createQueryBuilder(TransferTarget, 'target')
        .where('target.tenantId = :tenantId and target.id = any(:ids)', { tenantId: currentTenantId(), ids })
        .getMany(),
    );
    return new Map(found.map((target) => [target.id, target]));
  }

  /** @throws BadUserInput when there are as many as there may be; NotFound when the member is none. */
  async add(input: NewTarget): Promise<TargetKept> {
    const now = this.clock.now();
    return this.kept(async (tx) => {
      await this.checkMember(input.memberId);
      const standing = await standingOf(tx, input.phone);
      if (standing.targets >= MOST_TARGETS) throw new BadUserInput('input', `there may be at most ${MOST_TARGETS}.`);
      if (standing.refusal) return { kind: standing.refusal };
      const target = tx.create(TransferTarget, {
        tenantId: currentTenantId(),
        id: uuidv7(),
        name: input.name,
        phone: input.phone,
        memberId: input.memberId ?? null,
        languages: [...(input.languages ?? [])],
        position: input.position ?? positionAfter(standing.last),
        hours: input.hours ?? null,
        createdAt: now,
        updatedAt: now,
        removedAt: null,
      });
      await tx.insert(TransferTarget, target);
      await this.audit.record({ action: 'transfer-target.added', target: `transfer-target:${target.id}` });
      return { kind: 'KEPT', target };
    });
  }

  /** @throws NotFound */
  async change(id: string, changes: TargetChanges): Promise<TargetKept> {
    return this.kept(async (tx) => {
      const target = await locked(tx, id);
      await this.checkMember(changes.memberId);
      if (changes.phone && changes.phone !== target.phone) {
        const { refusal } = await standingOf(tx, changes.phone);
        if (refusal) return { kind: refusal };
      }
      target.name = changes.name ?? target.name;
      target.phone = changes.phone ?? target.phone;
      target.languages = [...(changes.languages ?? target.languages)];
      target.position = changes.position ?? target.position;
      if (changes.hours !== undefined) target.hours = changes.hours;
      if (changes.memberId !== undefined) target.memberId = changes.memberId;
      target.updatedAt = this.clock.now();
      await tx.save(TransferTarget, target);
      await this.audit.record({ action: 'transfer-target.changed', target: `transfer-target:${id}` });
      return { kind: 'KEPT', target };
    });
  }

  /** From then on nobody is put through to them; a talk under way goes on. @throws NotFound */
  async remove(id: string): Promise<TransferTarget> {
    return this.work.run(async (tx) => {
      const target = await locked(tx, id);
      const now = this.clock.now();
      await tx.save(TransferTarget, Object.assign(target, { removedAt: now, updatedAt: now }));
      await this.audit.record({ action: 'transfer-target.removed', target: `transfer-target:${id}` });
      return target;
    });
  }

  private async checkMember(userId: string | null | undefined): Promise<void> {
    if (userId && !(await this.members.find(userId))) throw new NotFound('Member');
  }

  private async kept(write: (tx: EntityManager) => Promise<TargetKept>): Promise<TargetKept> {
    try {
      return await this.work.run(write);
    } catch (error) {
      if (isUniqueViolation(error, 'transfer_targets_phone')) return { kind: 'IS_KNOWN' };
      throw error;
    }
  }
}

/** @throws NotFound when there is none, or it was removed. */
async function locked(tx: EntityManager, id: string): Promise<TransferTarget> {
  const target = await tx.findOne(TransferTarget, {
    where: { tenantId: currentTenantId(), id },
    lock: ROW_LOCK,
  });
  if (!target || target.removedAt) throw new NotFound('Transfer target');
  return target;
}

interface Standing {
  readonly targets: number;
  readonly last: number;
  readonly refusal: 'IS_A_LEAD' | 'IS_SUPPRESSED' | null;
}

/** The same where none comes after it: of two with one position, who was added later comes later. */
function positionAfter(last: number): number {
  return last < LAST_POSITION ? last + 1 : last;
}

/** A number of a lead would be a way around the rules for calling leads. */
async function standingOf(tx: EntityManager, phone: string): Promise<Standing> {
  const row = await rowOf<Standing>(tx, STANDING, [currentTenantId(), phone]);
  return row ?? { targets: 0, last: 0, refusal: null };
}

const STANDING = /* sql */ `
select count(*)::int as targets, coalesce(max(position), 0) as last,
  case when exists (select 1 from leads where tenant_id = $1 and phone = $2) then 'IS_A_LEAD'
    when exists (select 1 from suppressions where tenant_id = $1 and phone = $2 and removed_at is null)
      or exists (select 1 from platform_suppressions where phone = $2 and removed_at is null) then 'IS_SUPPRESSED' end as refusal
from transfer_targets where tenant_id = $1 and removed_at is null`;
