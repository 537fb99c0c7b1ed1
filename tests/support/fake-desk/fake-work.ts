// What staff did about exceptions of the fake desk without ending them, and the ways to list them.

import type { Handlers } from '../../../shared/bridge/contract.ts';
import { AGE_CODE, type ExceptionKind, type ExceptionView, type Listing } from '../../../shared/views/sync.ts';
import { FAKE_STAFF } from './fake-data.ts';
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
