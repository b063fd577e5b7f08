import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Scope } from '../../platform/access/scope';
import { Clock } from '../../platform/clock/clock';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput, NotFound } from '../../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { ApiKey, isLive } from './api-key.entity';
import { newApiKey, secretHash } from './api-key-text';
import { ApiKeyNotLive } from './api-keys.refusals';
import { ROW_LOCK } from '../../platform/database/sql';

/** A key at the one moment its secret is known. */
export interface IssuedApiKey {
  readonly apiKey: ApiKey;
  /** The whole key. */
  readonly secret: string;
}

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: Date | null;
}

const HOUR_MS = 3_600_000;

/** Ids carry their moment of creation. */
const COLUMNS: KeysetOrder<ApiKey> = [
  { expression: 'key.id', direction: 'DESC', cast: 'uuid', keyOf: (key) => key.id },
];

/** The keys of the company's machines. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** Newest first, revoked and expired ones included. */
  async list(page: PageRequest): Promise<Page<ApiKey>> {
    const tenantId = currentTenantId();
    return pageBy(this.work, (tx) => tx.createQueryBuilder(ApiKey, 'key').where({ tenantId }), COLUMNS, page);
  }

  /** @throws BadUserInput when it would be expired from the start. */
  async create(wish: NewApiKey): Promise<IssuedApiKey> {
    const expiresAt = wish.expiresAt ?? null;
    if (expiresAt && expiresAt <= this.clock.now()) throw new BadUserInput('input.expiresAt', 'must be in the future.');
    return this.work.run(async (tx) => {
      const issued = await this.insert(tx, { name: wish.name, scopes: [...wish.scopes], expiresAt });
      await this.note('api-key.created', issued.apiKey.id, { scopes: issued.apiKey.scopes });
      return issued;
    });
  }

  /**
   * Makes a key with the same name, scopes and end, and lets the old one go on for the grace time, so that at most two work at once.
   * @throws NotFound for a key that is not the company's.
   */
  async rotate(id: string, graceHours: number): Promise<IssuedApiKey | ApiKeyNotLive> {
    return this.work.run(async (tx) => {
      const old = await this.lock(tx, id);
      const now = this.clock.now();
      if (!isLive(old, now) || old.replacedBy) return new ApiKeyNotLive();
      const issued = await this.insert(tx, { name: old.name, scopes: old.scopes, expiresAt: old.expiresAt });
      const expiresAt = earlier(old.expiresAt, new Date(now.getTime() + graceHours * HOUR_MS));
      await tx
        .getRepository(ApiKey)
        .update({ tenantId: old.tenantId, id }, { expiresAt, replacedBy: issued.apiKey.id });
      await this.note('api-key.rotated', id, { replacedBy: issued.apiKey.id, graceHours });
      return issued;
    });
  }

  /** Stops a key everywhere within five seconds; repeating it changes nothing. @throws NotFound as `rotate` does. */
  async revoke(id: string): Promise<ApiKey> {
    return this.work.run(async (tx) => {
      const key = await this.lock(tx, id);
      if (key.revokedAt) return key;
      key.revokedAt = this.clock.now();
      await tx.getRepository(ApiKey).update({ tenantId: key.tenantId, id }, { revokedAt: key.revokedAt });
      await this.note('api-key.revoked', id);
      return key;
    });
  }

  private async lock(tx: EntityManager, id: string): Promise<ApiKey> {
    const where = { tenantId: currentTenantId(), id };
    const key = await tx.getRepository(ApiKey).findOne({ where, lock: ROW_LOCK });
    if (!key) throw new NotFound('API key');
    return key;
  }

  private async insert(tx: EntityManager, wish: Pick<ApiKey, 'name' | 'scopes' | 'expiresAt'>): Promise<IssuedApiKey> {
    const { keyId, secret, text } = newApiKey();
    const apiKey: ApiKey = {
      tenantId: currentTenantId(),
      id: uuidv7(),
      keyId,
      secretHash: secretHash(secret),
      createdBy: actorReference(currentActor()),
      createdAt: this.clock.now(),
      lastUsedAt: null,
      revokedAt: null,
      replacedBy: null,
      ...wish,
    };
    await tx.getRepository(ApiKey).insert(apiKey);
    return { apiKey, secret: text };
  }

  private async note(action: string, id: string, details?: object): Promise<void> {
    await this.audit.record({ action, target: `api-key:${id}`, details });
  }
}

function earlier(one: Date | null, other: Date): Date {
  return one && one < other ? one : other;
}
