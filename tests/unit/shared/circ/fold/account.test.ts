// The account fold on money: each cent that was taken covers a fee or is credit, and each cent of a fee is covered or
// owed.

import { OWN_DESK } from '../../../../../shared/circ/own-desk.ts';
import { actId, feeId, itemId, loanId, patronId } from '../../../../../shared/core/ids.ts';
import type { ActOf } from '../../../../../shared/circ/acts.ts';
import { at, checkin, checkout, foldX, header, openCodes, undoMoney } from '../../../../support/acts.ts';

/** P has X from one to four, due at two: two hours late, a dollar each. */
const late = [checkout('A/1', at(1), 'P', { dueAt: at(2) }), checkin('A/2', at(4))];
const overdue = { kind: 'overdue', loanId: loanId('A/1'), after: null } as const;

function pay(name: string, when: number, amountMinor: number, settles = false): ActOf<'pay'> {
  const lines = [{ fee: overdue, amountMinor, settles }];
  return { kind: 'pay', ...header(name, when), patronId: patronId('P'), amountMinor, lines };
}

function waive(name: string, when: number, amountMinor: number | null): ActOf<'waive'> {
  return { kind: 'waive', ...header(name, when), patronId: patronId('P'), fee: overdue, amountMinor };
}

type Acts = Parameters<typeof foldX>[0];
const balance = (acts: Acts) => {
  const { fees, credits } = foldX(acts);
  return {
    fees: fees.map((fee) => [
      fee.amountMinor,
      fee.paidMinor,
      fee.waivedMinor,
      fee.writtenOffMinor,
      fee.outstandingMinor,
    ]),
    credit: credits.map(({ patronId: id, amountMinor }) => [id, amountMinor]),
  };
};

describe('an account', () => {
  test.each<readonly [string, Acts, readonly number[], number]>([
    ['nothing was paid', [], [200, 0, 0, 0, 200], 0],
    ['a part was paid', [pay('B/1', at(5), 150)], [200, 150, 0, 0, 50], 0],
    ['too much was paid', [pay('B/1', at(5), 350)], [200, 200, 0, 0, 0], 150],
    ['a part was waived', [waive('B/1', at(5), 80)], [200, 0, 80, 0, 120], 0],
    ['a waiver came before the cash', [waive('B/1', at(5), null), pay('C/1', at(6), 70)], [200, 0, 200, 0, 0], 70],
    ['the cash came before the waiver', [pay('C/1', at(5), 70), waive('B/1', at(6), null)], [200, 70, 130, 0, 0], 0],
    ['a part was taken as the whole', [pay('B/1', at(5), 150, true)], [200, 150, 0, 50, 0], 0],
    [
      'a waiver was undone',
      [waive('B/1', at(5), 80), waive('B/2', at(5, 1), 50), undoMoney('B/3', at(5, 2), 'B/1')],
      [200, 0, 50, 0, 150],
      0,
    ],
    [
      'an undo names a payment, which it cannot take back',
      [pay('B/1', at(5), 150), undoMoney('B/2', at(5, 1), 'B/1')],
      [200, 150, 0, 0, 50],
      0,
    ],
  ])('adds up where %s [I15]', (_what, money, fee, credit) => {
    expect(balance([...late, ...money])).toEqual({ fees: [fee], credit: credit === 0 ? [] : [['P', credit]] });
  });

  test('is settled for good by a payment that settles: later truth neither reopens nor raises it [I15]', () => {
    const settled = [...late, pay('B/1', at(4, 30), 100, true)];
    expect(balance(settled)).toEqual({ fees: [[200, 100, 0, 100, 0]], credit: [] });
    // Another desk had taken it back an hour sooner, and its act comes late: the overpaid amount stays paid.
    const sooner = [...settled, checkin('C/1', at(2, 30))];
    expect(balance(sooner)).toEqual({ fees: [[100, 100, 0, 0, 0]], credit: [] });
    // It had not been late at all: the money is credit, and a person has to give it back.
    const intime = [...settled, checkin('C/1', at(1, 30))];
    expect(balance(intime)).toEqual({ fees: [], credit: [['P', 100]] });
    expect(openCodes(foldX(intime)).join()).toContain('money-credited');
  });
});

