// FOLIO by its circulation interface: loans and returns keep their time, and a loan gets the date that the patron was told.

import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import type { Answer, Message, Seen } from '../../../shared/connectors/message.ts';
import { ofBranch } from '../connector-settings.ts';
import { anyTime } from '../http-call.ts';
import { SystemFailureError, type OtherSystem } from '../other-system.ts';
import { owedBy, sumOf, tellPayment } from './folio-accounts.ts';
import { checkFolio } from './folio-check.ts';
import { tellCheckin, tellCheckout, tellRenewal, type FolioThere } from './folio-circulation.ts';
import { folioLine, type FolioParts } from './folio-client.ts';
import { folioLists } from './folio-lists.ts';
import { folioLoans } from './folio-loans.ts';
import { folioRecords } from './folio-records.ts';
import { openRequestsOf, tellHold } from './folio-requests.ts';
import { folioRuleFiles } from './folio-rules.ts';

type Parts = FolioParts & { readonly zone: string; readonly currency: string };
type There = FolioThere & Pick<Parts, 'settings' | 'currency'>;

/** Makes it; nothing is asked before `open`. */
export function folioSystem(parts: Parts): OtherSystem {
  const { settings, currency, zone, now } = parts;
  const line = folioLine(parts);
  const client = line(anyTime);
  const records = folioRecords(client, zone, now);
  const required = async (code: string) => {
    const found = await records.servicePoint(code);
    if (found === null) throw new SystemFailureError('shut-out', `it has no service point with the code ${code}`);
    return found;
  };
  const servicePointFor: FolioThere['servicePointFor'] = async (branch) => {
    if (branch === null || branch === undefined) return required(settings.servicePoint);
    const named = ofBranch(settings.servicePoints, branch);
    if (named !== undefined) return required(named);
    return (await records.servicePoint(branch)) ?? required(settings.servicePoint);
  };
  const there: There = { client, records, servicePointFor, settings, currency, now, clock: zoneClock(zone) ?? UTC };
  let isOpen = false;
  return {
    open: async () => {
      if (isOpen) return;
      await client.signIn();
      await servicePointFor(null);
      isOpen = true;
    },
    tell: (message, beforeChange = anyTime) => tell({ ...there, client: line(beforeChange) }, message),
    look: (message) => look(there, message),
    loanList: folioLoans(client, zone),
    recordLists: folioLists(client, settings, zone),
    ruleFiles: () => folioRuleFiles(client),
    keepAlive: async () => {
      await client.get('/service-points', { limit: '1' });
    },
    check: () => checkFolio(there),
    close: () => {
      isOpen = false;
    },
  };
}

async function tell(there: There, message: Message): Promise<Answer> {
  switch (message.kind) {
    case 'checkout':
      return tellCheckout(there, message);
    case 'checkin':
      return tellCheckin(there, message);
    case 'renew':
      return tellRenewal(there, message);
    case 'pay':
      return tellPayment(there, message);
    case 'placeHold':
    case 'cancelHold':
      return tellHold(there, message);
  }
}

async function look(there: There, message: Message): Promise<Seen> {
  const { records } = there;
  const user = message.card === null ? null : await records.userOf(message.card);
  const figures = { hasItem: null, owedMinor: null, holds: null };
  if (message.kind === 'pay')
    return { item: null, patron: user === null ? null : { ...figures, owedMinor: sumOf(await owedBy(there, user)) } };
  if (message.kind === 'placeHold' || message.kind === 'cancelHold') {
    const holds = user === null ? 0 : (await openRequestsOf(there, user)).length;
    return { item: null, patron: user === null ? null : { ...figures, holds } };
  }
  const item = await records.itemIdOf(message.barcode);
  const open = item === null ? null : await records.openLoanOf(item);
  const hasItem = open !== null && open.userId === user;
  // The date of the loan of another card says nothing of the message.
  const itsLoan = open !== null && hasItem ? { dueAt: open.dueAt, loan: open.id } : { dueAt: null };
  return {
    item: item === null ? null : { isOut: open !== null, ...itsLoan },
    patron: user === null ? null : { ...figures, hasItem },
  };
}
