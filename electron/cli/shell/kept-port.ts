// The port that the demo's central server had last time: other desks that were enrolled with it find it there again.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';

/** Starts something on 127.0.0.1 on the port kept in `dir`, or on a free one, which is kept, where there is none or it is taken. */
export async function onKeptPort<T extends { readonly url: string }>(
  dir: string,
  start: (listen: string) => Promise<T>,
): Promise<T> {
  const path = join(dir, 'port');
  const started = await startOn(kept(path), start);
  writeFileSync(path, new URL(started.url).port);
  return started;
}

async function startOn<T>(port: number, start: (listen: string) => Promise<T>): Promise<T> {
  try {
    return await start(`127.0.0.1:${port}`);
  } catch (error) {
    const isTaken = error instanceof HoldfastError && error.code === 'HF-SERVER-001';
    if (port === 0 || !isTaken) throw error;
    return start('127.0.0.1:0');
  }
}

/** 0 where none is kept. */
function kept(path: string): number {
  try {
    const port = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(port) && port > 1024 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}
