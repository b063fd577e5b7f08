import { v7 as uuidv7 } from 'uuid';
import type { TestApp } from '../test-app';

interface Told {
  readonly tenantId: string;
  readonly leadId: string;
  readonly conversationId: string;
  readonly field: string;
  readonly value: unknown;
  /** The lead's words; none are kept when left out. */
  readonly quote?: string;
  readonly turnSeq?: number;
}

/** What a lead said once, and holds. */
export async function aLeadFact(app: TestApp, told: Told): Promise<void> {
  const { tenantId, leadId, conversationId, field, value, quote, turnSeq = 1 } = told;
  const quotes = quote ? [{ turn: turnSeq, speaker: 'LEAD', text: quote }] : [];
  const [said, words] = [JSON.stringify(value), JSON.stringify(quotes)];
  await app.sql(
    `insert into lead_facts (tenant_id, id, lead_id, field, status, value, quotes, conversation_id, turn_seq, confidence, extractor,
       extraction_version, said_at, recorded_at)
     values ($1, $2, $3, $4, 'STATED', $5, $6, $7, $8, 0.9, 'MODEL', 'v', $9, $9)`,
    [tenantId, uuidv7(), leadId, field, said, words, conversationId, turnSeq, app.clock.now()],
  );
}
