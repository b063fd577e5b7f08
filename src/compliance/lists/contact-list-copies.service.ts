import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput } from '../../platform/errors/domain-error';
import type { ListOrder } from './list-order';

/**
 * Copies of the lists of others. A copy is filled while nobody reads it and taken into use in one moment, in which those it covers go
 * out of use: whoever asks sees the old one or the new one, whole.
 */
@Injectable()
export class ContactListCopies {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** An empty copy that is not in use. @throws BadUserInput when one in use speaks for a later moment. */
  async begin(id: string, order: ListOrder): Promise<void> {
    await this.work.run(async (tx) => {
      await mustBeNewest(tx, order);
      await tx.query(
        `insert into contact_lists (tenant_id, id, kind, jurisdiction, area_codes, as_of, imported_at, imported_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          currentTenantId(),
          id,
          order.kind,
          order.jurisdiction,
          order.areaCodes,
          order.asOf,
          this.clock.now(),
          actorReference(currentActor()),
        ],
      );
    });
  }

  /** Answers how many of the numbers the copy did not hold. */
  async fill(id: string, phones: readonly string[]): Promise<number> {
    return this.work.run(async (tx) => {
      const added = await changedBy(
        tx,
        `insert into contact_list_numbers (tenant_id, list_id, phone) select $1, $2, unnest($3::text[]) on conflict do nothing`,
        [currentTenantId(), id, phones],
      );
      await tx.query('update contact_lists set numbers = numbers + $3 where tenant_id = $1 and id = $2', [
        currentTenantId(),
        id,
        added,
      ]);
      return added;
    });
  }

  /** Takes the copy into use and those it covers out of it; answers how many those were. */
  async use(id: string, { kind, jurisdiction, areaCodes, asOf }: ListOrder): Promise<number> {
    return this.work.run(async (tx) => {
      const now = this.clock.now();
      const replaced = await changedBy(
        tx,
        `update contact_lists set state = 'REPLACED', replaced_at = $6
         where tenant_id = $1 and state = 'CURRENT' and kind = $2 and jurisdiction = $3 and as_of <= $5
           and ($4::text[] is null or area_codes <@ $4::text[])`,
        [currentTenantId(), kind, jurisdiction, areaCodes, asOf, now],
      );
      await tx.query(`update contact_lists set state = 'CURRENT', current_at = $3 where tenant_id = $1 and id = $2`, [
        currentTenantId(),
        id,
        now,
      ]);
      return replaced;
    });
  }

  /** Does nothing for an import that has no copy, or whose copy is in use. */
  async abandon(id: string): Promise<void> {
    await this.work.single((tx) =>
      changedBy(
        tx,
        `update contact_lists set state = 'FAILED' where tenant_id = $1 and id = $2 and state = 'LOADING'`,
        [currentTenantId(), id],
      ),
    );
  }
}

async function mustBeNewest(tx: EntityManager, { kind, jurisdiction, areaCodes, asOf }: ListOrder): Promise<void> {
  const newer = await rowOf<{ as_of: Date }>(
    tx,
    `select as_of from contact_lists
     where tenant_id = $1 and state = 'CURRENT' and kind = $2 and jurisdiction = $3 and as_of > $5
       and (area_codes is null or $4::text[] <@ area_codes)
     order by as_of desc limit 1`,
    [currentTenantId(), kind, jurisdiction, areaCodes, asOf],
  );
  if (newer)
    throw new BadUserInput('asOf', `is older than the copy in use, which speaks for ${newer.as_of.toISOString()}.`);
}
