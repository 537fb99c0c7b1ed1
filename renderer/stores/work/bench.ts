// The shared parts of the work store: the state, the link to the desk core, and functions of the page.

import type { StoreApi } from 'zustand/vanilla';
import type { Language } from '../../../shared/core/language.ts';
import type { DeskLink } from '../../bridge/desk-link.ts';
import type { PageClock } from '../../clock/page-clock.ts';
import type { SettingsStore } from '../settings-store.ts';
import type { ScreenId, ViewStore } from '../view-store.ts';
import type { Tone } from './tone-of.ts';
import type { MemoryPlace } from './work-memory.ts';
import { withNotice, type InHand, type Notice, type WorkState } from './work-state.ts';

export type WorkParts = {
  readonly link: DeskLink;
  readonly clock: PageClock;
  readonly view: ViewStore;
  readonly settings: SettingsStore;
  /** Kept for this tab. */
  readonly storage: MemoryPlace;
  /** Kept for this machine. */
  readonly lasting: MemoryPlace;
  readonly play: (tone: Tone) => void;
  /** Puts the focus back into the scan box. */
  readonly focus: () => void;
  /** Called when an answer stands in the state, with the moment the scan ended: measures until it is painted. */
  readonly painted: (scannedAtMono: number) => void;
  /** The reason recorded when staff lend an item that is not in this desk's copy, or one that costs something. */
  readonly reasonFor: (step: 'lend-anyway' | 'agree') => string;
  /** The sign-in name of the person at work here. */
  readonly staff: () => string;
  /** The language that the desk core speaks now. */
  readonly language: () => Language;
  /** Whether something is typed in the dialog of fees. */
  readonly isPaying: () => boolean;
  /** Whether a person writes in an account. */
  readonly isWriting: () => boolean;
  /** A waiver or a refund was undone: it is no longer the last thing done with money. */
  readonly forgetMoney: () => void;
  /** The places where a scan is no act of its own: the open list of Work, from which an item comes off, Titles, a shelf that is read, and the forms of a new account, a new card, a proxy and an item of another library. */
  readonly places: () => {
    readonly lists: { readonly isOnList: (barcode: string) => boolean; readonly tookOff: (barcode: string) => void };
    readonly shelf: {
      readonly take: (item: InHand) => Promise<void>;
      readonly takeCode: (code: string) => Promise<boolean>;
    };
    readonly titles: {
      readonly openOf: (barcode: string) => Promise<void>;
      readonly takeCard: (card: string) => boolean;
    };
    readonly accounts: { readonly takeNumber: (number: string) => boolean };
    readonly cards: { readonly takeNumber: (number: string) => boolean };
    readonly borrowed: { readonly takeCode: (code: string) => boolean };
    readonly proxies: { readonly takeCard: (number: string) => boolean };
    readonly agreements: { readonly takeCard: (number: string) => boolean };
  };
  /** Whether a person is signed in and not locked out. */
  readonly isOpen: () => boolean;
};

/** The parts with the state. */
export type Bench = WorkParts & { readonly store: StoreApi<WorkState>; readonly nextId: () => number };

/** Puts a notice in the large place of a screen. */
export function tell(bench: Bench, screen: ScreenId, notice: Notice): void {
  bench.store.setState((state) => withNotice(state, screen, notice));
}
