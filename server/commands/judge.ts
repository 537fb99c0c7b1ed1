// Judges recorded acts, again and only to raise exceptions: for facts that a desk did not know when it lent. Judging never fails a command and
// never changes a date. [I22] [I25]

import type { ItemId } from '../../shared/core/ids.ts';
import { required } from '../../shared/core/assert.ts';
import type { Instant } from '../../shared/core/instant.ts';
import type { Params } from '../../shared/core/say.ts';
import type { ItemAct } from '../../shared/circ/acts.ts';
import { decideCheckout } from '../../shared/circ/decide/checkout.ts';
import { decideRenew } from '../../shared/circ/decide/renew.ts';
import type { Decision } from '../../shared/circ/decision.ts';
import type { ExceptionCode } from '../../shared/circ/exception-table.ts';
import { markOfBase } from '../../shared/circ/model/mark.ts';
import type { ItemFacts } from '../../shared/circ/facts.ts';
import { orderTimeline, sawChain } from '../../shared/circ/fold/timeline.ts';
import { resolveUndos } from '../../shared/circ/fold/undo.ts';
import { judgeAgreements } from '../patrons/lent-unsigned.ts';
import type { ReadTx } from '../store/store.ts';
import type { LoadedPlaces } from '../timeline/load-timelines.ts';
import {
  asOfMark,
  inForce,
  itemFacts,
  libraryFacts,
  loadJudgeFacts,
  patronFacts,
  proxyFacts,
  type JudgedAct,
  type JudgeContext,
  type JudgeFacts,
  type Recorded,
} from './judge-facts.ts';
import { judgeHolds } from './judge-holds.ts';
import { judgeStaff, loadStaffRights } from './judge-staff.ts';
import { loadNightCover } from './night-cover.ts';
import { loadPhoneWords } from './phone-words.ts';
import { overOthers } from './over-others.ts';
import { raise, type Raised, sayUntold, scannedIn, type Taken } from './taken.ts';

/** Exceptions of reasons that the desk neither announced nor overrode. */
const EXCEPTION_OF: Readonly<Record<string, ExceptionCode>> = {
  PATRON_EXPIRED: 'patron-expired',
  PATRON_RESTRICTED: 'patron-blocked',
  PATRON_FINES: 'patron-blocked',
  PATRON_OVERDUES: 'patron-blocked',
  PATRON_BARRED: 'patron-blocked',
  PATRON_INACTIVE: 'patron-blocked',
  PATRON_BLACKOUT: 'patron-blocked',
  PATRON_LOST_COUNT: 'patron-blocked',
  LIMIT_REACHED: 'patron-over-limit',
  LIMIT_SET: 'patron-over-limit',
  LIMIT_ONSITE: 'patron-over-limit',
  LIMIT_MATERIAL_TYPE: 'patron-over-limit',
  LIMIT_LOAN_TYPE: 'patron-over-limit',
  LIMIT_MATERIAL_AND_LOAN_TYPE: 'patron-over-limit',
  LIMIT_PATRON_GROUP_MATERIAL_TYPE: 'patron-over-limit',
  LIMIT_PATRON_GROUP_LOAN_TYPE: 'patron-over-limit',
  LIMIT_PATRON_GROUP_MATERIAL_AND_LOAN_TYPE: 'patron-over-limit',
  REUSE_TOO_SOON: 'patron-over-limit',
  EQUIPMENT_LIMIT: 'patron-over-limit',
  EQUIPMENT_TOO_SOON: 'patron-over-limit',
  PATRON_CARD_LOST: 'lost-card-used',
  PROXY_INVALID: 'proxy-not-allowed',
  PROXY_BLOCKED: 'proxy-not-allowed',
  ITEM_BAD_STATUS: 'lent-withdrawn',
  ITEM_WITHDRAWN: 'lent-withdrawn',
};

