// Locations of copies, open loans and waiting holds: the imported rows of an Evergreen export.

import { collect } from '../support/collect.ts';
import { linesOf, withRows } from '../support/small-export.ts';

const T = '2024-03-04 10:00:00-08';
const at = Date.UTC(2024, 2, 4, 18);

/** An item row with a status. */
const item = (id: number, status: number, more: { deleted?: boolean; bib?: string; home?: number } = {}) =>
  `${id},B${id},${more.bib ?? '50'},QA,4,${more.home ?? 4},1,${status},1,1,0,,2,2,,${more.deleted === true ? 1 : 0},${T}`;
const items = (...rows: readonly string[]) => [linesOf('items')[0] ?? '', ...rows];
const loan = (id: number, copy: number, more: string) => `${id},10,${copy},4,${T},${more}`;
const loans = (...rows: readonly string[]) => [linesOf('open_circs')[0] ?? '', ...rows];
const holds = (...rows: readonly string[]) => [linesOf('holds')[0] ?? '', ...rows];
const nothingOn = { open_circs: null, holds: null };

describe('where copies are', () => {
  test.each([
    [0, 'available'],
    [1, 'on-loan-unknown'],
    [2, 'bindery'],
    [3, 'lost'],
    [4, 'missing'],
    [5, 'in-process'],
    [7, 'available'],
    [9, 'on-order'],
    [10, 'ill'],
    [11, 'cataloging'],
    [12, 'reserves'],
    [13, 'discarded'],
    [14, 'damaged'],
    [15, 'reserves'],
    [16, 'lost'],
    [17, 'lost'],
    [18, 'in-process'],
    [100, 'available'],
    [101, 'in-process'],
  ])('status %i is %s', async (status, expected) => {
    const [row] = (await collect({ ...nothingOn, items: items(item(100, status)) })).of('item');
    expect(row?.base.where).toEqual({ status: expected, branch: 'NORTH-A' });
    expect(row?.state).toEqual({ status: expected, branch: 'NORTH-A', to: null, hold: null, loan: null });
  });

  test('a copy checked out to nobody in the export is on loan to an unknown patron, and named', async () => {
    const { said } = await collect({ ...nothingOn, items: items(item(100, 1)) });
    expect(said).toContain(
      'items.csv:2 B100: checked out, but no loan of it can be taken; taken as on loan to an unknown patron',
    );
  });

  test('a copy in transit is on its way home, since the export does not say where to', async () => {
    const [row] = (await collect({ ...nothingOn, items: items(item(100, 6)) })).of('item');
    expect(row?.base.where).toEqual({ status: 'in-transit', branch: 'NORTH-A', to: 'NORTH-A', hold: null });
  });

  test('a copy that is out is where its loan says, whatever its status', async () => {
    const [row] = (await collect({ holds: null, items: items(item(100, 0)) })).of('item');
    expect(row?.base.where).toEqual({ status: 'available', branch: 'NORTH-A' });
  });

  test('a deleted copy is taken as discarded only while it is out', async () => {
    const { of, reasons, said } = await collect({
      holds: null,
      items: items(item(100, 1, { deleted: true }), item(101, 0, { deleted: true })),
    });
    expect(of('item').map((row) => row.barcode)).toEqual(['B100']);
    expect(reasons).toEqual(['items.csv:3 the item is deleted']);
    expect(said.join()).toContain('the item is deleted, but is out');
  });

  test('a deleted title or location is taken when a live copy hangs on it', async () => {
    const { of, reasons } = await collect({
      ...nothingOn,
      bibs: withRows('bibs', '51,Kept,,,,,,1', '52,Gone,,,,,,1'),
      copy_locations: withRows('copy_locations', '3,Old shelf,4,1,1,1', '4,Older shelf,4,1,1,1'),
      items: items(item(100, 0, { bib: '51' }), `101,B101,50,QA,4,4,3,0,1,1,0,,2,2,,0,${T}`),
    });
    expect(of('title').map((row) => row.title)).toEqual(['A title, with a comma', 'Kept']);
    expect(of('location').map((row) => row.name)).toEqual(['Stacks', 'Reference', 'Old shelf']);
    expect(reasons).toEqual(['bibs.csv:4 the title is deleted', 'copy_locations.csv:5 the location is deleted']);
  });

  test('a copy lent before it was catalogued brings a title of its own', async () => {
    const header = `${linesOf('items')[0]},title,author`;
    const { of } = await collect({ ...nothingOn, items: [header, `${item(100, 0, { bib: '-1' })},Handmade,Somebody`] });
    expect(of('title').at(-1)).toMatchObject({ title: 'Handmade', author: 'Somebody' });
    expect(of('item')[0]?.titleId).toBe(of('title').at(-1)?.id);
  });
});

