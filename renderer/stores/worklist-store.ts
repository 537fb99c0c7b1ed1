// The exceptions to work, fetched again when the desk says that they changed. Results are kept as values, so that they can be shown in the language
// of the moment.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { OutageView } from '../../shared/views/outage.ts';
import type { ClosedException, ExceptionKind, ExceptionPage, ExceptionView, Listing } from '../../shared/views/sync.ts';
import type { ExceptionId } from '../../shared/core/ids.ts';
import type { Result } from '../../shared/core/result.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { ViewStore } from './view-store.ts';
import { kindKey, type WorkPage } from './work-groups.ts';
import { heldBehind, heldStill, loadHeld, questionsOf, type Held } from './worklist-details.ts';
import {
  release,
  sendAnswer,
  sendNote,
  sendWork,
  type Answer,
  type NoteFor,
  type SendParts,
  type WorkSaid,
} from './worklist-send.ts';
import type { WorklistSaid } from './worklist-answer.ts';
import {
  chosenStep,
  keptChoice,
  kindToGoOn,
  neighbour,
  optionsOf,
  type Listed,
  type Option,
  type Questions,
  type Step,
} from './worklist-steps.ts';
import type { Tone } from './work/tone-of.ts';

/** The note being written, and at which step. */
export type ResolveForm = {
  readonly stepId: string;
  readonly what: NoteFor;
  readonly error: BridgeError | null;
};

/** An option to confirm: it closes loans or releases held acts, and a key pressed by mistake is no answer. */
export type ToConfirm = { readonly step: Step; readonly option: Answer };

export type WorklistState = {
  /** Those that are shown, and how many of each kind there are. */
  readonly exceptions: readonly ExceptionView[];
  readonly kinds: readonly ExceptionKind[];
  /** Marks the newest exception when they were listed. */
  readonly upTo: number;
  /** How many of a kind are shown, where it is more than the first few; by `kindKey`. */
  readonly shown: Readonly<Record<string, number>>;
  /** Open work that the listing leaves out. */
  readonly leftOut: number;
  readonly listing: Listing;
  /** People who may be assigned exceptions. */
  readonly assignees: readonly Assignee[];
  readonly outages: readonly OutageView[];
  /** Exceptions that ended lately. */
  readonly closed: readonly ClosedException[];
  readonly questions: Questions;
  /** Acts held behind exceptions that this person may release, by id; `unknown`: the server could not be asked. */
  readonly held: Readonly<Record<string, Held>>;
  readonly isLoaded: boolean;
  /** The step that the keys act on; null is the first. */
  readonly chosen: string | null;
  readonly form: ResolveForm | null;
  readonly toConfirm: ToConfirm | null;
  readonly said: WorklistSaid | null;
  /** The page being printed; null when none is. */
  readonly printed: WorkPage | null;
};

/** A person who may be assigned exceptions. */
export type Assignee = { readonly staff: string; readonly isMe: boolean };

export type Worklist = {
  readonly store: StoreApi<WorklistState>;
  readonly load: () => Promise<void>;
  /** Fetches again where it is shown: the words come from the desk core. */
  readonly refresh: () => Promise<void>;
  /** Moves the keys to the next or the previous step. */
  readonly move: (by: 1 | -1) => void;
  /** Goes to the card of an item that was scanned, where it has one. */
  readonly choose: (barcode: string) => void;
  /** Shows more of a kind. */
  readonly showMore: (kind: Pick<ExceptionKind, 'group' | 'code'>) => Promise<void>;
  /** Takes an option of a step. */
  readonly take: (step: Step, option: Option) => void;
  /** Takes the option at a place of the chosen step, counted from 0; false without one. */
  readonly press: (place: number) => boolean;
  /** Confirms the answer in question. */
  readonly confirm: () => Promise<void>;
  readonly cancel: () => void;
  /** Asks again for the acts held behind an exception. */
  readonly lookAtHeld: (exceptionId: ExceptionId) => Promise<void>;
  /** Takes in acts after all that a person had left out. */
  readonly takeIn: (closed: ClosedException) => Promise<void>;
  readonly resolve: (note: string) => Promise<void>;
  /** Records a remark on exceptions that stay open. */
  readonly work: (said: WorkSaid) => Promise<void>;
  /** Changes order or filter; fields left out stay. */
  readonly list: (listing: Partial<Listing>) => void;
  /** Prints the list, as far as paper goes. */
  readonly print: () => Promise<void>;
  /** It was printed, or not: its pages go again. */
  readonly printEnded: () => void;
};

export type WorklistParts = SendParts & {
  readonly view: ViewStore;
  readonly play: (tone: Tone) => void;
  /** Opens the account or the copy that an exception is about, to be written in where it is to be completed. */
  readonly openRecord: (
    exception: Pick<ExceptionView, 'patron' | 'item'>,
    what: ExceptionView['opens'][number],
  ) => void;
};

/** Cards of a kind at first, and how many come with each further page. */
export const FIRST_SHOWN = 12;
export const PAGE_SHOWN = 50;
/** Of one kind, on paper. */
const MOST_PRINTED = 200;

