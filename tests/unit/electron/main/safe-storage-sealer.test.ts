// The key store of the computer, judged by its sealed text and not by its own report.

import { safeStorageSealer, type SealerOptions } from '../../../../electron/main/safe-storage-sealer.ts';
import { recordedKeyStore } from '../../../support/recorded-electron.ts';

function sealer(changed: Partial<ReturnType<typeof recordedKeyStore>>, options: Partial<SealerOptions> = {}) {
  const store = Object.assign(recordedKeyStore(), changed);
  const pauses: number[] = [];
  const pause = (ms: number) => Promise.resolve(void pauses.push(ms));
  const made = safeStorageSealer(store, { allowsWeak: false, platform: 'linux', pause, ...options });
  return { store, pauses, made };
}

test.each([
  ['v11', 'the Secret Service'],
  ['v12', 'the portal of a sandboxed desktop'],
])('a text sealed as %s, by %s, is protected', async (key) => {
  const sealed = await (await sealer({ key }).made).seal('secret');
  const { made } = sealer({ key });
  expect(await made).toMatchObject({ isWeak: false });
  expect(await (await made).unseal(sealed)).toEqual({ value: 'secret', isStale: false });
});

test('a key ring that does not answer leaves the key that everybody knows, although the store says that it is there', async () => {
  const weak = { key: 'v10', backend: 'gnome_libsecret', isAvailable: true };
  await expect(sealer(weak).made).rejects.toMatchObject({ code: 'HF-DB-020' });
  await expect(sealer(weak, { allowsWeak: true }).made).resolves.toMatchObject({ isWeak: true });
});

test('a sealed text without the mark of a key ring is taken for one under the well-known key', async () => {
  await expect(sealer({ key: '???' }).made).rejects.toMatchObject({ code: 'HF-DB-020' });
});

test.each(['darwin', 'win32'] as const)('on %s the same mark is that of the computer’s own store', async (platform) => {
  await expect(sealer({ key: 'v10' }, { platform }).made).resolves.toMatchObject({ isWeak: false });
});

test('no store at all is refused, whatever is allowed', async () => {
  await expect(sealer({ isAvailable: false }, { allowsWeak: true }).made).rejects.toMatchObject({ code: 'HF-DB-020' });
});

test('a store that is busy for a while is asked again', async () => {
  const { made, pauses, store } = sealer({ busyFor: 2 });
  await expect(made).resolves.toMatchObject({ isWeak: false });
  expect(pauses).toHaveLength(2);
  const sealed = await (await made).seal('secret');
  store.busyFor = 1;
  expect((await (await made).unseal(sealed)).value).toBe('secret');
});

test('one that stays busy is said to be that, and its keys are not said to be of another computer', async () => {
  await expect(sealer({ busyFor: 99 }).made).rejects.toMatchObject({ code: 'HF-DB-100' });
});

test('a text that does not open is not tried again', async () => {
  const { made, pauses, store } = sealer({});
  const open = await made;
  store.decryptStringAsync = () => Promise.reject(new Error('Error while decrypting the ciphertext'));
  await expect(open.unseal('AAAA')).rejects.toThrow('decrypting');
  expect(pauses).toEqual([]);
});

test('a key that was replaced by another is told with what it opened', async () => {
  const { made } = sealer({ isRotated: true });
  const open = await made;
  expect(await open.unseal(await open.seal('secret'))).toEqual({ value: 'secret', isStale: true });
});
