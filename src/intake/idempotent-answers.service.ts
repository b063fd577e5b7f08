import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { advisoryLock, changedBy, rowOf, sqlStateOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { canonicalJson } from './canonical-json';
import { IdempotencyKeyReused, IdempotentRequestInProgress, InvalidIdempotencyKey } from './intake.errors';

/** Answers are kept this long; a key that comes later is a new request. */
export const ANSWERS_KEPT_MS = 24 * 60 * 60_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** One request that may be sent again. */
export interface KeyedRequest {
  /** For example `web-form`; keys of different operations do not meet. */
  readonly operation: string;
  readonly key: string;
  readonly body: unknown;
}

/** Gives a request that is sent again the answer it got the first time. */
@Injectable()
export class IdempotentAnswers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` and remembers its answer in the same transaction, or answers what is remembered. Nothing is remembered of work
   * that fails. Requests with the same key wait for each other.
   * @throws InvalidIdempotencyKey, IdempotencyKeyReused, IdempotentRequestInProgress
   */
  async answerOnce<A extends object>(request: KeyedRequest, work: () => Promise<A>): Promise<A> {
    if (!/^[\x20-\x7e]{1,255}$/.test(request.key)) throw new InvalidIdempotencyKey();
    const hash = createHash('sha256').update(canonicalJson(request.body)).digest();
    return this.work.run(async (tx) => {
      await this.lock(tx, request);
      const known = await this.find(tx, request);
      if (known) {
        if (!known.request_hash.equals(hash)) throw new IdempotencyKeyReused();
        return known.answer as A;
      }
      const answer = await work();
      await this.remember(tx, request, hash, answer);
      return answer;
    });
  }

  private async lock(tx: EntityManager, { operation, key }: KeyedRequest): Promise<void> {
    try {
      await advisoryLock(tx, `idempotent:${currentTenantId()}:${operation}:${key}`);
    } catch (error) {
      if (sqlStateOf(error) === LOCK_NOT_AVAILABLE) throw new IdempotentRequestInProgress();
      throw error;
    }
  }

  private async find(
    tx: EntityManager,
    { operation, key }: KeyedRequest,
  ): Promise<{ request_hash: Buffer; answer: object } | undefined> {
    return rowOf(
      tx,
      `select request_hash, answer from idempotent_answers
       where tenant_id = $1 and operation = $2 and key = $3 and created_at > $4`,
      [currentTenantId(), operation, key, this.oldest()],
    );
  }

  private async remember(
    tx: EntityManager,
    { operation, key }: KeyedRequest,
    hash: Buffer,
    answer: object,
  ): Promise<void> {
    // A row that is there has expired: `find` did not see it, and the key is locked.
    await changedBy(
      tx,
      `insert into idempotent_answers (tenant_id, operation, key, request_hash, answer, created_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (tenant_id, operation, key)
       do update set request_hash = excluded.request_hash, answer = excluded.answer, created_at = excluded.created_at`,
      [currentTenantId(), operation, key, hash, JSON.stringify(answer), this.clock.now()],
    );
  }

  private oldest(): Date {
    return new Date(this.clock.now().getTime() - ANSWERS_KEPT_MS);
  }
}
