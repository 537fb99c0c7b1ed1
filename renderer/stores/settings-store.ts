// Settings of this desk's page: its look, and when it closes patrons or locks. Kept in the browser's storage of this machine.

import { createStore, type StoreApi } from 'zustand/vanilla';

export type Scheme = 'auto' | 'light' | 'dark';

export type Settings = {
  readonly scheme: Scheme;
  /** A full-width flash in place of, or beside, the sounds. */
  readonly isFlashOn: boolean;
  /** A patron closes after so long without a scan; 0 = never. */
  readonly patronClosesAfterS: number;
  /** The desk locks after so long without a key or pointer; 0 = never. */
  readonly locksAfterMin: number;
};

export type SettingsStore = StoreApi<Settings>;

const KEY = 'holdfast.settings';

const DEFAULTS: Settings = {
  scheme: 'auto',
  isFlashOn: false,
  patronClosesAfterS: 90,
  locksAfterMin: 5,
};

/** Reads the stored settings; each change is stored at once. */
export function createSettingsStore(storage: Pick<Storage, 'getItem' | 'setItem'>): SettingsStore {
  const store = createStore<Settings>(() => parseSettings(storage.getItem(KEY)));
  store.subscribe((settings) => storage.setItem(KEY, JSON.stringify(settings)));
  return store;
}

/** Kept settings, each taken only where it is of its kind; anything else is the default. */
function parseSettings(text: string | null): Settings {
  const kept = parseObject(text);
  const number = (key: 'patronClosesAfterS' | 'locksAfterMin', most: number): number => {
    const value = kept[key];
    return typeof value === 'number' && value >= 0 && value <= most ? value : DEFAULTS[key];
  };
  return {
    scheme: kept.scheme === 'light' || kept.scheme === 'dark' ? kept.scheme : DEFAULTS.scheme,
    isFlashOn: typeof kept.isFlashOn === 'boolean' ? kept.isFlashOn : DEFAULTS.isFlashOn,
    patronClosesAfterS: number('patronClosesAfterS', 3600),
    locksAfterMin: number('locksAfterMin', 240),
  };
}

function parseObject(text: string | null): Partial<Record<keyof Settings, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
