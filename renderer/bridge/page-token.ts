// The token of the browser shell. The fragment of the address brings it, or a code that is exchanged for it: the printed address has the token,
// the one that the program opens by itself the code. It is kept for this tab and leaves the address bar at once.

const KEY = 'holdfast.token';

/** Sources and storage of the token; the page passes its own. */
export type TokenPlace = {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
};

/** The token of this tab; empty when the page was opened without one, or with a code that is not good. */
export async function takePageToken(place: TokenPlace): Promise<string> {
  const { location, history, storage } = place;
  const hash = location.hash.replace(/^#/, '');
  if (hash === '') return storage.getItem(KEY) ?? '';
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  const named = new URLSearchParams(hash);
  const code = named.get('code');
  const token = code === null ? tokenIn(hash, named) : await exchange(place, code);
  if (token === null) return storage.getItem(KEY) ?? '';
  storage.setItem(KEY, token);
  return token;
}

function tokenIn(hash: string, named: URLSearchParams): string | null {
  return named.get('token') ?? (hash.includes('=') ? null : decodeURIComponent(hash));
}

/** The token that a code gives; empty when it gives none. */
async function exchange({ fetch }: TokenPlace, code: string): Promise<string> {
  const answered = await fetch('/page-token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  }).catch(() => null);
  return answered?.ok === true ? parseToken(await answered.text()) : '';
}

/** The server's own answer: both ends come from one build. */
const parseToken = (text: string): string => (JSON.parse(text) as { readonly token: string }).token;
