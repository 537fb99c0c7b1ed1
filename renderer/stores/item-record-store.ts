// The record of an item, beside the screen that it was opened from: its marks, borrowers now and before, waiting patrons. Closing it returns to that
// screen.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import { loanId, type LoanId } from '../../shared/core/ids.ts';
import type { ItemMark } from '../../shared/core/item-mark.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import type { ItemMoney } from '../../shared/views/item-form.ts';
import type { ItemRecord } from '../../shared/views/item.ts';
import type { ListView } from '../../shared/views/list.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import { editOf, formOf, recordOf, type Amounts, type ItemForm, type ItemTexts } from './item-form.ts';
import type { ViewStore } from './view-store.ts';
import type { Tone } from './work/tone-of.ts';

/** State to set on a copy: a mark, lost by its borrower, or a claim of the borrower. */
export type Said = ItemMark | 'lost' | 'returned' | 'never-had';

/** A mark that is being set or cleared, with its note. */
export type MarkForm = {
  readonly mark: Said;
  readonly isSet: boolean;
  /** Loan that was shown as the form opened: the claim is about it, also where another borrower has the copy by now. */
  readonly loanId: LoanId | null;
  readonly note: string;
  /** Effect on an account, shown before the act; null = being asked for. */
  readonly money: ItemMoney | null;
  /** Charge for a damage, as typed. */
  readonly charge: string;
  /** The mark is recorded; only its fee is left to do. */
  readonly isSent: boolean;
};

export type ItemRecordState = {
  readonly open: ItemRecord | null;
  /** A person opened it. Else it is there because it was scanned last, on a wide window, and another scan takes its place. */
  readonly isOpened: boolean;
  /** It was opened to be completed: its form opens with it. */
  readonly isToComplete: boolean;
  readonly holds: ListView | null;
  /** Null until its tab is opened: it may name staff, and show their notes. */
  readonly history: ListView | null;
  readonly form: MarkForm | null;
  /** The form that edits the copy; it stands in the place of its acts. */
  readonly edit: ItemForm | null;
  /** It was written. */
  readonly wasSaved: boolean;
  readonly isBusy: boolean;
  /** The mark that was set or cleared last. */
  readonly done: Pick<MarkForm, 'mark' | 'isSet'> | null;
  readonly error: BridgeError | null;
};

export type ItemRecords = {
  readonly store: StoreApi<ItemRecordState>;
  readonly open: (barcode: string) => Promise<void>;
  /** The same with the form that completes it. */
  readonly complete: (barcode: string) => Promise<void>;
  /** Shows the item scanned last, unless a record was opened or is being edited. */
  readonly follow: (barcode: string) => Promise<void>;
  readonly close: () => void;
  readonly refresh: () => Promise<void>;
  /** Reads the history of the copy, for the tab that shows it. */
  readonly readHistory: () => Promise<void>;
  /** Asks for a note before a mark is set or cleared. */
  readonly ask: (mark: Said, isSet: boolean) => void;
  readonly setCharge: (charge: string) => void;
  readonly setNote: (note: string) => void;
  /** `charged`: the fee for a damage, and its debtor; null = none. */
  readonly confirm: (charged: { readonly card: string; readonly amountMinor: MinorUnits } | null) => Promise<void>;
  readonly cancel: () => void;
  /** A part that was missing is back. */
  readonly returnPart: (part: string, clears: boolean) => Promise<void>;
  /** Opens the form of the copy that is open. */
  readonly beginEdit: (amounts: Pick<Amounts, 'plain'>) => Promise<void>;
  readonly change: (change: Partial<ItemTexts>) => void;
  readonly save: (read: Amounts['read']) => Promise<void>;
  readonly cancelEdit: () => void;
};

export type ItemRecordParts = {
  readonly link: DeskLink;
  readonly view: ViewStore;
  readonly play: (tone: Tone) => void;
};

const EMPTY: ItemRecordState = {
  open: null,
  isOpened: false,
  isToComplete: false,
  holds: null,
  history: null,
  form: null,
  edit: null,
  wasSaved: false,
  isBusy: false,
  done: null,
  error: null,
};

