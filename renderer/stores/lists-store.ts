// The place for work: which lists there are and how much is on each, the one that is open, and the row in focus.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodOutput } from '../../shared/bridge/contract.ts';
import type { ListRow, ListView } from '../../shared/views/list.ts';
import type { ListFormat } from '../../shared/views/report.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { SavedFile } from '../bridge/save-file.ts';
import type { ViewStore } from './view-store.ts';
import { nextRow } from './next-row.ts';
import type { RowActs } from './row-acts.ts';
import type { Tone } from './work/tone-of.ts';

/** A list of the place for work, with its count. */
export type WorkList = MethodOutput<'list.counts'>['lists'][number];
type ListName = WorkList['list'];

/** The list of exceptions has cards of its own (`worklist-store.ts`). */
const FIRST: ListName = 'exceptions';

/** A row that was worked, with its place among the rows. */
export type Worked = { readonly row: ListRow; readonly said: string; readonly at: number };

export type ListsState = {
  /** Null until the desk has answered. */
  readonly lists: readonly WorkList[] | null;
  readonly open: ListName;
  /** Whether a person chose the list since signing in; before that the place opens on one with something to do. */
  readonly isChosen: boolean;
  /** Null while it is asked for, and of the exceptions. */
  readonly view: ListView | null;
  /** Rows match with every word of it in one of their texts. */
  readonly filter: string;
  readonly focus: string | null;
  /** The row that had the focus last, for acts that are looked for elsewhere. */
  readonly recent: string | null;
  /** An act on a row that asks first, where it was asked for in Find anything. */
  readonly asking: { readonly key: string; readonly act: string } | null;
  /** Rows that were worked while the list was open, with their results: they stay until it is left. */
  readonly worked: Readonly<Record<string, Worked>>;
  readonly error: BridgeError | null;
  /** The file that was saved last. */
  readonly saved: string | null;
  /** Last act on a row that is still there. */
  readonly done: string | null;
  /** Rows that the page prints now. */
  readonly printing: ListView | null;
};

export type Lists = {
  readonly store: StoreApi<ListsState>;
  readonly refresh: () => Promise<void>;
  /** Which lists there are, with their counts, wherever one is. */
  readonly count: () => Promise<void>;
  readonly openList: (list: ListName) => void;
  readonly setFilter: (filter: string) => void;
  readonly focusRow: (key: string | null) => void;
  /** Puts the question of an act on its row. */
  readonly ask: (key: string, act: string) => void;
  /** Moves the focus along the rows that are shown. */
  readonly move: (by: 1 | -1) => void;
  readonly save: (format: ListFormat) => Promise<void>;
  /** Prints the open list on a page, whole. */
  readonly print: () => Promise<void>;
  readonly printEnded: () => void;
  /** Whether an item is on the open list, and comes off it by a scan. */
  readonly isOnList: (barcode: string) => boolean;
  readonly tookOff: (barcode: string) => void;
  /** Does an act on a row. */
  readonly act: (row: ListRow, act: string, answer?: string | null) => Promise<void>;
};

export type ListsParts = {
  readonly link: DeskLink;
  readonly view: ViewStore;
  readonly rowActs: RowActs;
  readonly play: (tone: Tone) => void;
  readonly saveFile: (file: SavedFile) => void;
  /** Runs something once, so many milliseconds later. */
  readonly after: (ms: number, run: () => void) => unknown;
};

/** Changes come in bursts, and counting every list takes the desk a moment. */
const GATHER_MS = 1_500;

/** Most rows of a list on paper, with a note where there are more: these are in the file. */
const MOST_PRINTED = 2_000;

/** State of a list as it opens. */
const fresh = {
  view: null,
  filter: '',
  focus: null,
  recent: null,
  asking: null,
  worked: {},
  error: null,
  saved: null,
  done: null,
  printing: null,
};

const EMPTY: ListsState = { lists: null, open: FIRST, isChosen: false, ...fresh };

