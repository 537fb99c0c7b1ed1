// Titles: found during typing, and the open one with its copies and waiting patrons.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodOutput } from '../../shared/bridge/contract.ts';
import { titleId as asTitleId } from '../../shared/core/ids.ts';
import type { ListRow, ListView } from '../../shared/views/list.ts';
import type { CourseSummary } from '../../shared/views/course.ts';
import type { EquipmentKindView } from '../../shared/views/equipment.ts';
import type { TitleSummary, TitleView } from '../../shared/views/title.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { holdAnswer } from '../bridge/fault-of.ts';
import { nextRow } from './next-row.ts';
import type { RowActs } from './row-acts.ts';
import { NO_EDIT, titleEditing, type TitleEditing, type TitleEditState } from './title-form.ts';
import type { ViewStore } from './view-store.ts';
import type { Tone } from './work/tone-of.ts';

export type TitleTab = 'title-items' | 'title-holds' | 'title-courses';

/** Fields of the hold form. `target`: the one copy that is wanted, or null for any copy of the title. */
export type HoldForm = {
  readonly card: string;
  readonly pickup: string;
  readonly target: string | null;
  readonly isBusy: boolean;
};

type Placed = MethodOutput<'hold.place'>;

export type TitlesState = TitleEditState & {
  readonly text: string;
  /** The text that the rows answer. */
  readonly answeredText: string;
  readonly found: readonly TitleSummary[];
  /** Courses stand before the titles; without a text, those that run. */
  readonly courses: readonly CourseSummary[];
  readonly kinds: readonly EquipmentKindView[];
  /** Counted over kinds of equipment, courses and titles. */
  readonly selected: number | null;
  readonly open: TitleView | null;
  /** Barcode of the copy scanned last, whose title is open. */
  readonly scanned: string | null;
  readonly tab: TitleTab;
  readonly lists: Readonly<Partial<Record<TitleTab, ListView>>>;
  readonly focus: string | null;
  readonly form: HoldForm | null;
  /** The result of the last hold, with other reasons against it. */
  readonly placed: Placed | null;
  readonly error: BridgeError | null;
};

export type Titles = TitleEditing & {
  readonly store: StoreApi<TitlesState>;
  readonly setText: (text: string) => void;
  readonly select: (row: number) => void;
  readonly open: (titleId: string, tab?: TitleTab) => Promise<void>;
  /** Opens the title of a copy. */
  readonly openOf: (barcode: string) => Promise<void>;
  readonly close: () => void;
  readonly setTab: (tab: TitleTab) => void;
  readonly refresh: () => Promise<void>;
  readonly focusRow: (key: string) => void;
  readonly move: (by: 1 | -1) => void;
  /** Does an act on a row of a tab. */
  readonly act: (row: ListRow, act: string, answer?: string | null) => Promise<void>;
  /** Begins a hold: on any copy, or on the one with this barcode. */
  readonly askHold: (target?: string) => void;
  readonly changeHold: (change: Partial<Pick<HoldForm, 'card' | 'pickup' | 'target'>>) => void;
  /** Places it; `overrides`: the codes that this person sets aside, and why. */
  readonly placeHold: (override?: { readonly codes: string[]; readonly reason: string }) => Promise<void>;
  readonly cancelHold: () => void;
  /** A card that was scanned while a hold is placed is that of its patron. False: none is. */
  readonly takeCard: (card: string) => boolean;
};

export type TitlesParts = {
  readonly link: DeskLink;
  readonly rowActs: RowActs;
  readonly view: ViewStore;
  readonly play: (tone: Tone) => void;
  /** The card of the patron on the desk, for whom a hold is most likely placed. */
  readonly patronCard: () => string;
};

const EMPTY: TitlesState = {
  ...NO_EDIT,
  text: '',
  answeredText: '',
  found: [],
  courses: [],
  kinds: [],
  selected: null,
  open: null,
  scanned: null,
  tab: 'title-items',
  lists: {},
  focus: null,
  form: null,
  placed: null,
  error: null,
};
const MOST_FOUND = 40;