const P = patronId('P');
const damage = feeId('damage');
const addFee = (name: string, when: number, amountMinor: number): ActOf<'addFee'> => {
  const what = { feeId: damage, patronId: P, itemId: itemId('X'), charge: 'damage', amountMinor };
  return { kind: 'addFee', ...header(name, when), ...what };
};
const payDamage = (name: string, when: number, amountMinor: number, more: Partial<ActOf<'pay'>> = {}): ActOf<'pay'> => {
  const lines = [{ fee: { kind: 'manual' as const, feeId: damage }, amountMinor, settles: false }];
  return { kind: 'pay', ...header(name, when), patronId: P, amountMinor, lines, ...more };
};
const refund = (name: string, when: number, ...lines: ActOf<'refund'>['lines']): ActOf<'refund'> => {
  return { kind: 'refund', ...header(name, when), patronId: P, lines };
};
const of = (payment: string, amountMinor: number) => ({ payment: actId(payment), amountMinor });
const useCredit = (name: string, when: number, payment: string, amountMinor: number): ActOf<'useCredit'> => {
  const line = { ...of(payment, amountMinor), fee: { kind: 'manual' as const, feeId: damage }, settles: false };
  return { kind: 'useCredit', ...header(name, when), patronId: P, lines: [line] };
};

describe('credit that is used', () => {
  // A late fee of 200 of which 350 was paid, and damage of 300.
  const before = [...late, pay('B/1', at(5), 350), addFee('B/2', at(5, 10), 300)];

  test('covers another fee, and ends what was to be told of it [I16]', () => {
    const acts = [...before, useCredit('B/3', at(6), 'B/1', 150)];
    expect(balance(acts)).toEqual({
      fees: [
        [200, 200, 0, 0, 0],
        [300, 150, 0, 0, 150],
      ],
      credit: [],
    });
    expect(openCodes(foldX(acts))).toEqual(openCodes(foldX(late)));
  });

  test('at two desks that did not know of each other is used once, and a person is told', () => {
    const acts = [...before, useCredit('B/3', at(6), 'B/1', 150), useCredit('C/1', at(6, 1), 'B/1', 150)];
    // The second use takes money off the late fee, which is owed again.
    expect(balance(acts)).toMatchObject({ credit: [] });
    const thrice = [...acts, useCredit('D/1', at(6, 2), 'B/1', 150)];
    expect(openCodes(foldX(thrice)).join()).toContain('refunded-twice');
    // Of 350 that were paid the damage takes 300.
    expect(balance(thrice)).toEqual({
      fees: [
        [200, 0, 0, 0, 200],
        [300, 300, 0, 0, 0],
      ],
      credit: [['P', 50]],
    });
  });

  test('that was given back in the meantime covers nothing', () => {
    const all = [...before, refund('C/1', at(5, 30), of('B/1', 350)), useCredit('B/3', at(6), 'B/1', 150)];
    expect(balance(all)).toEqual({
      fees: [
        [200, 0, 0, 0, 200],
        [300, 0, 0, 0, 300],
      ],
      credit: [],
    });
    expect(openCodes(foldX(all)).join()).toContain('refunded-twice');
  });

  test('is credit again when that is undone, or when the fee is gone', () => {
    const used = [...before, useCredit('B/3', at(6), 'B/1', 150)];
    expect(balance([...used, undoMoney('B/4', at(6, 5), 'B/3')])).toMatchObject({ credit: [['P', 150]] });
    expect(balance([...used, undoMoney('B/4', at(6, 5), 'B/2')])).toMatchObject({ credit: [['P', 150]] });
  });

  test('out of two payments, of which one has nothing left, leaves its fee owed', () => {
    const fee = { kind: 'manual' as const, feeId: damage };
    const both: ActOf<'useCredit'> = {
      ...useCredit('B/3', at(6), 'B/1', 150),
      lines: [
        { payment: actId('B/1'), fee, amountMinor: 150, settles: false },
        { payment: actId('B/9'), fee, amountMinor: 150, settles: true },
      ],
    };
    const second = { ...payDamage('B/9', at(5, 5), 150), lines: [] };
    expect(balance([...before, second, both])).toMatchObject({
      fees: [
        [200, 200, 0, 0, 0],
        [300, 300, 0, 0, 0],
      ],
    });
    const gone = [...before, second, refund('C/1', at(5, 30), of('B/1', 350)), both];
    expect(balance(gone)).toMatchObject({
      fees: [
        [200, 0, 0, 0, 200],
        [300, 150, 0, 0, 150],
      ],
    });
  });

  test('is only its payer’s', () => {
    const other = { ...useCredit('B/3', at(6), 'B/1', 150), patronId: patronId('Q') };
    expect(balance([...before, other])).toMatchObject({ credit: [['P', 150]] });
  });
});

