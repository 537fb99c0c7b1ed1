// A hold for the patron on the desk: a title is searched and chosen, then the pickup branch. The result says the place in the queue.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodOutput } from '../../shared/bridge/contract.ts';
import { titleId as asTitleId } from '../../shared/core/ids.ts';
import type { ListRow, ListView } from '../../shared/views/list.ts';
import type { TitleSummary, TitleView } from '../../shared/views/title.ts';
import { holdAnswer } from '../bridge/fault-of.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Tone } from './work/tone-of.ts';

type Placed = MethodOutput<'hold.place'>;

export type PatronHoldState = {
  /** Person of the open form; null = none is open. */
  readonly card: string | null;
  readonly text: string;
  /** The text that the rows answer. */
  readonly answeredText: string;
  readonly found: readonly TitleSummary[];
  readonly selected: number | null;
  /** Enter was pressed among several titles with none chosen: a hint explains the choice. */
  readonly isAsked: boolean;
  readonly title: TitleView | null;
  readonly copies: readonly ListRow[];
  /** Barcodes of the copies that are due back. */
  readonly out: readonly string[];
  /** The one copy that is wanted, or null for any copy of the title. */
  readonly target: string | null;
  readonly pickup: string;
  readonly isBusy: boolean;
  readonly placed: Placed | null;
  /** The place in the queue of the hold that was placed; null = it is not known. */
  readonly position: string | null;
  /** A copy that is out and may be called back for the hold that was placed; null = none. */
  readonly recallable: Recallable | null;
  readonly error: BridgeError | null;
};

/** `told`: the notice that the current borrower would see. */
type Recallable = { readonly barcode: string; readonly title: string; readonly told: string | null };

export type PatronHold = {
  readonly store: StoreApi<PatronHoldState>;
  readonly begin: (card: string) => void;
  readonly close: () => void;
  /** Another patron: all of it is cleared. */
  readonly clear: () => void;
  readonly setText: (text: string) => void;
  readonly select: (row: number) => void;
  /** Chooses a title; the one that is selected, or the only one, where none is named. */
  readonly choose: (row?: number) => Promise<void>;
  /** Looks for another title. */
  readonly back: () => void;
  readonly change: (change: Partial<Pick<PatronHoldState, 'pickup' | 'target'>>) => void;
  readonly place: (override?: { readonly codes: string[]; readonly reason: string }) => Promise<void>;
};

const EMPTY: PatronHoldState = {
  card: null,
  text: '',
  answeredText: '',
  found: [],
  selected: null,
  isAsked: false,
  title: null,
  copies: [],
  out: [],
  target: null,
  pickup: '',
  isBusy: false,
  placed: null,
  position: null,
  recallable: null,
  error: null,
};
const MOST_FOUND = 8;
/** Copies of which is asked whether they may be recalled. */
const MOST_ASKED = 5;

export type PatronHoldParts = { readonly link: DeskLink; readonly play: (tone: Tone) => void };

