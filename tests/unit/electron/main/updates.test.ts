// New versions of the installed program, under a recorded stand-in for the updater: downloads, and the installation at the end.

import { generateKeyPairSync, sign } from 'node:crypto';
import { isSignedUpdate } from '../../../../electron/main/signed-feed.ts';
import { updaterOf } from '../../../../electron/main/electron-updates.ts';
import { standingOf, watchUpdates, type Updater } from '../../../../electron/main/updates.ts';
import type { HostUpdates } from '../../../../electron/core/messages.ts';
import type { UpdateStanding } from '../../../../shared/core/update-gate.ts';

jest.mock('electron', () => ({}));
jest.mock('electron-updater', () => ({ __esModule: true, default: {} }));

const release = generateKeyPairSync('ed25519');
const releaseKey = release.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const signed = (text: string, key = release.privateKey) => ({
  text,
  signature: `${sign(null, Buffer.from(text), key).toString('base64')}\n`,
});
const DIGEST = `${'a'.repeat(86)}==`;
const list = `version: 2.0.0\nfiles:\n  - url: Holdfast Setup 2.0.0.exe\n    sha512: ${DIGEST}\n    size: 3\npath: x\nsha512: ${DIGEST}\n`;
const found = { version: '2.0.0', digests: [DIGEST] };
const quiet: UpdateStanding = { isOnline: true, waitingActs: 0, isShiftOpen: false, isBusy: false };

function recorded(over: Partial<Updater> = {}, standing: () => UpdateStanding = () => quiet) {
  const steps: string[] = [];
  const timers: (() => void)[] = [];
  const told: HostUpdates[] = [];
  const updater: Updater = {
    find: () => Promise.resolve(found),
    list: () => Promise.resolve(signed(list)),
    fetch: () => Promise.resolve(void steps.push('fetch')),
    installAtEnd: (does) => void steps.push(`install ${does}`),
    ...over,
  };
  const updates = watchUpdates({
    updater,
    releaseKey,
    standing: () => Promise.resolve({ ...standing(), desk: 'desk-1' }),
    timers: { after: (_, work) => (timers.push(work), () => void timers.splice(0)), turn: () => Promise.resolve() },
    tell: (now) => told.push(now),
    now: () => 1_000,
    log: (line) => steps.push(line),
  });
  return { updates, steps, timers, told };
}

describe('the list of the newest version', () => {
  test('counts when the release key signed it and it names this version and every file', () => {
    expect(isSignedUpdate(signed(list), releaseKey, found)).toBe(true);
    expect(isSignedUpdate(signed(`version: '2.0.0'\n- sha512: "${DIGEST}"`), releaseKey, found)).toBe(true);
  });

  test.each([
    ['another key', signed(list, generateKeyPairSync('ed25519').privateKey), found],
    ['a changed text', { ...signed(list), text: list.replace('2.0.0', '2.0.1') }, { ...found, version: '2.0.1' }],
    ['no signature', { text: list, signature: '' }, found],
    ['another version', signed(list), { ...found, version: '1.9.9' }],
    ['a file that it does not name', signed(list), { ...found, digests: [DIGEST, `${'b'.repeat(86)}==`] }],
    ['no file', signed(list), { ...found, digests: [] }],
  ])('does not count with %s', (_, given, update) => {
    expect(isSignedUpdate(given, releaseKey, update)).toBe(false);
  });
});

