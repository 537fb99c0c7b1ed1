// The worklist of the fake desk as it stands after an outage: what differs, what happened, what may be done, for whoever is signed in.

import { actId, branchId, exceptionId } from '../../../shared/core/ids.ts';
import type { Words } from '../../../shared/core/language.ts';
import { say, type Params, type Saying } from '../../../shared/core/say.ts';
import { endsByRelease, SAYS_HELD } from '../../../shared/circ/held-exceptions.ts';
import { exceptionEntry } from '../../../shared/circ/exception-table.ts';
import { ACT_WORDS } from '../../../shared/acts/act-words.ts';
import { EXCEPTION_NAMES, nameOfCode } from '../../../shared/core/codes/names.ts';
import type { HeldActView } from '../../../shared/views/held.ts';
import { sayException } from '../../../shared/circ/say-exception.ts';
import type { Handlers, ParsedInput } from '../../../shared/bridge/contract.ts';
import {
  AGE_CODE,
  NOTES_CODE,
  type ClosedException,
  type ExceptionKind,
  type ExceptionView,
} from '../../../shared/views/sync.ts';

import { FAKE_PATRONS, FAKE_QUESTIONS } from './fake-data.ts';
import type { FakeContext } from './fake-desk.ts';
import { TestRefusal } from '../desk/test-refusal.ts';
import { byAge, fakeWork, listedBy, type FakeWork } from './fake-work.ts';

const MINUTE_MS = 60_000;
const ZONE = 'America/Los_Angeles';
const iso = (at: number): string => new Date(at).toISOString();

/** A thing that desks did, minutes ago; `dueIn` hours from now. */
export type FakeHappening = readonly [minutesAgo: number, words: Words, dueIn?: number];

/** An exception whose words are said when it is listed. */
export type FakeException = Omit<
  ExceptionView,
  'text' | 'tellPatron' | 'happened' | 'actions' | 'mayRelease' | 'endsBy' | 'whom' | 'credit' | 'inQuestion' | 'work'
> & {
  readonly params: Params;
  readonly happening: readonly FakeHappening[];
};

type Row = Pick<FakeException, 'code' | 'weight' | 'group'> & Partial<FakeException>;

const MAIN_IN: Words = { en: 'Checked in · Honeyfield Library', es: 'Devuelto · Honeyfield Library' };
const MAIN_OUT: Words = { en: 'Checked out · Honeyfield Library', es: 'Prestado · Honeyfield Library' };
const WEST_OUT: Words = { en: 'Checked out · West branch', es: 'Prestado · West branch' };
const DUE: Words = { en: 'due {due}', es: 'vence {due}' };

/** The rows, oldest codes first; ids are stable. */
export function fakeExceptionRows(now: number): readonly FakeException[] {
  return ROWS.map((row, index) => ({
    exceptionId: exceptionId(`exception-${index}`),
    state: 'open',
    branch: branchId('MAIN'),
    at: iso(now - (index + 3) * 7 * MINUTE_MS),
    callNumber: null,
    title: null,
    params: {},
    happening: [],
    ...row,
  }));
}

/** What ended before the worklist is looked at. */
export function fakeClosed(): readonly ClosedException[] {
  const ended = (id: string, rest: Omit<ClosedException, 'exceptionId'>): ClosedException => ({
    exceptionId: exceptionId(id),
    ...rest,
  });
  const item = { title: 'Circe', item: '31310000001204' };
  return [
    ended('closed-0', { code: 'missed-hold', ...item, how: 'event', action: null, staff: '' }),
    ended('closed-1', { code: 'lent-while-on-loan', ...item, how: 'resolved', action: 'told-patron', staff: 'nadia' }),
    ended('closed-2', {
      code: 'patron-over-limit',
      title: null,
      item: null,
      how: 'explained',
      action: null,
      staff: '',
    }),
  ];
}

/** The same as the screen is given them: as a supervisor sees them, in English. */
export function fakeExceptions(now: number): readonly ExceptionView[] {
  const seen: Seen = {
    saying: { language: 'en', now },
    mayResolve: true,
    mayRelease: true,
    workOf: () => ({ assigned: null, contact: null, history: [] }),
    isInQuestion: (item) => FAKE_QUESTIONS.some(([barcode]) => barcode === item),
  };
  return fakeExceptionRows(now).map((row) => viewOf(row, seen));
}