export function createItemRecords(parts: ItemRecordParts): ItemRecords {
  const { link, view, play } = parts;
  const store = createStore<ItemRecordState>(() => EMPTY);
  const wanted = { barcode: '' };
  const readHistory = historyReader(link, store);
  const load = async (barcode: string): Promise<BridgeError | null> => {
    const answer = await link.ask('item.record', { barcode });
    // Another one is wanted by now.
    if (wanted.barcode !== barcode) return null;
    if (!answer.ok) return answer.error;
    const { titleId, itemId } = answer.value;
    const isOther = store.getState().open?.itemId !== itemId;
    store.setState({ open: answer.value, ...(isOther ? { history: null } : {}) });
    const [holds] = await Promise.all([
      link.ask('list.view', { list: 'title-holds', of: titleId }),
      ...(store.getState().history === null ? [] : [readHistory()]),
    ]);
    if (store.getState().open?.titleId === titleId && holds.ok) store.setState({ holds: holds.value });
    return null;
  };
  const refresh = async (): Promise<void> => {
    const { open } = store.getState();
    if (open !== null) await load(open.barcode);
  };
  const show = (barcode: string): Promise<BridgeError | null> => {
    wanted.barcode = barcode;
    return load(barcode);
  };
  const close = (): void => {
    wanted.barcode = '';
    store.setState(EMPTY);
  };
  const open = async (barcode: string): Promise<void> => {
    if (store.getState().open?.barcode !== barcode) store.setState(EMPTY);
    store.setState({ isOpened: true });
    view.setState({ isOpenedBehind: false });
    const error = await show(barcode);
    if (error === null) return;
    store.setState({ error, isOpened: store.getState().open !== null });
    play('refused');
  };
  link.on('desk.changed', ({ items, titles, patrons, exceptions, acts }) => {
    const { open } = store.getState();
    // A copy of the library that was loaded anew names nothing: anything may be different in it.
    const isAnything = exceptions && acts && items.length + titles.length + patrons.length === 0;
    if (open !== null && (isAnything || items.includes(open.itemId) || titles.includes(open.titleId))) void refresh();
  });
  link.on('session.changed', close);
  // It belongs to the place that it was opened from.
  view.subscribe((now, before) => {
    if (now.screen !== before.screen) close();
  });
  return {
    store,
    close,
    refresh,
    readHistory,
    open,
    async complete(barcode) {
      await open(barcode);
      store.setState({ isToComplete: store.getState().open?.barcode === barcode });
    },
    async follow(barcode) {
      const { open, isOpened, form, edit } = store.getState();
      if (isOpened || form !== null || edit !== null) return;
      if (open?.barcode !== barcode) store.setState(EMPTY);
      // The answer says that it is not in the catalog: here the record is simply empty.
      await show(barcode);
    },
    ...saying(parts, store, refresh),
    cancel: () => store.setState({ form: null, error: null }),
    async returnPart(part, clears) {
      const { open, isBusy } = store.getState();
      if (open === null || isBusy) return;
      store.setState({ isBusy: true, error: null });
      const answer = await link.act('item.partReturned', { barcode: open.barcode, parts: [part], clears });
      const error = faultOf(answer);
      store.setState({ isBusy: false, error });
      play(error === null ? 'done' : 'refused');
      await refresh();
    },
    ...editing(parts, store, show),
  };
}

function historyReader(link: DeskLink, store: StoreApi<ItemRecordState>): () => Promise<void> {
  return async () => {
    const { open } = store.getState();
    if (open === null) return;
    const history = await link.ask('list.view', { list: 'item-history', of: open.barcode });
    if (history.ok && store.getState().open?.itemId === open.itemId) store.setState({ history: history.value });
  };
}

