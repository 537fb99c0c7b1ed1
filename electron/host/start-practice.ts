// Starts the other parts of practice beside its desk: a server of its own in a folder that is deleted at the end. It has no address but its own, so
// nothing of practice can be sent anywhere.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoreConfig } from '../core/messages.ts';
import { startChild } from './start-child.ts';

/** The line that the practice server prints when it is ready. */
export type PracticeReady = {
  readonly url: string;
  readonly code: string;
  readonly demo: NonNullable<CoreConfig['demo']>;
};

/** A practice that is ready for its desk. */
export type StartedPractice = { readonly config: CoreConfig; close(): Promise<void> };

export type PracticeParts = {
  /** Program and first arguments that start the command line as a process of its own. */
  readonly again: readonly [string, ...string[]];
  /** The desk that practices. */
  readonly config: CoreConfig;
};

/** The folder of a desk's practice, inside the desk's own: the owner of that folder is its only user. */
export const practiceFolder = (dataDir: string): string => join(dataDir, 'practice');

/** Deletes the files of a practice: on leaving, and at the next start after a crash. */
export function clearPractice(dataDir: string): void {
  rmSync(practiceFolder(dataDir), { recursive: true, force: true, maxRetries: 3 });
}

/** Makes the library of practice from a PracticeLibrary and serves it. Rejects with ChildFailed when it does not start; nothing is left then. */
export async function startPractice(parts: PracticeParts, library: unknown): Promise<StartedPractice> {
  const { dataDir } = parts.config;
  clearPractice(dataDir);
  try {
    return await start(parts, library);
  } catch (error) {
    clearPractice(dataDir);
    throw error;
  }
}

async function start({ again, config }: PracticeParts, library: unknown): Promise<StartedPractice> {
  const dir = practiceFolder(config.dataDir);
  const central = join(dir, 'central');
  const file = join(dir, 'library.json');
  mkdirSync(central, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(library), { mode: 0o600 });
  const server = await startChild({
    command: again,
    args: ['practice-central', '--data', central, '--library', file, '--shift-ms', String(config.clockShiftMs)],
    parseReady: (text) => JSON.parse(text) as PracticeReady,
  });
  const { url, code, demo } = server.ready;
  return {
    config: {
      dataDir: join(dir, 'desk'),
      central: url,
      code,
      clockShiftMs: config.clockShiftMs,
      shell: config.shell,
      keys: 'beside-data',
      isPractice: true,
      demo,
    },
    close: async () => {
      try {
        await server.close();
      } finally {
        clearPractice(config.dataDir);
      }
    },
  };
}
