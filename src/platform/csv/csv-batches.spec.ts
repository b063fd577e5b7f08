import { type CsvBatch, CsvBatches, type RowReader } from './csv-batches';
import { bytesOf, unbroken } from './csv-source';
import { BadUserInput } from '../errors/domain-error';

type Phones = CsvBatch<string>;

/** Takes the first field of a row; a first line that is a number is no header. */
const phones = (first: readonly string[]): RowReader<string> => ({
  headless: /^\d+$/.test(first[0] ?? ''),
  read: ([phone = '']) => (phone === '' ? { blank: true } : { row: phone }),
});

async function read(source: AsyncIterable<Uint8Array>, size = 10): Promise<Phones[]> {
  const batches: Phones[] = [];
  for await (const batch of new CsvBatches(source, phones, size).read()) batches.push(batch);
  return batches;
}

function linesOf({ rows, rejected }: Phones): number[] {
  return [...rows, ...rejected].map(({ line }) => line).sort((a, b) => a - b);
}

describe('CsvBatches', () => {
  it('gives every row once, in batches no larger than asked', async () => {
    const text = `phone,name\n${Array.from({ length: 57 }, (_, i) => (i % 5 === 4 ? `1,"x"y` : `${i},Ann`)).join('\n')}\n`;
    for (const size of [1, 10, 1_000]) {
      const batches = await read(bytesOf(text), size);
      for (const batch of batches) expect(linesOf(batch).length).toBeLessThanOrEqual(size);
      expect(batches.flatMap(linesOf)).toEqual(Array.from({ length: 57 }, (_, i) => i + 2));
    }
  });

  it('reads no further than batches are taken', async () => {
    let given = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('phone\n');
      for (; given < 1_000; given += 1) yield Buffer.from('1\n2\n3\n');
    }
    const reading = new CsvBatches(source(), phones, 30).read();
    await reading.next();
    expect(given).toBeLessThanOrEqual(10);
    await reading.return(undefined);
    expect(given).toBeLessThanOrEqual(10);
  });

  it('takes a first line that is a row for one', async () => {
    expect((await read(bytesOf('1\n\n2\n'))).flatMap(({ rows }) => rows)).toEqual([
      { line: 1, row: '1' },
      { line: 3, row: '2' },
    ]);
  });

  it('needs a header, and only that', async () => {
    await expect(read(bytesOf(''))).rejects.toThrow(/empty/);
    await expect(read(bytesOf('\n \n'))).rejects.toThrow(/empty/);
    await expect(read(bytesOf('"phone\n1\n'))).rejects.toThrow(/header on line 1/);
    expect(await read(bytesOf('phone,name\n'))).toEqual([]);
  });

  it('says that a source broke off, and why when its sender can know', async () => {
    async function* failing(error: Error): AsyncGenerator<Uint8Array> {
      yield Buffer.from('phone\n1\n');
      throw error;
    }
    await expect(read(unbroken(failing(new Error('ECONNRESET 10.0.0.1'))))).rejects.toThrow(
      /^The upload broke off before its end\.$/,
    );
    await expect(read(unbroken(failing(new BadUserInput('file', 'is too large.'))))).rejects.toThrow(
      /file: is too large/,
    );
  });
});
