// The title that a list is asked about.

import type { Title } from '../../shared/circ/model/title.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';

/** Throws HF-CIRC-126 where no title has the id. */
export async function titleOf(tx: ReadTx, id: string | null): Promise<Title> {
  const title = (await readRows(tx, 'title', [id ?? ''])).get(id ?? '');
  if (title === undefined) throw new HoldfastError('HF-CIRC-126');
  return title;
}
