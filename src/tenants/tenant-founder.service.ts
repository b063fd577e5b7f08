import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../platform/clock/clock';
import { actorReference } from '../platform/context/actor';
import { currentActor } from '../platform/context/request-context';
import { changedBy } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { BadUserInput } from '../platform/errors/domain-error';
import { AccountsService } from './accounts/accounts.service';
import type { User } from './accounts/user.entity';
import { AuditTrail } from './audit-trail.service';
import { MembersService } from './members/members.service';
import { slugOf } from './slug';
import { Tenant } from './tenant.entity';
import { OwnerHasAccount, SlugTaken } from './tenants.refusals';

/** A company to be; absent settings take the defaults below. */
export interface NewTenant {
  readonly name: string;
  readonly slug?: string | null;
  readonly defaultCountry?: string | null;
  readonly timeZone?: string | null;
  readonly currency?: string | null;
  readonly maxConcurrentCalls?: number | null;
  readonly ownerEmail: string;
  readonly ownerName?: string | null;
  readonly ownerPassword: string;
}

const DEFAULTS = {
  defaultCountry: 'US',
  timeZone: 'America/New_York',
  currency: 'USD',
  maxConcurrentCalls: 50,
} as const;

/** Founds companies: the row, its first owner and the first entries of its audit log, together or not at all. */
@Injectable()
export class TenantFounder {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly accounts: AccountsService,
    private readonly members: MembersService,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The owner's account is made here and now. One that exists proves nothing about who holds it: anybody who may invite can open an
   * account for any address, so its holder joins by an invitation and the account's own password instead.
   */
  async found(wish: NewTenant): Promise<Tenant | SlugTaken | OwnerHasAccount> {
    const actor = actorReference(currentActor());
    if (await this.accounts.findByEmail(wish.ownerEmail)) return new OwnerHasAccount();
    return this.work.asPlatform('found a company', async (tx) => {
      const tenant = await this.insert(tx, wish);
      if (!tenant) return new SlugTaken();
      const note = { action: 'tenant.created', target: `tenant:${tenant.id}` };
      await this.audit.append(tx, { tenantId: tenant.id, actor }, note);
      const user = await this.newOwner(tx, wish);
      await this.members.admit(tx, { tenantId: tenant.id, user, role: 'OWNER', actor });
      return tenant;
    });
  }

  /** @throws BadUserInput when the address got an account since it was looked up. */
  private async newOwner(tx: EntityManager, { ownerEmail, ownerName, ownerPassword }: NewTenant): Promise<User> {
    const account = { email: ownerEmail, name: ownerName ?? '', password: ownerPassword };
    const user = await this.accounts.register(tx, account);
    if (!user) throw new BadUserInput('input.ownerEmail', 'got an account this very moment; try again.');
    return user;
  }

  /** Null when the short name is taken; one made from the name gets a second try with a suffix. */
  private async insert(tx: EntityManager, wish: NewTenant): Promise<Tenant | null> {
    const slug = wish.slug ?? slugOf(wish.name);
    const tenant = this.drawUp(wish, slug);
    if (await insertTenant(tx, tenant)) return tenant;
    if (wish.slug) return null;
    tenant.slug = `${slug}-${randomInt(100_000, 1_000_000)}`;
    return (await insertTenant(tx, tenant)) ? tenant : null;
  }

  private drawUp(wish: NewTenant, slug: string): Tenant {
    const now = this.clock.now();
    return {
      id: uuidv7(),
      name: wish.name,
      slug,
      status: 'ACTIVE',
      defaultCountry: wish.defaultCountry ?? DEFAULTS.defaultCountry,
      timeZone: wish.timeZone ?? DEFAULTS.timeZone,
      currency: wish.currency ?? DEFAULTS.currency,
      maxConcurrentCalls: wish.maxConcurrentCalls ?? DEFAULTS.maxConcurrentCalls,
      guaranteedCalls: 0,
      dialingShare: 1,
      dailyCallLimit: null,
      conversationHoldMinutes: 30,
      missedCallPolicy: 'NONE',
      missedCallText: null,
      brandVoice: null,
      createdAt: now,
      updatedAt: now,
    };
  }
}

async function insertTenant(tx: EntityManager, tenant: Tenant): Promise<boolean> {
  const { id, name, slug, status, defaultCountry, timeZone, currency, maxConcurrentCalls, createdAt } = tenant;
  const inserted = await changedBy(
    tx,
    `insert into tenants (id, name, slug, status, default_country, time_zone, currency, max_concurrent_calls, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) on conflict (slug) do nothing`,
    [id, name, slug, status, defaultCountry, timeZone, currency, maxConcurrentCalls, createdAt],
  );
  return inserted === 1;
}
