// Inventory: scans on Check in are read along a shelf; nothing is checked in. It ends when a person ends it: reading takes hours.

import { formatInstant } from '../../../shared/core/instant.ts';
import { tell, type Bench } from './bench.ts';

/** Begins or ends to read a shelf. Any other mode of scans on Check in ends. */
export function toggleInventory(bench: Bench): void {
  const { inventory } = bench.store.getState();
  const since = formatInstant(bench.clock.now());
  bench.store.setState(
    inventory === null
      ? ({ useCount }) => ({
          inventory: { since, range: null, inventory: null },
          bookDrop: null,
          sorting: null,
          useCount: useCount?.place === 'checkin' ? null : useCount,
        })
      : { inventory: null },
  );
  bench.view.setState({ screen: 'checkin', overlay: 'none', whyEntry: null });
  tell(bench, 'checkin', { kind: 'ready' });
  bench.focus();
}
