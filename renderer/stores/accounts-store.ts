// The record of the patron on the desk, and the form that makes or edits an account. What was typed stays when a scan closes the form.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput, MethodOutput } from '../../shared/bridge/contract.ts';
import { err, ok, type Result } from '../../shared/core/result.ts';
import type { ListRow, ListView } from '../../shared/views/list.ts';
import type { PatronChoices } from '../../shared/views/patron-form.ts';
import type { PatronSummary } from '../../shared/views/patron.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import { rebased, taken, typed, type Clash, type Followed } from './account-clashes.ts';
import { editOf, fieldsOf, registrationOf, type AccountFields } from './account-fields.ts';
import { joiningOf, missingIn, withEnd } from './account-joining.ts';
import { nextRow } from './next-row.ts';
import type { RowActs } from './row-acts.ts';
import type { ViewStore } from './view-store.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';

export type PatronTab = 'patron-loans' | 'patron-holds' | 'patron-fees' | 'patron-history';
export const PATRON_TABS: readonly PatronTab[] = ['patron-loans', 'patron-holds', 'patron-fees', 'patron-history'];

/** A form of the record, under its button; `lift`: of the first block that staff set. */
export type RecordForm = 'block' | 'lift' | 'merge' | 'message';

/** `card`: the account that is edited; null of a new one. */
type AccountForm = {
  readonly card: string | null;
  readonly fields: AccountFields;
  /** Current values, as far as known. */
  readonly before: AccountFields;
  /** Fields edited here and changed elsewhere meanwhile. */
  readonly clashes: readonly Clash[];
  /** Fields changed elsewhere and not edited here. */
  readonly followed: readonly Followed[];
  readonly choices: PatronChoices;
  /** Those who may be this person already. */
  readonly alike: readonly PatronSummary[];
  /** A person looked at them: this is another person. */
  readonly isOther: boolean;
  /** Saving showed those alike first: nothing was recorded. */
  readonly isStopped: boolean;
  /** How often a card was scanned into it. */
  readonly scans: number;
  readonly isBusy: boolean;
};

export type AccountsState = {
  /** The record that is open on Patrons. */
  readonly card: string | null;
  readonly tab: PatronTab;
  readonly lists: Readonly<Partial<Record<PatronTab, ListView>>>;
  readonly focus: string | null;
  readonly form: AccountForm | null;
  /** What an act on a row did, until something else is done. */
  readonly said: string | null;
  readonly error: BridgeError | null;
  /** The form that stands in the record of a card. */
  readonly asked: { readonly card: string; readonly form: RecordForm } | null;
  /** Two accounts that are to be seen side by side; null = none are. */
  readonly merging: { readonly card: string; readonly other: string } | null;
};

export type Accounts = {
  readonly store: StoreApi<AccountsState>;
  readonly setTab: (tab: PatronTab) => void;
  /** Shows a form in the record of a card, in the place of another; null = takes it away. */
  readonly ask: (card: string, form: RecordForm | null) => void;
  /** Opens an account with the form that joins it with another one. */
  readonly askMerge: (card: string, other: string) => Promise<void>;
  readonly endMerge: () => void;
  /** Says in the record what was done. */
  readonly say: (said: string) => void;
  readonly focusRow: (key: string) => void;
  readonly move: (by: 1 | -1) => void;
  /** Does an act on a row of a tab; one of money is done among the fees. */
  readonly act: (row: ListRow, act: string, answer?: string | null) => Promise<void>;
  /** Opens the form for a new account, with a card that nobody has where one was scanned. */
  readonly begin: (card?: string) => Promise<void>;
  /** Opens the form for the account on the desk. */
  /** Begins the account of a card that was unknown when it was lent on, with the name and phone written down then. */
  readonly register: (card: string) => Promise<void>;
  readonly edit: (card: string) => Promise<void>;
  readonly change: (change: Partial<AccountFields>) => void;
  /** Offers a scanned number without an account. True: it went into the form of a new one. */
  readonly takeNumber: (number: string) => boolean;
  /** Takes what was written here, or what stands in the account now. */
  readonly take: (field: keyof AccountFields, side: 'here' | 'now') => void;
  /** It is another person than those alike. Saves where saving had shown them, and resolves as `save` does. */
  readonly sayOther: () => ReturnType<Accounts['save']>;
  /** Resolves to what was recorded; null where nothing was. */
  readonly save: () => Promise<'made' | 'saved' | null>;
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
  /** Goes to the payment of what making an account has charged. */
  readonly payJoining: (card: string) => void;
};

const EMPTY: AccountsState = {
  asked: null,
  merging: null,
  card: null,
  tab: 'patron-loans',
  lists: {},
  focus: null,
  form: null,
  said: null,
  error: null,
};
const MOST_ALIKE = 5;

/** The form of an account, or of a new one for a card that was unknown when it was lent on. */
function formOf(
  choices: PatronChoices,
  asked: { readonly of: string | null; readonly fields: Partial<AccountFields>; readonly isRegistered: boolean },
): NonNullable<AccountsState['form']> {
  const before = fieldsOf(choices, asked.of);
  return {
    card: asked.isRegistered ? asked.of : null,
    before,
    choices,
    fields: { ...before, ...asked.fields },
    alike: [],
    clashes: [],
    followed: [],
    isOther: false,
    isStopped: false,
    scans: 0,
    isBusy: false,
  };
}

