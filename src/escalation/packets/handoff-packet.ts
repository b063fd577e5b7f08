import { judge, type Verdict } from '../../qualification/rules/score';
import type { Criterion } from '../../qualification/rules/criterion';
import { STANDARD_RUBRIC } from '../../qualification/rules/standard-rubric';
import { pageOfTranscript } from '../settings/transcript-page';
import { openQuestionOf } from './open-question';
import type { AssessmentOfPacket, Contact, FactOfPacket, PacketRow } from './packet-rows';

/** When to reach the person. */
export interface BestTime {
  /** IANA zone of the person, else of the company. */
  readonly timeZone: string;
  /** True when the zone is not the person's own but the company's. */
  readonly isGuess: boolean;
  /** What the person was promised; null for nothing, or when it has passed. */
  readonly promisedAt: Date | null;
  /** Whether the strictest hours, those of calls by an AI, are open now. */
  readonly isOpenNow: boolean;
  readonly opensAt: Date | null;
  readonly closesAt: Date | null;
}

export interface CriterionOfPacket extends Criterion {
  readonly verdict: Verdict;
  readonly fact: FactOfPacket | null;
}

/** What a person needs to take over without asking again. All words of the lead are data. */
export interface HandoffPacket {
  readonly name: string | null;
  readonly phone: string;
  readonly email: string | null;
  readonly company: string | null;
  readonly stage: string;
  readonly temperature: string;
  /** The person asked not to be contacted: answer what they ask and sell nothing. */
  readonly isSuppressed: boolean;
  readonly score: number | null;
  readonly coverage: number | null;
  readonly criteria: readonly CriterionOfPacket[];
  readonly facts: readonly FactOfPacket[];
  readonly notes: string | null;
  readonly nextAction: string | null;
  readonly openQuestion: string | null;
  readonly openQuestionTurn: number | null;
  readonly channel: string | null;
  /** BCP 47. */
  readonly language: string | null;
  readonly bestTime: BestTime;
  readonly history: readonly Contact[];
  /** Where the company's own front end shows the conversation; null without a conversation, or where it has not said so. */
  readonly transcriptPage: string | null;
}

/** A plain composition: what is on record, when to call, and nothing invented. */
export function packetOf(row: PacketRow, bestTime: BestTime): HandoffPacket {
  const { name, phone, email, company, stage, temperature, isSuppressed, channel, language, assessment } = row;
  const question = openQuestionOf(row.words ?? []);
  const facts = row.facts ?? [];
  return {
    name,
    phone,
    email,
    company,
    stage,
    temperature,
    isSuppressed,
    channel,
    language,
    bestTime,
    facts,
    score: assessment?.score ?? null,
    coverage: assessment?.coverage ?? null,
    criteria: assessment ? judged(assessment, facts) : [],
    notes: assessment?.notes || null,
    nextAction: assessment?.nextAction ?? null,
    openQuestion: question?.text ?? null,
    openQuestionTurn: question?.seq ?? null,
    history: row.history ?? [],
    transcriptPage: pageOf(row),
  };
}

function pageOf({ transcriptPage, conversationId }: PacketRow): string | null {
  return transcriptPage && conversationId ? pageOfTranscript(transcriptPage, conversationId) : null;
}

/** As the score was computed; judged anew only where that was not kept. */
function judged({ criteria, verdicts }: AssessmentOfPacket, facts: readonly FactOfPacket[]): CriterionOfPacket[] {
  const byField = new Map(facts.map((fact) => [fact.field, fact]));
  return (criteria ?? STANDARD_RUBRIC.criteria).map((criterion, i) => {
    const fact = byField.get(criterion.field) ?? null;
    return { ...criterion, fact, verdict: verdicts?.[i]?.verdict ?? judge(criterion, fact?.value) };
  });
}
