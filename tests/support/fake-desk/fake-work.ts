// What staff did about exceptions of the fake desk without ending them, and the ways to list them.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import { AGE_CODE, type ExceptionKind, type ExceptionView, type Listing } from '../../../shared/views/sync.ts';
import { actId } from '../../../shared/core/ids.ts';
import type { TestDesk } from '../desk/test-desk.ts';
import { FAKE_PATRONS, FAKE_STAFF } from './fake-data.ts';
import { endByScan } from './fake-exceptions.ts';
import { TestRefusal } from '../desk/test-refusal.ts';
import type { FakeContext } from './fake-desk.ts';

type Work = NonNullable<ExceptionView['work']>;

export type FakeWork = Pick<Handlers, 'exception.work' | 'exception.assignees'> & {
  readonly of: (id: ExceptionView['exceptionId']) => Work;
};

/** `exception.work` and `exception.assignees`; `idsOf` names those of a kind. */
export function fakeWork(
  { state, emit, now }: FakeContext,
  idsOf: (kind: { readonly group: string; readonly code: string }) => readonly ExceptionView['exceptionId'][],
): FakeWork {
  const histories = new Map<string, Work['history']>();
  return {
    of(id) {
      const history = histories.get(id) ?? [];
      const to = history.findLast((entry) => entry.to !== undefined)?.to ?? null;
      const last = history.findLast((entry) => entry.contact !== undefined);
      return {
        assigned: to === null ? null : { staff: to, isMe: to === state.session?.staff },
        contact: last?.contact === undefined ? null : { what: last.contact, at: last.at },
        history,
      };
    },
    'exception.work'({ exceptionIds, kind, to, contact, note }) {
      const ids = exceptionIds ?? (kind === undefined ? [] : idsOf(kind));
      const entry = { at: new Date(now()).toISOString(), staff: state.session?.staff ?? '', note };
      const said = { ...entry, ...(to === undefined ? {} : { to }), ...(contact === undefined ? {} : { contact }) };
      for (const id of ids) histories.set(id, [...(histories.get(id) ?? []), said]);
      emit('desk.changed', { patrons: [], items: [], exceptions: true, acts: true });
      return { worked: ids.length };
    },
    'exception.assignees': () => ({
      staff: FAKE_STAFF.filter(({ role }) => role !== 'student').map(({ staff }) => ({
        staff,
        isMe: staff === state.session?.staff,
      })),
    }),
  };
}

/** Items in question beside those of the library: who may have them is asked on their card, and ends there or by a scan. */
export function fakeQuestions({ state, emit }: FakeContext): (desk: TestDesk) => void {
  const mayResolve = (): boolean => state.session?.rights.includes('resolve-exceptions') === true;
  const ended = (barcode: string): void => {
    emit('desk.changed', { patrons: [], items: [barcode], exceptions: true, acts: true });
  };
  return (desk) => {
    desk.override('item.view', async (input, own) => {
      const item = await own(input);
      const who = mayResolve() ? (state.inQuestion.get(input.barcode) ?? []) : [];
      const names = new Map(FAKE_PATRONS.map(({ card, name }) => [card, name]));
      const candidates = who.map((card) => ({ card, name: names.get(card) ?? card }));
      return who.length === 0 ? item : { ...item, mayResolve: true, candidates };
    });
    desk.override('item.resolve', async ({ barcode, holder }, own) => {
      if (!state.inQuestion.has(barcode)) return own({ barcode, ...(holder === undefined ? {} : { holder }) });
      if (!mayResolve()) throw new TestRefusal('HF-AUTH-024', 'you may not do this; ask desk staff');
      state.inQuestion.delete(barcode);
      endByScan({ state }, barcode);
      ended(barcode);
      const { title, author, callNumber, location, kind } = await desk.ask('item.view', { barcode });
      const trace = { candidates: [], due: [], limits: [], data: [] };
      const item = { barcode, title, author, callNumber, location, kind };
      return { decision: 'done', canUndo: true, commandId: actId(`resolved-${barcode}`), reasons: [], trace, item };
    });
    desk.override('circ.checkin', async (input, own) => {
      const answer = await own(input);
      const wasAsked = state.inQuestion.delete(input.item);
      if (endByScan({ state }, input.item) || wasAsked) ended(input.item);
      const routing = {
        route: 'check-shelf',
        text: 'Check the shelf',
        callNumber: null,
        branch: null,
        holdLabel: null,
      } as const;
      return wasAsked ? { ...answer, routing } : answer;
    });
  };
}

/** Those that a listing takes in; all rows of the fake desk are of its branch. */
export function listedBy(listing: Listing | undefined, rows: readonly ExceptionView[]): ExceptionView[] {
  return rows.filter(({ weight, work }) => {
    if (weight === 'note' || listing === undefined || listing.whose === 'all') return true;
    return listing.whose === 'mine' ? work?.assigned?.isMe === true : (work?.assigned ?? null) === null;
  });
}

/** Kinds of a listing by age: one of each weight. */
export function byAge(rows: readonly ExceptionView[], notes: readonly ExceptionKind[]): ExceptionKind[] {
  const kinds = (['act-now', 'today'] as const).map((weight): ExceptionKind => {
    const group = weight === 'act-now' ? ('oldest-now' as const) : ('oldest-today' as const);
    return { group, code: AGE_CODE, weight, count: rows.filter((row) => row.weight === weight).length, actions: [] };
  });
  return [...kinds.filter(({ count }) => count > 0), ...notes];
}
