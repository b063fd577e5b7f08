import { Injectable, Logger } from '@nestjs/common';
import { ModelFailure } from '../../language-models/language-models.errors';
import { Clock } from '../../platform/clock/clock';
import { TokenBudgetExhausted } from '../../usage/usage.errors';
import type { Completion } from '../assessments/assessment-store.service';
import { readInFull } from '../assessments/assessment-rows';
import { type Heard, readingOf, silence } from '../assessments/reading';
import { EXTRACTION_VERSION } from '../extraction/extraction-prompt';
import { FactExtractor } from '../extraction/fact-extractor.service';
import { LeadFacts } from '../facts/lead-facts.service';
import { fieldsFor } from '../rules/field-definitions';
import { extractByRules, RULES_MODEL } from '../rules-extraction/extract-by-rules';
import { upgradeDelayMs } from '../rules/upgrade-delay';
import { rulesReading } from './rules-reading';
import { fieldsToAsk, newTurns } from './transcript-window';

/** Somebody waits for an answer in writing. */
const TIMEOUT_MS = 15_000;

type ReadThread = Omit<Completion, 'rules' | 'rubricVersion' | 'spokenAt'>;
type Thread = { readonly conversationId: string; readonly leadId: string };

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
    const turns = newTurns(heard.turns, readUpTo);
    const extent = readInFull(heard.turns);
    const unread = { extractor: null, extractionVersion: null, model: null };
    if (!turns.some(({ speaker }) => speaker === 'LEAD')) return { reading: silence(heard), ...unread, extent };
    const known = new Set((await this.facts.of(thread.leadId)).map(({ field }) => field));
    try {
      const { extraction, model } = await this.extractor.extract({
        turns,
        fields: fieldsToAsk(fieldsFor(heard.rules.criteria), known, turns, readUpTo),
        attribution: { conversationId: thread.conversationId, leadId: thread.leadId },
        purpose: 'EXTRACTION',
        timeoutMs: TIMEOUT_MS,
      });
      // Quotes are looked for in all that was said, not only in what was shown.
      const reading = readingOf(extraction, heard);
      return { reading, extractor: 'MODEL', extractionVersion: EXTRACTION_VERSION, model, extent };
    } catch (error) {
      if (!(error instanceof ModelFailure || error instanceof TokenBudgetExhausted)) throw error;
      this.logger.warn('no model has read a conversation', { conversationId: thread.conversationId }, error);
      return null;
    }
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
