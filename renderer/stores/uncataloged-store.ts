// Lending and taking back by kind and number, for things without a barcode: the form at Check out and at Check in.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodOutput } from '../../shared/bridge/contract.ts';
import type { ActId } from '../../shared/core/ids.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { Work } from './work/create-work.ts';
import type { Tone } from './work/tone-of.ts';

export type KindPlace = 'checkout' | 'checkin';

export type UncatalogedState = {
  readonly kinds: MethodOutput<'uncataloged.kinds'>['kinds'];
  /** `patron`: whose loans end, at Check in; empty = not known. */
  readonly form: {
    readonly place: KindPlace;
    readonly kind: string;
    readonly count: string;
    readonly patron: string;
  } | null;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
  /** The result of the last one. `isOfPatron`: of a patron who was named, at Check in. */
  readonly said:
    | (MethodOutput<'uncataloged.lend'> & {
        readonly place: KindPlace;
        readonly name: string;
        readonly isOfPatron: boolean;
      })
    | null;
  /** Of the last one: a reason is asked before it is taken back; it was; null = neither. */
  readonly undo: 'asks-why' | 'done' | null;
};

export type Uncataloged = {
  readonly store: StoreApi<UncatalogedState>;
  /** Opens the form with this kind, or the first one. */
  readonly open: (place: KindPlace, kind?: string) => void;
  readonly change: (change: { readonly kind?: string; readonly count?: string; readonly patron?: string }) => void;
  readonly send: () => Promise<void>;
  readonly close: () => void;
  /** Takes back the last one, as far as that is possible; `reason`: where the library wants one. */
  readonly undo: (reason: string | null) => Promise<void>;
};

type Parts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'store'>;
  readonly play: (tone: Tone) => void;
  readonly focus: () => void;
};

const EMPTY: UncatalogedState = { kinds: [], form: null, isBusy: false, error: null, said: null, undo: null };

export function createUncataloged({ link, work, play, focus }: Parts): Uncataloged {
  const store = createStore<UncatalogedState>(() => EMPTY);
  const known = { isRead: false };
  const read = async (): Promise<void> => {
    const answer = await link.ask('uncataloged.kinds', {});
    if (!answer.ok) return;
    known.isRead = true;
    store.setState({ kinds: answer.value.kinds });
  };
  // For a page that is opened after the sign-in, or before the first copy is here.
  link.on('desk.changed', () => {
    if (!known.isRead) void read();
  });
  link.on('session.changed', (session) => {
    store.setState(EMPTY);
    known.isRead = false;
    if (session !== null) void read();
  });
  // A page that is loaded anew has its session already.
  void read();
  work.store.subscribe(({ notices, patron }, before) => {
    const isSame = notices.checkout === before.notices.checkout && notices.checkin === before.notices.checkin;
    if (!isSame || patron?.card !== before.patron?.card)
      store.setState({ form: null, said: null, error: null, undo: null });
  });
  return {
    store,
    open: (place, kind) =>
      store.setState(({ kinds }) => ({
        form: { place, kind: kind ?? kinds[0]?.id ?? '', count: '1', patron: '' },
        said: null,
        error: null,
        undo: null,
      })),
    change: (by) => store.setState(({ form }) => ({ form: form === null ? null : { ...form, ...by }, error: null })),
    async send() {
      const { form, kinds, isBusy } = store.getState();
      const count = Number(form?.count);
      if (form === null || isBusy || !Number.isInteger(count) || count < 1) return;
      const { place, kind } = form;
      const borrower = form.patron.trim();
      store.setState({ isBusy: true, error: null });
      const answer =
        place === 'checkin'
          ? await link.act('uncataloged.takeBack', { kind, count, ...(borrower !== '' && { patron: borrower }) })
          : await link.act('uncataloged.lend', { kind, count, patron: work.store.getState().patron?.card ?? '' });
      const error = faultOf(answer);
      play(error === null && answer.ok && answer.value.whyNot === null ? 'done' : 'refused');
      const name = kinds.find(({ id }) => id === kind)?.name ?? kind;
      store.setState({
        isBusy: false,
        error,
        ...(answer.ok ? { form: null, said: { ...answer.value, place, name, isOfPatron: borrower !== '' } } : {}),
      });
      if (error === null) focus();
      await read();
    },
    async undo(reason) {
      const { said, isBusy } = store.getState();
      if (said === null || isBusy) return;
      if (reason === null) {
        const desk = await link.ask('desk.view', {});
        if (desk.ok && desk.value.undoNeedsReason) return store.setState({ undo: 'asks-why' });
      }
      store.setState({ isBusy: true, error: null });
      const { left, error } = await undoAll(link, said.commandIds, reason);
      play(error === null ? 'done' : 'refused');
      // Pieces that are undone already would be refused at the next try.
      store.setState(
        error === null
          ? { isBusy: false, undo: 'done' }
          : { isBusy: false, error, said: { ...said, commandIds: left } },
      );
      if (error === null) focus();
      await read();
    },
    close() {
      store.setState({ form: null, error: null, undo: null });
      focus();
    },
  };
}

/** The newest act is undone first; the first refusal ends it. `left`: those that still stand. */
async function undoAll(
  link: DeskLink,
  commands: readonly ActId[],
  reason: string | null,
): Promise<{ readonly left: ActId[]; readonly error: BridgeError | null }> {
  const why = reason === null ? {} : { reason };
  const left = [...commands];
  for (const commandId of commands.toReversed()) {
    const error = faultOf(await link.act('circ.undo', { commandId, ...why }));
    if (error !== null) return { left, error };
    left.pop();
  }
  return { left, error: null };
}
