// Sends one act and turns its answer into an entry. When the answer was lost, nothing is sent again: the link asks the desk for the outcome, which
// its ledger has for certain, and the entry meanwhile shows that it is being checked.

import type { BridgeAnswer, BridgeError, MethodName } from '../../../shared/bridge/contract.ts';
import type { SponsorBrief } from '../../../shared/views/patron-proxies.ts';
import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import { NOT_RECORDED, RECORDED, type ActHooks } from '../../bridge/desk-link.ts';
import { tell, type Bench } from './bench.ts';
import { toneOf } from './tone-of.ts';
import {
  entriesOf,
  isReplacedBy,
  withEntry,
  withEntryChanged,
  withNotice,
  type Did,
  type Entry,
  type EntryFields,
  type Lifted,
  type Returned,
  type Told,
  type WorkState,
} from './work-state.ts';

/** An act about to be sent. */
export type Draft = Did & {
  readonly list: 'checkout' | 'checkin';
  readonly barcode: string;
  readonly title: string | null;
  readonly card: string | null;
  /** The card at hand, where that was another one of theirs. */
  readonly scanned?: string | undefined;
  /** The sponsor whose loan it is. */
  readonly forWhom?: SponsorBrief | undefined;
  /** The due date that was set by hand. */
  readonly dueAt?: string | undefined;
  /** The refusal that this act is to settle, if any. */
  readonly settles?: number;
  /** Out of the book drop. */
  readonly returned?: Returned | null;
  /** Sent over a refusal. */
  readonly lifted?: Lifted | null;
  /** The turn it belongs to. */
  readonly turn?: number;
};

type CirculationMethod = {
  [M in MethodName]: BridgeAnswer<M> extends BridgeAnswer<'circ.checkin'> ? M : never;
}[MethodName];
type Asked = Promise<BridgeAnswer<CirculationMethod>>;

/** Sends the act; resolves to its entry, which by then stands on top of its list with its notice and tone. */
export async function perform(bench: Bench, draft: Draft, asked: (hooks: ActHooks) => Asked): Promise<Entry> {
  const entry = await performIf(bench, draft, asked);
  if (entry === null) throw new Error(`${draft.act} was sent and has no answer`);
  return entry;
}

/** The same of a call that may turn out to be no act: it answers null then, and so does this. */
export async function performIf(
  bench: Bench,
  draft: Draft,
  asked: (hooks: ActHooks) => Promise<BridgeAnswer<CirculationMethod> | null>,
): Promise<Entry | null> {
  const checked: { entry: Entry | null } = { entry: null };
  const answer = await asked({
    onLost() {
      checked.entry = put(bench, { ...blank(bench, draft), ...CHECKING }, draft.settles);
    },
  });
  if (answer === null) {
    const { entry } = checked;
    if (entry !== null)
      bench.store.setState(({ entries }) => ({ entries: entries.filter(({ id }) => id !== entry.id) }));
    return null;
  }
  // The outcome of a lost answer replaces the entry that was being checked.
  const sent = checked.entry === null ? draft : { ...draft, settles: checked.entry.id };
  if (answer.ok) {
    const known = outAlready(bench.store.getState(), sent, answer.value);
    return known === null ? settle(bench, sent, answered(bench, sent, answer.value)) : sayAgain(bench, known);
  }
  const checking = checked.entry;
  if (checking === null) return fail(bench, draft, answer.error);
  const told = outcomeOf(answer.error);
  bench.store.setState((state) => withEntryChanged(state, checking.id, (entry) => ({ ...entry, ...told })));
  bench.play(told.state === 'done' ? 'route' : 'refused');
  return { ...checking, ...told };
}

function fail(bench: Bench, draft: Draft, error: BridgeError): Entry {
  return settle(bench, draft, { ...blank(bench, draft), ...failed(error) });
}

/** The state of an act whose answer was lost, from the error. Any error but the ledger's word is shown as it is. */
function outcomeOf(error: BridgeError): Told {
  if (error.code === NOT_RECORDED) return { ...CHECKING, state: 'unrecorded' };
  if (error.code === RECORDED)
    return { state: 'done', answer: null, error: null, found: error.recorded?.at(-1)?.text ?? '' };
  return failed(error);
}