describe('loans that are out', () => {
  test('are opening acts under the policy of their own row', async () => {
    const [one] = (await collect()).acts('loan');
    expect(one?.policy).toEqual({
      grain: 'day',
      period: { n: 14, unit: 'days' },
      maxRenewals: 2,
      overdue: { rateMinor: 10, perMs: 86_400_000, graceMs: 86_400_000, maxMinor: 500, closedDays: 'skip-closed-ends' },
      lost: expect.objectContaining({ afterMs: null, bill: 'price' }),
    });
    expect(one?.act).toMatchObject({
      kind: 'openLoan',
      desk: '',
      stream: '',
      at,
      stated: true,
      branch: 'NORTH-A',
      dueAt: Date.UTC(2024, 2, 19, 6, 59, 59),
      renewals: 1,
      lostAt: null,
    });
  });

  test('by the hour are told by the time, also when they fall due days later', async () => {
    const [one] = (
      await collect({
        open_circs: loans(loan(1, 100, '2024-03-08 23:59:59-08,01:00:00,hour,0.10,1 day,5.00,1 day,0,,')),
      })
    ).acts('loan');
    expect(one?.policy).toMatchObject({ grain: 'time', period: { n: 1, unit: 'hours' } });
  });

  test('that are lost are lost since then and bill nothing, since the bill is there already', async () => {
    const [one] = (
      await collect({
        open_circs: loans(
          loan(1, 100, `2024-03-18 23:59:59-07,14 days,default,0.10,1 day,3.00,1 day,2,LOST,2024-03-20 12:00:00-07`),
        ),
      })
    ).acts('loan');
    expect(one?.act).toMatchObject({ lostAt: Date.UTC(2024, 2, 20, 19), renewals: 0 });
    expect(one?.policy?.lost.bill).toBe('none');
  });

  test('stopped at the highest fine are out like any other', async () => {
    const [one] = (
      await collect({
        open_circs: loans(
          loan(
            1,
            100,
            `2024-03-18 23:59:59-07,14 days,default,0.10,1 day,0.70,1 day,2,MAXFINES,2024-03-30 12:00:00-07`,
          ),
        ),
      })
    ).acts('loan');
    expect(one?.act).toMatchObject({ lostAt: null });
    expect(one?.policy?.overdue.maxMinor).toBe(70);
  });

  test('under a cap of nothing cost nothing, where a policy would read 0 as no cap', async () => {
    const [one] = (
      await collect({
        open_circs: loans(loan(1, 100, `2024-03-18 23:59:59-07,14 days,default,0.10,1 day,0.00,1 day,2,,`)),
      })
    ).acts('loan');
    expect(one?.policy?.overdue).toMatchObject({ rateMinor: 0, maxMinor: 0 });
  });

  test('claimed returned are taken as out, and named', async () => {
    const { acts, said } = await collect({
      open_circs: loans(loan(1, 100, `2024-03-18 23:59:59-07,14 days,,,,,,2,CLAIMSRETURNED,`)),
    });
    expect(acts('loan')).toHaveLength(1);
    expect(said.join()).toContain('the claim CLAIMSRETURNED is not taken yet');
  });
});

describe('holds that wait', () => {
  test('for a title are opening acts of their time', async () => {
    const { acts, of } = await collect();
    const [one] = acts('hold');
    expect(one?.act).toMatchObject({
      kind: 'openHold',
      at,
      pickup: 'NORTH-A',
      titleId: of('title')[0]?.id,
      itemId: null,
      suspended: false,
      trapped: null,
    });
  });

  test('that are frozen are suspended', async () => {
    const { acts } = await collect({ holds: holds(`1,T,50,50,11,4,${T},,,,,,1`) });
    expect(acts('hold')[0]?.act).toMatchObject({ suspended: true });
  });

  test('for a copy name it, and belong to its title', async () => {
    const { acts, of } = await collect({ holds: holds(`1,C,101,,11,4,${T},,,,,,0`.replace('101,,', '101,50,')) });
    expect(acts('hold')[0]?.act).toMatchObject({ itemId: of('item')[1]?.id, titleId: of('title')[0]?.id });
  });

  test('for any edition are taken for the title that they name', async () => {
    const { acts, said, of } = await collect({ holds: holds(`1,M,9000,50,11,4,${T},,,,,,0`) });
    expect(acts('hold')[0]?.act).toMatchObject({ titleId: of('title')[0]?.id });
    expect(said.join()).toContain('a hold for any edition is taken as a hold for the title it names');
  });

  test('with a copy on the shelf have it trapped there', async () => {
    const { acts, of } = await collect({ open_circs: null, holds: holds(`1,T,50,50,11,4,${T},101,${T},${T},,,0`) });
    const [hold] = acts('hold');
    expect(hold?.act).toMatchObject({ trapped: { itemId: of('item')[1]?.id, branch: 'NORTH-A' } });
    expect(of('item')[1]?.base.where).toEqual({
      status: 'on-hold-shelf',
      branch: 'NORTH-A',
      hold: hold?.act.kind === 'openHold' ? hold.act.hold : '',
    });
  });

  test('with a copy on its way have it in transit to the pickup library', async () => {
    const { acts, of } = await collect({ open_circs: null, holds: holds(`1,T,50,50,11,5,${T},101,${T},,,,0`) });
    expect(of('item')[1]?.base.where).toMatchObject({ status: 'in-transit', branch: 'NORTH-A', to: 'SOUTH-A' });
    expect(acts('hold')[0]?.act).toMatchObject({ trapped: { branch: 'NORTH-A' } });
  });

  test('with a copy that is only a target have none', async () => {
    const { acts, of } = await collect({ open_circs: null, holds: holds(`1,T,50,50,11,4,${T},101,,,,,0`) });
    expect(acts('hold')[0]?.act).toMatchObject({ trapped: null });
    expect(of('item')[1]?.base.where.status).toBe('available');
  });
});
