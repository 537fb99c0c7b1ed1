// Whether Evergreen works, and with which limits. Its data service hides records for which a right is missing, so that the rights are asked for by name.

import { z } from 'zod';
import type { EvergreenSettings } from '../connector-settings.ts';
import { checkLines, SystemFailureError, type CheckLine } from '../other-system.ts';
import type { EvergreenClient } from './evergreen-client.ts';
import { CircSchema, IdSchema, placesOf, search, unitName } from './evergreen-records.ts';

const RIGHTS = {
  'lend, renew and take back': [
    'VIEW_PERMIT_CHECKOUT',
    'COPY_CHECKOUT',
    'COPY_CHECKIN',
    'RENEW_CIRC',
    'CIRC_OVERRIDE_DUE_DATE',
    'VIEW_CIRCULATIONS',
  ],
  'look at accounts and take payments': [
    'VIEW_USER',
    'VIEW_USER_FINES_SUMMARY',
    'VIEW_USER_TRANSACTIONS',
    'CREATE_PAYMENT',
  ],
  'place and cancel holds': [
    'VIEW_HOLD',
    'VIEW_HOLD_PERMIT',
    'REQUEST_HOLDS',
    'TITLE_HOLDS',
    'COPY_HOLDS',
    'CANCEL_HOLDS',
  ],
} as const;

const GroupSchema = z.object({ id: IdSchema });
/** Needed for the lists of people and copies. */
const LISTS = ['VIEW_USER', 'STAFF_LOGIN'];

/** Asks questions that change nothing. */
export async function checkEvergreen(
  client: EvergreenClient,
  settings: EvergreenSettings,
  open: () => Promise<void>,
): Promise<readonly CheckLine[]> {
  const { lines, add } = checkLines();
  await add(settings.url, async () => {
    await open();
    const library = await libraryOf(client);
    return `reached at ${settings.url}, signed in as ${settings.user} at ${settings.workstation}, acting for ${library}`;
  });
  if (lines[0]?.ok !== true) return lines;
  for (const [what, rights] of Object.entries(RIGHTS)) await add(what, () => mayDo(client, what, rights));
  await add('loans', async () => {
    await search(client, { of: 'circ', schema: CircSchema }, { checkin_time: null }, { limit: 1 });
    return `shows what is done there; loans keep their time and date, a return of an earlier day its day, a renewal its date; ${await listing(client)}`;
  });
  return lines;
}

/** Whether its people and copies can be listed: a limit, since acts are told without that. */
async function listing(client: EvergreenClient): Promise<string> {
  try {
    await mayDo(client, 'list patrons', LISTS);
    // Groups have no library: the right to see them is one for all libraries, or none.
    const [group] = await search(client, { of: 'pgt', schema: GroupSchema }, { id: { '>': 0 } }, { limit: 1 });
    if (group !== undefined) return 'patrons and copies come as lists';
    return 'patrons and copies do not come as lists: the account lacks STAFF_LOGIN for all libraries';
  } catch (error) {
    if (!(error instanceof SystemFailureError)) throw error;
    return `patrons and copies do not come as lists: ${error.why}`;
  }
}

/** The library of the workstation. */
async function libraryOf(client: EvergreenClient): Promise<string> {
  const [user] = await client.ask('open-ils.auth.session.retrieve');
  const unit = IdSchema.safeParse(client.fields('au', user)?.['ws_ou']);
  const name = unit.success ? await unitName(client, unit.data) : null;
  if (name === null) throw new SystemFailureError('shut-out', 'the workstation is of no library');
  return name;
}

async function mayDo(client: EvergreenClient, what: string, rights: readonly string[]): Promise<string> {
  const places = await placesOf(client, rights);
  const missing = rights.filter((right) => (places[right] ?? []).length === 0);
  if (missing.length > 0) throw new SystemFailureError('shut-out', `the account lacks ${missing.join(', ')}`);
  return `may ${what}`;
}
