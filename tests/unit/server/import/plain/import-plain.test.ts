// A library's own CSV files, looked at: imported rows, and refused ones with line and reason.

import { parseHours } from '../../../../../server/import/plain/read-calendars.ts';
import { parseMoment } from '../../../../../server/import/plain/read-values.ts';
import { importPlainFiles, plainFiles, withLine, type PlainFiles } from '../support/plain-files.ts';

describe('files of a library', () => {
  test('are taken whole', async () => {
    const { kinds, rejected } = await importPlainFiles();
    expect(rejected).toEqual([]);
    expect(kinds).toEqual({
      branches: { taken: 3, rejected: 0 },
      locations: { taken: 2, rejected: 0 },
      groups: { taken: 3, rejected: 0 },
      rules: { taken: 4, rejected: 0 },
      limits: { taken: 2, rejected: 0 },
      hours: { taken: 2, rejected: 0 },
      closings: { taken: 2, rejected: 0 },
      loans: { taken: 2, rejected: 0 },
      holds: { taken: 2, rejected: 0 },
      fees: { taken: 2, rejected: 0 },
      cards: { taken: 2, rejected: 0 },
      blocks: { taken: 1, rejected: 0 },
      patrons: { taken: 2, rejected: 0 },
      // One of them stands in the rows of its two copies alone.
      titles: { taken: 2, rejected: 0 },
      items: { taken: 5, rejected: 0 },
      courses: { taken: 0, rejected: 0 },
    });
  });

  test.each<[PlainFiles, string]>([
    [withLine('branches', 'X,Lost,NOWHERE,'), 'branches.csv:5: its parent NOWHERE leads to no root that can be taken'],
    [withLine('locations', 'ATTIC,Attic,NOWHERE,,'), 'locations.csv:4: there is no branch NOWHERE'],
    [withLine('patrons', 'p3,3,Doe,Jo,,nobody,MAIN,,,,,'), 'patrons.csv:4: groups.csv has no group nobody'],
    [withLine('patrons', 'p1,3,Doe,Jo,,ug,MAIN,,,,,'), 'patrons.csv:4: the id p1 is that of line 2'],
    [
      withLine('patrons', 'p3,3,,,,ug,MAIN,,2001-02-29,,,'),
      'patrons.csv:4: the patron has no name; birth_date "2001-02-29" is not a date',
    ],
    [withLine('cards', 'p9,77,,,,'), 'cards.csv:4: patrons.csv has no patron p9'],
    [withLine('items', 'B9,t9,,MAIN,,,,,,'), 'items.csv:7: there is no title t9'],
    [withLine('items', 'B9,t1,,MAIN,ATTIC,,,,,'), 'items.csv:7: there is no location ATTIC'],
    [withLine('items', 'B1,t1,,MAIN,,,,,,'), 'items.csv:7: the id B1 is there already'],
    [withLine('items', 'B9,t1,,MAIN,,,,twelve,gone,'), 'items.csv:7: status "gone" is not one of available,'],
    [withLine('items', 'B9,,,MAIN,,,,,,'), 'items.csv:7: title_id and title are empty'],
    [withLine('loans', 'p9,B2,,2026-11-01,2026-11-29,,'), 'loans.csv:4: the patron p9 is not taken'],
    [withLine('loans', 'p1,B9,,2026-11-01,2026-11-29,,'), 'loans.csv:4: the item B9 is not taken'],
    [withLine('loans', 'p1,B1,,2026-11-02,2026-11-29,,'), 'loans.csv:4: the item B1 is out already by line 2'],
    [withLine('loans', 'p1,B2,,2026-11-30,2026-11-01,,'), 'loans.csv:4: it is due before it was lent'],
    [withLine('holds', 'p1,t9,,MAIN,2026-11-21,,,,'), 'holds.csv:4: there is no title t9'],
    [
      withLine('holds', 'p1,t1,,MAIN,2026-11-21,in-transit,,,'),
      'holds.csv:4: the hold is in-transit, but no copy is named',
    ],
    [withLine('fees', 'p1,,damage,0,2026-10-02'), 'fees.csv:4: amount is 0: nothing is owed'],
    [
      withLine('rules', 'Odd,nobody,,,,4 fortnights,,,,,,,'),
      'rules.csv:6: patron_group "nobody" is not a group of groups.csv',
    ],
    [withLine('closings', 'LAW,2026-11-25,2026-11-24,'), 'closings.csv:4: it ends before it begins'],
    [withLine('hours', 'MAIN,9-17,,,,,,'), 'hours.csv:4: mon "9-17" is not hours such as 9:00-17:00'],
  ])('are refused by the line: %#', async (changes, wanted) => {
    const { rejected } = await importPlainFiles(changes);
    const said = rejected.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(wanted);
  });

  test('are each optional: patrons come alone once there is a branch', async () => {
    const only = ['branches', 'patrons'];
    const others = Object.keys(plainFiles).filter((name) => !only.includes(name));
    const { kinds } = await importPlainFiles(Object.fromEntries(others.map((name) => [name, null])));
    expect(kinds).toEqual({ branches: { taken: 3, rejected: 0 }, patrons: { taken: 2, rejected: 0 } });
    await expect(importPlainFiles({ branches: null })).rejects.toMatchObject({ code: 'HF-IMPORT-006' });
  });

  test('say nothing of rules without rules.csv', async () => {
    const { rejected, kinds } = await importPlainFiles({ rules: null });
    expect(kinds['hours']).toEqual({ taken: 0, rejected: 2 });
    expect(rejected.map(({ reason }) => reason)).toContain('it is a part of rules, and there is no rules.csv');
  });

  test('have oddities noted', async () => {
    const { notes } = await importPlainFiles(withLine('patrons', 'p3,2001,Doe,Jo,,ug,MAIN,,,,,'));
    expect(notes.map(({ file, line, text }) => `${file}${line === null ? '' : `:${line}`} ${text}`)).toEqual(
      expect.arrayContaining([
        'patrons.csv:4 the card 2001 is that of patron p1; taken without it',
        'items.csv:6 B5: on loan, but no loan of it can be taken; taken as on loan to an unknown patron',
        'fees.csv:3 the charge "Late" is taken as "other"',
        'hours.csv MAIN has no hours; it keeps those of SYS',
        'hours.csv:3 LAW: fri 18:00-02:00 closes before it opens; read as open until 02:00 the next day',
      ]),
    );
  });

  test('of other names are named', async () => {
    const { notTaken } = await importPlainFiles({ notes: ['a,b', '1,2'] });
    expect(notTaken).toEqual([{ file: 'notes.csv', rows: 1, reason: expect.stringContaining('the file is none of') }]);
  });
});

