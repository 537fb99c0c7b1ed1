// Every row of every file is taken or rejected with its file, line and reason; a file that cannot be read stops the import.

import { gzipSync } from 'node:zlib';
import { collect } from '../support/collect.ts';
import { linesOf, lookAt, withRows, type SmallFile } from '../support/small-export.ts';

const T = '2024-03-04 10:00:00-08';

describe('an export', () => {
  test('is taken whole when nothing is wrong with it', async () => {
    const { rejected, kinds } = await collect();
    expect(rejected).toEqual([]);
    expect(kinds).toMatchObject({
      branches: { taken: 5, rejected: 0 },
      patrons: { taken: 2, rejected: 0 },
      cards: { taken: 2, rejected: 0 },
      items: { taken: 2, rejected: 0 },
      titles: { taken: 1, rejected: 0 },
      loans: { taken: 1, rejected: 0 },
      holds: { taken: 1, rejected: 0 },
      loanRules: { taken: 1, rejected: 0 },
    });
  });

  test('gives the same ids and the same rules each time', async () => {
    const [first, second] = [await collect(), await collect()];
    expect(second.rules).toEqual(first.rules);
    expect(second.of('patron')).toEqual(first.of('patron'));
    expect(second.acts('loan')).toEqual(first.acts('loan'));
  });

  test('names files that nothing takes yet, with their rows', async () => {
    const { notTaken } = await lookAt({
      workstations: ['id,name', '1,DESK-1'],
      'notes.txt': ['nothing'],
      'broken.csv.gz': Buffer.from('no gzip'),
    });
    expect(notTaken).toEqual([
      { file: 'broken.csv.gz', rows: 0, reason: 'the file is none of an Evergreen export' },
      { file: 'notes.txt', rows: 0, reason: 'the file is no CSV' },
      { file: 'workstations.csv', rows: 1, reason: 'desks enrol with Holdfast themselves' },
    ]);
  });

  test('is refused by name when files are missing, and when there is no folder', async () => {
    await expect(lookAt({ patrons: null, bibs: null })).rejects.toThrow('lacks patrons.csv, bibs.csv');
    await expect(lookAt({ org_units: ['id,name', '1,x'] })).rejects.toMatchObject({ code: 'HF-IMPORT-003' });
    await expect(lookAt({ org_units: [linesOf('org_units')[0] ?? '', '2,1,2,LOST,Nowhere'] })).rejects.toMatchObject({
      code: 'HF-IMPORT-006',
    });
  });

  test('does without the files that only add something, and says so', async () => {
    const { said, kinds } = await collect({ holds: null, open_circs: null, closed_dates: null });
    expect(said).toEqual(
      expect.arrayContaining(['holds.csv the file is not there', 'open_circs.csv the file is not there']),
    );
    expect(kinds['holds']).toBeUndefined();
    expect(kinds['items']).toEqual({ taken: 2, rejected: 0 });
  });

  test('may be compressed file by file, and stops at a file that is cut off', async () => {
    const items = gzipSync(`${linesOf('items').join('\n')}\n`);
    expect((await collect({ items: null, 'items.csv.gz': items })).of('item')).toHaveLength(2);
    await expect(lookAt({ items: null, 'items.csv.gz': items.subarray(0, 60) })).rejects.toMatchObject({
      code: 'HF-IMPORT-004',
    });
  });
});

