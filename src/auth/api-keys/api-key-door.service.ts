import { timingSafeEqual } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { changedBy } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Unauthenticated } from '../../platform/errors/domain-error';
import { ExpiringCache } from '../../platform/clock/expiring-cache';
import { ApiKey, isLive } from './api-key.entity';
import { readApiKey, secretHash } from './api-key-text';

/** A revoked key stops working everywhere within this time. */
const MAX_STALENESS_MS = 5_000;
const MAX_ENTRIES = 10_000;

/** How coarse `lastUsedAt` is: at most one write per key and minute. */
const USE_STEP_MS = 60_000;

/** Decides whether a presented key is good. */
@Injectable()
export class ApiKeyDoor {
  private readonly logger = new Logger(ApiKeyDoor.name);
  private readonly known: ExpiringCache<ApiKey | null>;
  private readonly uses: ExpiringCache<void>;

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    this.known = new ExpiringCache(clock, { ttlMs: MAX_STALENESS_MS, maxEntries: MAX_ENTRIES });
    this.uses = new ExpiringCache(clock, { ttlMs: USE_STEP_MS, maxEntries: MAX_ENTRIES });
  }

  /** @throws Unauthenticated when the key is malformed, unknown, expired or revoked; which of them is not told. */
  async open(text: string): Promise<ApiKey> {
    const parts = readApiKey(text);
    const key = parts && (await this.find(parts.keyId));
    const fits = parts && key && timingSafeEqual(secretHash(parts.secret), key.secretHash);
    if (!fits || !isLive(key, this.clock.now())) throw new Unauthenticated('The API key is not valid.');
    await this.noteUse(key);
    return key;
  }

  private find(keyId: string): Promise<ApiKey | null> {
    return this.known.get(keyId, () =>
      this.work.singleAsPlatform('look up an API key', (tx) => tx.getRepository(ApiKey).findOneBy({ keyId })),
    );
  }

  /** Never fails the request: when the key was used matters less than that it works. */
  private async noteUse({ tenantId, id }: ApiKey): Promise<void> {
    const now = this.clock.now();
    try {
      await this.uses.get(id, () =>
        this.work.asPlatform('note the use of an API key', async (tx) => {
          await changedBy(
            tx,
            `update api_keys set last_used_at = $3
             where tenant_id = $1 and id = $2 and (last_used_at is null or last_used_at <= $4)`,
            [tenantId, id, now, new Date(now.getTime() - USE_STEP_MS)],
          );
        }),
      );
    } catch (error) {
      this.logger.warn('key use not noted', { apiKeyId: id }, error);
    }
  }
}