type Written = Pick<MethodOutput<'patron.edit'>, 'alike' | 'card'>;

/** A lost answer of a recorded account counts as one without likely duplicates; the card is empty where the desk chose it. */
async function write(
  link: DeskLink,
  form: AccountForm,
  edit: MethodInput<'patron.edit'> | null,
): Promise<Result<Written, BridgeError>> {
  const answer =
    edit === null ? await link.act('patron.register', registrationOf(form)) : await link.act('patron.edit', edit);
  if (answer.ok) return answer;
  const fault = faultOf(answer);
  return fault === null ? ok({ alike: [], card: form.card ?? form.fields.card }) : err(fault);
}

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
      // What was typed before is still there, unless another card is to be registered.
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

type Saving = {
  readonly store: StoreApi<AccountsState>;
  readonly loadLists: () => Promise<void>;
  readonly refused: (error: BridgeError) => null;
};

/** Sends the form; what was changed elsewhere meanwhile is seen first. */
function createSave(
  { link, work, play, payJoining }: AccountsParts,
  { store, loadLists, refused }: Saving,
): Accounts['save'] {
  return async () => {
    const asked = store.getState().form;
    if (asked === null || asked.isBusy || missingIn(asked).length > 0 || isUnsettled(asked)) return null;
    store.setState({ form: { ...asked, isBusy: true }, error: null });
    // Merge a change that has just arrived before writing over it.
    await keepUp(link, store);
    const { form } = store.getState();
    if (form === null || form.card !== asked.card) return null;
    if (isUnsettled(form)) {
      changeForm(store, form.card, { isBusy: false });
      play('refused');
      return null;
    }
    const edit = form.card === null ? null : editOf(form.card, form);
    if (edit !== null && Object.keys(edit).length === 1) {
      store.setState({ form: null });
      return null;
    }
    const written = await write(link, form, edit);
    if (!written.ok) return refused(written.error);
    const { alike, card } = written.value;
    if (alike.length > 0) {
      changeForm(store, form.card, { alike, isStopped: true, isBusy: false });
      play('refused');
      return null;
    }
    if (store.getState().form?.card === form.card) store.setState({ form: null });
    play('done');
    if (card !== '') await work.openPatron(card);
    await loadLists();
    // It is paid while the person stands there.
    if (form.card === null && card !== '' && (joiningOf(form)?.feeText ?? null) !== null) payJoining(card);
    return form.card === null ? 'made' : 'saved';
  };
}

/** Rows of the account's lists and what is done on them, and forms of the record. */
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

/** Writes what is typed. Another name may be another person's: those looked at before say nothing of it. */
function changeFields(link: DeskLink, store: StoreApi<AccountsState>, change: Partial<AccountFields>): void {
  const { form } = store.getState();
  if (form === null) return;
  const isName = 'family' in change || 'given' in change;
  store.setState({
    form: {
      ...typed(form, form.card === null ? withEnd(form, change) : change),
      ...(isName ? { isStopped: false, isOther: false } : {}),
    },
    error: null,
  });
  if (isName && form.card === null) void lookForAlike(link, store);
}

/** Brings what stands in the account now into the form that edits it. */
async function keepUp(link: DeskLink, store: StoreApi<AccountsState>): Promise<void> {
  const card = store.getState().form?.card ?? null;
  if (card === null) return;
  const answer = await link.ask('patron.choices', { card });
  const { form } = store.getState();
  if (!answer.ok || form === null || form.card !== card) return;
  store.setState({ form: { ...rebased(form, fieldsOf(answer.value, card)), choices: answer.value } });
}

/** A person has still to say which of two values stands. */
export function isUnsettled({ clashes }: Pick<AccountForm, 'clashes'>): boolean {
  return clashes.some((clash) => clash.taken === null);
}

/** Changes the form, unless it was closed meanwhile or is another account's. */
function changeForm(store: StoreApi<AccountsState>, card: string | null, change: Partial<AccountForm>): void {
  store.setState(({ form }) => (form === null || form.card !== card ? {} : { form: { ...form, ...change } }));
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
  // What was typed is of the person who typed it: it waits behind their own lock.
  const seen = { staffId: '' };
  link.on('session.changed', (session) => {
    if (session === null || session.staffId === seen.staffId) return;
    seen.staffId = session.staffId;
    store.setState(EMPTY);
    follow();
  });
  return loadLists;
}

/** A card that nobody has, scanned while a new account is written, is its card. */
function takeCard(store: StoreApi<AccountsState>, card: string | null): void {
  const { form } = store.getState();
  if (card === null || form === null || form.card !== null || form.fields.card === card) return;
  store.setState({ form: { ...form, fields: { ...form.fields, card } } });
}

/** Only the answer to what is typed now counts. */
async function lookForAlike(link: DeskLink, store: StoreApi<AccountsState>): Promise<void> {
  const asked = store.getState().form?.fields;
  if (asked === undefined) return;
  const [family, given] = [asked.family.trim(), asked.given.trim()];
  const isEnough = family.length > 1 && given !== '';
  const answer = isEnough
    ? await link.ask('patron.find', { query: `${family}, ${given}`, limit: MOST_ALIKE })
    : { ok: true as const, value: { patrons: [] } };
  const { form } = store.getState();
  if (form === null || !answer.ok || form.isOther) return;
  if (form.fields.family === asked.family && form.fields.given === asked.given)
    store.setState({ form: { ...form, alike: answer.value.patrons } });
}
