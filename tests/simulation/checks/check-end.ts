// Checks at the end, when everything is at rest: every desk has caught up, nothing is lost, and the result is that of
// the plain model for these acts, in any order of arrival.

import { caseEnd } from '../../timeline/case-end.ts';
import { readAllRows } from '../../../server/store/read-rows.ts';
import type { ReadTx, Store } from '../../../server/store/store.ts';
import { isItemAct } from '../../../shared/circ/act-kinds.ts';
import type { Act } from '../../../shared/circ/acts.ts';
import type { Item } from '../../../shared/circ/model/item.ts';
import type { Loan } from '../../../shared/circ/model/loan.ts';
import type { Patron } from '../../../shared/circ/model/patron.ts';
import type { Row } from '../../../shared/wire/rows.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/core/instant.ts';
import { actId, branchId } from '../../../shared/core/ids.ts';
import { isSameData } from '../../../shared/core/same-data.ts';
import { SyncStatusSchema } from '../../../shared/views/sync.ts';
import type { Policy } from '../../../shared/rules/model/policy.ts';
import { plainBlocks } from '../model/account-story.ts';
import { plainEnd } from '../model/plain-end.ts';
import type { PlainPolicy } from '../model/plain-world.ts';
import { holds } from '../world/broken.ts';
import { keptFolded, type KeptFolded } from '../../../server/timeline/keep-folded.ts';
import type { SimDesk } from '../world/desk.ts';
import { ZONES } from '../world/library.ts';
import type { World } from '../world/world.ts';
import { checkBookings, readBookings } from './check-bookings.ts';
import { checkBills, readBilled } from './check-bills.ts';
import { checkAgreements } from './check-agreements.ts';
import { checkProxies } from './check-proxies.ts';
import { checkBlocks, checkWritten, readAccounts } from './check-accounts.ts';
import { checkClosings, readRulesThere } from './check-closings.ts';
import { checkCatalog, readCatalog } from './check-catalog.ts';
import { checkCourses, readCourses } from './check-courses.ts';
import { checkLogIn } from './check-log.ts';
import { idsIn } from './ledger-ids.ts';
import { readSaid } from './read-said.ts';

/** After everything works again a desk has this long to catch up. */
export const CATCH_UP_MS = 30_000;

/** A desk that was revoked, or went on under numbers it had used: the server keeps it out, and a person has to look. [I8] */
function isQuarantined(desk: SimDesk): boolean {
  return desk.isRevoked || (desk.mayFork && desk.running?.core.engine.state.problem === 'HF-SYNC-002');
}

/**
 * Unconfirmed acts of other desks are dropped once the server has them. The acts that it keeps out are of desks that a person has to look at; acts
 * that a desk itself has lost are handed in by no one. [I26]
 */
function checkHeard(world: World, desk: SimDesk): void {
  const book = desk.running?.core.neighbors ?? null;
  const out = new Set(world.desks.filter(isQuarantined).map((one) => one.running?.core.desk.identity.deskId));
  const kept = new Set(
    world.desks.flatMap(({ running }) => (running === null ? [] : [...idsIn(running.core.files.ledger)])),
  );
  const left = (book?.acts() ?? []).filter(({ body }) => !out.has(body.deskId) && kept.has(body.id));
  holds(26, left.length === 0, () => `${desk.name} still hears ${left.map(({ body }) => body.id).join(', ')}`);
}

/** Every queue is empty and every copy at the head. Acts that are held wait on where no desk is left that may let them go. [I26] */
export async function checkCaughtUp(world: World): Promise<void> {
  const helped = world.desks.some((desk) => world.program.letGoAt.has(desk.name) && !isQuarantined(desk));
  const held = helped ? new Set<string>() : await heldActs(world);
  for (const desk of world.desks) {
    if (isQuarantined(desk)) continue;
    checkHeard(world, desk);
    const answer = await world.call(desk, 'sync.status', {});
    const status = answer?.ok === true ? SyncStatusSchema.parse(answer.value) : null;
    const unsent = desk.running?.core.engine.state.ledger.unsent ?? -1;
    const ledger = desk.running?.core.files.ledger;
    const waits = ledger === undefined ? 0 : idsIn(ledger).intersection(held).size;
    const isThere =
      status?.online === true && status.pending <= waits && unsent === 0 && status.replicaPos === status.headPos;
    holds(
      26,
      isThere,
      () =>
        `${desk.name} did not catch up: ${JSON.stringify({ ...status, unsent })} ${JSON.stringify(desk.running?.core.engine.state)}`,
    );
  }
}

/** The acts that the server holds. */
async function heldActs(world: World): Promise<ReadonlySet<string>> {
  const { store } = world.requireServer();
  const rows = await world.kernel.until(
    store.read((tx) => tx.db.selectFrom('envelope').select('id').where('outcome', '=', 'held').execute()),
  );
  return new Set(rows.map(({ id }) => id));
}

