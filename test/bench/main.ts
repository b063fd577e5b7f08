/** `npm run bench -- <name> [calls]`: measures, prints what it measured, and ends with one line that names the ratio. */
import { lifecycle } from './lifecycle';

const CALLS = 150;

async function main([name = 'lifecycle', calls = String(CALLS)]: string[]): Promise<void> {
  if (name !== 'lifecycle' || !/^[1-9]\d{1,4}$/.test(calls))
    throw new Error('Usage: npm run bench -- lifecycle [calls, 10 to 15000]');
  await lifecycle(Number(calls), (line) => process.stdout.write(`${line}\n`));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
