// The quick record of an item that is not in the catalog: it opens in place of the answer that asked for it, and the item is lent once it is made. A
// scan closes it and keeps the typed fields.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import { BLANK_ITEM, recordOf, type Amounts, type ItemForm, type ItemTexts } from './item-form.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';

export type QuickRecordState = {
  /** The entry of the list that it is made for, and its form. */
  readonly open: { readonly entryId: number; readonly form: ItemForm } | null;
  /** Typed texts, by barcode, until the record is made. */
  readonly typed: Readonly<Record<string, ItemTexts>>;
};

export type QuickRecord = {
  readonly store: StoreApi<QuickRecordState>;
  readonly begin: (entry: { readonly id: number; readonly barcode: string }) => Promise<void>;
  readonly change: (change: Partial<ItemTexts>) => void;
  /** Makes the record and lends the thing. */
  readonly save: (read: Amounts['read']) => Promise<void>;
  readonly close: () => void;
};

type QuickRecordParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'store' | 'lendAgain'>;
  readonly play: (tone: Tone) => void;
  readonly focus: () => void;
};

export function createQuickRecord({ link, work, play, focus }: QuickRecordParts): QuickRecord {
  const store = createStore<QuickRecordState>(() => ({ open: null, typed: {} }));
  const changeForm = (change: Partial<ItemForm>): void =>
    store.setState(({ open }) => ({ open: open === null ? null : { ...open, form: { ...open.form, ...change } } }));
  // Another answer takes its place.
  work.store.subscribe(({ notices }, before) => {
    if (notices.checkout !== before.notices.checkout && store.getState().open !== null) store.setState({ open: null });
  });
  link.on('session.changed', () => store.setState({ open: null, typed: {} }));
  return {
    store,
    async begin({ id, barcode }) {
      const { notices } = work.store.getState();
      const choices = await link.ask('item.choices', { barcode: null });
      // Something else was scanned meanwhile: the form is for the answer that no longer stands.
      if (!choices.ok || work.store.getState().notices.checkout !== notices.checkout) return;
      const texts = store.getState().typed[barcode] ?? BLANK_ITEM;
      const form = { barcode, texts, before: BLANK_ITEM, choices: choices.value, isBusy: false, error: null };
      store.setState({ open: { entryId: id, form: { mode: 'add', ...form } } });
    },
    change(change) {
      const form = store.getState().open?.form;
      if (form === undefined) return;
      const texts = { ...form.texts, ...change };
      changeForm({ texts, error: null });
      store.setState(({ typed }) => ({ typed: { ...typed, [form.barcode]: texts } }));
    },
    async save(read) {
      const { open } = store.getState();
      if (open === null || open.form.isBusy) return;
      const { entryId, form } = open;
      changeForm({ isBusy: true, error: null });
      const answer = await link.act('item.add', recordOf(form, read));
      const fault = faultOf(answer);
      if (fault !== null) {
        changeForm({ isBusy: false, error: fault });
        return play('refused');
      }
      const { [form.barcode]: _, ...typed } = store.getState().typed;
      store.setState({ open: null, typed });
      focus();
      await work.lendAgain(entryId);
    },
    close() {
      store.setState({ open: null });
      focus();
    },
  };
}
