// Findings about a FOLIO, for a person before it is relied on.

import type { FolioSettings } from '../connector-settings.ts';
import { checkLines, SystemFailureError, type CheckLine } from '../other-system.ts';
import { owedBy } from './folio-accounts.ts';
import type { FolioThere } from './folio-circulation.ts';
import { openRequestsOf } from './folio-requests.ts';

type CheckThere = FolioThere & { readonly settings: FolioSettings; readonly currency: string };

/** No copy and no person has this number: acts on it show the right to them, and do nothing. */
const NO_NUMBER = 'holdfast-check';
const NO_ID = '00000000-0000-4000-8000-000000000000';

/** Asks questions, and for acts on an unused number. */
export async function checkFolio(there: CheckThere): Promise<readonly CheckLine[]> {
  const { client, records, settings } = there;
  const { lines, add } = checkLines();
  await add(settings.url, async () => {
    await client.signIn();
    const by = client.way() === 'cookies' ? 'a token that is renewed' : 'a token of the older login';
    return `reached at ${settings.url}, tenant ${settings.tenant}, signed in as ${settings.user} with ${by}`;
  });
  if (lines[0]?.ok !== true) return lines;
  await add('service point', async () => {
    const point = await there.servicePointFor(null);
    for (const code of Object.values(settings.servicePoints))
      if ((await records.servicePoint(code)) === null)
        throw new SystemFailureError('not-answered', `there is none with the code ${code}`);
    return `acts at ${point.name} (${point.code})${point.pickupLocation === true ? '' : ', where no holds are picked up'}`;
  });
  await add('users, items, fees and requests', async () => {
    await records.userOf(NO_NUMBER);
    await records.itemOf(NO_NUMBER);
    await owedBy(there, NO_ID);
    await openRequestsOf(there, NO_ID);
    return 'may look at users, items, fees and requests';
  });
  await add('loans', async () => {
    await records.openLoanOf(NO_ID);
    return 'may look at loans; shows what is done there';
  });
  await add('lending', async () => {
    await tryActs(there);
    return 'may lend, renew and take back';
  });
  return [...lines, { ok: true, text: limitsOf(settings) }];
}

/** Throws SystemFailureError where an act on an unused number is refused for another reason. */
async function tryActs(there: CheckThere): Promise<void> {
  const { client, records, now } = there;
  const { id: servicePointId } = await there.servicePointFor(null);
  if ((await records.itemOf(NO_NUMBER)) !== null)
    throw new SystemFailureError('not-answered', `there is a copy with the barcode ${NO_NUMBER}`);
  const copy = { itemBarcode: NO_NUMBER, servicePointId };
  const loan = { ...copy, userBarcode: NO_NUMBER };
  const acts = {
    'check-out-by-barcode': loan,
    'renew-by-barcode': loan,
    'check-in-by-barcode': { ...copy, checkInDate: new Date(now()).toISOString() },
  };
  for (const [route, body] of Object.entries(acts)) {
    const answer = await client.send('POST', `/circulation/${route}`, body);
    if (answer.status !== 422) throw new SystemFailureError('not-answered', `${route} answered ${answer.status}`);
  }
}

function limitsOf({ titleRequests, patience }: FolioSettings): string {
  const holds = titleRequests ? 'holds are for titles' : 'a hold for a title is for one copy there';
  return `loans and returns keep their time, loans and renewals the promised date; a block there refuses a loan; ${holds}; an answer has ${patience} s`;
}
