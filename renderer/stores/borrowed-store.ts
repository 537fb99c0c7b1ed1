// The form over the list of interlibrary items, by which one is received. A code that is scanned on Work while it is open is that of the strap. Typed
// fields stay while its place is left.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { Tone } from './work/tone-of.ts';

export type BorrowedForm = {
  readonly barcode: string;
  readonly title: string;
  readonly author: string;
  readonly lender: string;
  /** A local day, or empty. */
  readonly due: string;
  readonly inBuilding: boolean;
  readonly noRenewal: boolean;
  readonly request: string;
  /** Item type; empty = none. */
  readonly kind: string;
  /** How often a code was scanned into it, and the field that is filled in next. */
  readonly scans: number;
  readonly next: 'barcode' | 'title';
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

export type BorrowedState = {
  readonly form: BorrowedForm | null;
  readonly kinds: readonly string[];
  /** The title that was received last. */
  readonly done: string | null;
};

export type BorrowedDesk = {
  readonly store: StoreApi<BorrowedState>;
  readonly begin: () => Promise<void>;
  readonly change: (more: Partial<BorrowedForm>) => void;
  readonly save: () => Promise<void>;
  readonly cancel: () => void;
  /** A code that was scanned; false where no form waits for one. */
  readonly takeCode: (code: string) => boolean;
};

const BLANK: BorrowedForm = {
  barcode: '',
  title: '',
  author: '',
  lender: '',
  due: '',
  inBuilding: false,
  noRenewal: false,
  request: '',
  kind: '',
  scans: 0,
  next: 'barcode',
  isBusy: false,
  error: null,
};

/** Whether all required fields are filled. */
export function isReady({ barcode, title, lender, due, isBusy }: BorrowedForm): boolean {
  return !isBusy && [barcode, title, lender, due].every((text) => text.trim() !== '');
}

export function createBorrowed({
  link,
  play,
}: {
  readonly link: DeskLink;
  readonly play: (tone: Tone) => void;
}): BorrowedDesk {
  const store = createStore<BorrowedState>(() => ({ form: null, kinds: [], done: null }));
  const change = (more: Partial<BorrowedForm>): void =>
    store.setState(({ form }) => ({ form: form === null ? null : { ...form, ...more } }));
  link.on('session.changed', () => store.setState({ form: null, done: null }));
  return {
    store,
    async begin() {
      store.setState({ form: BLANK, done: null });
      const choices = await link.ask('item.choices', { barcode: null });
      if (choices.ok) store.setState({ kinds: choices.value.kinds });
    },
    change: (more) => change({ ...more, error: null }),
    async save() {
      const { form } = store.getState();
      if (form === null || !isReady(form)) return;
      change({ isBusy: true, error: null });
      const { barcode, title, author, lender, due, inBuilding, noRenewal, request, kind } = form;
      const answer = await link.act('item.receiveBorrowed', {
        barcode: barcode.trim(),
        title: title.trim(),
        author: author.trim(),
        lender: lender.trim(),
        due,
        inBuilding,
        noRenewal,
        request: request.trim(),
        kind: kind === '' ? null : kind,
      });
      const fault = faultOf(answer);
      play(fault === null ? 'done' : 'refused');
      if (fault !== null) return change({ isBusy: false, error: fault });
      // A parcel has several, mostly of one library.
      store.setState({ form: { ...BLANK, lender, due, kind, scans: form.scans + 1 }, done: title.trim() });
    },
    cancel: () => store.setState({ form: null, done: null }),
    takeCode(code) {
      const { form } = store.getState();
      if (form === null) return false;
      change({ barcode: code, scans: form.scans + 1, next: 'title', error: null });
      play('card');
      return true;
    },
  };
}
