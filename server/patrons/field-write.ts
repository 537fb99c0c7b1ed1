// One write of a field by an act or an import, and the order of such writes.

import { compareText } from '../../shared/circ/fold/timeline.ts';
import type { Tables } from '../store/tables.ts';

/** One write of a field of a patron. */
export type FieldWrite = Tables['patron_field'];

/** When and where a field was written; an import has no desk. */
export type WritePlace = Pick<FieldWrite, 'at' | 'desk_id' | 'stream' | 'seq'>;

/** By (at, desk, stream, seq), as acts are ordered. */
export function compareWrites(a: WritePlace, b: WritePlace): number {
  return a.at - b.at || compareText(a.desk_id, b.desk_id) || compareText(a.stream, b.stream) || a.seq - b.seq;
}
