// The keys of this desk, as its library has them.

import type { KeyMap } from '../../shared/core/desk-keys.ts';
import { useDeskStore } from '../desk/desk-context.ts';
import { keysInForce } from './key-map.ts';

/** The keys in force. */
export function useKeys(): KeyMap {
  return useDeskStore(
    (desk) => desk.station.store,
    (state) => keysInForce(state.desk?.keys ?? null).keys,
  );
}
