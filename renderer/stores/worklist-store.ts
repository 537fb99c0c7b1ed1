// The Sync screen's data: what waits, what the server answered, and the exceptions to work, fetched again when the desk says they changed.
// What was done is kept as values, so that it can be said in the language of the moment.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { DeskAct, ExceptionView } from '../../shared/bridge/views/sync.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { ViewStore } from './view-store.ts';
import { endQuestion, type CheckIn, type WorklistSaid } from './worklist-answer.ts';
import {
  chosenStep,
  keptChoice,
  neighbour,
  optionsOf,
  type Option,
  type Questions,
  type Step,
} from './worklist-steps.ts';
import type { Tone } from './work/tone-of.ts';

export type ExceptionId = MethodInput<'exception.resolve'>['exceptionIds'][number];
export type ExceptionAction = ExceptionView['actions'][number];

/** The note being written: at which step, for which exceptions, and what was done about them. */
export type ResolveForm = {
  readonly stepId: string;
  readonly ids: readonly ExceptionId[];
  readonly action: ExceptionAction;
  readonly error: BridgeError | null;
};

/** An answer to a question that is asked once more: it closes loans, and a key pressed by mistake is no answer. */
export type ToConfirm = { readonly step: Step; readonly option: Answer };
export type Answer = Exclude<Option, { kind: 'action' }>;

export type WorklistState = {
  readonly waiting: readonly DeskAct[];
  readonly answered: readonly DeskAct[];
  readonly exceptions: readonly ExceptionView[];
  readonly questions: Questions;
  readonly isLoaded: boolean;
  /** The step that the keys act on; null is the first. */
  readonly chosen: string | null;
  readonly form: ResolveForm | null;
  readonly toConfirm: ToConfirm | null;
  readonly said: WorklistSaid | null;
};

export type Worklist = {
  readonly store: StoreApi<WorklistState>;
  readonly load: () => Promise<void>;
  /** Fetches again where it is shown: the words come from the desk core. */
  readonly refresh: () => Promise<void>;
  /** Moves the keys to the next or the previous step. */
  readonly move: (by: 1 | -1) => void;
  /** Takes what is offered at a step. */
  readonly take: (step: Step, option: Option) => void;
  /** Takes what stands at a place of the chosen step, counted from 0; false when nothing does. */
  readonly press: (place: number) => boolean;
  /** Says yes to the answer that is asked once more. */
  readonly confirm: () => Promise<void>;
  readonly cancel: () => void;
  readonly resolve: (note: string) => Promise<void>;
};

export type WorklistParts = {
  readonly link: DeskLink;
  readonly view: ViewStore;
  readonly play: (tone: Tone) => void;
  readonly checkIn: CheckIn;
};

const ACTS_SHOWN = 100;
/** Questions are asked about one by one; more than these are not worked at one sitting. */
const MOST_QUESTIONS = 60;

const EMPTY: WorklistState = {
  waiting: [],
  answered: [],
  exceptions: [],
  questions: {},
  isLoaded: false,
  chosen: null,
  form: null,
  toConfirm: null,
  said: null,
};

export function createWorklist(parts: WorklistParts): Worklist {
  const { link, play } = parts;
  const store = createStore<WorklistState>(() => EMPTY);
  const load = (): Promise<void> => loadAll(link, store);
  const isShown = (): boolean => parts.view.getState().screen === 'sync';
  const refresh = async (): Promise<void> => (isShown() ? load() : undefined);
  followDesk(parts, store, refresh);
  const busy = { isAnswering: false };
  const answer = async (exception: ExceptionView | undefined, option: Answer) => {
    if (exception === undefined || busy.isAnswering) return;
    busy.isAnswering = true;
    const said = await endQuestion(parts, exception, option);
    busy.isAnswering = false;
    // A check-in has sounded by itself.
    if (said.kind !== 'here') play(said.kind === 'failed' ? 'refused' : 'done');
    store.setState({ said });
    await load();
  };
  const take = (step: Step, option: Option): void => {
    store.setState({ chosen: step.id });
    if (option.kind !== 'action') {
      store.setState({ toConfirm: { step, option }, form: null });
      return;
    }
    const ids = step.exceptions.map(({ exceptionId }) => exceptionId);
    store.setState({ toConfirm: null, form: { stepId: step.id, ids, action: option.action, error: null } });
  };
  return {
    store,
    load,
    refresh,
    take,
    move: (by) => store.setState(({ exceptions, chosen }) => ({ chosen: neighbour(exceptions, chosen, by) })),
    press(place) {
      const { exceptions, chosen, questions } = store.getState();
      const step = chosenStep(exceptions, chosen);
      const option = step === null ? undefined : optionsOf(step, questions)[place];
      if (step === null || option === undefined) return false;
      take(step, option);
      return true;
    },
    async confirm() {
      const { toConfirm } = store.getState();
      store.setState({ toConfirm: null });
      if (toConfirm !== null) await answer(toConfirm.step.exceptions[0], toConfirm.option);
    },
    cancel: () => store.setState({ form: null, toConfirm: null }),
    async resolve(note) {
      const { form } = store.getState();
      if (form === null) return;
      const { ids, action } = form;
      const done = await link.call('exception.resolve', { exceptionIds: [...ids], action, note });
      if (done.ok) store.setState({ form: null, said: { kind: 'resolved', count: done.value.resolved, action } });
      else store.setState({ form: { ...form, error: done.error } });
      play(done.ok ? 'done' : 'refused');
      await load();
    },
  };
}

