// A desk core in memory, for the renderer's own tests and screenshots: it answers every method of the contract with believable data.
// It judges nothing by real rules; certain items and patrons always give certain answers. The product's desk core is elsewhere.

import type { AccountRow } from '../../../shared/lists/patron-account.ts';
import type { ItemMark } from '../../../shared/core/item-mark.ts';
import type { EventName, EventPayload, Handlers, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import type { ItemWrittenNow } from '../../../shared/views/item-form.ts';
import type { PatronCardView } from '../../../shared/views/patron-cards.ts';
import type { PatronBlockView } from '../../../shared/views/patron-blocks.ts';
import type { OutageView } from '../../../shared/views/outage.ts';
import type { ShiftView } from '../../../shared/views/shift.ts';
import type { SessionView } from '../../../shared/views/session.ts';
import type { ClosedException, DeskAct, SyncStatus } from '../../../shared/views/sync.ts';
import { ROLE_RIGHTS } from '../../../shared/circ/rights.ts';
import { branchId, deskId, staffId } from '../../../shared/core/ids.ts';
import type { Language } from '../../../shared/core/language.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import { refusedActs } from './refused-acts.ts';
import { ZONE } from './fake-answers.ts';
import { FAKE_ITEMS, FAKE_LOANS, FAKE_PATRONS, FAKE_QUESTIONS, FAKE_STAFF } from './fake-data.ts';
import { fakeCarried } from './fake-carried.ts';
import { fakeDevices } from './fake-devices.ts';
import { fakeCirculation } from './fake-circulation.ts';
import { fakeDueChange } from './fake-due-change.ts';
import { fakeClosed, fakeExceptionRows, fakeWorklist, type FakeException } from './fake-exceptions.ts';
import { fakeHolds } from './fake-holds.ts';
import { fakeHistory, fakeOffline, fakeStatus } from './fake-line.ts';
import { fakeLookups } from './fake-lookups.ts';
import { fakeMoney } from './fake-money.ts';
import { fakeItems } from './fake-items.ts';
import { fakePatrons } from './fake-patrons.ts';
import { fakePhone } from './fake-phone.ts';
import { fakeRoles } from './fake-roles.ts';
import { fakeOutageRows, fakeOutages } from './fake-outages.ts';
import { fakePractice } from './fake-practice.ts';
import { fakeReports } from './fake-reports.ts';
import { FakeRefusal, NOTHING_RECORDED } from './fake-refusal.ts';
import { fakeSlips } from './fake-slips.ts';
import { FAKE_JOINED } from './fake-setup.ts';
import { fakeShift } from './fake-shift.ts';

export type FakeLoan = {
  card: string;
  barcode: string;
  dueAt: number;
  renewals: number;
  recalled?: boolean;
  pending: boolean;
  id: string;
};

/** All that the fake desk remembers. */
export type FakeState = {
  language: Language;
  isPractice: boolean;
  undoNeedsReason: boolean;
  branchName: string;
  session: SessionView | null;
  shift: ShiftView | null;
  loans: FakeLoan[];
  unknownItems: Map<string, string>;
  unknownCards: Set<string>;
  /** A night grant that covers everything, in words; null without one. */
  nightGrant: string | null;
  /** Items in question: the cards of those who may have them. */
  inQuestion: Map<string, readonly string[]>;
  /** Blocks that were set, by card. */
  blocks: Map<string, PatronBlockView[]>;
  /** Cards that were added, replaced or ended, by the card of the patron. */
  cards: Map<string, PatronCardView[]>;
  /** What copies are marked as. */
  marks: Map<string, ReadonlySet<ItemMark>>;
  /** What was written in copies. */
  written: Map<string, Partial<ItemWrittenNow>>;
  acts: DeskAct[];
  answers: Map<string, { undo: () => void; item: string; card: string | null }>;
  /** Acts of before this page, answered by the server; there with the worklist. */
  history: readonly DeskAct[];
  exceptions: FakeException[];
  outages: OutageView[];
  /** Exceptions that ended lately. */
  closed: ClosedException[];
  line: Partial<SyncStatus>;
  /** The ledger of an account, by card. */
  accountOf: (card: string) => AccountRow[];
  seq: number;
  failures: Map<string, number>;
};

export type FakeDesk = {
  readonly handlers: Handlers;
  readonly state: FakeState;
  readonly now: () => number;
  readonly on: <E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void) => () => void;
  readonly emit: <E extends EventName>(name: E, payload: EventPayload<E>) => void;
  /** Cuts or mends the line. */
  readonly setOffline: (isOffline: boolean) => void;
  /** Fills or empties the worklist. */
  readonly setExceptions: (isOn: boolean) => void;
};

