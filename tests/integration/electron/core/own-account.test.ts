// Staff do not act on their own account: not by scanning, not for money, not by the PIN of a colleague whose account it is.

import { setOwnCard } from '../../../../server/staff/staff-directory.ts';
import { PINS, freshDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { until } from './support/until.ts';

const world = sharedWorld({ items: 20, patrons: 4 });
const desk = freshDesk(world);

/** The account of P1 is that of the person who signs in as `supervisor`. */
beforeEach(async () => {
  await setOwnCard(world().parts, 'supervisor', 'card-P1');
  await signIn(desk.now, 'supervisor');
  await until('the card is known', () =>
    Promise.resolve(
      desk.now.core.files.ledger.get<{ readonly n: number }>(
        `SELECT count(*) AS n FROM staff_grant WHERE grant_json LIKE '%card-P1%'`,
      )?.n === 1,
    ),
  );
});

const codes = (answer: { readonly reasons: readonly { readonly code: string }[] }) =>
  answer.reasons.map(({ code }) => code);

describe('on their own account', () => {
  test('staff do not lend, renew, place or recall, and no right sets that aside', async () => {
    const own = { patron: 'card-P1', item: 'barcode-X0' };
    const refused = await desk.now.ask('circ.checkout', own);
    expect(refused).toMatchObject({ decision: 'refused' });
    expect(codes(refused)).toEqual(['OWN_ACCOUNT']);
    const override = { codes: ['OWN_ACCOUNT'], reason: 'it is mine', authoriser: { staff: 'desk', pin: PINS.desk } };
    expect(await desk.now.ask('circ.checkout', { ...own, override })).toMatchObject({ decision: 'refused' });
    const placed = await desk.now.ask('hold.place', { patron: 'card-P1', target: 'barcode-X0', pickup: 'main' });
    expect(codes(placed)).toContain('OWN_ACCOUNT');
    await signIn(desk.now, 'desk');
    // Nor by signing for a colleague who lends.
    const signed = {
      codes: ['LIMIT_REACHED'],
      reason: 'for me',
      authoriser: { staff: 'supervisor', pin: PINS.supervisor },
    };
    const lent = await desk.now.ask('circ.checkout', { ...own, override: signed });
    expect([lent.decision, codes(lent)]).toEqual(['refused', ['OWN_ACCOUNT']]);
    expect(await desk.now.ask('circ.checkout', own)).toMatchObject({ decision: 'done' });
    await signIn(desk.now, 'supervisor');
    expect(codes(await desk.now.ask('circ.renew', { item: 'barcode-X0' }))).toContain('OWN_ACCOUNT');
    expect(
      await desk.now.refusal('circ.changeDueDate', {
        item: 'barcode-X0',
        dueAt: '2099-01-01T12:00:00Z',
        reason: 'mine',
      }),
    ).toBe('HF-AUTH-025');
    expect(await desk.now.ask('circ.checkin', { item: 'barcode-X0' })).toMatchObject({ decision: 'done' });
  });

  test('no money moves and nothing is written', async () => {
    const patron = 'card-P1';
    await signIn(desk.now, 'desk');
    const { feeId } = await desk.now.ask('fee.add', { patron, amountMinor: 500, charge: 'copies' });
    await signIn(desk.now, 'supervisor');
    const acts = [
      ['fee.add', { patron, amountMinor: 5, charge: 'copies' }],
      ['fee.waive', { feeId, inFull: true, reason: 'mine' }],
      ['payment.take', { patron, amountMinor: 500, method: 'cash' }],
      ['payment.refund', { patron, amountMinor: 5, method: 'cash', reason: 'mine' }],
      ['patron.edit', { card: patron, email: 'x@example.org' }],
      ['patron.merge', { card: 'card-P2', into: patron, reason: 'one person' }],
    ] as const;
    for (const [name, input] of acts)
      expect([name, await desk.now.refusal(name, input)]).toEqual([name, 'HF-AUTH-025']);
    // Nor by signing for a colleague.
    await signIn(desk.now, 'desk');
    const second = { staff: 'supervisor', pin: PINS.supervisor };
    expect(await desk.now.refusal('fee.waive', { feeId, inFull: true, reason: 'mine', authoriser: second })).toBe(
      'HF-AUTH-025',
    );
    expect(await desk.now.ask('payment.take', { patron, amountMinor: 500, method: 'cash' })).toMatchObject({
      owedMinor: 0,
    });
  });

  test('staff do not undo what a colleague did there', async () => {
    const patron = 'card-P1';
    await signIn(desk.now, 'desk');
    const lent = await desk.now.ask('circ.checkout', { patron, item: 'barcode-X1' });
    const { commandId: fee } = await desk.now.ask('fee.add', { patron, amountMinor: 500, charge: 'copies' });
    await signIn(desk.now, 'supervisor');
    for (const commandId of [fee, lent.commandId ?? ''])
      expect(await desk.now.refusal('circ.undo', { commandId })).toBe('HF-AUTH-025');
    await signIn(desk.now, 'desk');
    expect(await desk.now.ask('circ.undo', { commandId: fee })).toMatchObject({ decision: 'done' });
  });

  test('staff make no account of what was only their card', async () => {
    await signIn(desk.now, 'desk');
    const newPatron = { family: 'Own', phone: '555 0100', idSeen: true } as const;
    const codes = ['PATRON_UNKNOWN', 'PATRON_NOT_REGISTERED'];
    const override = { codes, reason: 'no account yet', newPatron };
    const lent = await desk.now.ask('circ.checkout', { patron: 'card-new', item: 'barcode-X2', override });
    expect(lent).toMatchObject({ decision: 'done' });
    await until('the server has the card', async () => (await desk.now.ask('sync.now', {})).pending === 0);
    await setOwnCard(world().parts, 'supervisor', 'card-new');
    await until('the other card is known', () => {
      const { ledger } = desk.now.core.files;
      return Promise.resolve(ledger.get(`SELECT 1 FROM staff_grant WHERE grant_json LIKE '%card-new%'`) !== undefined);
    });
    await signIn(desk.now, 'supervisor');
    const register = { card: 'card-new', name: { family: 'Own' }, isNew: true };
    expect(await desk.now.refusal('patron.register', register)).toBe('HF-AUTH-025');
    await signIn(desk.now, 'desk');
    expect(await desk.now.ask('patron.register', register)).toMatchObject({ card: 'card-new' });
  });
});
