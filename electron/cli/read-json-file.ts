// Reads a file of JSON that somebody named, and says in words why it cannot.

import { readFileSync } from 'node:fs';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { codeOf } from '../../server/store/failure.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'this account may not read it',
  EPERM: 'this account may not read it',
  EIO: 'the disk fails',
  ENAMETOOLONG: 'its path is too long',
  ERR_STRING_TOO_LONG: 'it is too large',
};

/** The value that the file holds. Throws HF-CLI-003, or HF-CLI-004 where it is no JSON. */
export function readJsonFile(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : '');
    const why = place === null ? 'it is no JSON' : `it is no JSON from line ${place[1]}, column ${place[2]} on`;
    throw new HoldfastError('HF-CLI-004', { path, why }, { cause: error });
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    throw new HoldfastError('HF-CLI-003', { path, why: reasons[code] ?? code }, { cause: error });
  }
}
