// The fake desk's holds: those that its patrons have, to be listed and cancelled; placing one is answered and shows on no panel.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import { LIST_NAMES, LISTS, type ListName } from '../../../shared/lists/all.ts';
import type { AnyList } from '../../../shared/lists/define-list.ts';
import type { HoldRow } from '../../../shared/lists/holds.ts';
import { sayList } from '../../../shared/lists/say-list.ts';
import { actId, branchId, holdId, patronId, titleId } from '../../../shared/core/ids.ts';
import { fakeReason, fakeTrace, itemBrief } from './fake-answers.ts';
import { FAKE_ITEMS, FAKE_PATRONS } from './fake-data.ts';
import { lift, patronBrief } from './fake-circulation.ts';
import { FakeRefusal } from './fake-refusal.ts';
import type { FakeContext } from './fake-desk.ts';

type Holds = Pick<
  Handlers,
  'hold.place' | 'hold.recall' | 'hold.cancel' | `list.${'view' | 'counts' | 'export'}` | `title.${'find' | 'view'}`
>;

export function fakeHolds(context: FakeContext): Holds {
  const { now, state } = context;
  let placed = 0;
  const cancelled = new Set<string>();
  const rowsLeft = (list: ListName) => rowsOf(list, now()).filter((row) => !cancelled.has(row.holdId));
  return {
    'hold.place': ({ patron, target }) => {
      const item = FAKE_ITEMS.find(({ barcode, title }) => barcode === target || title === target);
      if (item === undefined) throw new FakeRefusal('HF-CIRC-003', `no item has the barcode ${target}; scan it again`);
      if (!FAKE_PATRONS.some(({ card }) => card === patron))
        throw new FakeRefusal('HF-PATRON-001', 'no patron has this card; scan it again');
      placed += 1;
      return {
        decision: 'done',
        commandId: actId(`placed-${placed}`),
        canUndo: true,
        holdId: holdId(`hold-${placed}`),
        reasons: [],
        trace: fakeTrace(item, ''),
        item: itemBrief(item),
      };
    },
    'hold.recall': ({ patron, item: barcode, override }) => {
      const item = FAKE_ITEMS.find((one) => one.barcode === barcode);
      const loan = state.loans.find((one) => one.barcode === barcode);
      if (item === undefined) throw new FakeRefusal('HF-CIRC-003', `no item has the barcode ${barcode}; scan it again`);
      const answer = { canUndo: false, trace: fakeTrace(item, ''), item: itemBrief(item), patron: patronBrief(patron) };
      const say = { language: state.language, now: now(), role: state.session?.role ?? 'student' };
      if (loan === undefined || loan.card === patron) {
        return { ...answer, decision: 'refused', reasons: [fakeReason(say, 'HOLD_ON_LOAN_TO_PATRON', 'block')] };
      }
      const expired = FAKE_PATRONS.find((one) => one.card === patron && one.expired === true)?.expires;
      const against = expired === undefined ? [] : [fakeReason(say, 'PATRON_EXPIRED', 'override', { expired })];
      const reasons = [...lift(context, against, override)];
      if (reasons.some(({ overridden }) => !overridden)) return { ...answer, decision: 'needs-override', reasons };
      placed += 1;
      state.loans = state.loans.map((one) => (one === loan ? { ...one, recalled: true } : one));
      return {
        ...answer,
        decision: 'done',
        commandId: actId(`recalled-${placed}`),
        holdId: holdId(`hold-${placed}`),
        reasons,
        dueAt: new Date(now()).toISOString(),
        dueText: state.language === 'es' ? 'mar, 8 de dic' : 'Tue, Dec 8',
      };
    },
    'hold.cancel': ({ holdId: id }) => {
      if (!allHolds(now()).some((row) => row.holdId === id))
        throw new FakeRefusal('HF-CIRC-007', 'there is no such hold here; look at the holds of the patron again');
      cancelled.add(id);
      state.answers.set(`cancelled-${id}`, { undo: () => {}, item: '', card: null });
      return {
        decision: 'done',
        commandId: actId(`cancelled-${id}`),
        canUndo: true,
        reasons: [],
        trace: fakeTrace(null, ''),
        item: null,
      };
    },
    'title.find': ({ query }) => ({
      titles: FAKE_ITEMS.filter(({ title }) => title.toLowerCase().includes(query.toLowerCase())).map(titleOf),
    }),
    'title.view': ({ titleId: id }) => {
      const item = FAKE_ITEMS.find(({ title }) => title === id);
      if (item === undefined) throw new FakeRefusal('HF-CIRC-126', 'this title is not in the catalog of this desk');
      return { ...titleOf(item), isbns: [], pickups: [{ branch: branchId('MAIN'), name: 'Main' }] };
    },
    'list.view': ({ list, of = '' }) => {
      const saying = { language: state.language, now: now() };
      const manner = { saying, zone: 'America/Los_Angeles', currency: 'USD' };
      if (list === 'patron-account') return sayList(list, { rows: state.accountOf(of) }, manner);
      return sayList(list, { rows: rowsLeft(list) }, manner);
    },
    'list.counts': () => ({
      lists: LIST_NAMES.flatMap((list) => {
        const { work, words }: AnyList = LISTS[list];
        if (work === null) return [];
        const { section, weight } = work;
        return [{ list, heading: words[state.language], section, weight, count: rowsLeft(list).length }];
      }),
    }),
    'list.export': ({ list, format }) => ({ name: `${list}.${format}`, base64: '' }),
  };
}

function titleOf({ title, author, callNumber }: (typeof FAKE_ITEMS)[number]) {
  return { titleId: titleId(title), title, author, published: null, callNumber, copies: 1, available: 1, holds: 0 };
}

/** Holds alone: the others are empty here. */
function rowsOf(list: ListName, now: number): HoldRow[] {
  const holds = allHolds(now);
  if (list === 'hold-shelf') return holds.filter(({ state }) => state === 'captured');
  return list === 'pull-list' || list === 'waiting-holds' ? holds.filter(({ state }) => state === 'waiting') : [];
}

function allHolds(now: number): HoldRow[] {
  return FAKE_PATRONS.flatMap(({ card, ready = [], waiting = [] }) => [
    ...ready.map((title) => holdRow(card, title, 'captured', now)),
    ...waiting.map((title) => holdRow(card, title, 'waiting', now)),
  ]);
}

function holdRow(card: string, title: string, state: HoldRow['state'], now: number): HoldRow {
  const item = FAKE_ITEMS.find((one) => one.title === title);
  return {
    holdId: holdId(`hold of ${title} for ${card}`),
    titleId: titleId(title),
    title,
    author: item?.author ?? null,
    state,
    position: 1,
    patronId: patronId(card),
    placedAt: now,
    shelfUntil: null,
    suspended: false,
    pickup: branchId('MAIN'),
    pickupName: 'Main',
    card,
    label: item?.holdLabel ?? '',
    barcode: item?.barcode ?? null,
    callNumber: item?.callNumber ?? null,
    location: item?.location ?? null,
    dueToExpire: false,
    pending: false,
  };
}
