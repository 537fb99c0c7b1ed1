// The record of the patron on the desk, and the form that makes or edits an account. Typed fields stay when a scan closes the form.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { ListRow } from '../../shared/views/list.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { onOtherPerson } from '../bridge/other-person.ts';
import { taken } from './account-clashes.ts';
import { type AccountFields } from './account-fields.ts';
import { nextRow } from './next-row.ts';
import type { RowActs } from './row-acts.ts';
import { createSave, type Save } from './account-saving.ts';
import {
  changeFields,
  changeForm,
  EMPTY,
  formOf,
  keepUp,
  PATRON_TABS,
  type AccountsState,
  type PatronTab,
  type RecordForm,
} from './accounts-state.ts';
import type { ViewStore } from './view-store.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';

export type Accounts = {
  readonly store: StoreApi<AccountsState>;
  readonly setTab: (tab: PatronTab) => void;
  /** Shows a form in the record of a card, in the place of another; null = takes it away. */
  readonly ask: (card: string, form: RecordForm | null) => void;
  /** Opens an account with the form that joins it with another one. */
  readonly askMerge: (card: string, other: string) => Promise<void>;
  readonly endMerge: () => void;
  /** Shows a result in the record. */
  readonly say: (said: string) => void;
  readonly focusRow: (key: string) => void;
  readonly move: (by: 1 | -1) => void;
  /** Does an act on a row of a tab; one of money is done among the fees. */
  readonly act: (row: ListRow, act: string, answer?: string | null) => Promise<void>;
  /** Opens the form for a new account, with the unknown card if one was scanned. */
  readonly begin: (card?: string) => Promise<void>;
  /** Opens the form for the account on the desk. */
  /** Begins the account of a card that was unknown when it was lent on, with the name and phone written down then. */
  readonly register: (card: string) => Promise<void>;
  readonly edit: (card: string) => Promise<void>;
  readonly change: (change: Partial<AccountFields>) => void;
  /** Offers a scanned number without an account. True: it went into the form of a new one. */
  readonly takeNumber: (number: string) => boolean;
  /** Takes the value typed here, or the one in the account now. */
  readonly take: (field: keyof AccountFields, side: 'here' | 'now') => void;
  /** It is another person than those alike. Saves where saving had shown them, and resolves as `save` does. */
  readonly sayOther: Save;
  readonly save: Save;
  readonly cancel: () => void;
};

export type AccountsParts = {
  readonly link: DeskLink;
  readonly view: ViewStore;
  readonly work: Pick<Work, 'store' | 'openPatron' | 'closePatron' | 'goTo'>;
  readonly rowActs: RowActs;
  readonly play: (tone: Tone) => void;
  readonly mayReadHistory: () => boolean;
  /** Goes to a payment for a fee of a patron, or to letting it go. */
  readonly openFee: (fee: { readonly card: string; readonly feeId: string; readonly act: 'pay' | 'waive' }) => void;
  /** Goes to the payment of the fee for a new account. */
  readonly payJoining: (card: string) => void;
};

export function createAccounts(parts: AccountsParts): Accounts {
  const { link, work, play } = parts;
  const store = createStore<AccountsState>(() => EMPTY);
  const loadLists = followRecord(parts, store);
  const refused = (error: BridgeError): null => {
    store.setState(({ form }) => ({ error, form: form === null ? null : { ...form, isBusy: false } }));
    play('refused');
    return null;
  };
  const open = async (of: string | null, fields: Partial<AccountFields>, isRegistered = true): Promise<void> => {
    const answer = await link.ask('patron.choices', { card: of });
    if (!answer.ok) return void refused(answer.error);
    store.setState({ form: formOf(answer.value, { of, fields, isRegistered }), error: null });
  };
  const save = createSave(parts, { store, loadLists, refused });
  return {
    store,
    async askMerge(card, other) {
      await work.goTo('patrons');
      await work.openPatron(card);
      store.setState({ merging: { card, other } });
    },
    endMerge: () => store.setState({ merging: null }),
    ...rowsOf(parts, store, loadLists, refused),
    begin: async (card = '') => {
      const { form } = store.getState();
      // Fields typed before are still there, unless another card is to be registered.
      if (form !== null && form.card === null && (card === '' || form.fields.card === card)) return;
      await open(null, { card });
    },
    edit: (card) => open(card, {}),
    register(card) {
      // The form takes the place of the record.
      work.closePatron();
      return open(card, {}, false);
    },
    takeNumber(number) {
      const { form } = store.getState();
      if (form === null || form.card !== null) return false;
      changeForm(store, null, { scans: form.scans + 1 });
      changeFields(link, store, { card: number });
      play('card');
      return true;
    },
    change: (change) => changeFields(link, store, change),
    take: (field, side) => store.setState(({ form }) => (form === null ? {} : { form: taken(form, field, side) })),
    async sayOther() {
      const { form } = store.getState();
      if (form === null) return null;
      const isRepeated = form.isStopped;
      store.setState({ form: { ...form, alike: [], isOther: true, isStopped: false } });
      return isRepeated ? save() : null;
    },
    save,
    cancel: () => store.setState({ form: null, error: null }),
  };
}

