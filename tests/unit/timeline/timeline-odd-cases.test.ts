// Cases that are odd or hostile: senseless ones are refused in plain words, possible ones are folded, and nothing stops the check.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timelineCommand } from '../../timeline/timeline-command.ts';
import { arrivalOrders } from '../../timeline/arrival-orders.ts';
import { checkin, checkout } from '../../support/acts.ts';
import { arbitraryCaseFile } from '../../support/arbitrary-case.ts';

const at = '2026-01-05T10:00:00Z';
const lend = { act: 'A/1', desk: 'A', seq: 1, at, kind: 'checkout', item: 'X', patron: 'P', dueAt: at };
const pay = { act: 'A/1', desk: 'A', seq: 1, at, kind: 'pay', patron: 'P', amount: 100 };
const line = { fee: 'overdue:A/9', amount: 100 };
const nothing = { loans: [], items: { X: { status: 'available' } }, holds: [], fees: [], credits: {}, exceptions: [] };
const policy = {
  overdue: { rate: 100, perMs: 3_600_000, graceMs: 0, max: 0 },
  lost: { afterMs: 0, processing: 0, refundWithinMs: null, removeProcessing: true, chargeOverdue: true },
};
const setting = {
  id: 'odd',
  clause: '1',
  title: 'an odd case',
  policy,
  items: [{ item: 'X', title: 't', home: 'main', price: 0 }],
  acts: [],
  expect: nothing,
};

async function check(one: unknown): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'odd-cases-'));
  const path = join(folder, 'cases.json');
  const lines: string[] = [];
  const io = { out: (text: string) => lines.push(text), err: (text: string) => lines.push(text) };
  try {
    writeFileSync(path, JSON.stringify({ ...arbitraryCaseFile, cases: [one] }));
    await timelineCommand.run({ positionals: ['check', path], values: {}, io } as never);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return lines;
}

describe('a case that makes no sense is told in one plain line', () => {
  test.each<[string, unknown, string]>([
    ['is nothing', null, 'case 1: it is no case'],
    ['has no name', { ...setting, id: 7 }, 'case 1: id is missing or is not what belongs there'],
    ['has no end', { ...setting, expect: undefined }, 'odd: expect is missing or is not what belongs there'],
    ['has acts without a kind', { ...setting, acts: [{}] }, 'odd: acts.0.kind is missing or is not what belongs there'],
    ['has an act without a date', acts({ ...lend, dueAt: undefined }), 'odd: acts.0: dueAt is missing or is not'],
    ['has a date that is none', acts({ ...lend, at: '2026-02-30' }), 'odd: acts.0: at is missing or is not what'],
    ['has a seq of words', acts({ ...lend, seq: 'first' }), 'odd: acts.0: seq is missing or is not what belongs'],
    ['pays in parts of a cent', acts({ ...pay, amount: 0.5, lines: [] }), 'odd: acts.0: amount is missing or is not'],
    [
      'pays a fee of no kind',
      acts({ ...pay, lines: [{ ...line, fee: 'tea:L' }] }),
      'odd: acts.0: lines.0.fee is missing',
    ],
    [
      'charges by no time',
      { ...setting, policy: { ...policy, overdue: { ...policy.overdue, perMs: 0 } } },
      'odd: policy',
    ],
    ['names a policy that is not there', { ...setting, policy: 'constructor' }, 'odd: there is no policy constructor'],
    ['names an item that is not there', acts({ ...lend, item: 'Z' }), 'odd: act A/1 names item Z, which is not there'],
    ['has an act of a desk that is not there', acts({ ...lend, desk: 'Z' }), 'odd: act A/1 is of desk Z, which is not'],
    ['names two acts alike', acts(lend, { ...lend, seq: 2 }), 'odd: two acts are named A/1'],
  ])('it %s', async (_how, one, words) => {
    const [said, counts] = await check(one);
    expect(said).toContain(`failed ${words}`);
    expect(counts).toBe('0 passed, 1 failed, 0 skipped');
  });

  function acts(...rows: unknown[]): unknown {
    return { ...setting, acts: rows };
  }
});

describe('an act that never arrives, or could not be, is folded all the same', () => {
  const undo = { ...lend, kind: 'undo', item: 'X' };
  test.each<[string, object[], object]>([
    ['a renewal of a loan', [{ ...lend, kind: 'renew', loan: 'B/7' }], exception('renewal-no-loan', 'note')],
    ['a recall of a loan', [{ ...lend, kind: 'recall', loan: 'B/7' }], exception('recall-no-loan', 'note')],
    ['an aging of a loan', [{ ...lend, kind: 'ageToLost', loan: 'B/7' }], exception('lost-corrected', 'today')],
    ['the target of an undo', [{ ...undo, target: 'B/7' }], exception('undo-void', 'today')],
    ['an undo of itself', [{ ...undo, target: 'A/1' }], exception('undo-void', 'today')],
    ['what a check-in saw', [{ ...lend, kind: 'checkin', saw: 'B/7' }], exception('already-in', 'note')],
    ['a check-in that saw itself', [{ ...lend, kind: 'checkin', saw: 'A/1' }], exception('already-in', 'note')],
    ['the payment of a fee', [{ ...pay, lines: [line] }], { ...credited(100), credits: { P: 100 } }],
    ['a waiver of a fee', [{ ...pay, kind: 'waive', fee: 'lost:B/7', inFull: true }], {}],
    ['an end of a question', [{ ...lend, kind: 'resolve' }], {}],
  ])('%s', async (_what, rows, end) => {
    const lines = await check({ ...setting, acts: rows, expect: { ...nothing, ...end } });
    expect(lines).toEqual(['1 passed, 0 failed, 0 skipped']);
  });

  test('acts that saw each other in a ring, and an act at the end of time', async () => {
    const there = { ...lend, kind: 'checkin', saw: 'B/1' };
    const back = { ...there, act: 'B/1', desk: 'B', at: '9999-12-31T23:59:59Z', saw: 'A/1' };
    const both = ['A/1', 'B/1'].map((cause) => ({ code: 'already-in', weight: 'note', item: 'X', cause }));
    const lines = await check({ ...setting, acts: [there, back], expect: { ...nothing, exceptions: both } });
    expect(lines).toEqual(['1 passed, 0 failed, 0 skipped']);
  });

  function exception(code: string, weight: string): object {
    return { exceptions: [{ code, weight, item: 'X', cause: 'A/1' }] };
  }

  function credited(amount: number): object {
    return {
      credits: { P: amount },
      exceptions: [{ code: 'money-credited', weight: 'today', patron: 'P', cause: 'A/1' }],
    };
  }
});

test('few orders are all tried, and one in which acts come twice', () => {
  const acts = [checkout('A/1', 1, 'P'), checkin('A/2', 2), checkout('B/1', 3, 'Q'), checkin('C/1', 4)];
  const orders = arrivalOrders(acts).map((order) => order.map(({ id }) => id).join(' '));
  // 4! orders, of which the half keeps the order of desk A.
  expect(orders.length).toBe(12 + 1);
  expect(new Set(orders).size).toBe(13);
  expect(orders.slice(0, 12).every((order) => order.indexOf('A/1') < order.indexOf('A/2'))).toBe(true);
});
