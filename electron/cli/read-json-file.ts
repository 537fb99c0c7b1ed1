// Reads a JSON file named in the command line. A fault is reported in words, with its place.

import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { isPlain } from '../../shared/core/plain-text.ts';
import { readJsonPlaces } from '../../shared/rules/json/json-places.ts';
import { sayFault } from '../../shared/rules/rule-fault.ts';
import { readTextFile } from './read-text-file.ts';

/** The value that the file holds. Throws HF-CLI-003, or HF-CLI-004 where it is no JSON or an object has a field twice. */
export function readJsonFile(path: string): unknown {
  const read = readJsonPlaces(readTextFile(path));
  if (!read.ok) throw new HoldfastError('HF-CLI-004', { path, why: `it is no JSON: ${sayFault('en', read.error)}` });
  if (!isPlain(read.value.value))
    throw new HoldfastError('HF-CLI-004', { path, why: 'a text in it has a sign that no database keeps' });
  return read.value.value;
}