describe('values', () => {
  const zone = 'America/New_York';
  test.each([
    ['2026-11-01', 'begin', '2026-11-01T04:00:00.000Z'],
    ['2026-11-01', 'end', '2026-11-02T04:59:59.000Z'],
    ['2026-07-01 09:30', 'end', '2026-07-01T13:30:00.000Z'],
    ['2026-07-01T09:30:15', 'end', '2026-07-01T13:30:15.000Z'],
    ['2026-07-01T09:30:00+02:00', 'end', '2026-07-01T07:30:00.000Z'],
  ] as const)('%s as its %s', (text, dateIs, wanted) => {
    expect(new Date(parseMoment(text, { zone, dateIs }) ?? 0).toISOString()).toBe(wanted);
  });

  test.each(['2026-02-30', '2026-13-01', '01/02/2026', '2026-07-01 25:00', 'soon'])('%s is no moment', (text) => {
    expect(parseMoment(text, { zone, dateIs: 'begin' })).toBeNull();
  });

  test.each([
    ['closed', []],
    ['9:00-17:00', [{ open: '09:00', close: '17:00' }]],
    [
      '9:00–12:00; 13:00-24:00',
      [
        { open: '09:00', close: '12:00' },
        { open: '13:00', close: '24:00' },
      ],
    ],
    ['18:00-2:00', [{ open: '18:00', close: '02:00' }]],
    ['13:00-17:00;9:00-12:00', null],
    ['9-5', null],
    ['9:00-24:30', null],
  ])('hours %s', (text, wanted) => {
    expect(parseHours(text)).toEqual(wanted);
  });
});
