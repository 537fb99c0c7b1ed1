// The token of the browser shell leaves the address bar at once, and so does a code that is exchanged for it.

import { takePageToken, type TokenPlace } from '../../../../renderer/bridge/page-token.ts';

type Seen = { readonly shown: string[]; readonly kept: string[]; readonly sent: string[] };

function place(
  hash: string,
  { kept = null, answer }: { kept?: string | null; answer?: Response } = {},
): TokenPlace & Seen {
  const shown: string[] = [];
  const sent: string[] = [];
  const stored: string[] = kept === null ? [] : [kept];
  return {
    shown,
    sent,
    kept: stored,
    location: { hash, pathname: '/', search: '' },
    history: { replaceState: (_data, _title, url) => void shown.push(String(url)) },
    storage: { getItem: () => stored.at(-1) ?? null, setItem: (_key, value) => void stored.push(value) },
    fetch: (path, init) => {
      // The address bar shows nothing any more when the code goes out.
      sent.push(`${path} ${JSON.stringify(init.body)} ${shown.join()}`);
      return answer === undefined ? Promise.reject(new TypeError('no line')) : Promise.resolve(answer);
    },
  };
}
const answering = (status: number, body: unknown): Response =>
  ({ ok: status === 200, status, text: () => Promise.resolve(JSON.stringify(body)) }) as Response;

describe('the token of the page', () => {
  test('comes from the fragment, is kept for the tab and leaves the address bar', async () => {
    const at = place('#s3cret');
    expect(await takePageToken(at)).toBe('s3cret');
    expect(at.kept).toEqual(['s3cret']);
    expect(at.shown).toEqual(['/']);
    expect(at.sent).toEqual([]);
  });

  test('may be named in the fragment', async () => {
    expect(await takePageToken(place('#token=s3cret'))).toBe('s3cret');
  });

  test('a reloaded page takes the one that was kept', async () => {
    expect(await takePageToken(place('', { kept: 's3cret' }))).toBe('s3cret');
  });

  test('a new one replaces an old one', async () => {
    expect(await takePageToken(place('#new', { kept: 'old' }))).toBe('new');
  });

  test('is empty when there never was one', async () => {
    expect(await takePageToken(place(''))).toBe('');
  });

  test('is given for a code, once the code has left the address bar', async () => {
    const at = place('#code=0nce', { kept: 'old', answer: answering(200, { token: 's3cret' }) });
    expect(await takePageToken(at)).toBe('s3cret');
    expect(at.sent).toEqual([String.raw`/page-token "{\"code\":\"0nce\"}" /`]);
    expect(at.kept).toEqual(['old', 's3cret']);
  });

  test.each([
    ['is refused', answering(401, { ok: false })],
    ['gets no answer', undefined],
  ])('is empty when its code %s', async (_what, answer) => {
    const at = place('#code=0nce', { kept: 'old', ...(answer === undefined ? {} : { answer }) });
    expect(await takePageToken(at)).toBe('');
  });
});
