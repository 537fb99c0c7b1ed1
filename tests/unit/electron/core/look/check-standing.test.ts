// The findings of doctor on the time that a desk has been without its server.

import { checkStanding } from '../../../../../electron/core/look/check-standing.ts';
import { lockRevoked } from '../../../../../electron/core/revocation.ts';
import { noteContact } from '../../../../../db/ledger/desk-state.ts';
import { DAY_MS, HOUR_MS } from '../../../../../shared/core/instant.ts';
import { tempDir } from '../../../db/support/temp-dir.ts';
import { testDesk } from '../../../db/support/test-desk.ts';

const path = tempDir();
const contactAt = Date.UTC(2026, 8, 1, 12);
const { ledger } = testDesk(path('desk.db'));
const after = (ms: number) => checkStanding({ ledger }, { now: () => contactAt + ms, mono: () => 0 });

test('a desk tells when it last heard from its server, what it keeps back by then, and that it was revoked', () => {
  expect(after(0)).toMatchObject([{ state: 'note', text: 'the server has not answered this desk yet' }]);
  noteContact(ledger, contactAt);
  expect(after(HOUR_MS)).toMatchObject([{ state: 'ok', text: 'the server answered last on 2026-09-01T12:00:00Z' }]);
  expect(after(4 * DAY_MS)).toMatchObject([
    { state: 'note', text: expect.stringMatching(/: staff have basic rights only$/), todo: 'bring the line back' },
  ]);
  expect(after(15 * DAY_MS)).toMatchObject([
    { state: 'bad', text: expect.stringMatching(/: names and details of patrons are locked, /) },
  ]);
  lockRevoked(ledger, { wipe: () => undefined }, contactAt + DAY_MS);
  expect(after(DAY_MS)).toMatchObject([
    { what: 'contact', state: 'bad', text: expect.stringContaining('HF-AUTH-002') },
  ]);
  ledger.close();
});