export function createTitles({ link, view, rowActs, play, patronCard }: TitlesParts): Titles {
  const store = createStore<TitlesState>(() => EMPTY);
  const refused = (error: BridgeError): void => {
    store.setState({ error });
    play('refused');
  };
  const loadLists = async (of: string): Promise<void> => {
    const tabs = ['title-items', 'title-holds', 'title-courses'] as const;
    const answers = await Promise.all(tabs.map((list) => link.ask('list.view', { list, of })));
    if (store.getState().open?.titleId !== of) return;
    const lists = Object.fromEntries(
      tabs.flatMap((tab, at) => {
        const answer = answers[at];
        return answer?.ok === true ? [[tab, answer.value] as const] : [];
      }),
    );
    store.setState({ lists });
  };
  const open = async (id: string, tab: TitleTab = 'title-items'): Promise<void> => {
    const answer = await link.ask('title.view', { titleId: id });
    if (!answer.ok) return refused(answer.error);
    const isSame = store.getState().open?.titleId === answer.value.titleId;
    store.setState({
      open: answer.value,
      tab,
      focus: null,
      placed: null,
      error: null,
      // Typed text stays when the same title is scanned again.
      ...(isSame ? {} : { ...NO_EDIT, lists: {}, form: null }),
    });
    await loadLists(answer.value.titleId);
  };
  const refresh = async (): Promise<void> => {
    const { open: shown, text } = store.getState();
    void find(link, store, text);
    if (shown === null) return;
    const answer = await link.ask('title.view', { titleId: shown.titleId });
    if (!answer.ok || store.getState().open?.titleId !== shown.titleId) return;
    store.setState({ open: answer.value });
    await loadLists(shown.titleId);
  };
  // Behind another screen it is not visible; it is read again on return.
  const look = (): void => {
    if (view.getState().screen === 'titles') void refresh();
  };
  link.on('desk.changed', look);
  view.subscribe((now, before) => {
    if (now.screen !== before.screen) look();
  });
  link.on('session.changed', () => store.setState(EMPTY));
  return {
    store,
    open,
    refresh,
    setText(text) {
      store.setState({ text, selected: null });
      void find(link, store, text);
    },
    select: (row) => store.setState({ selected: row }),
    async openOf(barcode) {
      const answer = await link.ask('item.view', { barcode });
      if (!answer.ok) return refused(answer.error);
      const { barcode: scanned, titleId } = answer.value;
      store.setState({ scanned });
      await open(titleId).then(() => store.setState((state) => focusOfCopy(state, titleId)));
    },
    close: () => store.setState({ ...NO_EDIT, open: null, scanned: null, form: null, placed: null, error: null }),
    setTab: (tab) => store.setState({ tab, focus: null, error: null }),
    focusRow: (focus) => store.setState({ focus }),
    move: (by) => store.setState(({ lists, tab, focus }) => ({ focus: nextRow(lists[tab]?.rows ?? [], focus, by) })),
    async act(row, name, answer = null) {
      store.setState({ error: null });
      const done = await rowActs.run(name, row, answer);
      if (!done.ok) refused(done.error);
      await refresh();
    },
    ...titleEditing({ link, play }, store, refresh),
    ...holdForm({ link, play, patronCard }, store, { refresh, refused }),
  };
}

/** The copy that was scanned is the row in focus, so that its letters and Enter are about it. */
function focusOfCopy({ open, lists, focus, scanned }: TitlesState, titleId: string): Pick<TitlesState, 'focus'> {
  const row = lists['title-items']?.rows.find(({ names }) => names['barcode'] === scanned);
  return { focus: row === undefined || open?.titleId !== titleId ? focus : row.key };
}

/** Only the answer to the newest text counts. */
async function find(link: DeskLink, store: StoreApi<TitlesState>, text: string): Promise<void> {
  const isEmpty = text.trim() === '';
  const [answer, courses, equipment] = await Promise.all([
    isEmpty ? null : link.ask('title.find', { query: text, limit: MOST_FOUND }),
    link.ask('course.find', { query: text.trim(), limit: MOST_FOUND }),
    isEmpty ? null : link.ask('equipment.kinds', { query: text }),
  ]);
  if (store.getState().text !== text || answer?.ok === false) return;
  const found = answer?.value.titles ?? [];
  const listed = courses.ok ? courses.value.courses : [];
  const kinds = equipment?.ok === true ? equipment.value.kinds : [];
  const isOne = !isEmpty && found.length + listed.length + kinds.length === 1;
  store.setState({
    found,
    courses: listed,
    kinds,
    answeredText: text,
    selected: isOne ? 0 : store.getState().selected,
  });
}

type HoldFormParts = Pick<TitlesParts, 'link' | 'play' | 'patronCard'>;
type Ways = { readonly refresh: () => Promise<void>; readonly refused: (error: BridgeError) => void };

/** The form for a hold under the title that is open. */
function holdForm(
  { link, play, patronCard }: HoldFormParts,
  store: StoreApi<TitlesState>,
  { refresh, refused }: Ways,
): Pick<Titles, 'askHold' | 'changeHold' | 'placeHold' | 'cancelHold' | 'takeCard'> {
  return {
    changeHold: (change) =>
      store.setState(({ form }) => (form === null ? {} : { form: { ...form, ...change }, placed: null, error: null })),
    askHold(target) {
      const { open: shown } = store.getState();
      const pickup = shown?.pickups[0]?.branch ?? '';
      store.setState({
        form: { card: patronCard(), pickup, target: target ?? null, isBusy: false },
        placed: null,
        error: null,
      });
    },
    async placeHold(override) {
      const { form, open: shown } = store.getState();
      if (form === null || shown === null || form.isBusy || form.card.trim() === '') return;
      store.setState({ form: { ...form, isBusy: true }, error: null });
      // It may have been closed, or written in, while the desk answered.
      const settle = (): void =>
        store.setState((state) => ({ form: state.form === null ? null : { ...state.form, isBusy: false } }));
      const answer = holdAnswer(
        await link.act('hold.place', {
          patron: form.card.trim(),
          target: form.target ?? asTitleId(shown.titleId),
          pickup: form.pickup,
          ...(override === undefined ? {} : { override }),
        }),
      );
      if (!answer.ok) {
        settle();
        return refused(answer.error);
      }
      const isDone = answer.value.decision === 'done';
      store.setState({ placed: answer.value });
      if (isDone) store.setState({ form: null });
      else settle();
      play(isDone ? 'done' : 'refused');
      if (isDone) store.setState({ tab: 'title-holds' });
      await refresh();
    },
    cancelHold: () => store.setState({ form: null, placed: null, error: null }),
    takeCard(card) {
      const { form } = store.getState();
      // A hold that is on its way keeps its patron: the card is the next one's.
      if (form === null || form.isBusy) return false;
      store.setState({ form: { ...form, card }, placed: null, error: null });
      play('card');
      return true;
    },
  };
}
