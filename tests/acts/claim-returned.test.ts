// `item.claimReturned`, `item.claimNeverHad`, `item.dropClaim`: claims of a borrower about a copy that is lent to them on record.

import { DAY_MS } from '../../shared/core/instant.ts';
import { sharedDesk, sharedWorld, signIn } from '../integration/electron/core/support/desk-world.ts';
import { loanOut } from '../integration/electron/core/support/loan-out.ts';
import { serverRows } from '../integration/electron/core/support/both-ends.ts';
import { fillVariedLibrary, WEDNESDAY } from '../integration/electron/core/support/varied-library.ts';

const world = sharedWorld({ at: WEDNESDAY, fill: fillVariedLibrary, items: 10, patrons: 4 });
const desk = sharedDesk(world, 'desk');
const barcode = 'barcode-X0';
const patron = 'card-plain';

const loan = async () => {
  const rows = await serverRows(world(), 'loan');
  return rows.find(({ itemId, state }) => itemId === 'X0' && state !== 'closed');
};
const reasons = (codes: readonly { readonly code: string }[]) => codes.map(({ code }) => code);

test('a claim is changed, dropped and undone; a student may not make one', async () => {
  await desk.now.ask('circ.checkout', { patron, item: barcode });
  await desk.now.ask('item.claimReturned', { barcode, loanId: await loanOut(desk.now, barcode) });
  const { commandId = '' } = await desk.now.ask('item.claimNeverHad', {
    barcode,
    loanId: await loanOut(desk.now, barcode),
  });
  await desk.now.settled();
  expect(await loan()).toMatchObject({ claim: { kind: 'never-had' } });
  await desk.now.ask('circ.undo', { commandId });
  await desk.now.settled();
  expect(await loan()).toMatchObject({ claim: { kind: 'returned' } });
  await desk.now.ask('item.dropClaim', { barcode, loanId: await loanOut(desk.now, barcode) });
  await desk.now.settled();
  expect(await loan()).not.toHaveProperty('claim');
  await signIn(desk.now, 'student');
  expect(await desk.now.refusal('item.claimReturned', { barcode, loanId: await loanOut(desk.now, barcode) })).toBe(
    'HF-AUTH-024',
  );
  await signIn(desk.now, 'desk');
  await desk.now.ask('circ.checkin', { item: barcode });
});

test('a claim is about the loan that was on screen: where another borrower has the copy by now it is refused', async () => {
  await desk.now.ask('circ.checkout', { patron, item: barcode });
  const shown = await loanOut(desk.now, barcode);
  await desk.now.ask('circ.checkin', { item: barcode });
  await desk.now.ask('circ.checkout', { patron: 'card-far', item: barcode });
  expect(await desk.now.refusal('item.claimReturned', { barcode, loanId: shown })).toBe('HF-CIRC-185');
  expect(await desk.now.refusal('item.claimNeverHad', { barcode, loanId: shown })).toBe('HF-CIRC-185');
  expect(await desk.now.refusal('item.dropClaim', { barcode, loanId: shown })).toBe('HF-CIRC-185');
  await desk.now.settled();
  expect(await loan()).not.toHaveProperty('claim');
  await desk.now.ask('circ.checkin', { item: barcode });
});

test('a claim is made without a line, stops the clock, and is settled by the check-in', async () => {
  expect(await desk.now.refusal('item.claimReturned', { barcode, loanId: await loanOut(desk.now, barcode) })).toBe(
    'HF-CIRC-154',
  );
  await desk.now.ask('circ.checkout', { patron, item: barcode });
  expect(await desk.now.refusal('item.dropClaim', { barcode, loanId: await loanOut(desk.now, barcode) })).toBe(
    'HF-CIRC-184',
  );
  world().line.refuse('/v1/commands');
  expect(
    await desk.now.ask('item.claimReturned', {
      barcode,
      loanId: await loanOut(desk.now, barcode),
      note: 'In the drop',
    }),
  ).toMatchObject({ canUndo: true });
  expect(await desk.now.refusal('item.claimReturned', { barcode, loanId: await loanOut(desk.now, barcode) })).toBe(
    'HF-CIRC-183',
  );
  world().line.mend();
  await desk.now.settled();
  expect(await loan()).toMatchObject({ state: 'open', claim: { kind: 'returned' } });
  const again = await desk.now.ask('circ.checkout', { patron: 'card-far', item: barcode });
  expect(reasons(again.reasons)).toContain('ITEM_CLAIMED');
  const renewed = await desk.now.ask('circ.renew', { item: barcode });
  expect(reasons(renewed.reasons)).toContain('RENEW_ITEM_CLAIMED');
  world().clock.forward(60 * DAY_MS);
  const back = await desk.now.ask('circ.checkin', { item: barcode });
  expect(reasons(back.reasons)).toContain('CLAIM_RESOLVED');
  expect(back.fees ?? []).toEqual([]);
});
