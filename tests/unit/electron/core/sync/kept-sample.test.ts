// Clock samples outlive the program, and not the boot of the computer. [I31]

import { readOffset } from '../../../../../electron/core/sync/clock-offset.ts';
import { keepContact, keptSamples } from '../../../../../electron/core/sync/kept-sample.ts';
import { lastContact } from '../../../../../db/ledger/desk-state.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../../shared/core/instant.ts';
import { tempDir } from '../../../db/support/temp-dir.ts';
import { testDesk } from '../../../db/support/test-desk.ts';

const path = tempDir();
const server = Date.UTC(2026, 0, 5, 12);
const offMs = 40 * DAY_MS;
/** A computer's clocks so long after the contact, which was an hour after its start; it was set by `setMs` since. */
const clockAfter = (ms: number, setMs = 0) => ({ now: () => server + offMs + setMs + ms, mono: () => HOUR_MS + ms });
const sample = { serverMinusMono: server - HOUR_MS, errorMs: 20, takenMono: HOUR_MS };

test('a new start of the program knows the clock as the one before; a computer that was started or set since does not', () => {
  const { ledger } = testDesk(path('desk.db'));
  expect(keptSamples(ledger, clockAfter(0))).toEqual([]);
  keepContact(ledger, [], clockAfter(0));
  expect(keptSamples(ledger, clockAfter(0))).toEqual([]);
  keepContact(ledger, [sample], clockAfter(0));
  expect(lastContact(ledger)).toBe(server);
  const later = clockAfter(8 * HOUR_MS, 2_000);
  const kept = keptSamples(ledger, later);
  expect(kept).toEqual([sample]);
  const { offsetMs, offsetAgeMs } = readOffset(kept, later.now(), later.mono());
  expect([later.now() + offsetMs, offsetAgeMs]).toEqual([server + 8 * HOUR_MS, 8 * HOUR_MS]);
  for (const setMs of [2 * MINUTE_MS, -2 * MINUTE_MS, -offMs])
    expect(keptSamples(ledger, clockAfter(HOUR_MS, setMs))).toEqual([]);
  const started = { now: () => server + offMs + 2 * HOUR_MS, mono: () => MINUTE_MS };
  expect(keptSamples(ledger, started)).toEqual([]);
  // One that forgets the time when it is off, and was not on for as long as before.
  const forgets = { now: () => server + offMs - HOUR_MS + MINUTE_MS, mono: () => MINUTE_MS };
  expect(keptSamples(ledger, forgets)).toEqual([]);
  ledger.close();
});