/** Everything that judging finds in a batch. */
export async function judgeBatch(tx: ReadTx, batch: readonly Recorded[], context: JudgeContext): Promise<Raised[]> {
  const signed = batch.map(({ taken }) => taken);
  const rightsAt = await loadStaffRights(tx, signed);
  const staff = {
    rightsAt,
    coveredCodes: await loadNightCover(tx, signed),
    phoneWordOf: await loadPhoneWords(tx, signed),
    overOthers: await overOthers(tx, signed, rightsAt),
  };
  const lent = batch.flatMap(({ taken, acts }) =>
    acts.flatMap((act) =>
      act.kind === 'checkout' || act.kind === 'renew'
        ? [{ taken, act, rulesVersion: taken.body.basis.rulesVersion }]
        : [],
    ),
  );
  const facts = lent.length === 0 ? null : await loadJudgeFacts(tx, lent, context);
  const judged = new Map(
    lent.map(({ taken, act }) => [taken, facts === null ? null : decide(taken, act, facts)] as const),
  );
  return [
    ...batch.flatMap((one) => judgeClock(one, context, judged.get(one.taken) ?? null)),
    ...batch.flatMap(({ taken }) => judgeStaff(taken, staff, context.deskNames)),
    ...batch.flatMap((one) => judgeTransit(one, context.loaded)),
    ...(await judgeReserves(tx, batch, context.loaded)),
    ...(await judgeAgreements(tx, batch)),
    ...lent.flatMap(({ taken, act }) =>
      facts === null ? [] : judgeLoan(taken, act, { facts, decision: judged.get(taken) ?? null }),
    ),
    ...(await judgeHolds(tx, batch, context)),
  ];
}

/** Of an act whose clock was wrong, with the date that its rules give from the time at which it counts: a change of the date may be proposed. */
function judgeClock({ taken, acts }: Recorded, { deskNames }: JudgeContext, decision: Decision | null): Raised[] {
  const [act] = acts;
  if (!taken.header.clockSuspect || act === undefined) return [];
  const desk = deskNames.get(taken.header.desk) ?? taken.header.desk;
  const item = 'itemId' in act ? act.itemId : null;
  const patron = 'patronId' in act ? act.patronId : null;
  const subject = item !== null ? { item } : patron !== null ? { patron } : { desk: taken.header.desk };
  const told = 'dueAt' in act ? act.dueAt : null;
  return [raise(taken, 'clock-suspect', subject, { desk, ...otherDue(decision, told) })];
}

function otherDue(decision: Decision | null, told: Instant | null): Params {
  const terms = decision?.terms ?? null;
  if (terms === null || told === null || terms.dueAt === told) return {};
  const { dueAt, grain, zone } = terms;
  return { due: { dueAt, grain, zone } };
}

/**
 * A check-in away from the destination of a transit that its desk did not know. The later of the two to arrive reveals
 * it, and the exception is raised for the check-in that passed the transit over.
 */
function judgeTransit({ acts }: Recorded, loaded: LoadedPlaces): Raised[] {
  return acts.flatMap((act) => {
    if (act.kind !== 'checkin') return [];
    const order = orderTimeline(loaded.items.get(act.itemId)?.acts ?? []).map((placed) => placed.act);
    const { undone } = resolveUndos(order);
    const scans = order.filter((one) => isScan(one) && !undone.has(one.id));
    const index = scans.findIndex(({ id }) => id === act.id);
    const saw = sawChain(order);
    return [index, index + 1].flatMap((nth) => {
      const [before, scan] = [scans[nth - 1], scans[nth]];
      return before === undefined || scan === undefined || saw(scan.id, before.id) ? [] : passedOver(before, scan);
    });
  });
}

function isScan(act: ItemAct): boolean {
  return act.kind === 'checkin' || act.kind === 'checkout';
}

function passedOver(before: ItemAct, { id: cause, at, branch, desk, ...scan }: ItemAct): Raised[] {
  if (before.kind !== 'checkin' || before.transitTo === null || scan.kind !== 'checkin') return [];
  const wentThere = before.transitTo === branch || before.transitTo === scan.transitTo;
  if (wentThere || before.desk === desk) return [];
  const { itemId: item } = scan;
  return [{ code: 'missed-transit', subject: { item }, cause, at, branch, params: {}, about: item }];
}

/**
 * A copy that was put on course reserve while its desk did not learn of it, and was checked in there like any other. The row of the reserve shows
 * whether the desk had it; the row of the copy moves with its loans too, and shows it only where a library system put the copy on reserve.
 */
