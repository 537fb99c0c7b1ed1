// The item fold on checkouts, check-ins, renewals and undos. The whole of it is in the worked cases.

import { branchId, holdId, itemId, loanId, patronId, titleId } from '../../../../../shared/core/ids.ts';
import type { ActOf } from '../../../../../shared/circ/acts.ts';
import { foldAll } from '../../../../../shared/circ/fold/fold-all.ts';
import { settledLoan } from '../../../../../shared/circ/fold/place-set.ts';
import { at, checkin, checkout, foldX, header, openCodes, renew, timelinesOf, undo } from '../../../../support/acts.ts';

const stateOf = (folded: ReturnType<typeof foldX>) => folded.items.get(itemId('X'))?.state.status;

describe('a copy that is marked damaged', () => {
  const folded = (...acts: Parameters<typeof foldX>[0][number][]) => {
    const timelines = timelinesOf(acts);
    const base = { foldedTo: null, where: { status: 'damaged', branch: branchId('main') } } as const;
    const place = { kind: 'placeHold', ...header('C/9', at(1)), hold: holdId('H'), patronId: patronId('R') } as const;
    const hold = { ...place, titleId: titleId('t'), itemId: null, pickup: branchId('main') };
    const holdActs = new Map([[titleId('t'), [hold]]]);
    return foldAll({ ...timelines, items: timelines.items.map((item) => ({ ...item, base })), holdActs });
  };

  test('stays so whatever is scanned, and no hold has missed it', () => {
    const back = folded(checkin('A/1', at(2)));
    expect([stateOf(back), openCodes(back)]).toEqual(['damaged', []]);
    const lent = [checkout('A/1', at(2), 'P'), checkin('B/1', at(3)), checkin('B/2', at(4))];
    expect([stateOf(folded(...lent)), openCodes(folded(...lent))]).toEqual(['damaged', ['already-in B/2']]);
    expect(stateOf(folded(checkout('A/1', at(2), 'P')))).toBe('on-loan');
    expect(stateOf(folded(checkout('A/1', at(2), 'P'), undo('A/2', at(3), 'A/1')))).toBe('damaged');
  });

  test('goes where it is sent, and is damaged again when it arrives', () => {
    const sent = { ...checkin('A/1', at(2)), transitTo: branchId('east') };
    expect(stateOf(folded(sent))).toBe('in-transit');
    expect(stateOf(folded(sent, checkin('B/1', at(3), { branch: branchId('east') })))).toBe('damaged');
  });
});