/** The server has answered every act that a desk acknowledged and still has. [I17] [I18] */
export async function checkNothingLost(world: World): Promise<void> {
  const { store } = world.requireServer();
  const rows = await world.kernel.until(store.read((tx) => tx.db.selectFrom('receipt').select('id').execute()));
  const answered = new Set(rows.map(({ id }) => id));
  for (const desk of world.desks) {
    const ledger = desk.running?.core.files.ledger;
    if (ledger === undefined || isQuarantined(desk)) continue;
    for (const id of idsIn(ledger))
      holds(17, answered.has(id), () => `the server has no answer to ${id} of ${desk.name}`);
  }
}

/** The server's loans, items, holds, fees, credits and open folded exceptions are those of the plain model. [I24] */
export const checkModel = (world: World): Promise<void> =>
  world.kernel.until(
    checkModelIn(world.requireServer().store, world.foldsHistory ? keptFolded : undefined, world.kernel.now),
  );

/** The same of any store; `folded`: the acts in checkpoints. */
export async function checkModelIn(
  store: Store,
  folded: (tx: ReadTx) => Promise<KeptFolded> = () => Promise.resolve({ acts: [], statuses: new Map() }),
  now = Infinity,
): Promise<void> {
  const found = await store.read(async (tx) => ({
    events: await readAllRows(tx, 'event'),
    folded: await folded(tx),
    closedShelves: (await readAllRows(tx, 'location')).flatMap(({ id, holdable }) => (holdable ? [] : [String(id)])),
    loans: await readAllRows(tx, 'loan'),
    holds: await readAllRows(tx, 'hold'),
    fees: await readAllRows(tx, 'fee'),
    credits: await readAllRows(tx, 'credit'),
    exceptions: await readAllRows(tx, 'exception'),
    policies: await readAllRows(tx, 'policy'),
    accounts: await readAccounts(tx),
    catalog: await readCatalog(tx),
    courses: await readCourses(tx),
    booked: await readBookings(tx),
    said: await readSaid(tx),
    billed: await readBilled(tx),
    rules: await readRulesThere(tx),
  }));
  const acts = [...found.folded.acts, ...found.events.filter((act) => !isHistory(act, found.catalog.items))];
  const wanted = plainEnd({
    items: found.catalog.items.map((item) => ({
      item: item.id,
      title: item.titleId,
      price: item.priceMinor ?? 0,
      serial: item.serial,
      holdable: item.holdable && !found.closedShelves.includes(item.location ?? ''),
      unscanned: found.folded.statuses.get(item.id) ?? item.base.where.status,
    })),
    acts,
    policies: new Map(found.policies.map(({ hash, policy }) => [hash, plainPolicy(policy)])),
    finds: true,
  });
  const actual = caseEnd(
    {
      items: new Map(found.catalog.items.map((item) => [item.id, { state: item.state }])),
      loans: found.loans,
      holds: found.holds,
      fees: found.fees,
      credits: found.credits,
      exceptions: found.exceptions
        .filter(({ origin, state }) => origin === 'folded' && (state === 'open' || state === 'resolved'))
        .map((row) => ({
          code: row.code,
          subject: row.itemId === null ? { patron: row.patronId ?? missing(row.id) } : { item: row.itemId },
          cause: actId(row.cause),
        })),
    },
    acts.map(({ id }) => id),
    { finds: true },
  );
  for (const part of ['loans', 'items', 'holds', 'fees', 'credits'] as const) compare(part, actual[part], wanted[part]);
  const blocks = plainBlocks(found.said, found.accounts.patronOf);
  if (blocks !== null) checkBans({ ...found, patrons: found.accounts.patrons, lifted: blocks.lifted }, now);
  checkBlocks(found.accounts, found.said, now);
  checkProxies(found.accounts, found.said, found.exceptions);
  checkAgreements(found.accounts, found.said, found.exceptions);
  checkWritten(found.accounts, found.said, subjectsOf(found.exceptions, 'patron-duplicate'));
  checkCatalog(found.catalog, found.said, subjectsOf(found.exceptions, 'item-duplicate'));
  checkCourses(found.courses, found.catalog, found.said);
  checkBookings(found.booked, found.said, { ...found.catalog, patronOf: found.accounts.patronOf, now });
  checkClosings(found.rules, found.said);
  checkBills(found.billed, { ...found, patronOf: found.accounts.patronOf });
  await store.read(checkLogIn);
  // A person may have ended one that would have been explained since: of those that are there, none is missing.
  compare('exceptions', openOnly(actual.exceptions, found.exceptions), openOnly(wanted.exceptions, found.exceptions));
}

/**
 * Patrons who were late are banned for a day and the rest of another, once for each, and no other patron is. An ended ban may be lifted already; a
 * ban that a person lifted is.
 */
