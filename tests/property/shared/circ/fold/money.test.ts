// Payments, waivers, fees and refunds in any order of arrival: every cent taken covers a fee, is credit or was given
// back, and every cent of a fee is covered or owed. [I15] [I16] [I24]

import fc from 'fast-check';
import { actId, billBatchId, feeId, itemId, loanId, patronId } from '../../../../../shared/core/ids.ts';
import type { MoneyAct } from '../../../../../shared/circ/acts.ts';
import { feeIdOf, type FeeRef } from '../../../../../shared/circ/model/fee.ts';
import { at, checkin, checkout, foldX, header, undoMoney } from '../../../../support/acts.ts';

const P = patronId('P');
const late = [checkout('A/1', at(1), 'P', { dueAt: at(2) }), checkin('A/2', at(4))];

const refs: readonly FeeRef[] = ['A/1', 'none'].flatMap((loan) =>
  [null, actId('B/1')].flatMap((after) =>
    (['overdue', 'lost'] as const).map((kind) => ({ kind, loanId: loanId(loan), after })),
  ),
);
const someRef: fc.Arbitrary<FeeRef> = fc.oneof(
  fc.constantFrom(...refs),
  fc.record({ kind: fc.constant('manual' as const), feeId: fc.constantFrom('F', 'G').map(feeId) }),
);
const cents = fc.nat({ max: 400 });
const line = fc.record({ fee: someRef, amountMinor: cents, settles: fc.boolean() });
const part = fc.record({ payment: fc.integer({ min: 1, max: 8 }), amountMinor: cents });

const someBatch = fc.constantFrom('b1', 'b2').map(billBatchId);

type Draft = (index: number, name: string, when: number) => MoneyAct;
const someDraft: fc.Arbitrary<Draft> = fc.oneof(
  fc.record({ amountMinor: cents, lines: fc.array(line, { maxLength: 3 }) }).map((paid): Draft => (_, name, when) => ({
    kind: 'pay',
    ...header(name, when),
    patronId: P,
    ...paid,
  })),
  fc.record({ fee: someRef, amountMinor: fc.option(cents) }).map((waived): Draft => (_, name, when) => ({
    kind: 'waive',
    ...header(name, when),
    patronId: P,
    ...waived,
  })),
  fc
    .record({ feeId: fc.constantFrom('F', 'G').map(feeId), amountMinor: cents })
    .map((added): Draft => (_, name, when) => ({
      kind: 'addFee',
      ...header(name, when),
      patronId: P,
      itemId: itemId('X'),
      charge: 'damage',
      ...added,
    })),
  fc.array(part, { minLength: 1, maxLength: 2 }).map((parts): Draft => (_, name, when) => ({
    kind: 'refund',
    ...header(name, when),
    patronId: P,
    lines: parts.map(({ payment, amountMinor }) => ({ payment: actId(`B/${payment}`), amountMinor })),
  })),
  fc
    .array(
      fc.record({ payment: fc.integer({ min: 1, max: 8 }), fee: someRef, amountMinor: cents, settles: fc.boolean() }),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((parts): Draft => (_, name, when) => ({
      kind: 'useCredit',
      ...header(name, when),
      patronId: P,
      lines: parts.map(({ payment, ...rest }) => ({ payment: actId(`B/${payment}`), ...rest })),
    })),
  fc
    .record({
      batch: someBatch,
      lines: fc.array(fc.record({ fee: someRef, amountMinor: fc.integer({ min: -200, max: 400 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
    })
    .map((sent): Draft => (_, name, when) => ({
      kind: 'transferFees',
      ...header(name, when),
      patronId: P,
      to: 'student accounts',
      ...sent,
    })),
  fc
    .record({ batch: someBatch, fees: fc.array(someRef, { minLength: 1, maxLength: 2 }) })
    .map((back): Draft => (_, name, when) => ({ kind: 'takeBackFees', ...header(name, when), patronId: P, ...back })),
  fc.nat(8).map(
    (target): Draft =>
      (_, name, when) =>
        undoMoney(name, when, `B/${target}`),
  ),
);
const someMoney = fc
  .array(someDraft, { maxLength: 8 })
  .map((drafts) => drafts.map((draft, index) => draft(index, `B/${index + 1}`, at(3, index * 10))));

test('the sums come out to the cent, in every order of arrival', () => {
  fc.assert(
    fc.property(someMoney, fc.infiniteStream(fc.nat()), (money, dice) => {
      const folded = foldX([...late, ...money]);
      for (const fee of folded.fees) {
        const { paidMinor, waivedMinor, writtenOffMinor, outstandingMinor } = fee;
        const parts = [paidMinor, waivedMinor, writtenOffMinor, outstandingMinor, fee.handedOn?.standsMinor ?? 0];
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(fee.amountMinor);
        for (const sum of parts) expect(sum).toBeGreaterThanOrEqual(0);
      }
      const taken = money.reduce((sum, act) => sum + (act.kind === 'pay' ? act.amountMinor : 0), 0);
      const allocated = folded.fees.reduce((sum, fee) => sum + fee.paidMinor, 0);
      const credited = folded.credits.reduce((sum, credit) => sum + credit.amountMinor, 0);
      const refunded = folded.payments.reduce((sum, payment) => sum + payment.refundedMinor, 0);
      // Credit that is used leaves its payment, and is a payment again.
      const own = new Set(money.flatMap((act) => (act.kind === 'pay' ? [act.id] : [])));
      const drawn = folded.payments.reduce((sum, { act }) => sum + (own.has(act.id) ? 0 : act.amountMinor), 0);
      expect(allocated + credited + refunded).toBe(taken + drawn);
      expect(folded.payments.every(({ unusedMinor }) => unusedMinor >= 0)).toBe(true);
      const shuffled = [...late, ...money].toSorted(() => ((dice.next().value ?? 0) % 2) - 0.5);
      expect({ ...foldX(shuffled), items: null }).toEqual({ ...folded, items: null });
    }),
    { numRuns: 500 },
  );
});

test('the next batch sets other offices even, also where the fee is no more', () => {
  fc.assert(
    fc.property(someMoney, (money) => {
      const { fees } = foldX([...late, ...money]);
      const tooMuch = fees.flatMap(({ id, handedOn }) =>
        handedOn !== undefined && handedOn.saidMinor > handedOn.standsMinor ? [{ id, handedOn }] : [],
      );
      const lines = tooMuch.map(({ id, handedOn }) => ({
        fee: refs.find((ref) => feeIdOf(ref) === id) ?? { kind: 'manual' as const, feeId: id },
        amountMinor: handedOn.standsMinor - handedOn.saidMinor,
      }));
      const next: MoneyAct = {
        kind: 'transferFees',
        ...header('B/99', at(5)),
        patronId: P,
        batch: billBatchId('b9'),
        to: 'student accounts',
        lines,
      };
      const after = new Map(foldX([...late, ...money, next]).fees.map((fee) => [fee.id, fee]));
      for (const { id, handedOn } of tooMuch) {
        const { standsMinor = 0, saidMinor = 0 } = after.get(id)?.handedOn ?? {};
        expect(saidMinor).toBe(standsMinor);
        expect(standsMinor).toBe(handedOn.standsMinor);
      }
    }),
    { numRuns: 500 },
  );
});
