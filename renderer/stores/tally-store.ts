// The reference tally on this page: counted by one key from any place, undone, and described afterwards.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { TallyTier } from '../../shared/core/tally.ts';
import type { ActId } from '../../shared/core/ids.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../shared/core/instant.ts';
import type { TalliesView } from '../../shared/views/tally.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { PageClock } from '../clock/page-clock.ts';
import type { Tone } from './work/tone-of.ts';

/** How long a word about the last question stands. */
const SAID_MS = 12 * SECOND_MS;
/** After this long the question may not be the last thing that was done. */
const FRESH_MS = 2 * MINUTE_MS;

/** A question as it was counted here last. */
export type LastTally = { readonly id: ActId; readonly tier: TallyTier; readonly at: Instant };

export type TallySaid =
  | { readonly kind: 'counted'; readonly last: LastTally }
  | { readonly kind: 'undone'; readonly tier: TallyTier }
  | { readonly kind: 'failed'; readonly error: BridgeError };

export type TallyState = {
  /** Null until asked for. */
  readonly view: TalliesView | null;
  readonly last: LastTally | null;
  /** One short word at the bottom of the page, for a while. */
  readonly said: TallySaid | null;
};

export type TallyDesk = {
  readonly store: StoreApi<TallyState>;
  readonly load: () => Promise<void>;
  readonly count: (tier: TallyTier) => Promise<void>;
  /** Whether a question is on its way to the desk: Undo means this one, and no act before it. */
  readonly isCounting: () => boolean;
  readonly undo: (one: Pick<LastTally, 'id' | 'tier'>) => Promise<void>;
  /** Takes back the question that is on its way, once it is counted. */
  readonly undoNewest: () => Promise<void>;
  /** Records the subject of a question and its channel. */
  readonly describe: (what: MethodInput<'tally.describe'>) => Promise<void>;
};

/** The question that Undo would take back: the last thing here, when nothing else was done since. */
export function freshTally({ last }: TallyState, now: Instant, since: Instant): LastTally | null {
  return last !== null && now - last.at < FRESH_MS && last.at >= since ? last : null;
}

type TallyParts = {
  readonly link: DeskLink;
  readonly clock: PageClock;
  readonly play: (tone: Tone) => void;
};

export function createTally({ link, clock, play }: TallyParts): TallyDesk {
  const store = createStore<TallyState>(() => ({ view: null, last: null, said: null }));
  const timer = { stop: (): void => {} };
  const say = (said: TallySaid): void => {
    timer.stop();
    store.setState({ said });
    timer.stop = clock.after(SAID_MS, () => store.setState({ said: null }));
  };
  const load = async (): Promise<void> => {
    const answer = await link.ask('tally.list', {});
    if (answer.ok) store.setState({ view: answer.value });
  };
  const failed = (error: BridgeError): void => {
    play('refused');
    say({ kind: 'failed', error });
  };
  link.on('session.changed', () => {
    timer.stop();
    store.setState({ view: null, last: null, said: null });
  });
  const counted = async (tier: TallyTier): Promise<LastTally | null> => {
    const at = clock.now();
    const answer = await link.act('tally.count', { tier });
    const fault = faultOf(answer);
    if (fault !== null) {
      failed(fault);
      return null;
    }
    // Where the answer was lost the question is counted all the same, and Undo is in the list.
    const last = answer.ok ? { id: answer.value.commandId, tier, at } : null;
    store.setState({ last });
    play('card');
    if (last !== null) say({ kind: 'counted', last });
    return last;
  };
  const undo: TallyDesk['undo'] = async ({ id, tier }) => {
    const fault = faultOf(await link.act('circ.undo', { commandId: id }));
    if (fault !== null) return failed(fault);
    store.setState(({ last }) => ({ last: last?.id === id ? null : last }));
    play('done');
    say({ kind: 'undone', tier });
    await load();
  };
  /** The newest question that is on its way; null = none is. */
  let onItsWay: Promise<LastTally | null> | null = null;
  return {
    store,
    load,
    async count(tier) {
      const counting = counted(tier);
      onItsWay = counting;
      await counting.finally(() => {
        if (onItsWay === counting) onItsWay = null;
      });
      await load();
    },
    isCounting: () => onItsWay !== null,
    undo,
    async undoNewest() {
      const last = await onItsWay;
      if (last !== null) await undo(last);
    },
    async describe(what) {
      const fault = faultOf(await link.act('tally.describe', what));
      if (fault !== null) failed(fault);
      await load();
    },
  };
}