const CHECKING = { state: 'checking', answer: null, error: null, found: null } as const satisfies Told;

function failed(error: BridgeError): Extract<Told, { state: 'failed' }> {
  return { state: 'failed', answer: null, error, found: null };
}

/** Marks a done entry as undone. */
export function markUndone(bench: Bench, entryId: number): void {
  bench.store.setState((work) =>
    withEntryChanged(work, entryId, (entry) => (entry.state === 'done' ? { ...entry, state: 'undone' } : entry)),
  );
}

/** The earlier checkout of this visit; null for anything else. Scanned twice, it is no alarm. */
function outAlready(state: WorkState, draft: Draft, answer: CirculationAnswer): Entry | null {
  const isOut = answer.reasons.some(({ code, overridden }) => code === 'LOANED_TO_PATRON' && !overridden);
  if (draft.act !== 'checkout' || draft.settles !== undefined || !isOut) return null;
  const barcode = answer.item?.barcode ?? draft.barcode;
  const isThis = (entry: Entry): boolean => entry.state === 'done' && entry.barcode === barcode && entry.act !== 'undo';
  const entry = entriesOf(state, 'checkout').find(isThis);
  return entry === undefined || entry.act === 'checkin' || entry.act === 'recall' ? null : entry;
}

function sayAgain(bench: Bench, entry: Entry): Entry {
  tell(bench, 'checkout', { kind: 'already', entryId: entry.id });
  bench.play('card');
  return entry;
}

/** A done act replaces the refusal that it settles; a repeated refusal stays in place, with its new words. */
function settle(bench: Bench, draft: Draft, entry: Entry): Entry {
  bench.play(entry.answer === null ? 'refused' : toneOf(entry.answer));
  const { settles } = draft;
  if (settles === undefined || entry.state === 'done') return put(bench, entry, settles);
  bench.store.setState((state) => withEntryChanged(state, settles, (before) => saidAgain(before, entry)));
  tell(bench, draft.list, { kind: 'entry', entryId: settles });
  return { ...entry, id: settles };
}

/** A refusal with its new words; without an answer, the old ones stay beside the error. */
function saidAgain({ id, answer }: Entry, now: Entry): Entry {
  return now.state === 'failed' ? { ...now, id, answer: now.answer ?? answer } : { ...now, id };
}

/** Puts an entry on top; a trace that is open beside the work moves to the replacement of its entry. */
function put(bench: Bench, entry: Entry, settles?: number): Entry {
  const notice = { kind: 'entry', entryId: entry.id } as const;
  const { entries } = bench.store.getState();
  const gone = entries.filter((other) => other.id === settles || isReplacedBy(other, entry)).map(({ id }) => id);
  bench.store.setState((state) => {
    const left = { ...state, entries: state.entries.filter(({ id }) => id !== settles) };
    return withNotice(withEntry(left, entry), entry.list, notice);
  });
  const { whyEntry } = bench.view.getState();
  if (whyEntry !== null && gone.includes(whyEntry)) bench.view.setState({ whyEntry: entry.id });
  return entry;
}

/** The entry of an answer. */
export function answered(bench: Bench, draft: Draft, answer: CirculationAnswer): Entry {
  const states = { done: 'done', 'needs-override': 'ask', refused: 'refused' } as const;
  return {
    ...blank(bench, draft),
    barcode: answer.item?.barcode ?? draft.barcode,
    title: answer.item?.title ?? draft.title,
    state: states[answer.decision],
    answer,
    error: null,
    found: null,
  };
}

function blank(bench: Bench, draft: Draft): EntryFields & Did {
  const { list, barcode, title, card, turn = bench.store.getState().turn } = draft;
  return {
    id: bench.nextId(),
    at: bench.clock.now(),
    ...(draft.act === 'undo' ? { act: draft.act, undid: draft.undid } : { act: draft.act }),
    list,
    turn,
    barcode,
    title,
    card,
    ...(draft.scanned === undefined ? {} : { scanned: draft.scanned }),
    ...(draft.dueAt === undefined ? {} : { dueAt: draft.dueAt }),
    ...(draft.forWhom === undefined ? {} : { forWhom: draft.forWhom }),
    language: bench.language(),
    returned: draft.returned ?? null,
    lifted: draft.lifted ?? null,
    batch: null,
  };
}
