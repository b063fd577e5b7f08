/** `npm run bench -- <name> [count]`: measures, prints what it measured, and ends with one line that names the ratio. */
import { claim } from './claim';
import { lifecycle } from './lifecycle';

const BENCHES = {
  /** Calls. */
  lifecycle: { run: lifecycle, count: 150, most: 15_000 },
  /** Passes of the pacer. */
  claim: { run: claim, count: 40, most: 500 },
} as const;

async function main([name = 'lifecycle', count]: string[]): Promise<void> {
  const bench = Object.entries(BENCHES).find(([known]) => known === name)?.[1];
  const wanted = Number(count ?? bench?.count);
  if (!bench || !Number.isInteger(wanted) || wanted < 10 || wanted > bench.most)
    throw new Error('Usage: npm run bench -- lifecycle [calls, 10 to 15000] | claim [passes, 10 to 500]');
  await bench.run(wanted, (line) => process.stdout.write(`${line}\n`));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
