// The log of an installed desk's core, which no terminal shows: two files of a few megabytes among the logs of the computer's programs. Its lines
// are codes and ids; nothing is added to them.

import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type Log = { write(text: string): void };

/** Appends to `desk.log` in the folder; one that has grown to `mostBytes` becomes `desk.1.log`, in place of the last one. */
export function openLog(dir: string, mostBytes: number = 2 * 1024 * 1024): Log {
  const path = join(dir, 'desk.log');
  let size = sizeOf(path);
  return {
    write: (text) => {
      try {
        mkdirSync(dir, { recursive: true, mode: 0o700 });
        if (size > 0 && size + text.length > mostBytes) {
          renameSync(path, join(dir, 'desk.1.log'));
          size = 0;
        }
        appendFileSync(path, text, { mode: 0o600 });
        size += Buffer.byteLength(text);
      } catch {
        // A disk that takes no log shows by the failing writes of the desk itself.
        return;
      }
    },
  };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