/** `exception.list` and `exception.resolve`. */
export function fakeWorklist(
  context: FakeContext,
): Pick<
  Handlers,
  | 'exception.list'
  | 'exception.resolve'
  | 'exception.release'
  | 'exception.held'
  | 'exception.work'
  | 'exception.assignees'
> {
  const { state, emit, sayStatus } = context;
  const work: FakeWork = fakeWork(context, (kind) =>
    listed(context, work)
      .filter(({ group, code }) => group === kind.group && code === kind.code)
      .map(({ exceptionId: id }) => id),
  );
  return {
    'exception.work': work['exception.work'],
    'exception.assignees': work['exception.assignees'],
    'exception.list': ({ page }) => {
      const open = listed(context, work);
      const all = listedBy(page?.listing, open);
      const kinds =
        page?.listing?.order === 'age'
          ? byAge(all, kindsOf(all.filter(({ weight }) => weight === 'note')))
          : kindsOf(all);
      const countOf = ({ group, code }: ExceptionKind): number =>
        Math.max(
          page?.first ?? Infinity,
          page?.more.find((one) => one.group === group && one.code === code)?.shown ?? 0,
        );
      const exceptions = kinds.flatMap((kind) => all.filter((row) => isOf(kind, row)).slice(0, countOf(kind)));
      return {
        exceptions,
        kinds,
        upTo: state.exceptions.length,
        leftOut: open.length - all.length,
        closed: [...state.closed],
      };
    },
    'exception.held'({ exceptionIds }) {
      if (state.session?.rights.includes('release') !== true) {
        throw new TestRefusal('HF-AUTH-024', 'you may not do this; ask a person who may to sign with their PIN');
      }
      if (state.line.online === false) throw new TestRefusal('HF-SYNC-003', 'no central server answers');
      const isHeld = ({ code }: { readonly code: string }): boolean => SAYS_HELD.has(code);
      const held = [...state.exceptions, ...state.closed].filter(
        (row) => exceptionIds.includes(row.exceptionId) && isHeld(row),
      );
      const acts = held.length === 0 ? [] : fakeHeld({ language: state.language, now: context.now() });
      return { acts: [...acts], count: acts.length };
    },
    'exception.release'({ exceptionIds }) {
      if (state.session?.rights.includes('release') !== true) {
        throw new TestRefusal('HF-AUTH-024', 'you may not do this; ask a person who may to sign with their PIN');
      }
      const leftOut = state.closed.filter((row) => row.mayRelease === true && exceptionIds.includes(row.exceptionId));
      const released = state.exceptions.filter((row) => exceptionIds.includes(row.exceptionId)).length + leftOut.length;
      state.closed = state.closed.filter((row) => !leftOut.includes(row));
      state.exceptions = state.exceptions.filter((row) => !exceptionIds.includes(row.exceptionId));
      emit('desk.changed', { patrons: [], items: [], exceptions: true, acts: true });
      void sayStatus();
      return { released };
    },
    'exception.resolve'({ exceptionIds: named, kind, action, note }: ParsedInput<'exception.resolve'>) {
      const ofKind = listed(context, work).filter(({ group, code }) => group === kind?.group && code === kind.code);
      const exceptionIds = named ?? ofKind.map(({ exceptionId: id }) => id);
      const mine = listed(context, work).filter((row) => exceptionIds.includes(row.exceptionId));
      if (mine.some(({ actions }) => !actions.includes(action))) {
        throw new TestRefusal('HF-AUTH-024', 'you may not do this; ask desk staff or a supervisor');
      }
      if (action === 'dismissed' && note.trim() === '') throw new TestRefusal('HF-CIRC-006', 'say why in the note');
      state.exceptions = state.exceptions.filter((row) => !exceptionIds.includes(row.exceptionId));
      emit('desk.changed', { patrons: [], items: [], exceptions: true, acts: true });
      void sayStatus();
      return { resolved: mine.length };
    },
  };
}

