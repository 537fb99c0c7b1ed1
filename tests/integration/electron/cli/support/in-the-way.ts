// Things that stand where a program wants to be: a port that is taken, a web page on the address of a server, a folder that is read-only, a
// disk that is full. Mounting needs rights that few accounts have; tests that need it ask `mayMount` and are skipped by name.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Neighbour = { readonly url: string; readonly port: number; readonly close: () => Promise<void> };

/** Another program on a port of this computer, which answers everything with a page, as the portal of a guest network does. */
export async function openPortal(): Promise<Neighbour> {
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Welcome</title>Accept our terms</html>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Whether this account may mount a file system. */
export function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-mount-'));
  const isDone = mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', dir);
  if (isDone) unmount(dir);
  rmSync(dir, { recursive: true });
  return isDone;
}

/** Mounts a disk of its own on `dir`, of so many kilobytes. */
export function mountSmallDisk(dir: string, kilobytes: number): void {
  mkdirSync(dir, { recursive: true });
  if (!mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', dir)) throw new Error(`${dir} could not be mounted`);
}

/** Makes a folder that is there read-only, as a disk that failed its check is. */
export function mountReadOnly(dir: string): void {
  if (!mount('--bind', dir, dir) || !mount('-o', 'remount,ro,bind', dir)) throw new Error(`${dir} is not read-only`);
}

export function unmount(dir: string): void {
  spawnSync('umount', ['--lazy', dir], { stdio: 'ignore' });
}

function mount(...args: readonly string[]): boolean {
  return spawnSync('mount', args, { stdio: 'ignore' }).status === 0;
}
