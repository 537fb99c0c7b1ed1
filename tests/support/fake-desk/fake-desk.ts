// The desk of a test of the page: a real core on the small library, with what is still invented laid over it, method by method.

import type { EventName, EventPayload, Handlers } from '../../../shared/bridge/contract.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { OutageView } from '../../../shared/views/outage.ts';
import type { SessionView } from '../../../shared/views/session.ts';
import type { ClosedException, DeskAct, SyncStatus } from '../../../shared/views/sync.ts';
import type { FarDeskOptions } from '../desk/far-desk.ts';
import { openTestDesk, type OpenFarDesk, type TestDesk } from '../desk/test-desk.ts';
import { FAKE_QUESTIONS } from './fake-data.ts';
import { fakeCarried } from './fake-carried.ts';
import { fakeClosed, fakeExceptionRows, fakeWorklist, type FakeException } from './fake-exceptions.ts';
import { fakeOutageRows, fakeOutages } from './fake-outages.ts';
import { fakePractice } from './fake-practice.ts';
import { fakeHistory } from './fake-line.ts';
import { fakeQuestions } from './fake-work.ts';

/** What the desk knows, and what is laid over it. */
export type FakeState = {
  readonly language: Language;
  readonly session: SessionView | null;
  /** The acts of this desk since the test began. */
  readonly acts: readonly DeskAct[];
  /** Items in question beside those of the library: the cards of those who may have them. */
  inQuestion: Map<string, readonly string[]>;
  exceptions: FakeException[];
  outages: OutageView[];
  /** Exceptions that ended lately. */
  closed: ClosedException[];
  /** What the line is said to be, over what it is. */
  line: Partial<SyncStatus>;
};

export type FakeDesk = TestDesk & {
  readonly state: FakeState;
  /** Fills or empties the worklist. */
  readonly setExceptions: (isOn: boolean) => Promise<void>;
};

/** What the parts that are laid over it share. */
export type FakeContext = {
  readonly state: FakeState;
  readonly now: () => number;
  readonly emit: <E extends EventName>(name: E, payload: EventPayload<E>) => void;
  readonly sayStatus: () => Promise<void>;
};

/** Opens one. Pages of a test of the page have `openFarDesk` in their environment. */
export async function createFakeDesk(
  options: Omit<FarDeskOptions, 'onEvent'> = {},
  open: OpenFarDesk = parseOpener(globalThis),
): Promise<FakeDesk> {
  const desk = await openTestDesk(open, options);
  const isLaidOver = { now: false };
  const state = stateOver(desk, isLaidOver);
  const sayStatus = async (): Promise<void> => desk.emit('link.changed', await desk.ask('sync.status', {}));
  const context: FakeContext = { state, now: desk.now, emit: desk.emit, sayStatus };
  const laidOver: Partial<Handlers> = {
    ...fakeCarried(),
    ...fakePractice(desk),
  };
  desk.overrideAll(laidOver);
  return {
    ...desk,
    state,
    async setExceptions(isOn) {
      state.exceptions = isOn ? [...fakeExceptionRows(desk.now())] : [];
      state.closed = isOn ? [...fakeClosed()] : [];
      state.outages = isOn ? [...fakeOutageRows(desk.now())] : [];
      state.inQuestion = new Map(isOn ? FAKE_QUESTIONS : []);
      desk.overrideAll({ ...fakeWorklist(context), ...fakeOutages(context) });
      desk.override('sync.acts', async (input, own) => {
        const { waiting, answered } = await own(input);
        return { waiting, answered: [...answered, ...(isOn ? fakeHistory(desk.now()) : [])] };
      });
      isLaidOver.now = true;
      const { line } = state;
      state.line = line;
      fakeQuestions(context)(desk);
      await sayStatus();
      desk.emit('desk.changed', { patrons: [], items: [], exceptions: true, acts: false });
    },
  };
}

const parseOpener = (global: unknown) => (global as { readonly openFarDesk: OpenFarDesk }).openFarDesk;

function stateOver(desk: TestDesk, isLaidOver: { readonly now: boolean }): FakeState {
  let line: Partial<SyncStatus> = {};
  const count = (weight: FakeException['weight']): number =>
    state.exceptions.filter((row) => row.weight === weight).length;
  const counts = {
    get exceptions() {
      return { actNow: count('act-now'), today: count('today'), note: count('note') };
    },
  };
  const state: FakeState = {
    get language() {
      return desk.seen().language;
    },
    get session() {
      return desk.seen().session;
    },
    get acts() {
      return desk.seen().acts;
    },
    get line() {
      return line;
    },
    set line(change) {
      line = change;
      // Counted anew with each status that is told.
      desk.sayLine(
        isLaidOver.now ? Object.defineProperties({ ...change }, Object.getOwnPropertyDescriptors(counts)) : change,
      );
    },
    inQuestion: new Map(),
    exceptions: [],
    outages: [],
    closed: [],
  };
  return state;
}
