// A Koha export, looked at: imported rows, and refused ones with line and reason.

import { importKohaFiles, kohaFiles, type KohaFiles } from '../support/koha-files.ts';

/** A line added to one of the files. */
function withLine(file: keyof typeof kohaFiles, line: string): KohaFiles {
  return { [file]: [...kohaFiles[file], line] };
}

const ALWAYS = [
  'issues.csv:3: the loan is closed',
  'accountlines.csv:3: nothing of it is owed any more',
  'accountlines.csv:4: a credit is not taken yet',
  'items.csv:8: the copy has no barcode',
];

describe('tables of Koha', () => {
  test('come to these counts', async () => {
    const { kinds, rejected } = await importKohaFiles();
    expect(kinds).toEqual({
      branches: { taken: 2, rejected: 0 },
      patronCategories: { taken: 2, rejected: 0 },
      authorisedValues: { taken: 2, rejected: 0 },
      restrictionTypes: { taken: 2, rejected: 0 },
      restrictions: { taken: 2, rejected: 0 },
      loans: { taken: 1, rejected: 1 },
      holds: { taken: 3, rejected: 0 },
      fees: { taken: 1, rejected: 2 },
      patrons: { taken: 2, rejected: 0 },
      titles: { taken: 2, rejected: 0 },
      items: { taken: 6, rejected: 1 },
      locations: { taken: 1, rejected: 0 },
      item_types: { taken: 2, rejected: 0 },
      circulation_rules: { taken: 5, rejected: 0 },
      repeatable_holidays: { taken: 1, rejected: 0 },
    });
    expect(rejected.map(({ file, line, reason }) => `${file}:${line}: ${reason}`)).toEqual(ALWAYS);
  });

  test.each<[KohaFiles, string]>([
    [withLine('patrons', '3,3,Doe,Jo,NOWHERE,PT,,,,,,,,,'), 'patrons.csv:4: there is no branch NOWHERE'],
    [withLine('patrons', '3,3,Doe,Jo,MPL,XX,,,,,,,,,'), 'patrons.csv:4: patron_categories.csv has no category XX'],
    [withLine('patrons', 'x,3,,,MPL,PT,2026-02-30,,,,,,,,'), 'patrons.csv:4: borrowernumber "x" is not a whole number'],
    [withLine('items', '17,999,B17,MPL,MPL,BK,,,0,0,0,0,,,,,,'), 'items.csv:9: there is no title 999'],
    [withLine('items', '17,100,B10,MPL,MPL,BK,,,0,0,0,0,,,,,,'), 'items.csv:9: the barcode B10 is that of line 2'],
    [withLine('issues', '9,9,13,MPL,2026-11-10,2026-12-01,0,'), 'issues.csv:4: the patron 9 is not taken'],
    [withLine('reserves', '23,1,100,,MPL,2026-11-20,1,X,0,,,0,'), 'reserves.csv:5: found "X" is not W, P or T'],
    [withLine('reserves', '23,1,100,,MPL,2026-11-20,1,,0,,,0,2026-11-22'), 'reserves.csv:5: the hold was cancelled'],
    [withLine('restrictions', '3,77,,MANUAL,,2026-11-01'), 'restrictions.csv:4: patrons.csv has no patron 77'],
    [withLine('circulation_rules', ',,,issuelength,abc'), 'circulation_rules.csv:7'],
  ])('are refused by the line: %#', async (changes, wanted) => {
    const { rejected } = await importKohaFiles(changes);
    const said = rejected.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
    const more = said.filter((one) => !ALWAYS.includes(one));
    expect(more).toHaveLength(1);
    expect(more[0]).toContain(wanted);
  });

  test('go without rules where there are none', async () => {
    const { notTaken } = await importKohaFiles({ circulation_rules: null });
    expect(notTaken.map(({ file, reason }) => `${file}: ${reason}`)).toContain(
      'item_types.csv: it goes with circulation_rules.csv, which is not there',
    );
  });

  test('need branches', async () => {
    await expect(importKohaFiles({ branches: null })).rejects.toMatchObject({ code: 'HF-IMPORT-002' });
  });

  test('are known by the names of the database, too', async () => {
    const { kinds } = await importKohaFiles({
      patrons: null,
      borrowers: kohaFiles.patrons,
      restrictions: null,
      borrower_debarments: kohaFiles.restrictions,
    });
    expect(kinds).toMatchObject({ patrons: { taken: 2 }, restrictions: { taken: 2 } });
  });

  test('have what is left out noted', async () => {
    const { notes } = await importKohaFiles();
    const texts = notes.map(({ file, text }) => `${file} ${text}`);
    expect(texts).toEqual(
      expect.arrayContaining([
        'patrons.csv guarantorid is not taken yet; 1 row has one',
        'items.csv ccode is not taken yet; 1 row has one',
      ]),
    );
  });
});
