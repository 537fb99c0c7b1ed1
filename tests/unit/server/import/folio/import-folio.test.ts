// A FOLIO export, looked at: imported records, and refused ones with line and reason.

import { folioFiles, importFolioFiles, type FolioFiles } from '../support/folio-files.ts';

/** A line added to one of the files. */
function withLine(file: keyof typeof folioFiles, line: string): FolioFiles {
  const content = folioFiles[file];
  if (typeof content === 'string') throw new Error(`${file} is a text`);
  return { [file]: `${content.map((one) => JSON.stringify(one)).join('\n')}\n${line}\n` };
}

const ALWAYS = [
  'loans.ndjson:2: the loan is closed',
  'requests.ndjson:4: the request is closed',
  'accounts.ndjson:2: nothing of it is owed any more',
];

describe('records of FOLIO', () => {
  test('come to these counts', async () => {
    const { kinds, rejected } = await importFolioFiles();
    expect(kinds).toMatchObject({
      branches: { taken: 3, rejected: 0 },
      locations: { taken: 2, rejected: 0 },
      patrons: { taken: 2, rejected: 0 },
      blocks: { taken: 1, rejected: 0 },
      titles: { taken: 1, rejected: 0 },
      holdings: { taken: 2, rejected: 0 },
      items: { taken: 4, rejected: 0 },
      loans: { taken: 1, rejected: 1 },
      holds: { taken: 3, rejected: 1 },
      fees: { taken: 1, rejected: 1 },
      'loan policies': { taken: 2, rejected: 0 },
      'rules text': { taken: 2, rejected: 0 },
    });
    expect(rejected.map(({ file, line, reason }) => `${file}:${line}: ${reason}`)).toEqual(
      expect.arrayContaining(ALWAYS),
    );
    expect(rejected).toHaveLength(ALWAYS.length);
  });

  test.each<[FolioFiles, string]>([
    [withLine('users.ndjson', '{"id": "u3"'), 'users.ndjson:3: it is no JSON'],
    [
      withLine('users.ndjson', '{"id":"u3","barcode":"3","personal":{"lastName":"Doe"}}'),
      'users.ndjson:3: patronGroup: no patron group',
    ],
    [
      withLine('users.ndjson', '{"id":"u3","patronGroup":"g9","personal":{"lastName":"Doe"}}'),
      'users.ndjson:3: there is no patron group g9',
    ],
    [
      withLine('users.ndjson', '{"id":"u1","patronGroup":"g1","personal":{"lastName":"Doe"}}'),
      'users.ndjson:3: the id u1 is that of line 1',
    ],
    [
      withLine('items.ndjson', '{"id":"it9","holdingsRecordId":"h1","status":{"name":"Available"}}'),
      'items.ndjson:5: barcode: the copy has no barcode',
    ],
    [
      withLine('items.ndjson', '{"id":"it9","barcode":"B9","holdingsRecordId":"h9","status":{"name":"Available"}}'),
      'items.ndjson:5: there is no holdings record h9',
    ],
    [
      withLine('items.ndjson', '{"id":"it9","barcode":"B9","holdingsRecordId":"h1","status":{"name":"Eaten"}}'),
      'items.ndjson:5: its status "Eaten" is not known',
    ],
    [
      withLine('items.ndjson', '{"id":"it9","barcode":"B1","holdingsRecordId":"h1","status":{"name":"Available"}}'),
      'items.ndjson:5: the barcode B1 is that of line 1',
    ],
    [withLine('manualblocks.ndjson', '{"id":"b9","userId":"u9"}'), 'manualblocks.ndjson:2: there is no user u9'],
    [
      withLine(
        'requests.ndjson',
        '{"id":"r9","requesterId":"u1","itemId":"it4","requestType":"Hold","requestDate":"2026-11-20"}',
      ),
      'requests.ndjson:5: it names no service point to be picked up at',
    ],
    [
      withLine(
        'requests.ndjson',
        '{"id":"r9","requesterId":"u1","itemId":"it9","requestType":"Hold","requestDate":"soon","pickupServicePointId":"sp1"}',
      ),
      'requests.ndjson:5: requestDate: no date or time',
    ],
  ])('are refused by the line: %#', async (changes, wanted) => {
    const { rejected } = await importFolioFiles(changes);
    const said = rejected.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
    const more = said.filter((one) => !ALWAYS.includes(one));
    expect(more).toHaveLength(1);
    expect(more[0]).toContain(wanted);
  });

  test('stop before anything is taken where a list is damaged', async () => {
    await expect(importFolioFiles({ 'users.ndjson': null, 'users.json': '[{"id": ' })).rejects.toMatchObject({
      code: 'HF-IMPORT-004',
    });
  });

  test('need no rules', async () => {
    const { kinds } = await importFolioFiles({ 'circulation-rules.txt': null });
    expect(kinds).toMatchObject({ patrons: { taken: 2 }, locations: { taken: 2 }, loans: { taken: 1 } });
  });

  test('put no rules in force where files disagree and none is named', async () => {
    const other = 'priority: last-line\nfallback-policy: l lp2 r rp1 n np1 o op1 i ip1\n';
    const { notes } = await importFolioFiles({ 'circulation-rules-2025.txt': other });
    expect(notes.map(({ text }) => text)).toContain(
      'rules are in circulation-rules-2025.txt, circulation-rules.txt: name one with --rules to put it in force',
    );
  });
});