const EMPTY: WorklistState = {
  exceptions: [],
  kinds: [],
  upTo: 0,
  leftOut: 0,
  listing: { order: 'work', whose: 'all', where: 'everywhere' },
  assignees: [],
  shown: {},
  outages: [],
  closed: [],
  questions: {},
  held: {},
  isLoaded: false,
  chosen: null,
  form: null,
  toConfirm: null,
  said: null,
  printed: null,
};

export function createWorklist(parts: WorklistParts): Worklist {
  const { link, play } = parts;
  const store = createStore<WorklistState>(() => EMPTY);
  const load = (): Promise<void> => loadExceptions(link, store);
  const isShown = (): boolean => parts.view.getState().screen === 'work';
  const refresh = async (): Promise<void> => {
    if (!isShown()) return;
    // In the language of before, or of a while ago.
    store.setState({ held: {} });
    await load();
  };
  followDesk(parts, store, refresh);
  const showMore: Worklist['showMore'] = async (kind) => {
    const key = kindKey(kind);
    store.setState(({ shown }) => ({ shown: { ...shown, [key]: (shown[key] ?? FIRST_SHOWN) + PAGE_SHOWN } }));
    await loadExceptions(link, store);
  };
  const busy = { isAnswering: false };
  const send = async (sending: () => Promise<WorklistSaid>) => {
    if (busy.isAnswering) return;
    busy.isAnswering = true;
    const said = await sending();
    busy.isAnswering = false;
    // A check-in has sounded by itself.
    if (said.kind !== 'here') play(said.kind === 'failed' ? 'refused' : 'done');
    store.setState({ said });
    await load();
  };
  const take = (step: Step, option: Option): void => {
    store.setState({ chosen: step.id });
    if (option.kind === 'open') return step.exceptions.forEach((one) => parts.openRecord(one, option.what));
    if (option.kind === 'work') void loadAssignees(link, store);
    // It may be more by now than when the card came.
    if (option.kind === 'release') void loadHeld(link, store, heldBehind(step.exceptions));
    if (option.kind !== 'action' && option.kind !== 'sign' && option.kind !== 'work') {
      store.setState({ toConfirm: { step, option }, form: null });
      return;
    }
    store.setState({ toConfirm: null, form: { stepId: step.id, what: noteFor(step, option), error: null } });
  };
  return {
    store,
    load,
    refresh,
    take,
    ...savingForms(parts, store, load),
    choose(barcode) {
      const { exceptions } = store.getState();
      const card = exceptions.find(({ item, weight }) => item === barcode && weight !== 'note');
      if (card !== undefined) store.setState({ chosen: card.exceptionId });
    },
    showMore,
    move(by) {
      const step = (): void => store.setState((state) => ({ chosen: neighbour(state, state.chosen, by) }));
      const kind = by === 1 ? kindToGoOn(store.getState(), store.getState().chosen) : null;
      if (kind === null) step();
      else void showMore(kind).then(step);
    },
    press(place) {
      const state = store.getState();
      const step = chosenStep(state, state.chosen);
      const option = step === null ? undefined : optionsOf(step, state.questions)[place];
      if (step === null || option === undefined) return false;
      take(step, option);
      return true;
    },
    async confirm() {
      const { toConfirm } = store.getState();
      store.setState({ toConfirm: null });
      if (toConfirm === null || toConfirm.step.exceptions.length === 0) return;
      await send(() => sendAnswer(parts, toConfirm.step.exceptions, toConfirm.option));
    },
    lookAtHeld: (id) => loadHeld(link, store, [id]),
    takeIn: (closed) => send(() => release(link, [closed])),
    cancel: () => store.setState({ form: null, toConfirm: null }),
    print: () => loadPrinted(link, store),
    printEnded: () => store.setState({ printed: null }),
    list(change) {
      store.setState(({ listing }) => ({ listing: { ...listing, ...change }, shown: {}, chosen: null, form: null }));
      void loadExceptions(link, store);
    },
  };
}

/** Saves the form that is open; one that fails stays, with why. */
function savingForms(
  { link, play }: WorklistParts,
  store: StoreApi<WorklistState>,
  load: () => Promise<void>,
): Pick<Worklist, 'resolve' | 'work'> {
  const ended = async (form: ResolveForm, done: Result<WorklistSaid, BridgeError>): Promise<void> => {
    if (done.ok) store.setState({ form: null, said: done.value });
    else store.setState({ form: { ...form, error: done.error } });
    play(done.ok ? 'done' : 'refused');
    await load();
  };
  return {
    async resolve(note) {
      const { form } = store.getState();
      if (form !== null && !isWork(form.what)) await ended(form, await sendNote(link, form.what, note));
    },
    async work(said) {
      const { form } = store.getState();
      if (form !== null && isWork(form.what)) await ended(form, await sendWork(link, form.what, said));
    },
  };
}

