// Opening the cash drawer without a sale: noted in the shift, by those who handle money, and listed in the audit.

import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { ledgerActs } from '../integration/electron/core/support/both-ends.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 4, patrons: 2 });
const desk = sharedDesk(world, 'supervisor');
const reason = 'change for the copier';

test('a drawer opened without a sale is in the audit with its reason, and in no shift it is refused', async () => {
  expect(await desk.now.refusal('drawer.open', { reason })).toBe('HF-PAY-007');
  await desk.now.ask('shift.open', { startingCashMinor: 10_000 });
  const { commandId } = await desk.now.ask('drawer.open', { reason });
  expect(ledgerActs(desk.now).at(-1)?.id).toBe(commandId);
  const period = { from: '2026-06-10T00:00:00Z', to: '2030-01-01T00:00:00Z' };
  const audit = await desk.now.ask('report.run', { kind: 'audit', ...period });
  expect(JSON.stringify(audit)).toContain(reason);
});

test('without the right to handle money nothing is noted', async () => {
  await signIn(desk.now, 'student');
  const before = ledgerActs(desk.now).length;
  expect(await desk.now.refusal('drawer.open', { reason })).toBe('HF-AUTH-024');
  expect(ledgerActs(desk.now)).toHaveLength(before);
});
