// The token of the browser shell: it comes in the fragment of the printed address, is kept for this tab, and leaves the address bar at once.

const KEY = 'holdfast.token';

/** What the token is read from and kept in; the page passes its own. */
export type TokenPlace = {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
};

/** The token of this tab; empty when the page was opened without one. */
export function takePageToken({ location, history, storage }: TokenPlace): string {
  const given = tokenIn(location.hash);
  if (given === null) return storage.getItem(KEY) ?? '';
  storage.setItem(KEY, given);
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return given;
}

function tokenIn(hash: string): string | null {
  const text = hash.replace(/^#/, '');
  if (text === '') return null;
  const named = new URLSearchParams(text).get('token');
  return named ?? (text.includes('=') ? null : decodeURIComponent(text));
}