function checkBans(
  {
    loans,
    patrons,
    policies,
    lifted,
  }: {
    readonly loans: readonly Loan[];
    readonly patrons: readonly Patron[];
    readonly policies: readonly Row<'policy'>[];
    readonly lifted: ReadonlySet<string>;
  },
  now: number,
): void {
  const banning = new Map(policies.flatMap(({ hash, policy }) => (policy.terms?.ban ? [[hash, policy.grain]] : [])));
  const late = loans.filter(({ how, inAt, outAt, dueAt, branch, claim, policyHash }) => {
    const grain = banning.get(policyHash);
    const backAt = Math.min(inAt ?? 0, claim?.at ?? Infinity);
    if (how !== 'checkin' || grain === undefined || dueAt < outAt) return false;
    return grain === 'time' ? backAt > dueAt : dayAt(branch, backAt) > dayAt(branch, dueAt);
  });
  const wanted = new Map(late.map((loan) => [`ban:${loan.id}`, loan]));
  const bans = patrons.flatMap(({ id, blocks }) =>
    blocks.filter(({ kind }) => kind === 'BAN').map((block) => ({ ...block, patron: id })),
  );
  for (const { id, patron, setAt, endsAt } of bans) {
    const loan = wanted.get(id);
    const lasts = (endsAt ?? Infinity) - setAt;
    const isRight =
      loan?.patronId === patron && loan.inAt === setAt && lasts >= DAY_MS - 1_000 && lasts <= 2 * DAY_MS + HOUR_MS;
    const isLifted = lifted.has(id);
    holds(
      24,
      isRight && !isLifted,
      () => `a ban of ${patron} that was lifted, that no late return made, or with another end: ${id}`,
    );
  }
  const known = new Set(bans.map(({ id }) => id));
  for (const [id, { inAt, patronId }] of wanted) {
    const mayBeOver = (inAt ?? 0) + DAY_MS - 1_000 <= now || !patrons.some((row) => row.id === patronId);
    holds(24, known.has(id) || mayBeOver || lifted.has(id), () => `no ban for a late return: ${id}`);
  }
}

/**
 * The day of a moment where a branch is. Loans of days are late from the next day on: one that is recalled for now, and back a little later, is not.
 * Those of hours are late at once.
 */
function dayAt(branch: Loan['branch'], at: number): string {
  const timeZone = branch === branchId('east') ? ZONES.east : ZONES.main;
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at);
}

/** The items and patrons that exceptions of a code were ever about. */
function subjectsOf(exceptions: readonly Row<'exception'>[], code: string): ReadonlySet<string> {
  return new Set(exceptions.flatMap((row) => (row.code === code ? [String(row.itemId ?? row.patronId)] : [])));
}

/** An act that came when later ones were in a checkpoint already: it changes nothing. sync.md 6 */
function isHistory(act: Act, items: readonly Item[]): boolean {
  if (!isItemAct(act)) return false;
  const foldedTo = items.find(({ id }) => id === act.itemId)?.base.foldedTo ?? null;
  return foldedTo !== null && act.at < foldedTo;
}

type NamedRow = Readonly<Record<string, unknown>>;

function compare(part: string, actual: object, wanted: object): void {
  holds(24, isSameData(actual, wanted), () => `${part} end as ${difference(actual, wanted)}`);
}

/** Only the differences. */
function difference(actual: object, wanted: object): string {
  const texts = (rows: object) =>
    new Set(Object.entries(rows).map(([key, row]) => `${Array.isArray(rows) ? '' : `${key}: `}${JSON.stringify(row)}`));
  const [a, b] = [texts(actual), texts(wanted)];
  if (a.symmetricDifference(b).size > 0)
    return `${[...a.difference(b)].join(' ')} and not as ${[...b.difference(a)].join(' ')}`;
  // The same rows, of which some stand twice or elsewhere.
  return `${JSON.stringify(actual)} and not as ${JSON.stringify(wanted)}`;
}

/** Unresolved exceptions. */
function openOnly(
  rows: readonly NamedRow[],
  stored: readonly { readonly code: string; readonly cause: string; readonly state: string }[],
): NamedRow[] {
  const resolved = new Set(
    stored.filter(({ state }) => state === 'resolved').map(({ code, cause }) => `${code} ${cause}`),
  );
  return rows.filter((row) => !resolved.has(`${String(row['code'])} ${String(row['cause'])}`));
}

function missing(id: string): never {
  throw new Error(`exception ${id} is about nobody`);
}

/** The parts of a policy that decide money and aging. */
function plainPolicy({ overdue, lost }: Policy): PlainPolicy {
  return {
    overdue: { rate: overdue.rateMinor, perMs: overdue.perMs, graceMs: overdue.graceMs, max: overdue.maxMinor },
    lost: {
      afterMs: lost.afterMs,
      processing: lost.processingMinor,
      refundWithinMs: lost.refundWithinMs,
      removeProcessing: lost.removeProcessing,
      chargeOverdue: lost.chargeOverdue,
    },
  };
}