async function loadExceptions(link: DeskLink, store: StoreApi<WorklistState>): Promise<void> {
  const page = pageOf(store.getState());
  const [answer, noted] = await Promise.all([link.ask('exception.list', { page }), link.ask('outage.list', {})]);
  if (!answer.ok) return;
  const { exceptions, kinds, upTo, closed, leftOut } = answer.value;
  // A person may have asked for another listing meanwhile, whose answer is on its way.
  if (page.listing !== store.getState().listing) return;
  const outages = noted.ok ? noted.value.outages : store.getState().outages;
  const after = { exceptions, kinds, upTo, outages, listing: page.listing };
  store.setState((before) => ({
    ...after,
    closed,
    leftOut,
    held: heldStill(before.held, [...exceptions, ...closed]),
    isLoaded: true,
    form: formThatStands(before.form, after),
    toConfirm: stillAsked(before.toConfirm, exceptions),
    chosen: keptChoice(before, after, before.chosen),
  }));
  store.setState({ questions: await questionsOf(link, exceptions) });
  const { held } = store.getState();
  await loadHeld(
    link,
    store,
    heldBehind(exceptions).filter((id) => held[id] === undefined || held[id] === 'unknown'),
  );
}

async function loadAssignees(link: DeskLink, store: StoreApi<WorklistState>): Promise<void> {
  const answer = await link.ask('exception.assignees', {});
  if (answer.ok) store.setState({ assignees: answer.value.staff });
}

function isWork(what: NoteFor): what is Extract<NoteFor, { kind: 'work' | 'work-all' }> {
  return what.kind === 'work' || what.kind === 'work-all';
}

/** The list for paper, which is longer than the one on screen. */
async function loadPrinted(link: DeskLink, store: StoreApi<WorklistState>): Promise<void> {
  const answer = await link.ask('exception.list', { page: { first: MOST_PRINTED } });
  if (answer.ok) store.setState({ printed: answer.value });
  else store.setState({ said: { kind: 'failed', title: '', error: answer.error } });
}

/** The first of each kind, and more of those that a person looked further into. */
function pageOf({ kinds, shown, listing }: WorklistState): ExceptionPage & { readonly listing: Listing } {
  const more = kinds.flatMap(({ group, code }) => {
    const count = shown[kindKey({ group, code })];
    return count === undefined ? [] : [{ group, code, shown: count }];
  });
  return { first: FIRST_SHOWN, more, listing };
}

function noteFor({ exceptions, whole }: Step, option: Extract<Option, { kind: 'action' | 'sign' | 'work' }>): NoteFor {
  if (option.kind === 'sign') return option;
  if (option.kind === 'work') {
    if (whole !== undefined) return { kind: 'work-all', choice: whole.choice };
    return { kind: 'work', ids: exceptions.map(({ exceptionId }) => exceptionId) };
  }
  const { action } = option;
  if (whole !== undefined) return { kind: 'close-all', choice: whole.choice, action };
  return { kind: 'close', ids: exceptions.map(({ exceptionId }) => exceptionId), action };
}

/** A note about exceptions of which another person has ended some is about the rest; without a rest, it goes. */
function formThatStands(form: ResolveForm | null, { exceptions, kinds, outages }: Listed): ResolveForm | null {
  if (form === null) return null;
  const { what } = form;
  if (what.kind === 'sign') {
    return outages.some(({ outageId, state }) => outageId === what.outageId && state !== 'signed') ? form : null;
  }
  if (what.kind === 'close-all' || what.kind === 'work-all') {
    const { choice } = what;
    const kind = kinds.find(({ group, code }) => group === choice.group && code === choice.code);
    return kind === undefined ? null : form;
  }
  const ids = what.ids.filter((id) => exceptions.some(({ exceptionId }) => exceptionId === id));
  return ids.length === 0 ? null : { ...form, what: { ...what, ids } };
}

/** A question about an exception that has ended meanwhile is dropped. */
function stillAsked(toConfirm: ToConfirm | null, exceptions: readonly ExceptionView[]): ToConfirm | null {
  if (toConfirm === null) return null;
  const { step, option } = toConfirm;
  const isAsked = ({ inQuestion, mayRelease, credit, proposedDue }: ExceptionView): boolean => {
    if (option.kind === 'refund') return credit?.amountMinor === option.amountMinor;
    if (option.kind === 'redate') return proposedDue?.dueAt === option.dueAt;
    return option.kind === 'release' ? mayRelease === true : inQuestion;
  };
  const still = exceptions.filter((one) => isAsked(one) && step.exceptions.some(isSameAs(one)));
  return still.length === 0 ? null : { option, step: { ...step, exceptions: still } };
}

function isSameAs({ exceptionId }: ExceptionView): (other: ExceptionView) => boolean {
  return (other) => other.exceptionId === exceptionId;
}

/** Fetches the shown list again: when it changed, when the screen opens, and when the core was away. */
function followDesk({ link, view }: WorklistParts, store: StoreApi<WorklistState>, refresh: () => Promise<void>): void {
  const seen: { wasDown: boolean; staffId: string | null } = { wasDown: false, staffId: null };
  link.on('desk.changed', ({ exceptions }) => {
    if (exceptions && view.getState().screen === 'work') void loadExceptions(link, store);
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
