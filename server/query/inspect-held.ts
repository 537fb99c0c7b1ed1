// Acts that are held, before a person lets them go.

import { formatInstant } from '../../shared/core/instant.ts';
import type { Store } from '../store/store.ts';
import { readHeldActs } from './held-acts.ts';
import type { InspectedRow } from './inspect.ts';

/** Held acts are few: a person looks at each. */
const MOST = 100_000;

/** All of them. */
export async function* inspectHeld(store: Store): AsyncGenerator<InspectedRow> {
  const { acts } = await store.read((tx) => readHeldActs(tx, null, MOST));
  for (const { stream, seq, deskId, act } of acts) {
    const { at, lacks, codes, ...told } = act;
    yield { deskId, stream, seq, ...told, effectiveAt: formatInstant(at), codes, mayBeReleased: lacks === null, lacks };
  }
}