const DAY_MS = 86_400_000;
/** 11 PM of the day before the fake desk's own day: what lies in the book drop came back by then. */
const LAST_CLOSING = Date.parse('2026-12-01T07:00:00Z');

const sayClosing = (language: Language, now: number): string =>
  sayDue(language, { dueAt: LAST_CLOSING, grain: 'time', zone: ZONE }, now);

/** A desk at a clock. */
export function createFakeDesk(now: () => number, clockShiftMs = 0): FakeDesk {
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const state = startState(now());
  const emit: FakeDesk['emit'] = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  const status = (): SyncStatus => {
    const pending = state.acts.filter(({ outcome }) => outcome === null).length;
    const work = state.exceptions;
    const count = (weight: FakeException['weight']): number => work.filter((row) => row.weight === weight).length;
    return fakeStatus(now(), {
      ...(state.line.online === false ? fakeOffline(now(), pending) : {}),
      ...state.line,
      pending,
      exceptions: { actNow: count('act-now'), today: count('today'), note: count('note') },
    });
  };
  const context = { state, now, emit, status };
  const view = (): Awaited<ReturnType<Handlers['desk.view']>> => ({
    deskId: deskId('desk-1'),
    name: 'Main desk',
    branch: branchId('MAIN'),
    branchName: state.branchName,
    libraryName: 'Honeyfield Colleges',
    zone: 'America/Los_Angeles',
    currency: 'USD',
    language: state.language,
    clockShiftMs,
    shell: 'browser',
    keyUnprotected: true,
    demo: {
      staff: [...FAKE_STAFF],
      patrons: FAKE_PATRONS.map(({ card }) => card),
      items: FAKE_ITEMS.map(({ barcode }) => barcode),
    },
    isPractice: state.isPractice,
    undoNeedsReason: state.undoNeedsReason,
    session: state.session,
    lastClosing: { at: new Date(LAST_CLOSING).toISOString(), text: sayClosing(state.language, now()) },
  });
  const handlers: Handlers = {
    ...refusedActs(),
    'call.outcome': () => ({ answer: { ok: false, error: NOTHING_RECORDED } }),
    'desk.view': view,
    'desk.setLanguage'({ language }) {
      state.language = language;
      return view();
    },
    'session.signIn': (input) => signIn(context, input),
    'session.signOut'() {
      state.session = null;
      emit('session.changed', null);
      return {};
    },
    'session.current': () => state.session,
    'sync.status': status,
    'sync.now'() {
      state.line = { ...state.line, paused: false, pausedSince: null };
      return status();
    },
    'sync.pause'({ on }) {
      if (on && state.session?.rights.includes('manage-desk') !== true) {
        throw new FakeRefusal('HF-AUTH-024', 'you may not do this; ask a person who may to sign with their PIN');
      }
      state.line = { ...state.line, paused: on, pausedSince: on ? new Date(now()).toISOString() : null };
      emit('link.changed', status());
      return status();
    },
    'sync.seenRestore'({ restoredAt }) {
      const isIt = state.line.serverRestoredAt === restoredAt;
      state.line = { ...state.line, ...(isIt ? { serverRestoredAt: null } : {}) };
      return status();
    },
    'sync.acts': ({ limit }) => ({
      waiting: state.acts.filter(({ outcome }) => outcome === null).slice(0, limit),
      answered: [...state.acts.filter(({ outcome }) => outcome !== null).toReversed(), ...state.history].slice(
        0,
        limit,
      ),
    }),
    'ledger.export'() {
      if (state.session?.rights.includes('manage-desk') !== true) {
        throw new FakeRefusal('HF-AUTH-024', 'you may not do this; ask a person who may to sign with their PIN');
      }
      const acts = state.acts.filter(({ outcome }) => outcome === null).length;
      return { name: 'holdfast-desk-1-202612012202.ndjson', text: 'the file\n', acts };
    },
    ...fakeCarried(),
    ...fakePractice(context),
    ...fakeDevices(context),
    ...FAKE_JOINED,
    ...fakeSlips(context),
    ...fakeWorklist(context),
    ...fakeOutages(context),
    ...fakeReports(context),
    ...fakeLookups(context),
    ...fakeCirculation(context),
    ...fakeDueChange(context),
    ...fakeHolds(context),
    ...fakeMoney(context),
    ...fakePhone(),
    ...fakeRoles(),
    ...fakePatrons(context),
    ...fakeItems(context),
    ...fakeShift(context),
  };
  return {
    handlers,
    state,
    now,
    emit,
    on(name, listener) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => known.delete(listener);
    },
    setOffline(isOffline) {
      state.line = isOffline ? { online: false } : {};
      if (!isOffline) state.acts = state.acts.map((act) => ({ ...act, outcome: 'applied' }));
      emit('link.changed', status());
      emit('desk.changed', { patrons: [], items: [], exceptions: false, acts: true });
    },
    setExceptions(isOn) {
      state.exceptions = isOn ? [...fakeExceptionRows(now())] : [];
      state.closed = isOn ? [...fakeClosed()] : [];
      state.outages = isOn ? [...fakeOutageRows(now())] : [];
      state.history = isOn ? fakeHistory(now()) : [];
      state.inQuestion = new Map(isOn ? FAKE_QUESTIONS : FAKE_QUESTIONS.slice(0, 1));
      state.loans = state.loans.filter(({ barcode }) => !state.inQuestion.has(barcode));
      emit('link.changed', status());
      emit('desk.changed', { patrons: [], items: [], exceptions: true, acts: false });
    },
  };
}

