// The state of the page: the screen, and the layers over or beside it. Nothing here is data.

import { createStore, type StoreApi } from 'zustand/vanilla';

/** Places that have a tab and a function key. */
export const SCREENS = ['checkout', 'checkin', 'work', 'patrons', 'titles', 'reports'] as const;
/** All places: settings stand behind their own key. */
const PLACES = [...SCREENS, 'settings'] as const;
export type ScreenId = (typeof PLACES)[number];

/** Sections of Settings, each with its right. A section that comes is named here and listed in features/settings/settings-sections.tsx. */
export type SettingsSection =
  | 'desk'
  | 'pin'
  | 'lists'
  | 'hours'
  | 'log'
  | 'notices'
  | 'staff'
  | 'roles'
  | 'habits'
  | 'stacks'
  | 'equipment'
  | 'kinds'
  | 'searches'
  | 'nearby';

/** Parts of Shift & reports: the shift, the lists of the desk's log, the reports. */
export type ReportsPart = 'shift' | 'today' | 'reports' | LogPart;
export type LogPart = 'opening' | 'closing' | 'tally' | 'messages' | 'gates' | 'incidents' | 'found';

/** Layers that cover the screen, one at a time. */
export type Overlay =
  | 'none'
  | 'find'
  | 'line'
  | 'help'
  | 'what-if'
  | 'scanner'
  | 'printer'
  | 'practice'
  | 'phone'
  | 'slip';

export type ViewState = {
  readonly screen: ScreenId;
  /** Where Esc leads from settings. */
  readonly placeBefore: ScreenId;
  /** Which part of Shift & reports is open. */
  readonly part: ReportsPart;
  /** The section of settings that is open. */
  readonly section: SettingsSection;
  /** The text that was looked for as settings were opened, until its place stands in sight; null = none. */
  readonly sought: string | null;
  readonly overlay: Overlay;
  /** The layer that help was opened from: it lies under help and comes back when help is closed. */
  readonly underHelp: Overlay;
  /** The text that the find box begins with. */
  readonly findText: string;
  /** The fees of the patron on the desk stand in the place of their record. */
  readonly isFees: boolean;
  /** On a narrow page: the column that is beside the place on wider pages was opened over it. */
  readonly isRecordShown: boolean;
  /** On a narrow page: a scan brought its answer in front of the trace or the item that was opened. */
  readonly isOpenedBehind: boolean;
  /** The entry whose trace is open beside the screen. */
  readonly whyEntry: number | null;
};

/** A page with room for one column alone. */
export const NARROW = '(width < 1000px)';

export type ViewStore = StoreApi<ViewState>;

export function createViewStore(): ViewStore {
  return createStore<ViewState>(() => ({
    screen: 'checkout',
    placeBefore: 'checkout',
    part: 'shift',
    section: 'desk',
    sought: null,
    overlay: 'none',
    underHelp: 'none',
    findText: '',
    isFees: false,
    isRecordShown: false,
    isOpenedBehind: false,
    whyEntry: null,
  }));
}

/** Opens the trace of an act beside the screen. */
export function openWhy(view: ViewStore, entryId: number): void {
  view.setState({ whyEntry: entryId, isOpenedBehind: false, overlay: 'none' });
}

/** Whether the pane opened beside the screen is hidden, because a page with one column shows an answer instead. */
export function isBehind({ isOpenedBehind }: ViewState, page: Window): boolean {
  return isOpenedBehind && page.matchMedia(NARROW).matches;
}

/** Opens settings at a section, and keeps where it was asked from. `sought`: the text that led there. */
export function openSettings(view: ViewStore, section: SettingsSection, sought: string | null = null): void {
  view.setState(({ screen, placeBefore }) => ({
    screen: 'settings',
    section,
    sought,
    placeBefore: screen === 'settings' ? placeBefore : screen,
    overlay: 'none',
    whyEntry: null,
    findText: '',
  }));
}

/** Opens help over the current screen and overlay. */
export function openHelp(view: ViewStore): void {
  view.setState(({ overlay }) => ({ overlay: 'help', underHelp: overlay, findText: '' }));
}

/** Removes the cover of the screen; of help, help alone. */
export function closeOverlay(view: ViewStore): void {
  view.setState(({ overlay, underHelp }) => ({ overlay: overlay === 'help' ? underHelp : 'none', underHelp: 'none' }));
}

/** Whether a text names a screen. */
export function isScreenId(text: string): text is ScreenId {
  return PLACES.some((place) => place === text);
}
