/**
 * `npm run bench -- <name> [count]`: measures, prints what it measured, and ends with one line that names the ratio. Without a name
 * every bench but the long ones, one after the other.
 */
import { budgets } from './budgets';
import { claims } from './claims';
import { extraction } from './extraction/extraction';
import { fanOut } from './fan-out';
import { graphql } from './graphql';
import { importPeople } from './import';
import { knowledge } from './knowledge';
import { lifecycle } from './lifecycle';
import { rescore } from './rescore';
import { soak } from './soak';
import { webhooks } from './webhooks';

interface Bench {
  readonly run: (count: number, say: (line: string) => void) => Promise<void>;
  /** What the count counts. */
  readonly unit: string;
  readonly count: number;
  readonly most: number;
  /** Only when asked for by name. */
  readonly isLong?: boolean;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  lifecycle: { run: lifecycle, unit: 'calls', count: 150, most: 15_000 },
  claims: { run: claims, unit: 'passes', count: 60, most: 500 },
  budgets: { run: budgets, unit: 'bursts of each budget', count: 200, most: 2_000 },
  webhooks: { run: webhooks, unit: 'seconds of each rate', count: 20, most: 60 },
  import: { run: importPeople, unit: 'people in a file', count: 4_000, most: 5_000 },
  fanout: { run: fanOut, unit: 'waves of a round', count: 20, most: 1_000 },
  rescore: { run: rescore, unit: 'leads', count: 20_000, most: 1_000_000 },
  graphql: { run: graphql, unit: 'requests of a round', count: 1_000, most: 100_000 },
  knowledge: { run: knowledge, unit: 'searches of a round', count: 60, most: 2_000 },
  extraction: { run: extraction, unit: 'readings of the dialogues', count: 20, most: 1_000 },
  // Loaded last: a program has to handle the jobs of every room that is loaded.
  answers: {
    run: async (count, say) => (await import('./answers')).answers(count, say),
    unit: 'seconds at twenty conversations a second',
    count: 20,
    most: 300,
  },
  soak: { run: soak, unit: 'minutes', count: 30, most: 240, isLong: true },
};
const LEAST = 1;

async function main([name, count]: string[]): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  if (name === undefined) {
    for (const bench of Object.values(BENCHES)) if (!bench.isLong) await bench.run(bench.count, say);
    return;
  }
  const bench = BENCHES[name];
  const wanted = Number(count ?? bench?.count);
  if (!bench || !Number.isInteger(wanted) || wanted < LEAST || wanted > bench.most) throw new Error(usage());
  await bench.run(wanted, say);
}

function usage(): string {
  const lines = Object.entries(BENCHES).map(
    ([name, { unit, count, most }]) => `  ${name} [${unit}, ${LEAST} to ${most}, else ${count}]`,
  );
  return ['npm run bench -- <name> [count], one of', ...lines].join('\n');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