/** What the parts of the fake desk share. */
export type FakeContext = Pick<FakeDesk, 'state' | 'now' | 'emit'> & { readonly status: () => SyncStatus };

function startState(now: number): FakeState {
  const loans = FAKE_LOANS.map(([card, barcode, days, renewals]) => ({
    card,
    barcode,
    dueAt: now + days * DAY_MS,
    renewals,
    pending: false,
    id: `loan-${barcode}`,
  }));
  return {
    language: 'en',
    isPractice: false,
    undoNeedsReason: false,
    branchName: 'Honeyfield Library',
    session: null,
    shift: null,
    loans,
    unknownItems: new Map(),
    unknownCards: new Set(),
    nightGrant: null,
    blocks: new Map(),
    cards: new Map(),
    inQuestion: new Map(FAKE_QUESTIONS.slice(0, 1)),
    marks: new Map(),
    written: new Map(),
    acts: [],
    answers: new Map(),
    accountOf: () => [],
    history: [],
    exceptions: [],
    outages: [],
    closed: [],
    line: {},
    seq: 100,
    failures: new Map(),
  };
}

const MOST_FAILURES = 4;

function signIn({ state, now, emit }: FakeContext, { staff, pin }: ParsedInput<'session.signIn'>): SessionView {
  const failures = state.failures.get(staff) ?? 0;
  const person = FAKE_STAFF.find((one) => one.staff === staff && one.pin === pin);
  if (person === undefined) {
    state.failures.set(staff, failures + 1);
    if (failures >= MOST_FAILURES)
      throw new FakeRefusal('HF-AUTH-023', 'too many wrong PINs; wait 30 seconds, then sign in again', 30);
    throw new FakeRefusal('HF-AUTH-022', 'the name or the PIN is wrong; try again');
  }
  state.failures.delete(staff);
  state.session = {
    staffId: staffId(person.staff),
    staff: person.staff,
    role: person.role,
    rights: [...ROLE_RIGHTS[person.role]],
    since: new Date(now()).toISOString(),
  };
  emit('session.changed', state.session);
  return state.session;
}

/** For tests: an answer without anything special. */
export type FakeAnswer = CirculationAnswer;
