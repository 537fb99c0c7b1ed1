// How long a desk retries a waiting slip by itself: until its patron has gone.

import { PrinterFailure } from '../../../../electron/core/print/printer-port.ts';
import { keepSlip, removeOldSlips, waitingSlips } from '../../../../db/ledger/slips.ts';
import { actId, type ActId } from '../../../../shared/core/ids.ts';
import type { LedgerWriter } from '../../../../db/ledger/open-ledger.ts';
import { SlipQueue } from '../../../../electron/core/print/slip-queue.ts';
import { SECOND_MS } from '../../../../shared/core/instant.ts';
import { tempDir } from '../../db/support/temp-dir.ts';
import { testDesk } from '../../db/support/test-desk.ts';

const at = tempDir();
/** Waits that were asked for and have not come to their end. */
const due: { readonly ms: number; readonly work: () => void }[] = [];

const sound = { now: () => 0, isConfirmed: () => true };

const queueAt = (path: string, clock: { readonly now: () => number; readonly isConfirmed: () => boolean } = sound) =>
  queueOn(testDesk(at(path)).ledger, clock);

const queueOn = (ledger: LedgerWriter, clock: typeof sound) =>
  new SlipQueue({
    ledger,
    printers: { devices: () => [], send: () => Promise.reject(new PrinterFailure('unreachable')) },
    clock,
    timers: { after: (ms, work) => (due.push({ ms, work }), () => {}), turn: () => Promise.resolve() },
    settings: () => ({
      target: { kind: 'network', host: 'printer', port: 9_100 },
      width: 42,
      codePage: 'pc850',
      cuts: true,
      patronOnSlip: 'nothing',
      printsRouting: true,
      opensDrawer: false,
    }),
    onChanged: () => {},
    onFault: () => {},
  });

test('a desk tries for a minute and a half, each time after twice as long, and then not before staff say so', async () => {
  const queue = queueAt('ledger.db');
  const waits: number[] = [];
  expect(await queue.print({ kind: 'test', parts: [] }, null)).toBe('waiting');
  for (let next = due.shift(); next !== undefined && waits.length < 20; next = due.shift()) {
    expect(queue.waiting()).toMatchObject([{ isTried: true }]);
    waits.push(next.ms / SECOND_MS);
    next.work();
    await new Promise(setImmediate);
  }
  expect(waits).toEqual([3, 6, 12, 24, 48]);
  expect(queue.waiting()).toMatchObject([{ isTried: false }]);
  await queue.printWaiting();
  expect(queue.waiting()).toMatchObject([{ isTried: true }]);
  await queue.stop();
});

test('a clock that was never compared deletes no slip for its age, however far ahead it is', async () => {
  const { ledger } = testDesk(at('ahead.db'));
  const clock = { nowMs: 0, isRight: false, now: () => clock.nowMs, isConfirmed: () => clock.isRight };
  const queue = queueOn(ledger, clock);
  const slips = () =>
    ledger.all<{ number: number }>('SELECT number FROM slip ORDER BY number').map(({ number }) => number);
  await queue.print({ kind: 'test', parts: [] }, null);
  queue.drop(1);
  clock.nowMs = 3_650 * 24 * 3_600_000;
  await queue.print({ kind: 'test', parts: [] }, null);
  expect(slips()).toEqual([1, 2]);
  clock.isRight = true;
  await queue.print({ kind: 'test', parts: [] }, null);
  expect(slips()).toEqual([2, 3]);
});

test('a slip of no act goes after a day, also one that waits still: no purge finds it', () => {
  const { ledger } = testDesk(at('of-no-act.db'));
  const keep = (actIdOf: ActId | null, madeAt: number) =>
    keepSlip(ledger, { kind: 'hold', actId: actIdOf, madeAt, content: { kind: 'hold', parts: [] } });
  keep(null, 0);
  const ofAct = keep(actId('act'), 0);
  const young = keep(null, 10);
  removeOldSlips(ledger, 10);
  expect(waitingSlips(ledger).map(({ number }) => number)).toEqual([ofAct, young]);
});
