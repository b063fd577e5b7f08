import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy } from '../platform/database/sql';
import type { Amount } from './budget';
import { totalTokens } from './model-usage';
import type { Reservation, UsageRecord } from './reservation';

/** What is written into the ledger when a reservation ends by being spent. */
export interface Entry extends UsageRecord {
  /** Millionths of a US dollar. */
  readonly cost: number;
  /** True when nobody knows what the request was charged for. */
  readonly assumed: boolean;
}

type Ending = 'SETTLED' | 'ASSUMED' | 'RELEASED';

/** The rows of reservations, and of the ledger they end in. */
@Injectable()
export class ReservationStore {
  constructor(private readonly clock: Clock) {}

  async insert(tx: EntityManager, wish: Omit<Reservation, 'id'>, holdMs: number): Promise<Reservation> {
    const reservation = { id: uuidv7(), ...wish };
    const now = this.clock.now();
    const { names, values } = listOf({
      tenant_id: currentTenantId(),
      id: reservation.id,
      ...ownerOf(wish),
      model: wish.model,
      amount: wish.amount,
      micros: wish.micros,
      created_at: now,
      expires_at: new Date(now.getTime() + holdMs),
    });
    await changedBy(tx, `insert into token_reservations (${names}) values (${placesFor(values)})`, values);
    return reservation;
  }

  /** False when it had ended before: whoever comes second changes nothing. */
  async end(tx: EntityManager, { id }: Reservation, ending: Ending, { tokens, micros }: Amount): Promise<boolean> {
    const changed = await changedBy(
      tx,
      `update token_reservations set state = $3, settled_amount = $4, settled_micros = $5
       where tenant_id = $1 and id = $2 and state = 'HELD'`,
      [currentTenantId(), id, ending, tokens, micros],
    );
    return changed === 1;
  }

  /** @throws QueryFailedError when the provider's id of the request was booked before. */
  async enter(tx: EntityManager, reservation: Reservation, entry: Entry): Promise<void> {
    const { usage } = entry;
    const { names, values } = listOf({
      tenant_id: currentTenantId(),
      id: uuidv7(),
      reservation_id: reservation.id,
      kind: 'MODEL_TOKENS',
      ...ownerOf(reservation),
      model: entry.model,
      provider_request_id: entry.providerRequestId,
      input_tokens: usage.inputTokens + usage.cacheWriteTokens,
      cached_tokens: usage.cacheReadTokens,
      output_tokens: usage.outputTokens,
      tokens: totalTokens(usage),
      cost_micros: entry.cost,
      assumed: entry.assumed,
      created_at: this.clock.now(),
    });
    await changedBy(tx, `insert into usage_entries (${names}) values (${placesFor(values)})`, values);
  }
}

/** Columns of both tables. */
function ownerOf(whose: Omit<Reservation, 'id'>): Record<string, unknown> {
  return {
    period: whose.period,
    day: whose.day,
    purpose: whose.purpose,
    campaign_id: whose.campaignId,
    call_id: whose.callId,
    conversation_id: whose.conversationId,
    lead_id: whose.leadId,
    in_place_of: whose.inPlaceOf,
  };
}

function listOf(columns: Readonly<Record<string, unknown>>): { names: string; values: unknown[] } {
  return { names: Object.keys(columns).join(', '), values: Object.values(columns) };
}

function placesFor(values: readonly unknown[]): string {
  return values.map((_, index) => `$${index + 1}`).join(', ');
}