describe('the item fold', () => {
  test('closes a loan by a check-in at another desk that knew nothing of it', () => {
    const folded = foldX([checkin('B/1', at(11)), checkout('A/1', at(10), 'P')]);
    expect(folded.loans).toMatchObject([{ id: 'A/1', state: 'closed', how: 'checkin', inAt: at(11) }]);
    expect(openCodes(folded)).toEqual([]);
  });

  test('bills nobody whose loan was closed because the item was lent again, and says so until a certain check-in', () => {
    const lends = [checkout('A/1', at(1), 'P'), checkout('B/1', at(10), 'Q')];
    expect(openCodes(foldX(lends))).toEqual(['lent-while-on-loan B/1']);
    expect(foldX(lends).fees).toEqual([]);
    expect(openCodes(foldX([...lends, checkin('C/1', at(12))]))).toEqual([]);
  });

  test('never has two open loans: the later lend at the same branch closes the one before [I15]', () => {
    const folded = foldX([
      checkin('C/1', at(9)),
      checkout('D/1', at(11), 'Q', { branch: null }),
      checkout('A/1', at(10), 'P'),
    ]);
    expect(folded.loans).toMatchObject([
      { id: 'A/1', state: 'closed', how: 'inferred', inAt: at(11) },
      { id: 'D/1', state: 'open' },
    ]);
  });

  test('has no open loan while two branches disagree about it, and one or none after [I15]', () => {
    const lends = [checkout('A/1', at(10), 'P'), checkout('B/1', at(11), 'Q', { branch: branchId('east') })];
    const joined = [...lends, checkout('C/1', at(11, 30), 'R')];
    for (const acts of [lends, joined]) {
      const folded = foldX(acts);
      expect(folded.loans.map(({ state }) => state)).toEqual(acts.map(() => 'in-question'));
      expect(stateOf(folded)).toBe('in-question');
      expect(folded.fees).toEqual([]);
    }
    const returned = foldX([...joined, checkin('C/2', at(12))]);
    expect(returned.loans.map(({ state, how }) => [state, how])).toEqual(joined.map(() => ['closed', 'question']));
    expect(stateOf(returned)).toBe('available');
    const answer = {
      kind: 'resolveItem',
      ...header('A/2', at(12)),
      itemId: itemId('X'),
      holder: patronId('Q'),
    } as const;
    expect(foldX([...joined, answer]).loans.map(({ patronId: by, state }) => [by, state])).toEqual([
      ['P', 'closed'],
      ['Q', 'open'],
      ['R', 'closed'],
    ]);
  });

  test('a loan that comes into question and out of it, however late, has the date that it had [I25]', () => {
    const lends = [checkout('A/1', at(10), 'P'), checkout('B/1', at(11), 'Q', { branch: branchId('east') })];
    const late = { ...header('A/2', at(90)), kind: 'resolveItem', itemId: itemId('X'), holder: patronId('Q') } as const;
    for (const acts of [lends, [...lends, late]])
      expect(foldX(acts).loans).toMatchObject([{ dueAt: at(14) }, { dueAt: at(15), dueBy: 'B/1' }]);
  });

  test('a date moves by a renewal and not back by another [I25]', () => {
    const folded = foldX([
      checkout('A/1', at(10), 'P', { dueAt: at(14) }),
      renew('A/2', at(11), { loan: 'A/1', dueAt: at(20) }),
      renew('B/1', at(12), { loan: 'A/1', dueAt: at(18) }),
    ]);
    expect(folded.loans).toMatchObject([{ dueAt: at(20), renewals: 2 }]);
    expect(openCodes(folded)).toEqual(['due-differs B/1']);
  });

  test('a loan that is renewed after a recall is no longer a recalled one', () => {
    const recall: ActOf<'recall'> = {
      kind: 'recall',
      ...header('B/1', at(11)),
      itemId: itemId('X'),
      loanId: loanId('A/1'),
      patronId: patronId('P'),
      dueAt: at(12),
      hold: null,
      reissues: null,
      ignoredBy: null,
    };
    const recalled = [checkout('A/1', at(10), 'P'), recall];
    expect(foldX(recalled).loans).toMatchObject([{ dueAt: at(12), recalled: true }]);
    const renewed = [...recalled, renew('A/2', at(11, 30), { loan: 'A/1', dueAt: at(20) })];
    expect(foldX(renewed).loans).toMatchObject([{ dueAt: at(20), recalled: false }]);
  });

  test('an undone checkout never was', () => {
    const folded = foldX([checkout('A/1', at(10), 'P'), undo('A/2', at(10, 5), 'A/1')]);
    expect(folded.loans).toEqual([]);
    expect(stateOf(folded)).toBe('available');
  });

  test('an undo of another desk’s act is void and changes nothing', () => {
    const folded = foldX([checkout('A/1', at(10), 'P'), undo('B/1', at(10, 5), 'A/1')]);
    expect(stateOf(folded)).toBe('on-loan');
    expect(openCodes(folded)).toEqual(['undo-void B/1']);
  });

  test('charges what lateness makes it, by the policy of the loan', () => {
    const folded = foldX([checkout('A/1', at(1), 'P', { dueAt: at(2) }), checkin('A/2', at(4, 1))]);
    expect(folded.fees).toMatchObject([{ kind: 'overdue', amountMinor: 300, outstandingMinor: 300 }]);
  });
});

test('a loan that goes on for parts is the same however often it is read back from its row', () => {
  const report: ActOf<'reportParts'> = {
    kind: 'reportParts',
    ...header('A/3', at(3)),
    itemId: itemId('X'),
    parts: ['lid'],
    loanId: loanId('A/1'),
    keepsLoan: true,
    bill: null,
  };
  const before = [checkout('A/1', at(1), 'P'), checkin('A/2', at(2))];
  const after = [report, renew('A/4', at(4), { loan: 'A/1', dueAt: at(20) })];
  const whole = foldX([...before, ...after]);
  expect(whole.loans).toMatchObject([
    { state: 'open', renewals: 1, inAt: null, cameBack: { inAt: at(2), renewals: 0 } },
  ]);
  const { items, ...timelines } = timelinesOf(after);
  const base = { foldedTo: at(2), where: { status: 'available', branch: branchId('main') } } as const;
  let rows = whole.loans;
  for (let again = 0; again < 3; again += 1) {
    const settled = rows.flatMap((loan) => settledLoan(loan) ?? []);
    rows = foldAll({ ...timelines, items: items.map((item) => ({ ...item, base, settled })) }).loans;
    expect(rows).toEqual(whole.loans);
  }
});