describe('a fee that staff added', () => {
  test('is owed, says what for, and is covered by what names it', () => {
    const { fees } = foldX([addFee('A/1', at(1), 300)]);
    expect(fees).toMatchObject([
      {
        id: 'damage',
        patronId: 'P',
        itemId: 'X',
        loanId: null,
        kind: 'manual',
        charge: 'damage',
        outstandingMinor: 300,
      },
    ]);
    expect(balance([addFee('A/1', at(1), 300), payDamage('B/1', at(2), 200)])).toEqual({
      fees: [[300, 200, 0, 0, 100]],
      credit: [],
    });
  });

  test('is gone when it is undone: what was paid for it is credit', () => {
    const acts = [addFee('A/1', at(1), 300), payDamage('B/1', at(2), 200), undoMoney('A/2', at(3), 'A/1')];
    expect(balance(acts)).toEqual({ fees: [], credit: [['P', 200]] });
    expect(openCodes(foldX(acts)).join()).toContain('money-credited');
  });

  test('is covered by the money of whoever owes it, and counts once', () => {
    const other = payDamage('B/1', at(2), 200, { patronId: patronId('Q') });
    expect(balance([addFee('A/1', at(1), 300), addFee('B/2', at(2), 300), other])).toEqual({
      fees: [[300, 0, 0, 0, 300]],
      credit: [['Q', 200]],
    });
  });
});

describe('a refund', () => {
  test('of a part of what settled a fee leaves that part owed, and the fee what it was', () => {
    const whole = payDamage('B/1', at(2), 300);
    const settled = { ...whole, lines: whole.lines.map((line) => ({ ...line, settles: true })) };
    const acts = [addFee('A/1', at(1), 300), settled, refund('B/2', at(3), of('B/1', 100))];
    expect(balance(acts)).toEqual({ fees: [[300, 200, 0, 0, 100]], credit: [] });
  });

  const paidTooMuch = [...late, pay('B/1', at(5), 350)];

  test('gives credit back, and ends what was to be told of it [I16]', () => {
    const acts = [...paidTooMuch, refund('B/2', at(6), of('B/1', 150))];
    expect(balance(acts)).toEqual({ fees: [[200, 200, 0, 0, 0]], credit: [] });
    expect(openCodes(foldX(paidTooMuch)).join()).toContain('money-credited');
    expect(openCodes(foldX(acts)).join()).not.toContain('money-credited');
  });

  test('of more than the credit opens the fee again, the last line first [I16]', () => {
    const acts = [...paidTooMuch, refund('B/2', at(6), of('B/1', 200))];
    expect(balance(acts)).toEqual({ fees: [[200, 150, 0, 0, 50]], credit: [] });
  });

  test('of a part of two fees opens the one that the payment names last [I16]', () => {
    const lines = [
      { fee: overdue, amountMinor: 200, settles: false },
      { fee: { kind: 'manual', feeId: damage } as const, amountMinor: 300, settles: false },
    ];
    const paid: ActOf<'pay'> = { kind: 'pay', ...header('B/1', at(5)), patronId: P, amountMinor: 500, lines };
    const acts = [...late, addFee('C/1', at(4), 300), paid, refund('B/2', at(6), of('B/1', 350))];
    const owed = foldX(acts).fees.map(({ kind, outstandingMinor }) => [kind, outstandingMinor] as const);
    expect(new Map(owed)).toEqual(
      new Map([
        ['manual', 300],
        ['overdue', 50],
      ]),
    );
  });

  test('of a whole payment makes it as if it had not been, a settling one too', () => {
    const settled = [...late, pay('B/1', at(5), 150, true), refund('B/2', at(6), of('B/1', 150))];
    expect(balance(settled)).toEqual({ fees: [[200, 0, 0, 0, 200]], credit: [] });
  });

  test('leaves room for a later payment of the same fee', () => {
    const acts = [...late, pay('B/1', at(5), 200), pay('C/1', at(6), 200), refund('B/2', at(7), of('B/1', 200))];
    expect(balance(acts)).toEqual({ fees: [[200, 200, 0, 0, 0]], credit: [] });
  });

  test('of a part opens no room for what another line of the payment found nothing for [I16]', () => {
    const lines = [
      { fee: overdue, amountMinor: 100, settles: false },
      { fee: overdue, amountMinor: 1, settles: true },
    ];
    const paid: ActOf<'pay'> = { kind: 'pay', ...header('B/1', at(3)), patronId: P, amountMinor: 101, lines };
    const { fees, payments, credits } = foldX([...late, paid, refund('B/2', at(3, 10), of('B/1', 2))]);
    expect(fees.reduce((sum, { paidMinor }) => sum + paidMinor, 0)).toBe(99);
    expect([payments, credits]).toMatchObject([[{ refundedMinor: 2, unusedMinor: 0 }], []]);
  });

  test('of more than was paid gives no more than there was, and somebody is told', () => {
    const twice = [
      ...late,
      pay('B/1', at(5), 200),
      refund('B/2', at(6), of('B/1', 200)),
      refund('C/1', at(6), of('B/1', 200)),
    ];
    expect(balance(twice)).toEqual({ fees: [[200, 0, 0, 0, 200]], credit: [] });
    expect(openCodes(foldX(twice)).join()).toContain('refunded-twice');
    expect(openCodes(foldX([refund('B/2', at(6), of('nothing', 5))])).join()).toContain('refunded-twice');
  });

  test('may be undone', () => {
    const acts = [...paidTooMuch, refund('B/2', at(6), of('B/1', 150)), undoMoney('B/3', at(7), 'B/2')];
    expect(balance(acts)).toEqual(balance(paidTooMuch));
  });
});

