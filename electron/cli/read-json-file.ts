// Reads a file of JSON that somebody named, and says in words why it cannot.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { readTextFile } from './read-text-file.ts';

/** The value that the file holds. Throws HF-CLI-003, or HF-CLI-004 where it is no JSON. */
export function readJsonFile(path: string): unknown {
  const text = readTextFile(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : '');
    const why = place === null ? 'it is no JSON' : `it is no JSON from line ${place[1]}, column ${place[2]} on`;
    throw new HoldfastError('HF-CLI-004', { path, why }, { cause: error });
  }
}
