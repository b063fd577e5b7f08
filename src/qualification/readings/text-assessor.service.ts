import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../../conversations/conversations.service';
import type { LeadTemperature } from '../../leads/lead-temperature';
import { BadUserInput } from '../../platform/errors/domain-error';
import type { Assessment } from '../assessments/assessment.entity';
import { type AssessmentCase, CaseFiles, spokenAtOf } from '../assessments/case-files.service';
import { standingOf, knowledgeFrom } from '../assessments/verdict';
import { LeadFacts } from '../facts/lead-facts.service';
import { decidedOnCall } from '../rules/decided-on-call';
import { fieldsFor } from '../rules/field-definitions';
import { type NextQuestion, nextQuestionOf } from '../rules/next-question';
import { type AssessedOutcome, type NextAction, outcomeOf, type Signal } from '../rules/outcome';
import type { Decision } from '../rules/score';
import { ThreadReader } from './thread-reader.service';
import { ThreadStore } from './thread-store.service';

/** What a conversation in writing has come to so far. */
export interface TextStanding {
  readonly assessmentId: string;
  readonly score: number | null;
  readonly temperature: LeadTemperature;
  readonly coverage: number;
  readonly ceiling: number;
  readonly decision: Decision;
  /** What the agent would best ask next; null when nothing is open, or no answer could help any more. */
  readonly nextQuestion: NextQuestion | null;
  readonly nextAction: NextAction;
  readonly outcome: AssessedOutcome;
  readonly signal: Signal;
  /** True when a person had the conversation and has given it back. */
  readonly isHandedBack: boolean;
  /** True when rules alone have read the last of it. */
  readonly provisional: boolean;
}

/** Assesses conversations in writing while they go on. */
@Injectable()
export class TextAssessor {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly files: CaseFiles,
    private readonly reader: ThreadReader,
    private readonly store: ThreadStore,
    private readonly facts: LeadFacts,
  ) {}

  /**
   * Reads what was said since the last time, and scores the lead by all that is known of it. The same turns are read once: asking again
   * answers what is stored. Where no model answers, rules read it and a model does so later. Must not run inside a unit of work.
   * @param rubricId the rubric of a conversation that has not been assessed yet; else the one the lead was assessed by last.
   * @throws NotFound; BadUserInput for a call, which is assessed when it has ended.
   */
  async read(conversationId: string, { rubricId }: { readonly rubricId?: string } = {}): Promise<TextStanding> {
    const { thread, known, file } = await this.store.together(() => this.open(conversationId, rubricId));
    if (known && known.turnsRead >= file.turns.length) return this.standing(known, file);
    const assessment = await this.store.keep(thread, await this.readNew(thread, file, known));
    // By now it may be another rubric, or another version of it.
    return this.standing(assessment, { ...file, ...(await this.files.termsOf(assessment)) });
  }

  /** All that is on file, in one transaction. */
  private async open(conversationId: string, rubricId: string | undefined) {
    const conversation = await this.conversations.get(conversationId);
    if (conversation.channel === 'VOICE') throw new BadUserInput('conversationId', 'is a call.');
    const { leadId, startedAt: createdAt } = conversation;
    const { known, rubricId: last } = await this.store.before(conversationId, leadId);
    const thread = { conversationId, leadId, rubricId: (known ? null : rubricId) ?? null };
    const file = await this.files.of({ ...thread, rubricId: thread.rubricId ?? last, createdAt }, conversation);
    return { thread, known, file };
  }

  /** How promising the lead of a conversation was by what it had said until a moment, wherever that was. @throws NotFound */
  async temperatureAt(conversationId: string, moment: Date): Promise<LeadTemperature> {
    const { leadId } = await this.conversations.get(conversationId);
    const { rubricId } = await this.store.before(conversationId, leadId);
    const { rules } = await this.files.termsOf({ leadId, rubricId });
    return standingOf(knowledgeFrom(await this.facts.heldAt(leadId, moment)), rules).temperature;
  }

  /** A model reads what only rules have read. False when it cannot be asked yet. */
  async upgrade(known: Assessment): Promise<boolean> {
    const file = await this.store.together(() => this.fileOf(known));
    const read = await this.reader.readByModel(known, heardIn(file), known.turnsReadByModel);
    if (!read) return false;
    await this.store.keep(known, { ...read, spokenAt: spokenAtOf(file.turns) });
    return true;
  }

  /** A call is read for the rubric it was made for, what was written for the one its lead is scored by. */
  private async fileOf(known: Assessment): Promise<AssessmentCase> {
    const { conversationId, leadId, createdAt } = known;
    const { rubricId } = known.callId ? known : await this.store.before(conversationId, leadId);
    return this.files.of({ conversationId, leadId, rubricId, createdAt });
  }

  private async readNew(
    thread: { readonly conversationId: string; readonly leadId: string },
    file: AssessmentCase,
    known: Assessment | null,
  ) {
    const read = await this.reader.read(thread, heardIn(file), known?.turnsReadByModel ?? 0);
    return { ...read, spokenAt: spokenAtOf(file.turns) };
  }

  private async standing(assessment: Assessment, { rules, handedBackTurn }: AssessmentCase): Promise<TextStanding> {
    const knowledge = knowledgeFrom(await this.facts.of(assessment.leadId));
    const now = standingOf(knowledge, rules);
    const { score, temperature, coverage, ceiling, decision } = now;
    const { id: assessmentId, nextAction, provisional } = assessment;
    const signal = assessment.outcomeSignal ?? 'none';
    const nextQuestion = nextQuestionOf(now, knowledge.refused, fieldsFor(rules.criteria));
    const said = {
      nextAction: nextAction ?? 'NURTURE',
      outcome: outcomeOf(signal, decision),
      signal,
      provisional,
      isHandedBack: handedBackTurn !== null,
    };
    return { assessmentId, score, temperature, coverage, ceiling, decision, nextQuestion, ...said };
  }
}

function heardIn(file: AssessmentCase) {
  return { ...file, decided: decidedOnCall(file.turns, file.handedBackTurn) };
}