test('the return of a part lifts the bill of a missing part, and no other fee [I15]', () => {
  const damage = addFee('A/1', at(1), 300);
  const lift: ActOf<'liftPartBill'> = {
    kind: 'liftPartBill',
    ...header('B/1', at(2)),
    feeId: damage.feeId,
    patronId: damage.patronId,
    isWhole: true,
  };
  expect(foldX([damage, lift]).fees).toHaveLength(1);
  expect(foldX([{ ...damage, charge: 'missing-part' }, lift]).fees).toEqual([]);
});

describe('a part that two desks report missing [I15]', () => {
  const reported = (id: string, hours: number) => ({ id: actId(id), at: at(hours) });
  const bill = (id: string, report: ReturnType<typeof reported>) => ({
    ...addFee(id, report.at, 300),
    feeId: feeId('lid'),
    charge: 'missing-part',
    report,
  });
  const back = (id: string, hours: number, more: Partial<ActOf<'liftPartBill'>> = {}): ActOf<'liftPartBill'> => ({
    kind: 'liftPartBill',
    ...header(id, at(hours)),
    feeId: feeId('lid'),
    patronId: bill('A/1', reported('A/0', 1)).patronId,
    isWhole: true,
    ...more,
  });
  const [first, second] = [bill('A/1', reported('A/0', 1)), bill('B/1', reported('B/0', 2))];

  test('is billed once, and its return lifts all that was reported before', () => {
    expect(foldX([first, second]).fees).toHaveLength(1);
    expect(foldX([second, first, back('C/1', 3)]).fees).toEqual([]);
  });

  test('is billed again where it is reported after it was back, in whatever order that is heard of', () => {
    const again = bill('B/3', reported('B/2', 4));
    const acts = [first, second, back('C/1', 3), again];
    for (const order of [acts, acts.toReversed(), [again, second, back('C/1', 3), first]])
      expect(foldX(order).fees).toMatchObject([{ amountMinor: 300, at: at(4) }]);
  });

  test('that a server bills days after its report is lifted by a return before that, and not by one before the report', () => {
    const late = { ...first, ...header('S/1', at(14), { desk: OWN_DESK }) };
    expect(foldX([late, back('C/1', 3, { isWhole: false })]).fees).toEqual([]);
    expect(foldX([{ ...late, report: reported('A/4', 5) }, back('C/1', 3)]).fees).toHaveLength(1);
  });

  test('is lifted by its return also where the clock of the desk that reported it was an hour fast, and billed again where it was slow', () => {
    const fast = { ...first, report: reported('A/0', 2.5) };
    expect(foldX([fast, back('C/1', 2)]).fees).toEqual([]);
    const slow = { ...bill('A/9', reported('A/8', 4)), report: reported('A/8', 2.5) };
    expect(foldX([first, back('C/1', 3), slow]).fees).toMatchObject([{ at: at(4) }]);
  });

  test('is billed still by the other report where one is undone', () => {
    const undone = back('A/2', 3, { report: actId('A/0') });
    expect(foldX([first, undone]).fees).toEqual([]);
    expect(foldX([first, second, undone]).fees).toMatchObject([{ at: at(2) }]);
  });

  describe('and that is missing again after it was back', () => {
    const lid = { kind: 'manual' as const, feeId: feeId('lid') };
    const again = bill('A/9', reported('A/8', 6));
    const payLid = (name: string, hours: number) =>
      payDamage(name, at(hours), 300, { lines: [{ fee: lid, amountMinor: 300, settles: false }] });
    const waiveLid = (name: string, hours: number): ActOf<'waive'> => ({
      ...waive(name, at(hours), null),
      patronId: P,
      fee: lid,
    });

    test('is owed in full where the bill before it was waived', () => {
      const undone = back('A/3', 3, { report: actId('A/0') });
      expect(balance([first, waiveLid('A/2', 2), undone])).toEqual({ fees: [], credit: [] });
      expect(balance([first, waiveLid('A/2', 2), undone, again])).toEqual({ fees: [[300, 0, 0, 0, 300]], credit: [] });
    });

    test('is owed, and what was paid before stays credit, until a person applies it [I16]', () => {
      const paid = [first, payLid('A/2', 2), back('A/3', 3)];
      expect(balance(paid)).toEqual({ fees: [], credit: [['P', 300]] });
      expect(balance([...paid, again])).toEqual({ fees: [[300, 0, 0, 0, 300]], credit: [['P', 300]] });
      const applied: ActOf<'useCredit'> = {
        ...useCredit('A/9b', at(7), 'A/2', 300),
        lines: [{ ...of('A/2', 300), fee: lid, settles: false }],
      };
      expect(balance([...paid, again, applied])).toEqual({ fees: [[300, 300, 0, 0, 0]], credit: [] });
    });

    test('is paid by money that comes after its report, also before the server bills it, and where the clock of the desk was fast', () => {
      const late = { ...again, ...header('S/1', at(14), { desk: OWN_DESK }) };
      expect(balance([late, payLid('A/9b', 7)])).toEqual({ fees: [[300, 300, 0, 0, 0]], credit: [] });
      const fast = { ...again, report: reported('A/8', 9) };
      expect(balance([fast, payLid('A/9b', 7)])).toEqual({ fees: [[300, 300, 0, 0, 0]], credit: [] });
    });
  });

  test('is not owed besides the copy, whether that was lost before or after the bill', () => {
    const out = checkout('A/1', at(1), 'P', { dueAt: at(2) });
    const lost: ActOf<'declareLost'> = {
      kind: 'declareLost',
      ...header('A/5', at(5)),
      itemId: itemId('X'),
      loanId: loanId('A/1'),
      patronId: P,
    };
    const kinds = (acts: Acts) => foldX(acts).fees.map(({ kind }) => kind);
    for (const hours of [4, 6]) {
      const { report, ...what } = bill('B/1', reported('A/3', hours));
      const ofLoan = { ...what, report: { ...report, loan: loanId('A/1') } };
      expect(kinds([out, ofLoan])).toEqual(['manual']);
      expect(kinds([out, ofLoan, lost])).toContain('lost');
      expect(kinds([out, ofLoan, lost])).not.toContain('manual');
      expect(kinds([out, ofLoan, lost, checkin('A/7', at(7))])).toContain('manual');
    }
  });
});
