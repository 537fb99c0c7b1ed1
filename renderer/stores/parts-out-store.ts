// Parts that go out with a copy, ticked as they are handed over. Parts that stay behind are reported, so that they are
// not missed when the copy comes back. The next answer closes it: counting never stops a line of people.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';
import type { Entry } from './work/work-state.ts';

export type PartsOutForm = {
  readonly barcode: string;
  /** Those that should be there. */
  readonly parts: readonly string[];
  readonly ticked: readonly string[];
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  /** Parts that stayed behind; null = not reported. */
  readonly without: readonly string[] | null;
};

export type PartsOut = {
  readonly store: StoreApi<{ readonly form: PartsOutForm | null }>;
  readonly toggle: (part: string) => void;
  readonly tickAll: () => void;
  /** Reports the parts that are not ticked. */
  readonly send: () => Promise<void>;
};

type PartsOutParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'store'>;
  readonly play: (tone: Tone) => void;
  readonly focus: () => void;
};

export function createPartsOut({ link, work, play, focus }: PartsOutParts): PartsOut {
  const store = createStore<{ readonly form: PartsOutForm | null }>(() => ({ form: null }));
  const change = (by: Partial<PartsOutForm>): void =>
    store.setState(({ form }) => ({ form: form === null ? null : { ...form, ...by } }));
  const asked = { times: 0 };
  const begin = async ({ barcode }: Pick<Entry, 'barcode'>): Promise<void> => {
    const { times } = asked;
    const answer = await link.ask('item.record', { barcode });
    if (!answer.ok || asked.times !== times) return;
    const { written, missing } = answer.value;
    const gone = new Set(missing.parts.map(({ part }) => part));
    const parts = written.parts.filter((part) => !gone.has(part));
    if (parts.length === 0) return;
    store.setState({ form: { barcode, parts, ticked: [], isBusy: false, error: null, without: null } });
  };
  work.store.subscribe(({ notices: { checkout: now }, entries }, before) => {
    const id = now.kind === 'entry' ? now.entryId : null;
    const entry = entries.find((one) => one.id === id);
    const was = before.entries.find((one) => one.id === id);
    const isSame = now === before.notices.checkout && entry?.state === was?.state;
    if (isSame) return;
    asked.times += 1;
    store.setState({ form: null });
    if (entry !== undefined && goesOutWithParts(entry)) void begin(entry);
  });
  link.on('session.changed', () => store.setState({ form: null }));
  return {
    store,
    toggle: (part) => {
      const { form } = store.getState();
      if (form === null) return;
      const isTicked = form.ticked.includes(part);
      change({ ticked: isTicked ? form.ticked.filter((one) => one !== part) : [...form.ticked, part], error: null });
    },
    tickAll() {
      const { form } = store.getState();
      if (form === null) return;
      change({ ticked: form.parts, without: [] });
      focus();
    },
    async send() {
      const { form } = store.getState();
      if (form === null || form.isBusy) return;
      const { barcode, parts, ticked } = form;
      const left = parts.filter((part) => !ticked.includes(part));
      if (left.length === 0) return change({ without: [] });
      change({ isBusy: true, error: null });
      const { times } = asked;
      const error = faultOf(await link.act('item.reportParts', { barcode, missing: left }));
      play(error === null ? 'done' : 'refused');
      if (asked.times !== times) return;
      change({ isBusy: false, error, without: error === null ? left : null });
      if (error === null) focus();
    },
  };
}

/** It was lent just now, and has parts to hand over. */
function goesOutWithParts({ act, state, answer }: Entry): boolean {
  const isLent = act === 'checkout' && state === 'done';
  return isLent && answer !== null && answer.reasons.some(({ code }) => code === 'ITEM_PARTS');
}