/** A loan and a payment that the server failed on, and a loan that no server can read. */
function fakeHeld({ language, now }: Saying): readonly HeldActView[] {
  const act = (n: number, minutesAgo: number, words: Words, more: Partial<HeldActView>): HeldActView => ({
    commandId: actId(`held-${n}`),
    desk: 'Info desk',
    at: iso(now - minutesAgo * MINUTE_MS),
    text: words[language],
    staff: 'nadia',
    card: null,
    barcode: null,
    amountMinor: null,
    why: nameOfHeld('server-fault')[language],
    lacks: null,
    ...more,
  });
  return [
    act(1, 75, ACT_WORDS['checkout'] ?? UNSAID, { card: '21310000004421', barcode: '31310000001204' }),
    act(2, 70, ACT_WORDS['pay'] ?? UNSAID, { card: '21310000004421', amountMinor: 250, staff: null }),
    act(3, 61, ACT_WORDS['checkin'] ?? UNSAID, {
      barcode: '31310000003360',
      lacks: nameOfHeld('args-missing')[language],
    }),
  ];
}

const UNSAID: Words = { en: '', es: '' };

function nameOfHeld(code: string): Words {
  return nameOfCode(EXCEPTION_NAMES, code);
}

/** Kinds as the desk core counts them. */
export function kindsOf(rows: readonly ExceptionView[]): ExceptionKind[] {
  const keyOf = ({ weight, group, code }: ExceptionView): string =>
    weight === 'note' ? `note other ${NOTES_CODE}` : `${weight} ${group} ${code}`;
  return [...Map.groupBy(rows, keyOf).values()].flatMap((mine) => {
    const [first] = mine;
    if (first === undefined) return [];
    const { group, code, weight, actions } = first;
    const isNote = weight === 'note';
    return [
      {
        group: isNote ? ('other' as const) : group,
        code: isNote ? NOTES_CODE : code,
        weight,
        count: mine.length,
        actions: code === 'in-question' ? [] : actions,
      },
    ];
  });
}

function isOf({ group, code, weight }: ExceptionKind, row: ExceptionView): boolean {
  if (weight === 'note' || code === AGE_CODE) return row.weight === weight;
  return row.weight === weight && row.group === group && row.code === code;
}

/** What a scan of an item ends: the object was found. Judged ones stay. */
export function endByScan({ state }: Pick<FakeContext, 'state'>, barcode: string): boolean {
  const ended = new Set(['missed-hold', 'wrong-trap', 'in-question', 'lent-while-on-loan']);
  const before = state.exceptions.length;
  state.exceptions = state.exceptions.filter((row) => row.item !== barcode || !ended.has(row.code));
  return state.exceptions.length !== before;
}

/** Whether the person signed in may end exceptions. */
export function mayResolveHere({ state }: FakeContext): boolean {
  return state.session?.rights.includes('resolve-exceptions') ?? false;
}

type Seen = {
  readonly saying: Saying;
  readonly mayResolve: boolean;
  readonly mayRelease: boolean;
  readonly workOf: FakeWork['of'];
  readonly isInQuestion: (item: string) => boolean;
};

function listed(context: FakeContext, work: FakeWork): ExceptionView[] {
  const { state, now } = context;
  const mayResolve = mayResolveHere(context);
  const seen: Seen = {
    saying: { language: state.language, now: now() },
    mayResolve,
    mayRelease: state.session?.rights.includes('release') ?? false,
    workOf: work.of,
    isInQuestion: (item) => state.inQuestion.has(item),
  };
  return state.exceptions.filter((row) => mayResolve || row.weight === 'act-now').map((row) => viewOf(row, seen));
}

