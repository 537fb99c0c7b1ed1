// CSV files as they come: quotes, line ends, compression, and damage that costs a row or the file.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readTable } from '../../../../../server/import/csv/read-table.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-csv-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Records of a file, a line of text each. */
async function read(
  name: string,
  content: string | Buffer,
  required: readonly string[] = ['a', 'b'],
): Promise<string[]> {
  const path = join(dir, name);
  writeFileSync(path, content);
  const records: string[] = [];
  for await (const batch of readTable({ path, required })) {
    for (const record of batch.records) records.push(`${record.line}: ${record.problem ?? record.fields.join(' | ')}`);
  }
  return records;
}

describe('tables', () => {
  test('are read with quotes, doubled quotes, line ends within quotes, and their line numbers', async () => {
    const text = 'a,b\n1,plain\n2,"with, comma"\n3,"two\nlines"\n4,"a ""word"""\n';
    expect(await read('quotes.csv', text)).toEqual([
      '2: 1 | plain',
      '3: 2 | with, comma',
      '4: 3 | two\nlines',
      '6: 4 | a "word"',
    ]);
  });

  test('may end lines with CR LF, begin with a byte order mark, lack the last line end and hold blank lines', async () => {
    expect(await read('windows.csv', '\uFEFFa,b\r\n1,x\r\n\r\n2,"y"\r\n3,z')).toEqual([
      '2: 1 | x',
      '4: 2 | y',
      '5: 3 | z',
    ]);
  });

  test('may be compressed, in several members and larger than a buffer', async () => {
    const rows = Array.from({ length: 40_000 }, (_, index) => `${index},"value ${index}, quoted"`);
    const parts = [`a,b\n${rows.slice(0, 20_000).join('\n')}\n`, `${rows.slice(20_000).join('\n')}\n`];
    const records = await read('big.csv.gz', Buffer.concat(parts.map((part) => gzipSync(part))));
    expect(records).toHaveLength(40_000);
    expect(records.at(-1)).toBe('40001: 39999 | value 39999, quoted');
  });

  test('say which rows have too few or too many fields', async () => {
    expect(await read('width.csv', 'a,b\n1\n2,x\n3,y,z\n')).toEqual([
      '2: the row has 1 fields, the header 2',
      '3: 2 | x',
      '4: the row has 3 fields, the header 2',
    ]);
  });

  test('lose only the line of a quote that never closes', async () => {
    expect(await read('open.csv', 'a,b\n1,x\n2,"never\n3,y\n4,z\n')).toEqual([
      '2: 1 | x',
      '3: a quote opens and does not close',
      '4: 3 | y',
      '5: 4 | z',
    ]);
  });

  test('lose only the line of a quote that a later row happens to close', async () => {
    expect(await read('chance.csv', 'a,b\n1,"open\n2,x\n3,"y"\n4,"z\n')).toEqual([
      '2: a quote opens and does not close',
      '3: 2 | x',
      '4: 3 | y',
      '5: a quote opens and does not close',
    ]);
  });

  test('lose only the lines that are not UTF-8', async () => {
    const latin = Buffer.concat([Buffer.from('a,b\n1,x\n2,caf'), Buffer.from([0xe9]), Buffer.from('\n3,é\n')]);
    expect(await read('latin.csv', latin)).toEqual(['2: 1 | x', '3: the line is not UTF-8 text', '4: 3 | é']);
  });

  test('are refused without their header, with one that lacks a column, or with a column twice', async () => {
    await expect(read('empty.csv', '')).rejects.toMatchObject({ code: 'HF-IMPORT-003' });
    await expect(read('lacks.csv', 'a,c\n1,2\n')).rejects.toThrow('it lacks b');
    await expect(read('twice.csv', 'a,b,b\n1,2,3\n')).rejects.toThrow('it names b twice');
  });

  test('are refused when they are cut off, no gzip at all, or UTF-16', async () => {
    const whole = gzipSync(`a,b\n${'1,x\n'.repeat(50_000)}`);
    await expect(read('cut.csv.gz', whole.subarray(0, whole.length - 20))).rejects.toMatchObject({
      code: 'HF-IMPORT-004',
    });
    await expect(read('plain.csv.gz', 'a,b\n1,x\n')).rejects.toMatchObject({ code: 'HF-IMPORT-004' });
    await expect(read('wide.csv', Buffer.from('\uFEFFa,b\n1,x\n', 'utf16le'))).rejects.toMatchObject({
      code: 'HF-IMPORT-005',
    });
  });
});
