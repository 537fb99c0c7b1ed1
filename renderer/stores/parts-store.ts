// Report of missing parts or a new condition at check-in. It opens under the answer; the next answer closes it.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { MinorUnits } from '../../shared/core/money.ts';
import { RECORDED, type DeskLink } from '../bridge/desk-link.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';

export type PartsForm = {
  readonly barcode: string;
  /** All its parts, and those that are missing. */
  readonly parts: readonly string[];
  readonly missing: readonly string[];
  readonly seen: string;
  readonly charge: string;
  /** The last borrower; null where this person may not know. */
  readonly payer: { readonly card: string; readonly name: string } | null;
  /** The report is recorded; only its fee is left to do. */
  readonly isReported: boolean;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

type PartsState = {
  readonly form: PartsForm | null;
  /** The copy that was reported last. */
  readonly reported: { readonly missing: readonly string[]; readonly wasCharged: boolean } | null;
};

export type Parts = {
  readonly store: StoreApi<PartsState>;
  readonly begin: (barcode: string) => Promise<void>;
  readonly toggle: (part: string) => void;
  readonly change: (change: Partial<Pick<PartsForm, 'seen' | 'charge'>>) => void;
  /** `amountMinor`: charged to the person who had it last; 0 = nothing yet. */
  readonly send: (amountMinor: MinorUnits) => Promise<void>;
  readonly close: () => void;
};

type PartsParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'store'>;
  readonly play: (tone: Tone) => void;
  readonly focus: () => void;
};

export function createParts({ link, work, play, focus }: PartsParts): Parts {
  const store = createStore<PartsState>(() => ({ form: null, reported: null }));
  const changeForm = (change: Partial<PartsForm>): void =>
    store.setState(({ form }) => ({ form: form === null ? null : { ...form, ...change } }));
  work.store.subscribe(({ notices }, before) => {
    if (notices.checkin !== before.notices.checkin) store.setState({ form: null, reported: null });
  });
  link.on('session.changed', () => store.setState({ form: null, reported: null }));
  return {
    store,
    async begin(barcode) {
      const answer = await link.ask('item.record', { barcode });
      if (!answer.ok) return play('refused');
      const { written, borrowers } = answer.value;
      const payer = borrowers?.now ?? borrowers?.before[0] ?? null;
      const empty = { missing: [], seen: '', charge: '', isReported: false, isBusy: false, error: null };
      store.setState({ form: { barcode, parts: written.parts, payer, ...empty }, reported: null });
    },
    toggle: (part) =>
      store.setState(({ form }) => {
        if (form === null) return { form };
        const { missing } = form;
        const isMissing = missing.includes(part);
        return { form: { ...form, missing: isMissing ? missing.filter((one) => one !== part) : [...missing, part] } };
      }),
    change: (change) => changeForm({ ...change, error: null }),
    async send(amountMinor) {
      const { form } = store.getState();
      if (form === null || form.isBusy) return;
      const { barcode, missing, seen, payer } = form;
      changeForm({ isBusy: true, error: null });
      const answer = form.isReported
        ? null
        : await link.act('item.reportParts', { barcode, missing: [...missing], seen });
      if (answer?.ok === false && answer.error.code !== RECORDED) {
        changeForm({ isBusy: false, error: answer.error });
        return play('refused');
      }
      changeForm({ isReported: true });
      const wasCharged = payer !== null && amountMinor > 0;
      const note = [...missing, seen].filter(Boolean).join(', ');
      const fee = wasCharged
        ? await link.act('fee.add', { patron: payer.card, amountMinor, charge: 'missing-part', item: barcode, note })
        : null;
      if (fee?.ok === false && fee.error.code !== RECORDED) {
        changeForm({ isBusy: false, error: fee.error });
        return play('refused');
      }
      store.setState({ form: null, reported: { missing, wasCharged } });
      play('route');
      focus();
    },
    close() {
      store.setState({ form: null });
      focus();
    },
  };
}
