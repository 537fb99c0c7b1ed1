// A line to another library system for the length of a command.

import { requiredConnector, type Connector } from '../../../server/connectors/connector-rows.ts';
import { placeOf } from '../../../server/connectors/connector-runner.ts';
import { openSystem } from '../../../server/connectors/open-system.ts';
import type { OtherSystem } from '../../../server/connectors/other-system.ts';
import type { Run } from '../command.ts';
import { noticeParts } from './notice-parts.ts';
import type { StoreContext } from './with-store.ts';

/** Nothing is connected before the work opens it; it is closed in any case. Throws HF-CONNECT-001 for a name that is none. */
export async function withSystem<T>(
  { env }: Pick<Run, 'env'>,
  name: string,
  { store, clock }: StoreContext,
  work: (system: OtherSystem, connector: Connector) => Promise<T>,
): Promise<T> {
  const connector = await store.read((tx) => requiredConnector(tx, name));
  const place = await placeOf(store, connector);
  const { secretOf } = noticeParts(env, clock);
  const system = openSystem(connector, place, { secretOf, now: () => clock.now() });
  try {
    return await work(system, connector);
  } finally {
    system.close();
  }
}
