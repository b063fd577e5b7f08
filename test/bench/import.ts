import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { ASK, outcomeOf } from '../../src/demo/demo-api';
import { offsetToAfternoon } from '../../src/demo/demo-clock';
import { repositoryRoot } from '../../src/demo/repository-root';
import { Stage } from '../../src/demo/stage';
import { withClient } from '../support/administration';
import { BenchCompany } from './bench-company';
import { keenPeople } from './people';
import { cpuSecondsOf } from './process-cpu';
import { inRounds, roundsOf } from './rounds';

const ROUNDS = 5;

type Say = (line: string) => void;

/**
 * People a second through `importLeads`: read, checked, given a zone and their consent recorded; beside PostgreSQL's own COPY of the
 * same leads into a table with the columns and indexes of theirs.
 */
export async function importPeople(people: number, say: Say): Promise<void> {
  const dataDir = join(repositoryRoot(), '.data', 'bench');
  // Written and read by the database server, which may be another user.
  const copyFile = join(tmpdir(), `callwright-bench-${process.pid}.copy`);
  const stage = await Stage.set({ dataDir, timeScale: 1, clockOffsetMs: offsetToAfternoon(new Date()), log: say });
  try {
    const company = await BenchCompany.found(stage);
    await importFile(company, people, 0);
    await withClient(stage.databaseUrl, async (client) => {
      const copy = await copyOf(client, copyFile);
      await copy();
      let files = 1;
      const cpuBefore = cpuSecondsOf(stage.program.pid);
      const beside = await inRounds(ROUNDS, copy, async () => {
        files += 1;
        return importFile(company, people, (files - 1) * people);
      });
      const cpuMs = ((cpuSecondsOf(stage.program.pid) - cpuBefore) * 1_000) / (ROUNDS * people);
      say(
        `bench import: ratio ${beside.ratio.toFixed(3)} (import ${beside.system.toFixed(0)} people/s, COPY ${beside.yardstick.toFixed(0)}/s, ` +
          `program CPU ${cpuMs.toFixed(3)} ms/person, ${roundsOf(beside)})`,
      );
    });
  } catch (error) {
    say(stage.tails());
    throw error;
  } finally {
    await stage.clear();
    rmSync(copyFile, { force: true });
  }
}

/** @returns people a second. */
async function importFile(company: BenchCompany, people: number, first: number): Promise<number> {
  const client = await company.signIn();
  const file = {
    variable: 'file',
    fileName: 'leads.csv',
    content: keenPeople(people, first),
    contentType: 'text/csv',
  };
  const begun = performance.now();
  const answer = await client.upload<Record<string, { created: number }>>(
    ASK.importLeads,
    { projectId: company.projectId },
    file,
  );
  const { created } = outcomeOf(answer);
  if (created !== people) throw new Error(`Of ${people} people only ${created} were new.`);
  return (people * 1_000) / (performance.now() - begun);
}

/** Copies what is in the table of leads now into another one of its kind, read from a file; answers rows a second. */
async function copyOf(client: Client, path: string): Promise<() => Promise<number>> {
  const { rowCount } = await client.query(`copy leads to '${path}'`);
  await client.query('create table yardstick_leads (like leads including all)');
  return async () => {
    await client.query('truncate yardstick_leads');
    const begun = performance.now();
    await client.query(`copy yardstick_leads from '${path}'`);
    return ((rowCount ?? 0) * 1_000) / (performance.now() - begun);
  };
}