export function createLists(parts: ListsParts): Lists {
  const { link, play, rowActs } = parts;
  const store = createStore<ListsState>(() => EMPTY);
  const count = async (): Promise<void> => {
    const counts = await link.ask('list.counts', {});
    if (counts.ok) store.setState({ lists: counts.value.lists });
  };
  const refresh = async (): Promise<void> => {
    if (parts.view.getState().screen !== 'work') return;
    if (store.getState().lists === null) await count().then(() => store.setState(started));
    const { open } = store.getState();
    const [view] = await Promise.all([open === FIRST ? null : link.ask('list.view', { list: open }), count()]);
    if (view === null || store.getState().open !== open) return;
    // Why an act was refused stays until something else is done.
    store.setState(({ view: before, error }) =>
      view.ok ? { view: view.value, error: before === null ? null : error } : { error: view.error },
    );
  };
  followDesk(parts, store, refresh);
  const note = (row: ListRow, said: string): void =>
    store.setState((state) => {
      const at = shownRows({ ...state, filter: '' }).findIndex(({ key }) => key === row.key);
      return { worked: { ...state.worked, [row.key]: { row, said, at } } };
    });
  const act: Lists['act'] = async (row, name, answer = null) => {
    store.setState({ error: null, done: null, asking: null });
    const done = await rowActs.run(name, row, answer);
    if (done.ok && done.value !== '') {
      note(row, done.value);
      store.setState({ done: done.value });
    } else if (!done.ok) {
      store.setState({ error: done.error });
      play('refused');
    }
    await refresh();
  };
  return {
    store,
    refresh,
    count,
    act,
    openList(list) {
      store.setState({ ...fresh, open: list, isChosen: true });
      void refresh();
    },
    // A row that comes back into sight does not take the focus from the typing.
    setFilter: (filter) => store.setState({ filter, focus: null }),
    focusRow: (focus) => store.setState((state) => ({ focus, recent: focus ?? state.recent })),
    ask: (key, act) => store.setState({ focus: key, recent: key, asking: { key, act } }),
    move: (by) => store.setState((state) => ({ focus: nextRow(shownRows(state), state.focus, by) })),
    async save(format) {
      const { open } = store.getState();
      const answer = await link.act('list.export', { list: open, format });
      if (answer.ok) {
        const { name, base64 } = answer.value;
        parts.saveFile({ name, bytes: Uint8Array.from(atob(base64), (one) => one.codePointAt(0) ?? 0) });
        store.setState({ saved: name, error: null });
      } else {
        store.setState({ error: answer.error });
        play('refused');
      }
    },
    async print() {
      const answer = await link.ask('list.view', {
        list: store.getState().open,
        limit: MOST_PRINTED,
        isForPaper: true,
      });
      if (answer.ok) store.setState({ printing: answer.value, error: null });
      else store.setState({ error: answer.error });
    },
    printEnded: () => store.setState({ printing: null }),
    isOnList: (barcode) => rowOf(store.getState(), barcode)?.acts.some((one) => one.act === 'checkin') === true,
    tookOff(barcode) {
      const row = rowOf(store.getState(), barcode);
      if (row !== null) note(row, parts.rowActs.found());
      void refresh();
    },
  };
}

/** List on which the place opens: the chosen one; else exceptions, or where there are none the first list with something to do. */
function started({ lists, open, isChosen }: ListsState): Pick<ListsState, 'open'> {
  if (isChosen) return { open };
  const full = (lists ?? []).filter(({ count }) => count > 0);
  if (full.some(({ list }) => list === FIRST)) return { open: FIRST };
  const due = full.find(({ weight }) => weight === 'act-now') ?? full.find(({ weight }) => weight === 'today');
  return { open: due?.list ?? FIRST };
}

function rowOf({ view }: ListsState, barcode: string): ListRow | null {
  return view?.rows.find(({ names }) => names['barcode'] === barcode) ?? null;
}

/**
 * Rows that were worked and are gone, or went on to another part of the list, as a found copy does. One that is there again, since it was
 * undone, is a row like any other.
 */
export function goneRows({ view, worked }: Pick<ListsState, 'view' | 'worked'>): Readonly<Record<string, Worked>> {
  const there = new Map((view?.rows ?? []).map((row) => [row.key, row]));
  const isThere = ({ row }: Worked): boolean => {
    const now = there.get(row.key);
    return now !== undefined && now.group === row.group && now.part === row.part;
  };
  return Object.fromEntries(Object.entries(worked).filter(([, one]) => !isThere(one)));
}

/** Worked rows stay in their place; the filter leaves rows with every word of it. */
export function shownRows(state: Pick<ListsState, 'view' | 'worked' | 'filter'>): readonly ListRow[] {
  if (state.view === null) return [];
  const gone = goneRows(state);
  // One that went on stands where it was worked, until the list is left: the focus and the next row are there.
  const rows = state.view.rows.filter(({ key }) => !(key in gone));
  for (const { row, at } of Object.values(gone).toSorted((a, b) => a.at - b.at)) rows.splice(at, 0, row);
  const words = state.filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ texts }) => {
    const all = texts.join(' ').toLocaleLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Fetches the shown list again: when it changed, when the place opens, and when the core was away. */
function followDesk(
  { link, view, after }: ListsParts,
  store: StoreApi<ListsState>,
  refresh: () => Promise<void>,
): void {
  const gathering = { isDue: false };
  link.on('desk.changed', () => {
    if (gathering.isDue || view.getState().screen !== 'work') return;
    gathering.isDue = true;
    after(GATHER_MS, () => {
      gathering.isDue = false;
      void refresh();
    });
  });
  link.on('session.changed', (session) => {
    store.setState(EMPTY);
    if (session !== null) void refresh();
  });
  link.onReach((reach) => {
    if (reach === 'up') void refresh();
  });
  view.subscribe((now, before) => {
    if (now.screen === before.screen) return;
    const state = store.getState();
    const { open } = now.screen === 'work' ? started(state) : state;
    store.setState({ ...fresh, open, view: open === state.open ? state.view : null });
    void refresh();
  });
}
