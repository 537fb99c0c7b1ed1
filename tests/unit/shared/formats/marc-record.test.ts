// MARC records that are written are read again by the reader of imports, with any texts in them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printMarc, type MarcContent } from '../../../../shared/formats/marc-record.ts';
import { readIso2709 } from '../../../../server/import/marc/iso2709.ts';
import { loadMarc8 } from '../../../../server/import/marc/marc8.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-marc-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function readBack(contents: readonly MarcContent[]) {
  const path = join(dir, 'out.mrc');
  writeFileSync(path, Buffer.concat(contents.map(printMarc)));
  const read = [];
  const how = { encoding: 'auto', marc8: await loadMarc8() } as const;
  for await (const batch of readIso2709(path, how)) read.push(...batch);
  return read;
}

const book = (title: string): MarcContent => ({
  type: 'am',
  control: [['001', 'barcode-1']],
  fields: [
    { tag: '020', indicators: '  ', subfields: [['a', '']] },
    { tag: '245', indicators: '10', subfields: [['a', title]] },
  ],
});

test('letters of every width come back, and signs of the format do not break a record', async () => {
  const titles = ['Cien años de soledad', '日本の歴史', 'A\u001Fsplit\u001Dtitle', 'Emoji 📚 here'];
  const read = await readBack(titles.map(book));
  const said = read.map(({ record }) => record?.fields('245')[0]?.subfields[0]?.[1]);
  expect(said).toEqual(['Cien años de soledad', '日本の歴史', 'A split title', 'Emoji 📚 here']);
  expect(read.map(({ record }) => [record?.control('001'), record?.fields('020').length, record?.notes])).toEqual(
    titles.map(() => ['barcode-1', 0, []]),
  );
});

test('a text that is longer than a field may be is cut between two letters, and the next record stands', async () => {
  const [long, next] = await readBack([book('é'.repeat(9_000)), book('Next')]);
  const text = long?.record?.fields('245')[0]?.subfields[0]?.[1] ?? '';
  expect(text).toMatch(/^é{4900,5000}$/);
  expect(next?.record?.fields('245')[0]?.subfields[0]?.[1]).toBe('Next');
});
