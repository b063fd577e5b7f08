import type { Half } from './dialogue-fixtures';
import { figuresOf, type Tally } from './measure';
import { swapNumbers } from './number-swaps';
import { replayAnswers } from './recorded-answers';
import { RecordedModel } from './recorded-model';
import { measureRules, type RulesReport } from './rules-only';

const HALVES: readonly Half[] = ['dev', 'held-out'];

/** Precision, recall and F1 of the rules on both halves of the dialogues; recorded answers of a model, checked; swapped numbers. */
export async function extraction(rounds: number, say: (line: string) => void): Promise<void> {
  const reports = HALVES.map((half) => ({ half, report: measureRules(half) }));
  for (const { half, report } of reports) for (const line of linesOf(half, report)) say(line);
  const replay = await replayAnswers(new RecordedModel());
  say(
    `recorded answers: ${replay.transcripts} transcripts, ${replay.right} of ${replay.wanted} facts hold, ${replay.rejected} of ${replay.planted} planted falsehoods rejected`,
  );
  const swapped = swapNumbers();
  say(
    `numbers: ${swapped.held} of ${swapped.told} true ones believed, ${swapped.caught} of ${swapped.swaps} swapped ones caught`,
  );
  const rate = dialoguesPerSecond(rounds);
  const faults = [...replay.faults, ...swapped.escaped];
  if (faults.length > 0) throw new Error(`extraction: ${faults.join('; ')}`);
  const f1 = reports.map(({ half, report }) => `${half} ${percent(figuresOf(report.total).f1)}`).join(', ');
  say(`bench extraction: F1 ${f1} (rules only, ${Math.round(rate)} dialogues/s)`);
}

function linesOf(half: Half, { dialogues, joint, domains, total, byKind, byField }: RulesReport): string[] {
  const absent = (100 * total.absent) / (total.absent + total.right + total.wrong + total.missed);
  return [
    `${half}: ${dialogues} dialogues of ${domains} domains, ${absent.toFixed(0)} % of the fields absent`,
    ...[...byField].sort().map(([field, tally]) => `  ${row(field, tally)}`),
    ...[...byKind].sort().map(([kind, tally]) => `  ${row(`all of ${kind}`, tally)}`),
    `${half} ${row('overall', total)}, joint ${joint}/${dialogues}, invented ${total.invented} of ${total.absent} absent`,
  ];
}

function row(name: string, tally: Tally): string {
  const { precision, recall, f1 } = figuresOf(tally);
  return `${name}: precision ${percent(precision)}, recall ${percent(recall)}, F1 ${percent(f1)} (${tally.right} right, ${tally.wrong} wrong, ${tally.missed} missed, ${tally.invented} invented)`;
}

function percent(share: number): string {
  return share.toFixed(3);
}

function dialoguesPerSecond(rounds: number): number {
  const began = performance.now();
  let read = 0;
  for (let round = 0; round < rounds; round += 1) read += measureRules('dev').dialogues;
  return (read * 1_000) / (performance.now() - began);
}
