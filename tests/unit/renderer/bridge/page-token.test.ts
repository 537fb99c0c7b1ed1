// The token of the browser shell leaves the address bar at once.

import { takePageToken, type TokenPlace } from '../../../../renderer/bridge/page-token.ts';

function place(
  hash: string,
  kept: string | null = null,
): TokenPlace & { readonly shown: string[]; readonly kept: string[] } {
  const shown: string[] = [];
  const stored: string[] = kept === null ? [] : [kept];
  return {
    shown,
    kept: stored,
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_data, _title, url) => void shown.push(String(url)) },
    storage: { getItem: () => stored.at(-1) ?? null, setItem: (_key, value) => void stored.push(value) },
  };
}

describe('the token of the page', () => {
  test('comes from the fragment, is kept for the tab and leaves the address bar', () => {
    const at = place('#s3cret');
    expect(takePageToken(at)).toBe('s3cret');
    expect(at.kept).toEqual(['s3cret']);
    expect(at.shown).toEqual(['/']);
  });

  test('may be named in the fragment', () => {
    expect(takePageToken(place('#token=s3cret'))).toBe('s3cret');
  });

  test('a reloaded page takes the one that was kept', () => {
    expect(takePageToken(place('', 's3cret'))).toBe('s3cret');
  });

  test('a new one replaces an old one', () => {
    expect(takePageToken(place('#new', 'old'))).toBe('new');
  });

  test('is empty when there never was one', () => {
    expect(takePageToken(place(''))).toBe('');
  });
});