function viewOf(
  { params, happening, ...row }: FakeException,
  { saying, mayResolve, mayRelease, workOf, isInQuestion }: Seen,
): ExceptionView {
  const inQuestion = row.code === 'in-question' && isInQuestion(row.item ?? '');
  const values = { title: row.title ?? '', barcode: row.item ?? '', card: row.patron ?? '', ...params };
  const shelf = ['rerouted', 'found', 'not-found', 'dismissed'] as const;
  const told = ['told-patron', 'corrected', 'dismissed'] as const;
  const isDesk = row.code === 'desk-silent';
  const isHeld = endsByRelease({ code: row.code, params: {} });
  const isScanned = !inQuestion && (row.group === 'reroute' || row.group === 'wrong-trap');
  return {
    ...row,
    ...sayException(saying, { code: row.code, params: values }),
    inQuestion,
    work: mayResolve ? workOf(row.exceptionId) : null,
    whom: mayResolve ? whomOf(row) : null,
    credit:
      row.code === 'money-credited' && mayResolve ? { amountMinor: 500, text: '$5.00', mayGive: mayRelease } : null,
    endsBy: isHeld ? 'release' : closedByScan(row.code) ? 'scan' : null,
    happened: isScanned ? [] : happening.map((one) => said(one, saying)),
    mayRelease: (isDesk || isHeld) && mayRelease,
    actions:
      !mayResolve || inQuestion || isHeld
        ? []
        : isDesk
          ? ['corrected', 'dismissed']
          : [...(row.weight === 'act-now' ? shelf : told)],
  };
}

function whomOf({ code, patron }: Pick<FakeException, 'code' | 'patron'>): ExceptionView['whom'] {
  const known = FAKE_PATRONS.find(({ card }) => card === patron);
  const words = exceptionEntry(code)?.tellPatron ?? null;
  return known === undefined || words === null ? null : { card: known.card, name: known.name };
}

function closedByScan(code: string): boolean {
  return exceptionEntry(code)?.closedBy.includes('checkin') === true;
}

function said([minutesAgo, words, dueIn]: FakeHappening, saying: Saying): ExceptionView['happened'][number] {
  const at = saying.now - minutesAgo * MINUTE_MS;
  const what = say(saying, words);
  if (dueIn === undefined) return { at: iso(at), text: what };
  const due = { dueAt: saying.now + dueIn * 60 * MINUTE_MS, grain: dueIn < 24 ? 'time' : 'day', zone: ZONE } as const;
  return { at: iso(at), text: `${what} · ${say(saying, DUE, { due })}` };
}

function missedHold(item: string, title: string, callNumber: string): Row {
  return {
    code: 'missed-hold',
    weight: 'act-now',
    group: 'reroute',
    item,
    title,
    callNumber,
    happening: [
      [9 * 24 * 60, MAIN_OUT],
      [34, MAIN_IN],
    ],
  };
}

const ROWS: readonly Row[] = [
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
    happening: [[95, MAIN_IN]],
  },
  {
    code: 'in-question',
    weight: 'act-now',
    group: 'equipment',
    item: '33310000000049',
    title: 'Laptop 15',
    callNumber: 'LAPTOP 15',
    happening: [
      [300, MAIN_IN],
      [52, MAIN_OUT, 3],
      [51, WEST_OUT, 4],
    ],
  },
  { code: 'money-credited', weight: 'today', group: 'money', patron: '21310000004421' },
  {
    code: 'lent-while-on-loan',
    weight: 'today',
    group: 'patrons',
    item: '31310000001204',
    patron: '21310000004421',
    title: 'Circe',
    callNumber: 'PS3613.I5445 C57 2018',
    happening: [
      [5 * 24 * 60, MAIN_OUT, 9 * 24],
      [40, WEST_OUT, 14 * 24],
    ],
  },
  {
    code: 'patron-over-limit',
    weight: 'today',
    group: 'other',
    item: '31310000003360',
    patron: '21310000006612',
    title: 'Pedagogy of the Oppressed',
    callNumber: 'LB880.F73 P4313 2018',
    params: { reason: '50 of 50 items already out.' },
    happening: [[61, MAIN_OUT, 14 * 24]],
  },
  {
    code: 'desk-silent',
    weight: 'today',
    group: 'notices',
    params: {
      desk: 'West desk',
      since: { dueAt: Date.parse('2026-12-01T18:40:00Z'), grain: 'time', zone: ZONE },
      branch: 'West branch',
    },
  },
  { code: 'shelf-robot-stuck', weight: 'today', group: 'other' },
  {
    code: 'due-differs',
    weight: 'note',
    group: 'other',
    item: '31310000007745',
    title: 'Cien años de soledad',
    callNumber: 'PQ8180.17.A73 C5 2017',
  },
  { code: 'double-scan', weight: 'note', group: 'other', item: '31310000004417', title: 'Introduction to Algorithms' },
];
