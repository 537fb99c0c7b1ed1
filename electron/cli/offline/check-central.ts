// Doctor's look at the folder of a central server.

import type { Finding } from '../commands/doctor.ts';
import { readHead } from '../../../server/feed/read-head.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Run } from '../command.ts';
import { withPlace } from '../admin/with-store.ts';

/** Opens the database and says where it stands. */
export async function checkCentral(run: Run, dir: string): Promise<Finding[]> {
  try {
    const head = await withPlace(run, { kind: 'embedded', data: dir }, ({ store }) => store.read((tx) => readHead(tx)));
    return [{ what: 'database', state: 'ok', text: `opens; the feed is at ${head.position}` }];
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return [{ what: 'database', state: 'bad', text: `${error.code}: ${error.message}` }];
  }
}
