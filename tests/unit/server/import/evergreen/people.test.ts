// Patrons, cards and blocks of an Evergreen export.

import { collect } from '../support/collect.ts';
import { linesOf, withRows } from '../support/small-export.ts';

const T = '2024-03-04 10:00:00-08';
const patrons = (...rows: readonly string[]) => ({ patrons: [linesOf('patrons')[0] ?? '', ...rows] });
const none = { open_circs: null, holds: null, cards: null, patron_blocks: null };

describe('patrons of an export', () => {
  test('bring name, group, home, cards, blocks, dates and flags', async () => {
    const [ann, bo] = (await collect()).of('patron');
    expect(ann).toMatchObject({
      name: { family: 'Lee', given: 'Ann', middle: null, suffix: null, chosen: null },
      group: '2',
      groupName: 'Patrons',
      home: 'NORTH-A',
      birthDate: '1990-05-06',
      expiresAt: Date.UTC(2027, 0, 1, 8),
      cards: [{ number: '2001', active: true, primary: true }],
      active: true,
      barred: false,
      source: { system: 'evergreen', id: '10' },
    });
    expect(bo?.blocks).toEqual([
      expect.objectContaining({
        kind: 'STAFF_C',
        label: 'See staff',
        blocks: ['CIRC'],
        origin: 'import',
        endsAt: null,
      }),
    ]);
  });

  test('keep old cards as inactive ones, and the number of the account where no card has it', async () => {
    const cards = withRows('cards', '3,10,1999,0,0');
    const rows = (
      await collect({ cards, ...patrons('10,2001,2,Ann,Lee,4,1,0,0,,,0', '11,7777,9,Bo,Diaz,5,1,0,0,,,0') })
    ).of('patron');
    expect(rows[0]?.cards).toEqual([
      { number: '2001', active: true, primary: true },
      { number: '1999', active: false, primary: false },
    ]);
    expect(rows[1]?.cards).toEqual([
      { number: '2002', active: true, primary: true },
      { number: '7777', active: true, primary: false },
    ]);
  });

  test('have cards of several kinds and issuers, by the names that the library has for them', async () => {
    const cards = [
      'card_id,patron_id,barcode,active,is_primary,kind,issuer,expire_date,ended_as',
      '1,10,2001,1,1,,,,',
      '2,10,A-77,1,0,pomona id,,2027-06-01 00:00:00-07,',
      '3,10,99001,1,0,prox,Facilities,,',
      '4,10,A-12,1,0,Pomona ID,,,lost',
      '5,10,old,1,0,something,,,',
    ];
    const kinds = ['name,kind,issuer', 'Pomona ID,campus-id,Pomona College'];
    const { of, rejected } = await collect({ cards, card_kinds: kinds, ...patrons('10,2001,2,Ann,Lee,4,1,0,0,,,0') });
    const pomona = { kind: 'campus-id', issuer: 'Pomona College' };
    expect(of('patron')[0]?.cards).toEqual([
      { number: '2001', active: true, primary: true },
      { number: 'A-77', active: true, primary: false, ...pomona, expiresAt: Date.UTC(2027, 5, 1, 7) },
      { number: '99001', active: true, primary: false, kind: 'prox', issuer: 'Facilities' },
      { number: 'A-12', active: false, primary: false, ...pomona, endedAs: 'lost' },
    ]);
    expect(rejected.filter(({ file }) => file === 'cards.csv').map(({ line }) => line)).toEqual([6]);
  });

  test('have their number as card where the export has no cards at all', async () => {
    const [ann] = (await collect({ ...none, ...patrons('10,2001,2,Ann,Lee,4,1,0,0,,,0') })).of('patron');
    expect(ann?.cards).toEqual([{ number: '2001', active: true, primary: true }]);
  });

  test('are taken though inactive, barred, young, or two of one name', async () => {
    const { of } = await collect({
      ...none,
      ...patrons('10,1,2,Ann,Lee,4,0,0,0,,,0', '11,2,2,Ann,Lee,4,1,1,0,,,0', '12,3,2,Cy,Roe,4,1,0,0,,,1'),
    });
    expect(of('patron').map(({ active, barred, juvenile }) => [active, barred, juvenile])).toEqual([
      [false, false, false],
      [true, true, false],
      [true, false, true],
    ]);
  });

  test('that are deleted stay out with their cards and blocks, unless a loan or hold needs them', async () => {
    const gone = await collect({
      ...patrons('10,2001,2,Ann,Lee,4,1,0,0,,,0', '11,2002,9,Bo,Diaz,5,1,0,1,,,0'),
      holds: null,
    });
    expect(gone.reasons).toEqual([
      'patrons.csv:3 the account is deleted',
      'cards.csv:3 the account of patron 11 is deleted',
      'patron_blocks.csv:2 the account of patron 11 is deleted',
    ]);
    const needed = await collect(patrons('10,2001,2,Ann,Lee,4,1,0,0,,,0', '11,2002,9,Bo,Diaz,5,1,0,1,,,0'));
    expect(needed.reasons).toEqual([]);
    expect(needed.of('patron')[1]).toMatchObject({ active: false, cards: [{ number: '2002', active: false }] });
    expect(needed.said).toContain(
      'patrons.csv:3 the account is deleted, but has a loan or hold; it is taken as inactive',
    );
  });

  test('bring what is not taken yet to notice, once for each column', async () => {
    const header = `${linesOf('patrons')[0]},guardian,credit_forward_balance,alias`;
    const { said } = await collect({
      ...none,
      patrons: [header, '10,1,2,Ann,Lee,4,1,0,0,,,0,Kim Lee,0.00,', '11,2,2,Bo,Diaz,4,1,0,0,,,0,,12.50,'],
    });
    expect(said).toEqual(
      expect.arrayContaining([
        'patrons.csv guardian is not taken yet; 1 row has one',
        'patrons.csv credit_forward_balance is not taken yet; 1 row has one',
      ]),
    );
    expect(said.join()).not.toContain('alias');
  });

  test('keep blocks with an end, and hear that one set at a single library counts everywhere', async () => {
    const { of, said } = await collect({
      patron_blocks: withRows('patron_blocks', `2,10,1,,,4,${T},2024-04-01 00:00:00-07`),
    });
    expect(of('patron')[0]?.blocks).toEqual([
      expect.objectContaining({
        kind: 'PATRON_EXCEEDS_FINES',
        label: 'Owes too much',
        blocks: ['CIRC', 'RENEW'],
        endsAt: Date.UTC(2024, 3, 1, 7),
      }),
    ]);
    expect(said).toContain('patron_blocks.csv:3 the block is set for one library there; here it counts everywhere');
  });
});
