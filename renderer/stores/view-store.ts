// What the page shows: the screen, and what lies over or beside it. Nothing here is data.

import { createStore, type StoreApi } from 'zustand/vanilla';

/** Screens that exist. The function keys between them belong to screens to come. */
export const SCREENS = ['checkout', 'checkin', 'work', 'patrons', 'titles', 'reports'] as const;
export type ScreenId = (typeof SCREENS)[number];

/** What covers the screen, one at a time. */
export type Overlay =
  | 'none'
  | 'find'
  | 'line'
  | 'help'
  | 'settings'
  | 'what-if'
  | 'shift'
  | 'fees'
  | 'scanner'
  | 'printer'
  | 'practice'
  | 'phone'
  | 'roles'
  | 'people'
  | 'hours'
  | 'slip';

export type ViewState = {
  readonly screen: ScreenId;
  readonly overlay: Overlay;
  /** What help was asked about: it lies under help and comes back when help is closed. */
  readonly underHelp: Overlay;
  /** What the find box begins with. */
  readonly findText: string;
  /** The entry whose trace is open beside the screen. */
  readonly whyEntry: number | null;
};

export type ViewStore = StoreApi<ViewState>;

export function createViewStore(): ViewStore {
  return createStore<ViewState>(() => ({
    screen: 'checkout',
    overlay: 'none',
    underHelp: 'none',
    findText: '',
    whyEntry: null,
  }));
}

/** Opens help over whatever is there. */
export function openHelp(view: ViewStore): void {
  view.setState(({ overlay }) => ({ overlay: 'help', underHelp: overlay, findText: '' }));
}

/** Takes away what covers the screen; of help, help alone. */
export function closeOverlay(view: ViewStore): void {
  view.setState(({ overlay, underHelp }) => ({ overlay: overlay === 'help' ? underHelp : 'none', underHelp: 'none' }));
}

/** Whether a text names a screen. */
export function isScreenId(text: string): text is ScreenId {
  return SCREENS.some((screen) => screen === text);
}
