import { mixedQuestions } from './bench-questions';
import { decide } from './decide';
import type { RuleBase } from './rule-base';

const QUESTIONS = 20_000;
/** Long enough that the clock of the processor does not decide. */
const MEASURED_MS = 2_000;
const FROM = new Date('2026-07-06T00:00:00Z');

export interface BenchResult {
  /** Per second of one core's own time. */
  readonly decisionsPerSecond: number;
  readonly decisions: number;
  /** How often each answer came, so that nobody measures only denials. */
  readonly answers: Readonly<Record<string, number>>;
}

/** Decides mixed questions over and over, once without measuring so that zones and code are warm. */
export function benchmark(rules: RuleBase): BenchResult {
  const questions = mixedQuestions(QUESTIONS, FROM);
  const answers: Record<string, number> = {};
  for (const question of questions) {
    const { verdict } = decide(question, rules);
    answers[verdict] = (answers[verdict] ?? 0) + 1;
  }
  let decisions = 0;
  const begun = process.cpuUsage();
  let spent = 0;
  while (spent < MEASURED_MS) {
    for (const question of questions) decide(question, rules);
    decisions += questions.length;
    const { user, system } = process.cpuUsage(begun);
    spent = (user + system) / 1_000;
  }
  return { decisionsPerSecond: Math.round((decisions / spent) * 1_000), decisions, answers };
}
