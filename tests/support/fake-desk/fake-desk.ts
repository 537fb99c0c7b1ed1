// The desk of a test of the page: a real core on the small library, with invented answers laid over it, method by method.

import type { EventName, EventPayload } from '../../../shared/bridge/events.ts';
import type { Language } from '../../../shared/core/language.ts';
import type { OutageView } from '../../../shared/views/outage.ts';
import type { SessionView } from '../../../shared/views/session.ts';
import type { DeskAct, SyncStatus } from '../../../shared/views/sync.ts';
import type { FarDeskOptions } from '../desk/far-desk.ts';
import { openTestDesk, type OpenFarDesk, type TestDesk } from '../desk/test-desk.ts';
import { fakeOutageRows, fakeOutages } from './fake-outages.ts';
import { fakePractice } from './fake-practice.ts';

/** The desk's state, and the changes laid over it. */
export type FakeState = {
  readonly language: Language;
  readonly session: SessionView | null;
  /** The acts of this desk since the test began. */
  readonly acts: readonly DeskAct[];
  outages: OutageView[];
  /** Changes to the real state of the line. */
  line: Partial<SyncStatus>;
};

export type FakeDesk = TestDesk & {
  readonly state: FakeState;
  /** Fills the worklist as after an outage, or empties it. */
  readonly setExceptions: (isOn: boolean) => Promise<void>;
};

/** Shared state of the parts that are laid over it. */
export type FakeContext = {
  readonly desk: TestDesk;
  readonly state: FakeState;
  readonly now: () => number;
  readonly emit: <E extends EventName>(name: E, payload: EventPayload<E>) => void;
};

/** Opens one. Pages of a test of the page have `openFarDesk` in their environment. */
export async function createFakeDesk(
  options: Omit<FarDeskOptions, 'onEvent'> = {},
  open: OpenFarDesk = parseOpener(globalThis),
): Promise<FakeDesk> {
  const desk = await openTestDesk(open, options);
  const state = stateOver(desk);
  desk.overrideAll(fakePractice(desk));
  return {
    ...desk,
    state,
    async setExceptions(isOn) {
      state.outages = isOn ? [...fakeOutageRows(desk.now())] : [];
      desk.overrideAll(fakeOutages({ desk, state, now: desk.now, emit: desk.emit }));
      await (isOn ? desk.noteWorklist() : desk.changeExceptions(() => []));
    },
  };
}

const parseOpener = (global: unknown) => (global as { readonly openFarDesk: OpenFarDesk }).openFarDesk;

function stateOver(desk: TestDesk): FakeState {
  let line: Partial<SyncStatus> = {};
  return {
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
      desk.sayLine(change);
    },
    outages: [],
  };
}