async function loadAll(link: DeskLink, store: StoreApi<WorklistState>): Promise<void> {
  await Promise.all([loadActs(link, store), loadExceptions(link, store)]);
}

async function loadActs(link: DeskLink, store: StoreApi<WorklistState>): Promise<void> {
  const answer = await link.call('sync.acts', { limit: ACTS_SHOWN });
  if (answer.ok) store.setState(answer.value);
}

async function loadExceptions(link: DeskLink, store: StoreApi<WorklistState>): Promise<void> {
  const answer = await link.call('exception.list', {});
  if (!answer.ok) return;
  const { exceptions } = answer.value;
  store.setState(({ form, toConfirm, chosen, exceptions: before }) => ({
    exceptions,
    isLoaded: true,
    form: formThatStands(form, exceptions),
    toConfirm: stillAsked(toConfirm, exceptions),
    chosen: keptChoice(before, exceptions, chosen),
  }));
  const asked = exceptions.filter(({ inQuestion }) => inQuestion).slice(0, MOST_QUESTIONS);
  const questions = await Promise.all(asked.map((exception) => questionAbout(link, exception)));
  store.setState({ questions: Object.fromEntries(questions.flat()) });
}

async function questionAbout(link: DeskLink, { item }: ExceptionView): Promise<[string, Questions[string]][]> {
  if (item === undefined) return [];
  const answer = await link.call('item.view', { barcode: item });
  if (!answer.ok) return [];
  const { mayResolve, candidates } = answer.value;
  return [[item, { mayResolve, candidates }]];
}

/** A note about what somebody else has ended meanwhile is about the rest; about nothing, it goes. */
function formThatStands(form: ResolveForm | null, exceptions: readonly ExceptionView[]): ResolveForm | null {
  if (form === null) return null;
  const ids = form.ids.filter((id) => exceptions.some(({ exceptionId }) => exceptionId === id));
  return ids.length === 0 ? null : { ...form, ids };
}

/** What has ended meanwhile is not asked any more. */
function stillAsked(toConfirm: ToConfirm | null, exceptions: readonly ExceptionView[]): ToConfirm | null {
  const id = toConfirm?.step.exceptions[0]?.exceptionId;
  return exceptions.some(({ exceptionId, inQuestion }) => inQuestion && exceptionId === id) ? toConfirm : null;
}

/** Fetches again what is shown: when it changed, when the screen opens, and when the core was away. */
function followDesk({ link, view }: WorklistParts, store: StoreApi<WorklistState>, refresh: () => Promise<void>): void {
  const seen: { wasDown: boolean; staffId: string | null } = { wasDown: false, staffId: null };
  link.on('desk.changed', ({ acts, exceptions }) => {
    if (view.getState().screen !== 'sync') return;
    if (acts) void loadActs(link, store);
    if (exceptions) void loadExceptions(link, store);
  });
  // Another person may see and do other things.
  link.on('session.changed', (session) => {
    if (session === null) return;
    if (session.staffId !== seen.staffId) store.setState(EMPTY);
    seen.staffId = session.staffId;
    void refresh();
  });
  link.onReach((reach) => {
    if (reach === 'up' && seen.wasDown) void refresh();
    seen.wasDown = reach !== 'up';
  });
  view.subscribe((now, before) => {
    if (now.screen === before.screen) return;
    store.setState({ said: null, chosen: null, toConfirm: null });
    void refresh();
  });
}
