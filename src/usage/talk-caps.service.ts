import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppConfig } from '../platform/config/config';
import { currentTenantId } from '../platform/context/request-context';
import { rowOf } from '../platform/database/sql';
import type { Attribution } from './reservation';
import type { Refusing } from './usage.errors';

/** Purposes whose number a person decides by talking on; what is read once a conversation is over is not theirs to repeat. */
const BY_TALKING = ['CALL_TURN', 'ROUTE', 'REPLY', 'EXTRACTION'];

/** A request that is about to be promised its tokens. */
export interface CappedRequest extends Attribution {
  readonly purpose: string;
  readonly day: string;
  readonly amount: number;
}

/**
 * What one call, and one person in a day, may use at most, so that nobody talks a company's budget away. Prompt tokens read from the
 * cache are not counted: they are the same instructions in every turn.
 */
@Injectable()
export class TalkCaps {
  constructor(private readonly config: AppConfig) {}

  /**
   * Names the cap that has no room for the request. Ask after the month's row was changed in the same transaction: its lock is what
   * makes requests take turns, so that each sees what the ones before it hold.
   */
  async refusing(tx: EntityManager, request: CappedRequest): Promise<Refusing | null> {
    const { purpose, callId, leadId, day, amount } = request;
    const { tokensPerCall, tokensPerLeadAndDay } = this.config.budgets;
    if (callId && purpose === 'CALL_TURN') {
      const used = await usedBy(tx, 'call_id = $2 and purpose = $3', [callId, purpose]);
      if (used + amount > tokensPerCall) return 'CALL_TOKENS';
    }
    if (leadId && BY_TALKING.includes(purpose)) {
      const used = await usedBy(tx, 'lead_id = $2 and day = $3 and purpose = any($4)', [leadId, day, BY_TALKING]);
      if (used + amount > tokensPerLeadAndDay) return 'LEAD_TOKENS';
    }
    return null;
  }
}

async function usedBy(tx: EntityManager, whose: string, parameters: readonly unknown[]): Promise<number> {
  const row = await rowOf<{ tokens: string }>(
    tx,
    `select coalesce((select sum(input_tokens + output_tokens) from usage_entries where tenant_id = $1 and ${whose}), 0)
       + coalesce((select sum(amount) from token_reservations where tenant_id = $1 and state = 'HELD' and ${whose}), 0) as tokens`,
    [currentTenantId(), ...parameters],
  );
  return Number(row?.tokens);
}