describe('an installed desk', () => {
  test('fetches a new version beside the work and installs it at its end', async () => {
    const { updates, steps } = recorded();
    await updates.look();
    await updates.look();
    await updates.beforeEnd();
    expect(steps).toEqual([
      'install false',
      'fetch',
      'update 2.0.0: fetched',
      'install true',
      'update 2.0.0: installed at the end',
    ]);
  });

  test.each([
    ['outage', { isOnline: false }],
    ['acts-wait', { waitingActs: 2 }],
    ['shift-open', { isShiftOpen: true }],
    ['busy', { isBusy: true }],
  ])('keeps its version at an end in which it is held back: %s', async (why, standing) => {
    const { updates, steps } = recorded({}, () => ({ ...quiet, ...standing }));
    await updates.look();
    await updates.beforeEnd();
    expect(steps.slice(-2)).toEqual(['install false', `update 2.0.0: ${why}`]);
  });

  test('fetches nothing that is not signed, or not its turn yet, or not there', async () => {
    const unsigned = recorded({ list: () => Promise.resolve({ text: list, signature: 'x' }) });
    const staged = recorded({ find: () => Promise.resolve({ ...found, stage: 0 }) });
    const none = recorded({ find: () => Promise.resolve(null) });
    const down = recorded({ find: () => Promise.reject(new TypeError('fetch failed')) });
    for (const { updates } of [unsigned, staged, none, down]) {
      await updates.look();
      await updates.beforeEnd();
    }
    expect(unsigned.steps).toEqual(['install false', 'update 2.0.0: not signed']);
    expect(staged.steps).toEqual(['install false']);
    expect(none.steps).toEqual(['install false']);
    expect(down.steps).toEqual(['install false', 'update: TypeError']);
  });

  test.each([
    ['is fetched', {}, { version: '2.0.0', trouble: null }, true],
    [
      'has no valid signature',
      { list: () => Promise.resolve({ text: list, signature: 'x' }) },
      { trouble: 'not-signed' },
      true,
    ],
    [
      'is not its turn',
      { find: () => Promise.resolve({ ...found, stage: 0 }) },
      { stage: 0, trouble: 'not-its-turn' },
      true,
    ],
    ['cannot be fetched', { fetch: () => Promise.reject(new Error('gone')) }, { trouble: 'not-fetched' }, true],
    ['is not there', { find: () => Promise.resolve(null) }, null, true],
    ['is not to be seen', { find: () => Promise.reject(new TypeError('fetch failed')) }, null, false],
  ] as const)('tells the desk of a version that %s', async (_, over, version, isReached) => {
    const { updates, told } = recorded(over);
    expect(told).toEqual([{ by: 'itself', lookedAt: null, isReached: true, found: null }]);
    await updates.look();
    expect(told.at(-1)).toMatchObject({ lookedAt: 1_000, isReached, found: version });
  });

  test('still has a version that it fetched when the place of updates is gone', async () => {
    let isGone = false;
    const { updates, told } = recorded({
      find: () => (isGone ? Promise.reject(new Error('away')) : Promise.resolve(found)),
    });
    await updates.look();
    isGone = true;
    await updates.look();
    expect(told.at(-1)).toMatchObject({ isReached: false, found: { version: '2.0.0', trouble: null } });
  });

  test('looks again after a while, whatever became of the last look', async () => {
    let looks = 0;
    const { timers } = recorded({ find: () => ((looks += 1), Promise.reject(new Error('away'))) });
    timers.shift()?.();
    await new Promise(setImmediate);
    timers.shift()?.();
    await new Promise(setImmediate);
    expect(looks).toBe(2);
  });
});

test('the updater arms its end only while it fetches, and where the desk says so', async () => {
  const armed: boolean[] = [];
  const own = {
    autoInstallOnAppQuit: true,
    checkForUpdates: () =>
      Promise.resolve({
        isUpdateAvailable: true,
        updateInfo: { version: '2.0.0', stagingPercentage: 20, files: [{ url: 'a', sha512: DIGEST }] },
      }),
    downloadUpdate: () => Promise.resolve(armed.push(own.autoInstallOnAppQuit)),
  };
  const updater = updaterOf(own as never, (suffix) => Promise.resolve(`text${suffix}`));
  expect(await updater.find()).toEqual({ version: '2.0.0', stage: 20, digests: [DIGEST] });
  expect(await updater.list()).toEqual({ text: 'text', signature: 'text.sig' });
  await updater.fetch();
  expect([...armed, own.autoInstallOnAppQuit]).toEqual([true, false]);
  updater.installAtEnd(true);
  expect(own.autoInstallOnAppQuit).toBe(true);
});

test('the standing is that of the real desk; one that does not answer has none', async () => {
  const refused = { ok: false, error: { code: 'HF-UI-001', message: '' }, fault: 'refused' } as never;
  expect(await standingOf({ isPractising: false, askReal: () => Promise.resolve(refused) })).toBe(null);
});