async function judgeReserves(tx: ReadTx, batch: readonly Recorded[], loaded: LoadedPlaces): Promise<Raised[]> {
  type Returned = {
    readonly taken: Taken;
    readonly itemId: ItemId;
    readonly kind: 'reserve' | 'item';
    readonly keys: readonly string[];
  };
  const returned = batch.flatMap(({ taken, acts }) =>
    acts.flatMap((act): Returned[] => {
      if (act.kind !== 'checkin' || act.hold !== null) return [];
      const item = loaded.items.get(act.itemId)?.item;
      const reserves = (item?.reserves ?? []).map(({ id }) => id);
      const isTheirs = item?.base.where.status === 'reserves';
      if (reserves.length > 0) return [{ taken, itemId: act.itemId, kind: 'reserve', keys: reserves }];
      return isTheirs ? [{ taken, itemId: act.itemId, kind: 'item', keys: [act.itemId] }] : [];
    }),
  );
  if (returned.length === 0) return [];
  const rows = await tx.db
    .selectFrom('feed_row')
    .select(['kind', 'key', 'position'])
    .where('kind', 'in', ['reserve', 'item'])
    .where(
      tx.anyOf(
        'key',
        returned.flatMap(({ keys }) => keys),
      ),
    )
    .execute();
  const toldAt = new Map(rows.map(({ kind, key, position }) => [`${kind} ${key}`, position]));
  return returned.flatMap(({ taken, itemId, kind, keys }) => {
    // Of several reserves, one that the desk had heard of is enough.
    const heardOf = keys.some((key) => taken.body.basis.pos >= (toldAt.get(`${kind} ${key}`) ?? 0));
    return heardOf ? [] : [raise(taken, 'missed-reserve', { item: itemId }, {})];
  });
}

function judgeLoan(
  taken: Taken,
  act: JudgedAct,
  { facts, decision }: { readonly facts: JudgeFacts; readonly decision: Decision | null },
): Raised[] {
  const { rulesVersion } = taken.body.basis;
  const current = inForce(facts.activations, act.at);
  const isStale = current !== null && current.version !== rulesVersion;
  return [
    ...(isStale ? [raise(taken, 'rules-stale', { item: act.itemId }, {})] : []),
    ...(decision === null ? [] : untold(taken, act, decision)),
  ];
}

/** The decision as it would have been with the library's data. Null when the rules of then are not known here. */
function decide(taken: Taken, act: JudgedAct, facts: JudgeFacts): Decision | null {
  const library = libraryFacts(facts, act, taken.body.basis.rulesVersion);
  if (library === null) return null;
  const overrides = taken.body.override?.codes ?? [];
  const { card, barcode } = scannedIn(taken.command);
  const item = itemFacts(facts, act);
  const patron = patronFacts(facts, act, card);
  if (act.kind === 'renew') {
    const policy = item === null || item.loan === null ? null : (facts.policies.get(item.loan.policyHash) ?? null);
    return decideRenew({ library, item, patron, policy }, { barcode: barcode ?? '', overrides }, act.at);
  }
  const ask = { barcode: barcode ?? '', card: card ?? '', overrides };
  return withoutMarks(
    decideCheckout({ library, item, patron, proxy: proxyFacts(facts, act, card) }, ask, act.at),
    item,
  );
}

/** The fold raises marks of a copy by acts, in the order of time: a mark from before the loan may come after it. */
function withoutMarks<D extends Decision>(decision: D, item: ItemFacts | null): D {
  const isFolded = item !== null && item.item.state.marks !== undefined && markOfBase(item.item.base) !== 'discarded';
  if (!isFolded) return decision;
  return { ...decision, reasons: decision.reasons.filter(({ code }) => EXCEPTION_OF[code] !== 'lent-withdrawn') };
}

/** Reasons that the desk neither announced nor overrode, one exception for each code with all its reasons in words. */
function untold(taken: Taken, act: JudgedAct, decision: Decision): Raised[] {
  const told = new Set([...taken.command.told.reasons, ...(taken.body.override?.codes ?? [])]);
  const missed = decision.reasons.filter((reason) => EXCEPTION_OF[reason.code] !== undefined && !told.has(reason.code));
  const byException = Map.groupBy(missed, (reason) => required(EXCEPTION_OF[reason.code], () => reason.code));
  return [...byException].map(([code, reasons]) => {
    const subject = code === 'lent-withdrawn' ? { item: act.itemId } : { patron: act.patronId };
    const isWithdrawn = reasons.some((reason) => reason.code === 'ITEM_WITHDRAWN');
    const status = isWithdrawn ? 'discarded' : reasons.flatMap((reason) => reason.params['status'] ?? [])[0];
    const params = {
      reason: reasons.map((reason) => sayUntold(reason, act.at)).join(' '),
      reasonCodes: reasons.map((reason) => reason.code).join(' '),
      ...asOfMark(reasons),
    };
    return raise(taken, code, subject, status === undefined ? params : { ...params, status });
  });
}
