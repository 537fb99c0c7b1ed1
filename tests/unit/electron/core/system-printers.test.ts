// A printer behind a device file: a pipe stands for it, which takes as much as its reader takes and reports that as a device does.

import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemPrinters } from '../../../../electron/core/print/system-printers.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-printer-'));
const name = join(dir, 'lp0');
const printers = systemPrinters(name);
const address = { kind: 'device', name } as const;
/** More than a pipe holds. */
const many = new Uint8Array(200_000).fill(65);

beforeAll(() => {
  spawnSync('mkfifo', [name]);
});
afterAll(() => rmSync(dir, { recursive: true }));

test('one without a device behind it is no device, and is not waited for', async () => {
  await expect(printers.send(address, many)).rejects.toMatchObject({ problem: 'no-device' });
});

test('one that takes a little at a time gets all of it', async () => {
  const device = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  const part = new Uint8Array(10_000);
  let taken = 0;
  const reading = setInterval(() => {
    try {
      taken += readSync(device, part, 0, part.length, null);
    } catch {
      // Nothing came yet.
    }
  }, 5);
  await printers.send(address, many);
  for (let more = 1; more > 0; taken += more) more = readSync(device, part, 0, part.length, null);
  clearInterval(reading);
  closeSync(device);
  expect(taken).toBe(many.length);
});

test('one that takes no more did not take the slip, which is said after a while', async () => {
  const device = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  await expect(printers.send(address, many)).rejects.toMatchObject({ problem: 'silent' });
  closeSync(device);
}, 15_000);