/** Rows of the account's lists and their acts, and forms of the record. */
function rowsOf(
  { rowActs, openFee }: Pick<AccountsParts, 'rowActs' | 'openFee'>,
  store: StoreApi<AccountsState>,
  loadLists: () => Promise<void>,
  refused: (error: BridgeError) => void,
): Pick<Accounts, 'setTab' | 'ask' | 'say' | 'focusRow' | 'move' | 'act'> {
  return {
    setTab(tab) {
      store.setState({ tab, focus: null, said: null });
      void loadLists();
    },
    ask: (card, form) =>
      store.setState((state) => ({
        asked: form === null ? null : { card, form },
        form: form === null ? state.form : null,
        error: form === null ? state.error : null,
      })),
    say: (said) => store.setState({ said }),
    focusRow: (focus) => store.setState({ focus }),
    move: (by) => store.setState(({ lists, tab, focus }) => ({ focus: nextRow(lists[tab]?.rows ?? [], focus, by) })),
    async act(row, name, answer = null) {
      const { card } = store.getState();
      const { feeId } = row.names;
      if ((name === 'pay' || name === 'waive') && card !== null)
        return openFee({ card, feeId: feeId ?? '', act: name });
      store.setState({ error: null, said: null });
      const done = await rowActs.run(name, row, answer);
      if (done.ok) store.setState({ said: `${done.value} · ${row.names['title'] ?? ''}` });
      else refused(done.error);
      await loadLists();
    },
  };
}

/** Keeps the record that of the patron on the desk while Patrons is shown. Returns how to read its lists again. */
function followRecord(
  { link, view, work, mayReadHistory }: AccountsParts,
  store: StoreApi<AccountsState>,
): () => Promise<void> {
  const loadLists = async (): Promise<void> => {
    const { card, tab } = store.getState();
    if (card === null) return;
    // The history reads far back: only while it is looked at.
    const wanted = PATRON_TABS.filter((one) => one !== 'patron-history' || (one === tab && mayReadHistory()));
    const answers = await Promise.all(wanted.map((list) => link.ask('list.view', { list, of: card })));
    if (store.getState().card !== card) return;
    const read = wanted.flatMap((list, at) => {
      const answer = answers[at];
      return answer?.ok === true ? [[list, answer.value] as const] : [];
    });
    store.setState(({ lists }) => ({ lists: { ...lists, ...Object.fromEntries(read) } }));
  };
  const follow = (): void => {
    const { patron } = work.store.getState();
    const { screen } = view.getState();
    const isShown = screen === 'patrons' && (patron?.view ?? null) !== null;
    const card = isShown ? (patron?.card ?? null) : null;
    takeCard(store, patron !== null && patron.view === null && screen === 'patrons' ? patron.card : null);
    const { form, card: before } = store.getState();
    // A place that is left for a moment loses nothing that was typed, while the patron is on the desk.
    const isTheirs = form === null || form.card === null || form.card === patron?.card;
    if (!isTheirs) store.setState({ form: null });
    if (card === before) return;
    store.setState({
      asked: null,
      card,
      tab: 'patron-loans',
      lists: {},
      focus: null,
      said: null,
      error: null,
    });
    void loadLists();
  };
  work.store.subscribe(follow);
  view.subscribe(follow);
  link.on('desk.changed', ({ patrons }) => {
    void loadLists();
    const card = store.getState().form?.card ?? null;
    if (card !== null && patrons.includes(card)) void keepUp(link, store);
  });
  onOtherPerson(link, () => {
    store.setState(EMPTY);
    follow();
  });
  return loadLists;
}

/** An unknown card scanned while a new account is written becomes its card. */
function takeCard(store: StoreApi<AccountsState>, card: string | null): void {
  const { form } = store.getState();
  if (card === null || form === null || form.card !== null || form.fields.card === card) return;
  store.setState({ form: { ...form, fields: { ...form.fields, card } } });
}
