// loans, requests and accounts. A closed one is rejected by its line.

import { z } from 'zod';
import { policyNamed } from '../../../shared/rules/resolve/folio-engine.ts';
import type { PolicyRuleSet } from '../../../shared/rules/model/policy-rule-set.ts';
import { chargeOf } from '../plain/read-going-on.ts';
import type { FeeRecord, Found, HoldRecord, LoanRecord } from '../records/record.ts';
import type { FolioPlaces } from './folio-places.ts';
import { FOLIO_DATA, readAllFolio, type FolioData, type FolioDataKind } from './folio-records.ts';
import { momentOf } from './read-users.ts';

const text = z.string().nullish();
const moment = z.string().refine((value) => momentOf(value, 'UTC') !== null, { error: 'no date or time' });
const when = moment.nullish();

const LoanForm = z.object({
  id: z.string().min(1),
  userId: text,
  itemId: z.string(),
  loanDate: moment,
  dueDate: moment,
  status: z.object({ name: z.string() }),
  itemStatus: text,
  renewalCount: z.union([z.int().min(0), z.string().regex(/^\d+$/)]).nullish(),
  checkoutServicePointId: text,
  declaredLostDate: when,
  loanPolicyId: text,
  overdueFinePolicyId: text,
  lostItemPolicyId: text,
});

const RequestForm = z.object({
  id: z.string().min(1),
  requesterId: z.string(),
  itemId: text,
  instanceId: text,
  requestType: z.enum(['Hold', 'Recall', 'Page']),
  requestLevel: text,
  requestDate: moment,
  position: z.int().nullish(),
  status: text,
  pickupServicePointId: text,
  requestExpirationDate: when,
  holdShelfExpirationDate: when,
});
type Request = z.infer<typeof RequestForm>;

const AccountForm = z.object({
  id: z.string().min(1),
  userId: z.string(),
  itemId: text,
  remaining: z.union([z.number(), z.string().transform(Number)]),
  feeFineType: text,
  dateCreated: when,
  metadata: z.object({ createdDate: when }).nullish(),
});

/** Parts for reading circulation. */
export type GoingOnReading = {
  readonly data: FolioData;
  readonly places: FolioPlaces;
  readonly zone: string;
  readonly decimals: number;
};

/** Reads loans that are out. Each keeps the policies that it names, where the rules of the export have them. */
export async function readFolioLoans(
  { data, places, zone }: GoingOnReading,
  rules: PolicyRuleSet | null,
): Promise<Found<LoanRecord>[]> {
  const all = await readAllFolio(data, 'loans', LoanForm);
  return keep(data, 'loans', all, (loan) => {
    if (loan.status.name === 'Closed') return 'the loan is closed';
    return loan.userId ? null : 'it names no borrower any more';
  }).map(({ at, value: loan }) => {
    const dueAt = momentOf(loan.dueDate, zone) ?? 0;
    const isLost = /lost/i.test(loan.itemStatus ?? '');
    const refs = {
      loanPolicy: loan.loanPolicyId ?? '',
      overduePolicy: loan.overdueFinePolicyId ?? '',
      lostPolicy: loan.lostItemPolicyId ?? '',
    };
    return {
      at,
      value: {
        id: loan.id,
        patron: loan.userId ?? '',
        item: loan.itemId,
        branch: places.branchOf(loan.checkoutServicePointId),
        outAt: momentOf(loan.loanDate, zone) ?? 0,
        dueAt,
        renewals: Number(loan.renewalCount ?? 0),
        maxRenewals: null,
        lostAt: isLost ? (momentOf(loan.declaredLostDate, zone) ?? dueAt) : null,
        policy: rules === null ? null : policyNamed(rules, refs),
        notes: /claimed/i.test(loan.itemStatus ?? '') ? ['the claim is not taken; the loan is taken as out'] : [],
      },
    };
  });
}

/** Reads requests that are open. A recall waits like a hold; its effect on the loan is in the due date. */
export async function readFolioHolds({ data, places, zone }: GoingOnReading): Promise<Found<HoldRecord>[]> {
  const all = await readAllFolio(data, 'requests', RequestForm);
  return keep(data, 'requests', all, (request) => {
    if (request.status?.startsWith('Closed') === true) return 'the request is closed';
    if (!request.itemId && !request.instanceId) return 'it names no item and no instance';
    if (request.pickupServicePointId) return null;
    return 'it names no service point to be picked up at';
  }).map(({ at, value }) => ({ at, value: toHold(value, places, zone) }));
}

function toHold(request: Request, places: FolioPlaces, zone: string): HoldRecord {
  const { itemId, instanceId, status } = request;
  const isHere = /awaiting/i.test(status ?? '');
  const isComing = /in transit/i.test(status ?? '');
  const isForTitle = request.requestLevel === 'Title' && instanceId;
  return {
    id: request.id,
    patron: request.requesterId,
    target: isForTitle ? { title: instanceId } : itemId ? { item: itemId } : { title: instanceId ?? '' },
    pickup: places.branchOf(request.pickupServicePointId) ?? request.pickupServicePointId ?? '',
    placedAt: momentOf(request.requestDate, zone) ?? 0,
    priority: request.position ?? null,
    expiresAt: momentOf(request.requestExpirationDate, zone),
    suspended: false,
    suspendedUntil: null,
    captured:
      (isHere || isComing) && itemId
        ? { item: itemId, onShelf: isHere, until: momentOf(request.holdShelfExpirationDate, zone) }
        : null,
    notes:
      request.requestType === 'Recall' ? ['a recall is taken as a hold; the due date is the one that it left'] : [],
  };
}

/** Reads accounts of which something is owed. */
export async function readFolioFees({ data, zone, decimals }: GoingOnReading): Promise<Found<FeeRecord>[]> {
  const all = await readAllFolio(data, 'accounts', AccountForm);
  const minor = (amount: number) => Math.round(amount * 10 ** decimals);
  return keep(data, 'accounts', all, ({ remaining }) => {
    if (!Number.isFinite(remaining)) return 'remaining is no amount';
    return minor(remaining) > 0 ? null : 'nothing of it is owed any more';
  }).map(({ at, value }) => {
    const charge = chargeOf(value.feeFineType ?? null);
    const fee: FeeRecord = {
      id: value.id,
      patron: value.userId,
      item: value.itemId ?? null,
      charge,
      amountMinor: minor(value.remaining),
      at: momentOf(value.dateCreated ?? value.metadata?.createdDate, zone) ?? 0,
      notes:
        charge === 'other' && value.feeFineType ? [`a fee of the kind "${value.feeFineType}" is taken as "other"`] : [],
    };
    return { at, value: fee };
  });
}

function keep<T extends { readonly id: string }>(
  data: FolioData,
  kind: FolioDataKind,
  records: readonly Found<T>[],
  reasonAgainst: (value: T) => string | null,
): Found<T>[] {
  return records.filter(({ at, value }) => {
    const reason = reasonAgainst(value);
    // A closed one is over: it need not be found in the export again.
    if (reason !== null) data.tally.reject(FOLIO_DATA[kind].count, { ...at, reason });
    return reason === null;
  });
}