describe('every row is taken or rejected', () => {
  const bad: readonly (readonly [SmallFile, string, string])[] = [
    ['org_units', '9,77,3,LOOSE,Loose', 'org_units.csv:7 its parent 77 leads to no root that can be taken'],
    ['org_units', '4,2,3,NORTH-B,Again', 'org_units.csv:7 the id 4 is that of line 5'],
    ['org_units', '9,2,3,NORTH-A,Same name', 'org_units.csv:7 the shortname NORTH-A is that of line 5'],
    ['patron_groups', '12,Loop,12,0', 'patron_groups.csv:6 its parent 12 leads to no group without a parent'],
    [
      'group_penalty_thresholds',
      '1,1,35,LONG,3',
      'group_penalty_thresholds.csv:4 Holdfast keeps no count for the penalty LONG',
    ],
    ['group_penalty_thresholds', '1,1,3,OUT,2.5', 'group_penalty_thresholds.csv:4 threshold "2.5" is not a limit'],
    ['copy_locations', '9,Lost,88,1,1,0', 'copy_locations.csv:4 owning_lib "88" is not a library of org_units.csv'],
    [
      'rule_circ_duration',
      '9,odd,soon,1 day,1 day,0',
      'rule_circ_duration.csv:4 extended "soon" is not a period of whole minutes, hours, days or months',
    ],
    ['circ_matrix', '9,1,1,1,1,77,1,1', 'circ_matrix.csv:3 duration_rule "77" is not a row of rule_circ_duration.csv'],
    ['circ_matrix', '9,1,1,99,1,1,1,1', 'circ_matrix.csv:3 grp "99" is not a group of patron_groups.csv'],
    [
      'circ_matrix_weights',
      'Other,1.0,1.0',
      'circ_matrix_weights.csv:3 another set of weights (Other); Default is used',
    ],
    [
      'circ_limit_sets',
      '9,Far,2,1,0,,99:Nowhere',
      'circ_limit_sets.csv:3 copy_locations names 99:Nowhere, which copy_locations.csv lacks',
    ],
    [
      'hours_of_operation',
      `9,NORTH-A,9am,18:00,${'09:00,18:00,'.repeat(5)}00:00:00,00:00:00`,
      'hours_of_operation.csv:3 dow_0_open "9am" is not a time of day',
    ],
    [
      'closed_dates',
      '9,2,2024-12-25 00:00:00-05,yesterday,1,0,x',
      'closed_dates.csv:3 close_end "yesterday" is not a time with an offset',
    ],
    [
      'closed_dates',
      '9,2,2024-12-25 10:00:00-05,2024-12-25 09:00:00-05,0,0,x',
      'closed_dates.csv:3 it ends before it begins',
    ],
    ['open_circs', `9,10,777,4,${T},${T},14 days,,,,,,,,`, 'open_circs.csv:3 the item 777 is not taken'],
    ['open_circs', `9,777,101,4,${T},${T},14 days,,,,,,,,`, 'open_circs.csv:3 the patron 777 is not taken'],
    ['open_circs', `9,10,101,77,${T},${T},14 days,,,,,,,,`, 'open_circs.csv:3 org_units.csv has no library 77'],
    ['open_circs', `9,11,100,4,${T},${T},14 days,,,,,,,,`, 'open_circs.csv:3 the item 100 is out already by line 2'],
    [
      'open_circs',
      `9,11,101,4,${T},2024-02-30 00:00:00-08,14 days,,,,,,,,`,
      'open_circs.csv:3 due_date "2024-02-30 00:00:00-08" is not a time with an offset',
    ],
    ['open_circs', `9,11,101,4,${T},${T},14 days,,,,,,,CHECKIN,`, 'open_circs.csv:3 the loan is closed'],
    ['holds', `9,T,77,77,11,4,${T},,,,,,0`, 'holds.csv:3 bibs.csv has no title 77'],
    ['holds', `9,C,777,50,11,4,${T},,,,,,0`, 'holds.csv:3 the item 777 is not taken'],
    ['holds', `9,X,50,50,11,4,${T},,,,,,0`, 'holds.csv:3 hold_type X is not known'],
    ['holds', `9,T,50,50,11,4,${T},,,,,${T},0`, 'holds.csv:3 the hold was cancelled'],
    ['holds', `9,T,50,50,11,4,${T},,,,${T},,0`, 'holds.csv:3 the hold was filled'],
    ['cards', '9,777,2009,1,1', 'cards.csv:4 patrons.csv has no patron 777'],
    ['cards', '9,11,2001,1,0', 'cards.csv:4 the card 2001 is that of line 2'],
    ['patron_blocks', `9,777,22,STAFF_C,CIRC,1,${T},`, 'patron_blocks.csv:3 patrons.csv has no patron 777'],
    [
      'patron_blocks',
      `9,10,22,STAFF_C,DANCE,1,${T},`,
      'patron_blocks.csv:3 block_list names DANCE, which is none of CIRC, FULFILL, HOLD, CAPTURE, RENEW',
    ],
    ['patrons', '12,2012,2,,,4,1,0,0,,,0', 'patrons.csv:4 the patron has no name'],
    ['patrons', '12,2012,2,Cy,Roe,88,1,0,0,,,0', 'patrons.csv:4 home_ou "88" is not a library of org_units.csv'],
    ['patrons', '12,2012,2,Cy,Roe,4,1,0,0,,1999-13-01,0', 'patrons.csv:4 dob "1999-13-01" is not a date'],
    ['patrons', '10,2012,2,Cy,Roe,4,1,0,0,,,0', 'patrons.csv:4 the id 10 is that of line 2'],
    ['patrons', '12,2012,2,Cy,Roe,4,1,0,1,,,0', 'patrons.csv:4 the account is deleted'],
    ['bibs', '51,,,,,,,0', 'bibs.csv:3 title is empty'],
    ['bibs', '51,Gone,,,,,,1', 'bibs.csv:3 the title is deleted'],
    ['items', `102,B102,77,,4,4,1,0,1,1,0,,2,2,,0,${T}`, 'items.csv:4 bibs.csv has no title 77'],
    ['items', `102,B102,50,,4,4,1,0,1,1,0,"24,99",2,2,,0,${T}`, 'items.csv:4 price "24,99" is not an amount of money'],
    ['items', `102,B100,50,,4,4,1,0,1,1,0,,2,2,,0,${T}`, 'items.csv:4 the barcode B100 is that of line 2'],
    ['items', `102,B102,50,,4,4,1,555,1,1,0,,2,2,,0,${T}`, 'items.csv:4 status 555 is not in copy_statuses.csv'],
    [
      'items',
      `102,B102,50,,4,4,99,0,1,1,0,,2,2,,0,${T}`,
      'items.csv:4 location_id "99" is not a location of copy_locations.csv',
    ],
    ['items', `102,B102,50,,4,4,1,0,1,1,0,,2,2,,1,${T}`, 'items.csv:4 the item is deleted'],
    ['items', 'too,short', 'items.csv:4 the row has 2 fields, the header 17'],
  ];

  test.each(bad)('%s: %s', async (file, row, reason) => {
    const { reasons, kinds } = await collect({ [file]: withRows(file, row) });
    expect(reasons).toEqual([reason]);
    const [whole, changed] = [await lookAt(), kinds];
    const kindOf = Object.keys(whole.kinds).filter(
      (kind) => JSON.stringify(whole.kinds[kind]) !== JSON.stringify(changed[kind]),
    );
    expect(kindOf).toHaveLength(1);
    const [kind = ''] = kindOf;
    expect(changed[kind]).toEqual({
      taken: whole.kinds[kind]?.taken,
      rejected: (whole.kinds[kind]?.rejected ?? 0) + 1,
    });
  });
});
