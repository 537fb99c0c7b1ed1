// The demo's central server comes back where other desks look for it.

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { onKeptPort } from '../../../../../electron/cli/shell/kept-port.ts';
import { HoldfastError } from '../../../../../shared/core/holdfast-error.ts';
import { tempDir } from '../../../db/support/temp-dir.ts';

const dir = tempDir()('.');

/** Listens as the server does, and lets go at once. */
async function listenOnce(listen: string): Promise<{ url: string }> {
  const server = createServer();
  const port = Number(listen.split(':').at(-1));
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(new HoldfastError('HF-SERVER-001', { address: listen })));
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}` };
}

test('the port of the last time is taken again; a free one where it is taken or was never kept', async () => {
  const first = await onKeptPort(dir, listenOnce);
  expect(await onKeptPort(dir, listenOnce)).toEqual(first);

  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(Number(new URL(first.url).port), '127.0.0.1', resolve));
  const moved = await onKeptPort(dir, listenOnce);
  await new Promise((resolve) => squatter.close(resolve));
  expect(moved).not.toEqual(first);
  expect(readFileSync(join(dir, 'port'), 'utf8')).toBe(new URL(moved.url).port);
});

test('a file that names no port counts for nothing, and other errors go on', async () => {
  writeFileSync(join(dir, 'port'), 'nonsense');
  expect((await onKeptPort(dir, listenOnce)).url).toMatch(/:\d+$/);
  const failing = () => Promise.reject(new HoldfastError('HF-DB-008', { path: dir }));
  await expect(onKeptPort(dir, failing)).rejects.toMatchObject({ code: 'HF-DB-008' });
});