/** Acts that set a state on a copy. */
function saying(
  { link, play }: Pick<ItemRecordParts, 'link' | 'play'>,
  store: StoreApi<ItemRecordState>,
  refresh: () => Promise<void>,
): Pick<ItemRecords, 'ask' | 'setNote' | 'setCharge' | 'confirm'> {
  const changeForm = (change: Partial<MarkForm>): void =>
    store.setState(({ form }) => ({ form: form === null ? null : { ...form, ...change } }));
  const tellMoney = async (barcode: string, isSet: boolean): Promise<void> => {
    const answer = await link.ask('item.money', { barcode, what: isSet ? 'lost' : 'found' });
    const { form } = store.getState();
    if (answer.ok && form?.mark === 'lost' && form.isSet === isSet) changeForm({ money: answer.value });
  };
  const send = async (barcode: string, { mark, isSet, note, loanId: id }: MarkForm): Promise<BridgeError | null> => {
    if (mark === 'returned' || mark === 'never-had') {
      const act = mark === 'returned' ? 'item.claimReturned' : 'item.claimNeverHad';
      return faultOf(await link.act(isSet ? act : 'item.dropClaim', { barcode, loanId: id ?? loanId(''), note }));
    }
    const answer =
      mark !== 'lost'
        ? await link.act(isSet ? 'item.setMark' : 'item.clearMark', { barcode, mark, note })
        : isSet
          ? await link.act('item.declareLost', { barcode, note })
          : await link.act('circ.checkin', { item: barcode, ...(note.trim() === '' ? {} : { place: note.trim() }) });
    return faultOf(answer);
  };
  return {
    ask(mark, isSet) {
      const { open } = store.getState();
      const form = { mark, isSet, loanId: open?.loanId ?? null, note: '', money: null, charge: '', isSent: false };
      store.setState({ form, edit: null, wasSaved: false, done: null, error: null });
      if (mark === 'lost' && open !== null) void tellMoney(open.barcode, isSet);
    },
    setNote: (note) => changeForm({ note }),
    setCharge: (charge) => changeForm({ charge }),
    async confirm(charged) {
      const { open, form, isBusy } = store.getState();
      if (open === null || form === null || isBusy) return;
      store.setState({ isBusy: true, error: null });
      const { mark, isSet, note } = form;
      // A mark that stands is not set again because its fee was refused.
      let error = form.isSent ? null : await send(open.barcode, form);
      if (error === null) changeForm({ isSent: true });
      if (error === null && charged !== null) {
        const { card: patron, amountMinor } = charged;
        const fee = await link.act('fee.add', { patron, amountMinor, charge: 'damage', item: open.barcode, note });
        error = faultOf(fee);
      }
      if (error === null) store.setState({ form: null, done: { mark, isSet } });
      store.setState({ isBusy: false, error });
      play(error === null ? 'done' : 'refused');
      await refresh();
    },
  };
}

/** Writing in the copy that is open. */
function editing(
  { link, play }: Pick<ItemRecordParts, 'link' | 'play'>,
  store: StoreApi<ItemRecordState>,
  load: (barcode: string) => Promise<BridgeError | null>,
): Pick<ItemRecords, 'beginEdit' | 'change' | 'save' | 'cancelEdit'> {
  const changeForm = (change: Partial<ItemForm>): void =>
    store.setState(({ edit }) => ({ edit: edit === null ? null : { ...edit, ...change } }));
  return {
    async beginEdit(amounts) {
      const { open } = store.getState();
      store.setState({ isToComplete: false });
      if (open === null) return;
      const choices = await link.ask('item.choices', { barcode: open.barcode });
      const now = store.getState().open;
      if (now?.itemId !== open.itemId) return;
      if (choices.ok)
        store.setState({
          edit: formOf(now, choices.value, amounts),
          form: null,
          done: null,
          wasSaved: false,
          error: null,
        });
      else store.setState({ error: choices.error });
    },
    change: (change) =>
      store.setState(({ edit }) => ({
        edit: edit === null ? null : { ...edit, texts: { ...edit.texts, ...change }, error: null },
      })),
    async save(read) {
      const { edit } = store.getState();
      if (edit === null || edit.isBusy) return;
      changeForm({ isBusy: true, error: null });
      const answer =
        edit.mode === 'edit'
          ? await link.act('item.edit', editOf(edit, read))
          : await link.act('item.complete', recordOf(edit, read));
      const error = faultOf(answer);
      if (error === null) {
        store.setState({ edit: null, wasSaved: true });
        await load(answer.ok ? answer.value.barcode : edit.barcode);
      } else changeForm({ isBusy: false, error });
      play(error === null ? 'done' : 'refused');
    },
    cancelEdit: () => store.setState({ edit: null, error: null }),
  };
}