export function createPatronHold({ link, play }: PatronHoldParts): PatronHold {
  const store = createStore<PatronHoldState>(() => EMPTY);
  const refused = (error: BridgeError): void => {
    store.setState({ error, isBusy: false });
    play('refused');
  };
  link.on('session.changed', () => store.setState(EMPTY));
  return {
    store,
    // Typed text returns for the same patron.
    begin: (card) =>
      store.setState((state) =>
        state.title === null && state.text === '' ? { ...EMPTY, card } : { card, placed: null },
      ),
    clear: () => store.setState(EMPTY),
    close: () => store.setState({ card: null, placed: null, error: null }),
    setText(text) {
      store.setState({ text, selected: null, isAsked: false, placed: null, error: null });
      if (text.trim() === '') store.setState({ found: [], answeredText: text });
      else void find(link, store, text);
    },
    select: (row) => store.setState({ selected: row, isAsked: false }),
    async choose(row) {
      const { found, selected, text, answeredText } = store.getState();
      const chosen = found[row ?? selected ?? (found.length === 1 ? 0 : -1)];
      if (chosen === undefined || text !== answeredText) {
        store.setState({ isAsked: text === answeredText && found.length > 1 });
        return play('refused');
      }
      const [view, copies] = await Promise.all([
        link.ask('title.view', { titleId: chosen.titleId }),
        link.ask('list.view', { list: 'title-items', of: chosen.titleId }),
      ]);
      if (!view.ok) return refused(view.error);
      const [first] = view.value.pickups;
      store.setState({
        title: view.value,
        copies: copies.ok ? copies.value.rows : [],
        out: copies.ok ? dueBack(copies.value) : [],
        pickup: first?.branch ?? '',
        target: null,
        error: null,
      });
    },
    back: () => store.setState({ title: null, placed: null, error: null }),
    change: (change) => store.setState({ ...change, placed: null, error: null }),
    async place(override) {
      const { card, title, out, target, pickup, isBusy } = store.getState();
      if (card === null || title === null || isBusy) return;
      store.setState({ isBusy: true, error: null });
      const answer = holdAnswer(
        await link.act('hold.place', {
          patron: card,
          target: target ?? asTitleId(title.titleId),
          pickup,
          ...(override === undefined ? {} : { override }),
        }),
      );
      if (!answer.ok) return refused(answer.error);
      const { decision, holdId } = answer.value;
      play(decision === 'done' ? 'done' : 'refused');
      const isDone = decision === 'done';
      store.setState({ placed: answer.value, isBusy: isDone, position: null, recallable: null });
      if (!isDone) return;
      const [position, recallable] = await Promise.all([
        placeOf(link, title.titleId, holdId),
        recallableOf(link, {
          card,
          title: title.title,
          out: target === null ? out : out.filter((one) => one === target),
        }),
      ]);
      const now = store.getState().card;
      // Another patron's form is not touched; one that was closed meanwhile holds nothing that was placed.
      if (now !== card && now !== null) return;
      // The answer stays to be read; nothing is written any more, so that the patron closes as ever.
      const nothingTyped = { text: '', answeredText: '', found: [], selected: null, title: null };
      store.setState({ ...nothingTyped, isBusy: false, position, recallable });
    },
  };
}

/** Only the answer to the newest text counts. */
async function find(link: DeskLink, store: StoreApi<PatronHoldState>, text: string): Promise<void> {
  const answer = await link.ask('title.find', { query: text, limit: MOST_FOUND });
  if (store.getState().text !== text || !answer.ok) return;
  const { titles } = answer.value;
  store.setState({ found: titles, answeredText: text, selected: titles.length === 1 ? 0 : store.getState().selected });
}

function dueBack({ columns, rows }: ListView): string[] {
  const due = columns.findIndex(({ key }) => key === 'due');
  return rows.flatMap(({ texts, names }) => ((texts[due] ?? '') === '' ? [] : (names['barcode'] ?? [])));
}

/** The first of the copies that are out which the desk would call back for the patron. */
async function recallableOf(
  link: DeskLink,
  { card, title, out }: { readonly card: string; readonly title: string; readonly out: readonly string[] },
): Promise<Recallable | null> {
  for (const barcode of out.slice(0, MOST_ASKED)) {
    const answer = await link.ask('hold.canRecall', { patron: card, item: barcode });
    if (answer.ok && answer.value.may) return { barcode, title, told: answer.value.told };
  }
  return null;
}

/** The place in the queue, from the list of waiting patrons. */
async function placeOf(link: DeskLink, titleId: string, holdId: string | undefined): Promise<string | null> {
  const holds = await link.ask('list.view', { list: 'title-holds', of: titleId });
  const row = holds.ok ? holds.value.rows.find(({ key }) => key === holdId) : undefined;
  return row?.texts[0] ?? null;
}
