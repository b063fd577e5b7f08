import { Injectable, Logger } from '@nestjs/common';
import { ModelFailure } from '../../language-models/language-models.errors';
import { Clock } from '../../platform/clock/clock';
import { TokenBudgetExhausted } from '../../usage/usage.errors';
import { readInFull } from '../assessments/assessment-rows';
import { type Heard, readingOf, silence } from '../assessments/reading';
import { EXTRACTION_VERSION } from '../extraction/extraction-prompt';
import { type ExtractionRequest, type ExtractionResult, FactExtractor } from '../extraction/fact-extractor.service';
import { joinedExtractions } from '../extraction/joined-extractions';
import type { SpokenTurn } from '../evidence/verify-facts';
import { LeadFacts } from '../facts/lead-facts.service';
import { type FieldDefinition, fieldsFor } from '../rules/field-definitions';
import { extractByRules, RULES_MODEL } from '../rules-extraction/extract-by-rules';
import { upgradeDelayMs } from '../rules/upgrade-delay';
import { rulesReading } from './rules-reading';
import type { ThreadReading } from './thread-rows';
import { fieldsToAsk, knownFields, newStretches, newTurns, reachOf } from './transcript-window';

/** Somebody waits for an answer in writing. */
const TIMEOUT_MS = 15_000;

type Charge = Pick<ExtractionRequest, 'attribution' | 'purpose'>;
type ReadThread = Omit<ThreadReading, 'spokenAt'>;
interface Thread {
  readonly conversationId: string;
  readonly leadId: string;
  /** Of a call that has ended, and of the campaign that made it; left out or null for conversations in writing. */
  readonly callId?: string | null;
  readonly campaignId?: string | null;
}

/** Reads what is new in a conversation: a model where one answers, else rules. */
@Injectable()
export class ThreadReader {
  private readonly logger = new Logger(ThreadReader.name);

  constructor(
    private readonly extractor: FactExtractor,
    private readonly facts: LeadFacts,
    private readonly clock: Clock,
  ) {}

  /** @param readUpTo the last turn that a model has read. */
  async read(thread: Thread, heard: Heard, readUpTo: number): Promise<ReadThread> {
    return (await this.readByModel(thread, heard, readUpTo)) ?? this.readByRules(heard, readUpTo);
  }

  /** Null when no model gives a usable answer now. */
  async readByModel(thread: Thread, heard: Heard, readUpTo: number): Promise<ReadThread | null> {
    const stretches = newStretches(heard.turns, readUpTo);
    const turns = [...new Set(stretches.flat())];
    const extent = readInFull(heard.turns);
    const unread = { extractor: null, extractionVersion: null, model: null };
    if (!turns.some(({ speaker }) => speaker === 'LEAD')) return { reading: silence(heard), ...unread, extent };
    const known = knownFields(await this.facts.of(thread.leadId), thread.conversationId);
    const fields = fieldsToAsk(fieldsFor(heard.rules.criteria), known, turns, readUpTo);
    try {
      const { extraction, model } = await this.extracted(thread, stretches, fields);
      // Quotes are looked for in all that was said, not only in what was shown.
      const reading = readingOf(extraction, heard);
      const reach = reachOf(fields, turns, readUpTo);
      return { reading, extractor: 'MODEL', extractionVersion: EXTRACTION_VERSION, model, extent, reach };
    } catch (error) {
      if (!(error instanceof ModelFailure || error instanceof TokenBudgetExhausted)) throw error;
      this.logger.warn('no model has read a conversation', { conversationId: thread.conversationId }, error);
      return null;
    }
  }

  /** All stretches at once: whoever waits does not wait longer for a long conversation. */
  private async extracted(
    thread: Thread,
    stretches: readonly (readonly SpokenTurn[])[],
    fields: readonly FieldDefinition[],
  ): Promise<ExtractionResult> {
    const asked = { fields, ...chargeOf(thread), timeoutMs: TIMEOUT_MS };
    const found = await Promise.all(stretches.map((turns) => this.extractor.extract({ ...asked, turns })));
    return found.reduce((earlier, later) => ({
      extraction: joinedExtractions(earlier.extraction, later.extraction),
      model: later.model,
    }));
  }

  private readByRules(heard: Heard, readUpTo: number): ReadThread {
    const turns = newTurns(heard.turns, readUpTo);
    const reading = rulesReading(extractByRules({ turns }, fieldsFor(heard.rules.criteria)), heard);
    const upgradeDueAt = new Date(this.clock.now().getTime() + upgradeDelayMs(0));
    const extent = { turnsRead: heard.turns.length, turnsReadByModel: readUpTo, upgradeDueAt };
    const by = { extractor: 'RULES', extractionVersion: RULES_MODEL, model: null } as const;
    return { reading, ...by, extent };
  }
}

/** A call that has ended is charged to its campaign too, and to no cap of the person: talking on does not repeat it. */
function chargeOf({ conversationId, leadId, callId, campaignId }: Thread): Charge {
  if (!callId) return { attribution: { conversationId, leadId }, purpose: 'EXTRACTION' };
  const attribution = { callId, conversationId, leadId, ...(campaignId ? { campaignId } : {}) };
  return { attribution, purpose: 'ASSESSMENT' };
}
