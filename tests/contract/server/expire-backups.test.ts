// Backups that are older than purged data may be kept go when a new one is made, and so does a library that a restore set aside. [I19]

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passphraseSeal } from '../../../db/keys/passphrase-seal.ts';
import { makeSigner, newPrivateKey } from '../../../db/keys/signing.ts';
import { backupLibrary } from '../../../server/backup/backup-library.ts';
import { expireBackups, expireSetAside, setAsideName } from '../../../server/backup/expire-backups.ts';
import { createCommandRunner } from '../../../server/commands/command-runner.ts';
import { createSchedule } from '../../../server/schedule/schedule.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Clock } from '../../../shared/core/ports.ts';
import { DAY_MS } from '../../../shared/core/instant.ts';
import { openScene } from './support/scene.ts';
import { testClock, testRandom } from './support/stores.ts';
import { at } from './support/test-library.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-expire-'));
afterAll(() => rmSync(dir, { recursive: true }));
const seal = passphraseSeal('open sesame', testRandom, { memoryKib: 8, iterations: 1 });

async function openLibrary(name: string) {
  const data = join(dir, name);
  mkdirSync(data);
  const place = { kind: 'embedded', data } as const;
  const open = (clock: Clock = testClock(0)) => openStore({ place, clock, random: testRandom, keyStore: null });
  return { data, scene: await openScene({ place, open }) };
}

test('of the files in a folder only backups that are too old are deleted, by the moment that they say, sealed or not', async () => {
  const { scene } = await openLibrary('backed-up');
  const folder = join(dir, 'backups');
  mkdirSync(folder);
  for (const [name, days, sealed] of [
    ['sealed', 40, true],
    ['plain', 36, false],
    ['young', 34, true],
  ] as const) {
    scene.clock.set(at(18) - days * DAY_MS);
    await backupLibrary(scene, join(folder, name), sealed ? seal : null);
  }
  writeFileSync(join(folder, 'notes.txt'), 'not a backup');
  writeFileSync(join(folder, 'empty'), '');
  mkdirSync(join(folder, 'folder'));
  expect(expireBackups(folder, at(18) - 35 * DAY_MS).toSorted()).toEqual([
    join(folder, 'plain'),
    join(folder, 'sealed'),
  ]);
  expect(readdirSync(folder).toSorted()).toEqual(['empty', 'folder', 'notes.txt', 'young']);
  await scene.store.close();
});

test('the daily round deletes a library that was set aside 35 days ago, with its log, and leaves the one in use', async () => {
  const { data, scene } = await openLibrary('restored');
  const old = join(data, setAsideName(at(18)));
  const young = join(data, setAsideName(at(18) + 20 * DAY_MS));
  for (const path of [old, `${old}-wal`, young]) writeFileSync(path, 'a library');
  scene.clock.set(at(18) + 36 * DAY_MS);
  await createSchedule({
    runner: createCommandRunner(scene),
    clock: scene.clock,
    ownDesk: { signer: makeSigner(newPrivateKey(testRandom)), random: testRandom },
    expireCopies: (before) => expireSetAside(data, before),
  }).look();
  expect([old, `${old}-wal`, young].map((path) => existsSync(path))).toEqual([false, false, true]);
  expect(existsSync(join(data, 'central.db'))).toBe(true);
  await scene.store.close();
});
