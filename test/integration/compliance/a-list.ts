import type { ListFile } from '../../../src/compliance/lists/list-importer.service';
import { ListImporter } from '../../../src/compliance/lists/list-importer.service';
import { bytesOf } from '../../../src/platform/csv/csv-source';
import type { TestApp } from '../../support/test-app';

export interface ImportedList {
  readonly id: string;
  readonly status: string;
  readonly failure: string | null;
  readonly taken: number;
  readonly known: number;
  readonly rejected: number;
}

/** Imports lines as a file and answers what became of them. */
export async function importList(
  app: TestApp,
  tenantId: string,
  file: Omit<ListFile, 'bytes'> & { readonly lines: readonly string[] },
): Promise<ImportedList> {
  const { lines, ...said } = file;
  const ended = await app.asTenant(tenantId, () =>
    app.get(ListImporter).import({ ...said, bytes: bytesOf(`${lines.join('\n')}\n`) }),
  );
  if (typeof ended !== 'string') throw new Error(ended.code);
  return importOf(app, ended);
}

export async function importOf(app: TestApp, id: string): Promise<ImportedList> {
  const [row] = await app.sql<ImportedList>(
    `select id, status, failure, taken_count as taken, known_count as known, rejected_count as rejected from list_imports where id = $1`,
    [id],
  );
  if (!row) throw new Error('The import has left no row.');
  return row;
}

/** `count` numbers of one area code. */
export function numbersOf(areaCode: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `+1${areaCode}${2_000_000 + i}`);
}
