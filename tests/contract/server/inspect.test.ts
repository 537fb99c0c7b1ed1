// The output of `inspect` on the server's data: the public names of fields, items by barcode, patrons by card, instants
// in ISO 8601.

import {
  actId,
  branchId,
  deskId,
  feeId,
  holdId,
  loanId,
  patronId,
  streamId,
  titleId,
} from '../../../shared/core/ids.ts';
import type { Act, ActHeader } from '../../../shared/circ/acts.ts';
import { inspect, type Inspected, type InspectOptions } from '../../../server/query/inspect.ts';
import { openScene, type Scene } from './support/scene.ts';
import { describeStores } from './support/stores.ts';
import { at, testPatron } from './support/test-library.ts';

const header = (id: string, when: number): ActHeader => ({
  id: actId(id),
  desk: deskId('desk-A'),
  stream: streamId('s'),
  seq: 1,
  at: when,
  uncertaintyMs: 1000,
  stated: true,
  clockSuspect: false,
  saw: null,
  branch: branchId('main'),
});

async function lines(scene: Scene, what: Inspected, options: InspectOptions = {}): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const row of inspect(scene.store, what, options)) found.push(row);
  return found;
}

describeStores('inspect', (use) => {
  test('loans, items and fees: open ones, or all', async () => {
    const scene = await openScene(await use());
    const desk = await scene.desk('A');
    const first = desk.checkout('X0', 'P0', { at: at(8), dueAt: at(9) });
    const second = desk.checkout('X1', 'P1', { at: at(8, 30), dueAt: at(12) });
    desk.checkin('X0', { at: at(10) });
    await scene.send(desk);
    const closed = {
      loanId: first,
      item: 'barcode-X0',
      patron: 'card-P0',
      branch: 'main',
      outAt: '2026-01-05T08:00:00Z',
      dueAt: '2026-01-05T09:00:00Z',
      inAt: '2026-01-05T10:00:00Z',
      renewals: 0,
      state: 'closed',
      how: 'checkin',
    };
    const open = {
      ...closed,
      loanId: second,
      item: 'barcode-X1',
      patron: 'card-P1',
      outAt: '2026-01-05T08:30:00Z',
      dueAt: '2026-01-05T12:00:00Z',
      inAt: null,
      state: 'open',
      how: undefined,
    };
    expect(await lines(scene, 'loans')).toEqual([open]);
    expect(await lines(scene, 'loans', { all: true })).toHaveLength(2);
    expect(await lines(scene, 'loans', { all: true, item: 'barcode-X0' })).toEqual([closed]);
    expect(await lines(scene, 'loans', { patron: 'card-P1' })).toEqual([open]);
    expect(await lines(scene, 'loans', { patron: 'nobody' })).toEqual([]);
    expect(await lines(scene, 'items', { item: 'barcode-X1' })).toEqual([
      { barcode: 'barcode-X1', status: 'on-loan', branch: 'main', location: null, holder: 'card-P1' },
    ]);
    expect(await lines(scene, 'fees')).toMatchObject([
      {
        patron: 'card-P0',
        item: 'barcode-X0',
        kind: 'overdue',
        amountMinor: 25,
        outstandingMinor: 25,
        settled: false,
        at: '2026-01-05T10:00:00Z',
      },
    ]);
    const fees = await lines(scene, 'fees');
    expect(typeof (fees[0] as { feeId: unknown }).feeId).toBe('string');
  });

  test('patrons, holds, payments, exceptions and commands', async () => {
    const scene = await openScene(await use());
    scene.clock.set(at(7));
    await scene.writer.putRows('patron', [testPatron('P0', { expiresAt: at(9) })]);
    scene.clock.set(at(18));
    const acts: Act[] = [
      {
        kind: 'placeHold',
        ...header('H1', at(7)),
        hold: holdId('H1'),
        patronId: patronId('P0'),
        titleId: titleId('title-X2'),
        itemId: null,
        pickup: branchId('main'),
      },
      {
        kind: 'pay',
        ...header('PAY', at(7, 30)),
        patronId: patronId('P1'),
        amountMinor: 300,
        lines: [{ fee: { kind: 'manual', feeId: feeId('F1') }, amountMinor: 300, settles: true }],
      },
    ];
    await scene.writer.putActs(acts);
    const desk = await scene.desk('A');
    const id = desk.checkout('X0', 'P0', { at: at(10) });
    await scene.send(desk);
    expect(await lines(scene, 'patrons', { patron: 'card-P0' })).toEqual([
      {
        card: 'card-P0',
        name: 'Family, P0',
        group: 'Everyone',
        branch: 'main',
        expiresOn: '2026-01-05T09:00:00Z',
        blocks: [],
      },
    ]);
    expect(await lines(scene, 'holds')).toEqual([
      { holdId: 'H1', patron: 'card-P0', title: 'Title of X2', pickup: 'main', state: 'waiting', position: 1 },
    ]);
    expect(await lines(scene, 'payments')).toEqual([
      {
        paymentId: 'PAY',
        patron: 'card-P1',
        amountMinor: 300,
        method: null,
        allocation: [{ feeId: 'F1', amountMinor: 300, settles: true }],
        desk: 'desk-A',
        at: '2026-01-05T07:30:00Z',
      },
    ]);
    expect((await lines(scene, 'exceptions', { patron: 'card-P0' }))[0]).toMatchObject({
      code: 'patron-expired',
      weight: 'today',
      state: 'open',
      branch: 'main',
      patron: 'card-P0',
      at: '2026-01-05T10:00:00Z',
      text: 'Title of X0 (barcode-X0) was lent on an expired account.',
      tellPatron: 'Your account has expired. Please renew it.',
    });
    const command = {
      deskId: desk.desk,
      stream: desk.stream,
      seq: 1,
      id,
      name: 'checkout',
      effectiveAt: '2026-01-05T10:00:00Z',
      receivedAt: '2026-01-05T18:00:00Z',
      receipt: 'applied',
      codes: ['patron-expired'],
    };
    expect(await lines(scene, 'commands')).toEqual([command]);
    expect(await lines(scene, 'commands', { item: 'barcode-X0' })).toEqual([command]);
    expect(await lines(scene, 'commands', { item: 'barcode-X1' })).toEqual([]);
    expect(loanId(id)).toBe(id);
  });

  test('more rows than a page come all, in key order', async () => {
    const scene = await openScene(await use(), { items: 1_100, patrons: 1 });
    const items = (await lines(scene, 'items')) as { barcode: string }[];
    expect(items).toHaveLength(1_100);
    expect(items.map((item) => item.barcode)).toEqual(
      items.map((item) => item.barcode).toSorted((a, b) => (a < b ? -1 : 1)),
    );
  });
});
