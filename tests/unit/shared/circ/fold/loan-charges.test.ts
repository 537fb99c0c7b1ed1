// The price of lending: a fee of the loan from the act that made it, once, and for as long as that act stands.

import { recordCommand } from '../../../../../shared/acts/commands.ts';
import { isItemAct } from '../../../../../shared/circ/act-kinds.ts';
import type { ActOf, ItemAct } from '../../../../../shared/circ/acts.ts';
import type { LoanCharges } from '../../../../../shared/circ/model/loan.ts';
import { actId, itemId, loanId, patronId, policyHash, ruleSetVersion } from '../../../../../shared/core/ids.ts';
import { at, checkin, checkout, foldX, header, hourlyHash, openCodes, renew, undo } from '../../../../support/acts.ts';

const charges: LoanCharges = { rentalMinor: 150, depositMinor: 2_000 };

function lend(name: string, when: number, patron = 'P', cost: LoanCharges | undefined = charges): ItemAct {
  const told = {
    decision: 'done' as const,
    reasons: [],
    dueAt: when + 4 * 3_600_000,
    dueText: '',
    policyRef: { rulesVersion: ruleSetVersion('r1'), rowIds: [], policyHash: policyHash(hourlyHash) },
    ...(cost === undefined ? {} : { charges: cost }),
  };
  const args = { patronId: patronId(patron), card: 'c', itemId: itemId('X'), barcode: 'b', mintsPatron: false };
  const input = { header: header(name, when), args: { ...args, mintsItem: null }, told, overrides: [] };
  const result = recordCommand('checkout', 1, input);
  const [recorded] = result.ok ? result.value : [];
  if (recorded?.kind !== 'act' || !isItemAct(recorded.act)) throw new Error('a checkout is an act on its item');
  return recorded.act;
}

function payDeposit(name: string, when: number, amountMinor: number): ActOf<'pay'> {
  const fee = { kind: 'deposit', loanId: loanId('A/1'), after: null } as const;
  const lines = [{ fee, amountMinor, settles: true }];
  return { kind: 'pay', ...header(name, when), patronId: patronId('P'), amountMinor, lines };
}

const owed = (acts: Parameters<typeof foldX>[0]) =>
  foldX(acts).fees.map(({ kind, loanId: loan, outstandingMinor }) => `${kind} ${loan ?? ''} ${outstandingMinor}`);
const credit = (acts: Parameters<typeof foldX>[0]) => foldX(acts).credits.map(({ amountMinor }) => amountMinor);

describe('the charge of a loan', () => {
  const out = lend('A/1', at(1));

  test('is owed from the checkout on: the rental for good, the deposit until the item is back', () => {
    expect(owed([out])).toEqual(['rental A/1 150', 'deposit A/1 2000']);
    expect(foldX([out]).fees.map((fee) => fee.at)).toEqual([at(1), at(1)]);
    expect(owed([out, checkin('A/2', at(2))])).toEqual(['rental A/1 150']);
    expect(owed([checkout('A/1', at(1), 'P')])).toEqual([]);
  });

  test('is the same fees however often and in whatever order it is folded [I24]', () => {
    const acts = [out, renew('A/2', at(2), { loan: 'A/1', dueAt: at(9) }), payDeposit('B/1', at(3), 500)];
    const ids = (of: typeof acts) => foldX(of).fees.map(({ id, outstandingMinor }) => `${id} ${outstandingMinor}`);
    expect(ids(acts.toReversed())).toEqual(ids(acts));
    expect(ids([...acts, ...acts])).toEqual(ids(acts));
    expect(owed(acts)).toEqual(['rental A/1 150', 'deposit A/1 0']);
  });

  test('is owed once more by each renewal that charged it, as a fee of its own that goes with the renewal', () => {
    const again = (name: string, when: number) => ({
      ...renew(name, when, { loan: 'A/1', dueAt: when + 9 * 86_400_000 }),
      rentalMinor: 150,
    });
    const twice = [out, again('A/2', at(2)), again('A/3', at(3))];
    const rentals = (acts: Parameters<typeof foldX>[0]) => foldX(acts).fees.filter(({ kind }) => kind === 'rental');
    expect(rentals(twice).map((fee) => [fee.outstandingMinor, fee.at])).toEqual([
      [150, at(1)],
      [150, at(2)],
      [150, at(3)],
    ]);
    expect(new Set(rentals(twice).map(({ id }) => id)).size).toBe(3);
    expect(rentals([...twice, undo('A/4', at(3, 1), 'A/3')])).toHaveLength(2);
    // The one that is let off leaves the others owed.
    const fee = { kind: 'rental', loanId: loanId('A/1'), after: actId('A/2') } as const;
    const waived: ActOf<'waive'> = {
      kind: 'waive',
      ...header('B/1', at(4)),
      patronId: patronId('P'),
      fee,
      amountMinor: null,
    };
    expect(rentals([...twice, waived]).map((one) => one.outstandingMinor)).toEqual([150, 0, 150]);
    expect(rentals([out, renew('A/2', at(2), { loan: 'A/1', dueAt: at(9) })])).toHaveLength(1);
  });

  test('is counted once where two desks scanned one loan', () => {
    expect(owed([out, lend('B/1', at(1, 1))])).toEqual(['rental A/1 150', 'deposit A/1 2000']);
  });

  test('goes with the checkout when that is undone', () => {
    expect(owed([out, undo('A/2', at(1, 1), 'A/1')])).toEqual([]);
  });

  test('stays, the deposit aside, where the item went to somebody else without a return', () => {
    expect(owed([out, lend('A/2', at(2), 'Q')])).toEqual(['rental A/1 150', 'rental A/2 150', 'deposit A/2 2000']);
  });

  test('is not owed while two desks disagree about who has the item', () => {
    expect(owed([out, lend('B/1', at(1), 'Q')])).toEqual([]);
    expect(owed([out, lend('B/1', at(1), 'Q'), checkin('A/2', at(5))])).toEqual([]);
  });

  test('gives the deposit that was paid back as credit, which is nothing to look into [I16]', () => {
    const paid = [out, payDeposit('A/2', at(1, 1), 2_000)];
    expect(owed(paid)).toEqual(['rental A/1 150', 'deposit A/1 0']);
    expect(credit(paid)).toEqual([]);
    const back = [...paid, checkin('A/3', at(2))];
    expect(owed(back)).toEqual(['rental A/1 150']);
    expect(credit(back)).toEqual([2_000]);
    expect(openCodes(foldX(back))).toEqual([]);
  });
});
