import { actionOf, decisionOf } from '../../calls/talk/talk-tools';
import { linesIn } from '../../calls/talk/spoken-lines';
import { MOST_EXCHANGES, TalkLimits } from '../../calls/talk/talk-limits';
import { handingOver, isLast } from '../../calls/talk/turn-actions';
import { isOptOut } from '../../compliance/opt-out-words';
import { fill } from '../../emulator/anthropic/schema-fill';
import type { Persona } from '../../emulator/personas/persona';
import { PersonaSession, type Utterance } from '../../emulator/personas/persona-session';
import { assess } from '../../emulator/rule-agent/assessment';
import { assessmentHint } from '../../emulator/rule-agent/hints';
import { type AgentAction, nextReply } from '../../emulator/rule-agent/talking-agent';
import { readingMs, sayingMs } from '../../emulator/twilio/speaking-time';
import type { SpokenTurn } from '../../qualification/evidence/verify-facts';
import { type Extraction, extractionSchema, extractionShape } from '../../qualification/extraction/extraction';
import type { ScoringRules } from '../../qualification/rules/criterion';
import { type DecidedOnCall, decidedOnCall } from '../../qualification/rules/decided-on-call';
import { fieldsFor } from '../../qualification/rules/field-definitions';

/** What was said in one conversation, and what the rule-based model of the emulator reads in it. */
export interface Talk {
  readonly turns: readonly SpokenTurn[];
  readonly decided: DecidedOnCall;
  /** Null when the person said nothing: then no model is asked. */
  readonly extraction: Extraction | null;
  /** Milliseconds on the phone, but for the pauses in which the person thinks. */
  readonly spokenMs: number;
  /** Times the person thought before they spoke. */
  readonly answers: number;
  /** Times a model was asked what to say. */
  readonly replies: number;
}

/** Silence after which the carrier stops listening for an answer, and after the last word of one. */
const SILENCE_MS = 5_000;
const TRAILING_MS = 700;
/** Of a prompt a person lets pass before they speak into it. */
const INTERRUPTED_AT = 0.4;
/** How long a model takes for its answer, as the emulator's does. */
const MODEL_MS = 600;
const HANG_UP_MS = 500;
const limits = new TalkLimits();
const lines = linesIn('en');

/** One persona at the phone, with the emulator's talking agent at the other end, under the limits of the product's conversations. */
export class Conversation {
  private readonly turns: SpokenTurn[] = [];
  private spokenMs = 0;
  private answers = 0;
  private replies = 0;
  private silences = 0;

  constructor(
    private readonly person: PersonaSession,
    private readonly rules: ScoringRules,
  ) {}

  static of(persona: Persona, phone: string, attempt: number, seed: number, talk: TalkTerms): Talk {
    return new Conversation(new PersonaSession(persona, phone, attempt, seed), talk.rules).hold(talk.greeting);
  }

  private hold(greeting: string): Talk {
    let goesOn = this.say(greeting, null);
    while (goesOn) goesOn = this.exchange();
    const lead = this.turns.some(({ speaker }) => speaker === 'LEAD');
    return {
      turns: this.turns,
      decided: decidedOnCall(this.turns),
      extraction: lead ? this.read() : null,
      spokenMs: this.spokenMs,
      answers: this.answers,
      replies: this.replies,
    };
  }

  /** The person's turn, and what is said to it. False when the call is over. */
  private exchange(): boolean {
    const words = this.person.speak();
    const prompt = this.turns.at(-1)?.text ?? '';
    if (!this.listen(readingMs(prompt) * (words.interrupts ? INTERRUPTED_AT : 1))) return false;
    if (words.says === null) return this.silence(words);
    this.silences = 0;
    this.answers += 1;
    this.spokenMs += sayingMs(words.says) + TRAILING_MS;
    this.note('LEAD', words.says, null);
    if (words.hangsUp) this.person.leave();
    return this.reply(words.says);
  }

  private reply(heard: string): boolean {
    if (isOptOut(heard)) return this.say(lines.optedOut, 'OPT_OUT');
    const exchanges = this.turns.filter(({ speaker }) => speaker === 'LEAD').length;
    if (exchanges > MOST_EXCHANGES) return this.say(lines.handOver, handingOver({ trigger: 'TOO_MANY_EXCHANGES' }));
    this.replies += 1;
    this.spokenMs += MODEL_MS;
    const { text, action } = nextReply({ lines: this.lines(), wrapUp: false });
    return this.say(text, action && actionNamed(action));
  }

  private silence(words: Utterance): boolean {
    if (words.hangsUp) {
      this.spokenMs += HANG_UP_MS;
      return false;
    }
    this.spokenMs += SILENCE_MS;
    this.silences += 1;
    return this.silences <= limits.maxSilences
      ? this.say(lines.stillThere, 'STILL_THERE')
      : this.say(lines.nobodyThere, 'NOBODY_THERE');
  }

  /** False when these were the agent's last words. */
  private say(text: string, action: string | null): boolean {
    this.note('AGENT', text, action);
    if (text !== '') this.person.hear(text);
    if (!isLast(action)) return true;
    if (text !== '') this.listen(readingMs(text));
    return false;
  }

  /** False when the person hangs up meanwhile. */
  private listen(ms: number): boolean {
    const stays = this.person.staysFor(ms);
    this.spokenMs += stays;
    return stays >= ms;
  }

  private note(speaker: SpokenTurn['speaker'], text: string, action: string | null): void {
    this.turns.push({ seq: this.turns.length + 1, speaker, text, action });
  }

  private lines() {
    return this.turns.map(({ seq, speaker, text }) => ({ turn: seq, speaker, text }));
  }

  private read(): Extraction {
    const schema = extractionSchema(fieldsFor(this.rules.criteria).map(({ name }) => name));
    return extractionShape.parse(fill({ ...schema }, assessmentHint(assess(this.lines()), false)));
  }
}

/** What a conversation is held under. */
export interface TalkTerms {
  readonly greeting: string;
  readonly rules: ScoringRules;
}

/** The agent's act, in the words of the product's tools. */
function actionNamed(action: AgentAction): string | null {
  const input = action.tool === 'end_call' ? { reason: knownReason(action.reasons) } : { ...action };
  const decision = decisionOf([{ name: action.tool, input }]);
  return decision && actionOf(decision);
}

const REASONS = new Set(['done', 'not_interested', 'wrong_number', 'voicemail', 'callback']);

function knownReason(reasons: readonly string[]): string {
  return reasons.find((reason) => REASONS.has(reason)) ?? 'other';
}
