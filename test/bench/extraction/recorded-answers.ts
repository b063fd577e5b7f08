import { checkFacts } from '../../../src/qualification/evidence/verify-facts';
import { FactExtractor } from '../../../src/qualification/extraction/fact-extractor.service';
import { STANDARD_FIELDS } from '../../../src/qualification/rules/field-definitions';
import type { LanguageModel } from '../../../src/language-models/language-model.port';
import { type RecordedTranscript, TRANSCRIPTS } from './transcripts';

export interface ReplayReport {
  readonly transcripts: number;
  /** Facts that hold, of those that have to. */
  readonly right: number;
  readonly wanted: number;
  /** Planted falsehoods that were thrown out. */
  readonly rejected: number;
  readonly planted: number;
  /** What is not as it has to be, in words. */
  readonly faults: readonly string[];
}

/** Puts every transcript to the model through its port, and checks what comes back against the record. */
export async function replayAnswers(model: LanguageModel): Promise<ReplayReport> {
  const reports = await Promise.all(TRANSCRIPTS.map((transcript) => replayOne(transcript, model)));
  return {
    transcripts: reports.length,
    right: sum(reports.map(({ right }) => right)),
    wanted: sum(TRANSCRIPTS.map(({ facts }) => Object.keys(facts).length)),
    rejected: sum(reports.map(({ rejected }) => rejected)),
    planted: sum(TRANSCRIPTS.map(({ rejected }) => rejected.length)),
    faults: reports.flatMap(({ faults }) => faults),
  };
}

async function replayOne({ name, turns, facts, rejected }: RecordedTranscript, model: LanguageModel) {
  const { extraction } = await new FactExtractor(model).extract({ turns, fields: STANDARD_FIELDS, attribution: {} });
  const checked = checkFacts(extraction.facts, STANDARD_FIELDS, turns);
  const held = new Map(checked.filter(({ verified }) => verified).map(({ field, value }) => [field, value]));
  const thrownOut = checked.filter(({ rejection }) => rejection !== null).map(({ field }) => field);
  const right = Object.entries(facts).filter(([field, value]) => held.get(field) === value);
  const wrong = [...held].filter(([field, value]) => facts[field] !== value);
  const missed = Object.keys(facts).filter((field) => !held.has(field));
  return {
    right: right.length,
    rejected: rejected.filter((field) => thrownOut.includes(field)).length,
    faults: [
      ...wrong.map(([field]) => `${name}: ${field} is believed`),
      ...missed.map((field) => `${name}: ${field} is missing`),
      ...rejected.filter((field) => !thrownOut.includes(field)).map((field) => `${name}: ${field} is not rejected`),
    ],
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
