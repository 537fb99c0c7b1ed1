// The line of the fake desk: its sync status and the exceptions of its Sync screen, as values.

import { actId, branchId, exceptionId } from '../../../shared/core/ids.ts';
import type { DeskAct, ExceptionView, SyncStatus } from '../../../shared/bridge/views/sync.ts';

const MINUTE_MS = 60_000;
const iso = (at: number): string => new Date(at).toISOString();

/** How the line stands; what differs from a quiet day is given. */
export function fakeStatus(now: number, change: Partial<SyncStatus> = {}): SyncStatus {
  const fresh = iso(now - 20_000);
  const kinds = ['patron', 'item', 'title', 'loan', 'hold', 'fee', 'ruleSet', 'exception'];
  return {
    online: true,
    since: iso(now - 190 * MINUTE_MS),
    pending: 0,
    oldestPendingAt: null,
    replicaPos: 48_211,
    headPos: 48_211,
    hops: [
      { name: 'server', state: 'up', since: iso(now - 190 * MINUTE_MS) },
      { name: 'ils', state: 'up', since: iso(now - 190 * MINUTE_MS) },
    ],
    freshness: Object.fromEntries(kinds.map((kind) => [kind, fresh])),
    clock: { offsetMs: 42, ageMs: 31_000, jumped: false },
    exceptions: { actNow: 0, today: 0, note: 0 },
    paused: false,
    pausedSince: null,
    problem: null,
    loading: null,
    ...change,
  };
}

/** The line after 22 minutes without one. */
export function fakeOffline(now: number, pending: number): Partial<SyncStatus> {
  const since = iso(now - 22 * MINUTE_MS);
  const kinds = ['patron', 'item', 'title', 'loan', 'hold', 'fee', 'ruleSet', 'exception'];
  return {
    online: false,
    since,
    pending,
    oldestPendingAt: iso(now - 21 * MINUTE_MS),
    headPos: 48_211,
    hops: [
      { name: 'server', state: 'down', since },
      { name: 'ils', state: 'down', since },
    ],
    freshness: Object.fromEntries(kinds.map((kind) => [kind, iso(now - 23 * MINUTE_MS)])),
  };
}

type Row = Pick<ExceptionView, 'code' | 'weight' | 'group' | 'text'> & Partial<ExceptionView>;

/** A worklist as it stands after an outage. */
export function fakeExceptions(now: number): readonly ExceptionView[] {
  const rows: readonly Row[] = [
    missedHold('31310000009989', 'Braiding Sweetgrass', 'E98.P5 K56 2013'),
    missedHold('31310000006638', 'Silent Spring', 'QH545.P4 C38 2002'),
    missedHold('31310000002251', 'A Field Guide to Western Birds', 'QL683.W4 P4 2020'),
    {
      code: 'wrong-trap',
      weight: 'act-now',
      group: 'wrong-trap',
      item: '31310000009971',
      title: 'The Fifth Season',
      callNumber: 'PS3610.E46 F54 2015',
      text: 'The Fifth Season (31310000009971) stands for a hold that is not waiting for it. Take it off the shelf and scan it.',
      actions: ['rerouted', 'not-found', 'dismissed'],
    },
    {
      code: 'in-question',
      weight: 'act-now',
      group: 'equipment',
      item: '33310000000049',
      title: 'Laptop 15',
      callNumber: 'LAPTOP 15',
      text: 'Two desks disagree about Laptop 15 (33310000000049). Check the shelf and the barcode on the object.',
      tellPatron: 'We are checking where this item is. Nothing is owed for it meanwhile.',
      actions: ['found', 'not-found', 'dismissed'],
    },
    {
      code: 'money-credited',
      weight: 'today',
      group: 'money',
      patron: '21310000004421',
      text: 'A payment found less to cover than was paid. The rest is credit: give it back or keep it on the account.',
      tellPatron: 'You paid more than was owed. The difference is yours.',
      actions: ['told-patron', 'corrected', 'dismissed'],
    },
    {
      code: 'lent-while-on-loan',
      weight: 'today',
      group: 'patrons',
      item: '31310000001204',
      patron: '21310000004421',
      text: 'Circe (31310000001204) was lent while it was on loan. The older loan was closed without a fee.',
      tellPatron: 'Your loan of Circe was closed because the item was lent again. You owe nothing for it.',
      actions: ['told-patron', 'dismissed'],
    },
    { code: 'due-differs', weight: 'note', group: 'other', text: 'A due date would be another today.', actions: [] },
    { code: 'double-scan', weight: 'note', group: 'other', text: 'Scanned twice.', actions: [] },
  ];
  return rows.map((row, index) => ({
    exceptionId: exceptionId(`exception-${index}`),
    state: 'open',
    branch: branchId('MAIN'),
    at: iso(now - (index + 3) * 7 * MINUTE_MS),
    tellPatron: null,
    callNumber: null,
    title: null,
    inQuestion: row.code === 'in-question',
    happened: [],
    actions: ['told-patron', 'dismissed'],
    ...row,
  }));
}

function missedHold(item: string, title: string, callNumber: string): Row {
  return {
    code: 'missed-hold',
    weight: 'act-now',
    group: 'reroute',
    item,
    title,
    callNumber,
    text: `A patron is waiting for ${title} (${item}), which was checked in without a hold slip. Find it and scan it.`,
    actions: ['rerouted', 'not-found', 'dismissed'],
  };
}

/** One act of the desk's own list. */
export function fakeAct(seq: number, at: number, name: string, text: string): DeskAct {
  return { commandId: actId(`act-${seq}`), seq, at: iso(at), ageMs: 0, name, text, outcome: null, codes: [] };
}
