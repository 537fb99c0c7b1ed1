// A stand-in for Evergreen: the methods that a connector uses, over a small library in memory. It was written after the project's notes on Evergreen and
// its published source: a renewal is another loan after the first, a return takes a day, and a refusal is an event of its own.

import { DAY_MS, parseInstant, type Instant } from '../../../shared/core/instant.ts';
import { dayOf, midnightOf, writeLocalTime } from '../../../shared/rules/calendar/local-time.ts';
import { UTC, zoneClock } from '../../../shared/rules/calendar/zone-clock.ts';
import { evergreenCatalogue, evergreenPeople } from './evergreen-lists.ts';
import { found, rowOf, searchOf, textOf, written, type ClassName, type Row } from './evergreen-records.ts';

export type EvergreenDeed = {
  readonly what: string;
  readonly card: string;
  readonly barcode: string;
  readonly at: Instant;
};
/** A library other than that of the workstation. */
export const MAIN = 4;
export const EAST = 5;

const event = (textcode: string, more: Row = {}) => ({ ilsevent: '1', textcode, desc: 'A sentence', pid: 7, ...more });
/** One event alone, several as a list. */
const events = (codes: readonly string[]) =>
  codes.length === 1 ? event(codes[0] ?? '') : codes.map((code) => event(code));

export type EvergreenState = ReturnType<typeof evergreenState>;

/** Its records, and acts of its staff. */
export function evergreenState(there: {
  readonly cards: readonly string[];
  readonly barcodes: readonly string[];
  readonly now: () => Instant;
  readonly zone: string;
  /** Copies that are lent for hours. */
  readonly hourly: ReadonlySet<string>;
}) {
  const { cards, barcodes, now, hourly } = there;
  const clock = zoneClock(there.zone) ?? UTC;
  const time = (at: Instant): string => {
    const ahead = (clock.toLocal(at) - at) / 60_000;
    const two = (n: number) => String(n).padStart(2, '0');
    const offset = `${ahead < 0 ? '-' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}${two(Math.abs(ahead) % 60)}`;
    return `${new Date(clock.toLocal(at)).toISOString().slice(0, 19)}${offset}`;
  };
  const rows: Record<ClassName, Row[]> = {
    aou: [
      { id: MAIN, shortname: 'main', parent_ou: null },
      { id: EAST, shortname: 'east', parent_ou: MAIN },
    ],
    ...evergreenPeople(cards, MAIN),
    ...evergreenCatalogue(barcodes, MAIN),
    circ: [],
    ahr: [],
    mbts: [],
    mous: [],
    aout: [],
    csp: [],
    pgpt: [],
    crcd: [],
    crrf: [],
    crmf: [],
    chdd: [],
    ccmm: [],
    ccmw: [],
    crahp: [],
    chmm: [],
    chmw: [],
    cwa: [],
    ccls: [],
    cclscmm: [],
    cclsacpl: [],
    cclsgm: [],
    ccmlsm: [],
    aouhoo: [],
    aoucd: [],
  };
  let ids = 9_000;
  const copyOf = (barcode: unknown) => rows.acp.find((row) => row['barcode'] === barcode && row['deleted'] === 'f');
  const userOf = (card: unknown) => rows.ac.find(({ barcode }) => barcode === card)?.['usr'];
  const openOf = (copy: Row | undefined) =>
    rows.circ.find((row) => row['target_copy'] === copy?.['id'] && row['checkin_time'] === null);
  /** Its rules count in days for most copies: their loans end with their day. */
  const endOfDay = (at: Instant): Instant => clock.toInstant(midnightOf(dayOf(clock.toLocal(at)) + 1) - 1_000);
  const dueIn = (): Instant => endOfDay(now() + 14 * DAY_MS);
  const begin = (copy: Row, usr: unknown, { outAt = now(), dueAt = dueIn(), parent = null as unknown } = {}): Row => {
    const circ: Row = {
      id: (ids += 1),
      usr,
      target_copy: copy['id'],
      circ_lib: MAIN,
      parent_circ: parent,
      xact_start: time(outAt),
      due_date: time(hourly.has(textOf(copy['barcode'])) ? dueAt : endOfDay(dueAt)),
      create_time: time(now()),
      checkin_time: null,
      checkin_scan_time: null,
      stop_fines: null,
    };
    rows.circ.push(circ);
    copy['status'] = 1;
    return circ;
  };
  /** Where fines had ended before, the reason of that stays. */
  const end = (circ: Row, at: Instant, why = 'CHECKIN'): void => {
    const fines = { stop_fines: circ['stop_fines'] ?? why };
    Object.assign(circ, { checkin_time: time(at), checkin_scan_time: time(now()), ...fines });
    Object.assign(rows.acp.find(({ id }) => id === circ['target_copy']) ?? {}, { status: 7 });
  };
  const prolong = (circ: Row, dueAt: Instant = dueIn() + 7 * DAY_MS): Row => {
    const copy = rows.acp.find(({ id }) => id === circ['target_copy']) ?? {};
    end(circ, now(), 'RENEW');
    return begin(copy, circ['usr'], { dueAt, parent: circ['id'] });
  };
  return { ...there, rows, time, clock, copyOf, userOf, openOf, begin, end, prolong, nextId: () => (ids += 1) };
}

/** What staff set there. */
export type EvergreenRules = {
  /** Cards with the events that refuse them; copies too. */
  readonly refuses: Map<string, readonly string[]>;
  /** Copies that are wanted when they come back: for a hold, or at another library. */
  readonly wanted: Map<string, { readonly isHold: boolean; readonly unit: number }>;
  /** Copies that are lent for hours. */
  readonly hourly: Set<string>;
  /** Rights that the account lacks. */
  readonly lacks: Set<string>;
  /** Ids of records that it may not see. */
  readonly hides: Set<unknown>;
};

type Work = (...params: readonly unknown[]) => unknown;

/** Its methods by their names, without the token; each returns the results of one call. */
export function evergreenMethods(
  state: EvergreenState,
  { refuses, wanted, lacks }: EvergreenRules,
  deeds: EvergreenDeed[],
): Readonly<Record<string, Work>> {
  const { rows, time, clock, now, copyOf, userOf, openOf } = state;
  const named = (usr: unknown) => textOf(rows.ac.find((row) => row['usr'] === usr)?.['barcode']);
  const deed = (what: string, usr: unknown, barcode: unknown, at: Instant = now()) =>
    void deeds.push({ what, card: named(usr), barcode: textOf(barcode), at });
  /** A setting there takes the id of an account for a card. */
  const byNumber = (text: unknown) => userOf(text) ?? rows.au.find(({ id }) => textOf(id) === text)?.['id'];
  const missing = (right: string) =>
    lacks.has(right) ? event('PERM_FAILURE', { ilsperm: right, ilspermloc: MAIN }) : null;
  const roots = () => rows.aou.flatMap(({ id, parent_ou: parent }) => ((parent ?? null) === null ? [id] : []));
  const instant = (text: unknown): Instant | undefined => parseInstant(textOf(text)) ?? undefined;
  const circIn = (circ: Row) => written('circ', circ, null);

  const checkout: Work = (given) => {
    const { copy_barcode: barcode, patron_barcode: card, checkout_time: outAt, due_date: dueAt } = rowOf(given);
    const [copy, usr] = [copyOf(barcode), userOf(card)];
    if (usr === undefined) return event('ACTOR_USER_NOT_FOUND');
    if (copy === undefined) return event('ITEM_NOT_CATALOGED');
    const open = openOf(copy);
    if (open !== undefined) {
      const own = open['usr'] === usr ? { old_circ: circIn(open) } : {};
      return event('OPEN_CIRCULATION_EXISTS', { payload: { copy: written('acp', copy, null), ...own } });
    }
    const codes = [...(refuses.get(textOf(card)) ?? []), ...(refuses.get(textOf(barcode)) ?? [])];
    if (codes.length > 0) return events(codes);
    const noRight = dueAt === undefined ? null : missing('CIRC_OVERRIDE_DUE_DATE');
    if (noRight !== null) return noRight;
    const circ = state.begin(copy, usr, { outAt: instant(outAt), dueAt: instant(dueAt) });
    deed('checkout', usr, barcode, instant(outAt));
    return event('SUCCESS', { payload: { circ: circIn(circ), copy: written('acp', copy, null) } });
  };

  /** The day that was given, at the time of day of the due date; a time to come is passed over. */
  const backdated = (day: unknown, circ: Row): Instant => {
    if (day === undefined) return now();
    const due = writeLocalTime(clock.toLocal(instant(circ['due_date']) ?? 0));
    const at = clock.toInstant(Date.parse(`${textOf(day)}T${due.slice(11, 16)}:00Z`));
    return at >= now() ? now() : at;
  };

  const checkin: Work = (given) => {
    const { copy_barcode: barcode, backdate } = rowOf(given);
    const copy = copyOf(barcode);
    if (copy === undefined) return event('ASSET_COPY_NOT_FOUND');
    const codes = refuses.get(`checkin ${textOf(barcode)}`) ?? [];
    if (codes.length > 0) return events(codes);
    const circ = openOf(copy);
    if (circ === undefined) return event('NO_CHANGE', { payload: { copy: written('acp', copy, null) } });
    const at = backdated(backdate, circ);
    state.end(circ, at);
    deed('checkin', circ['usr'], barcode, at);
    const place = wanted.get(textOf(barcode));
    const hold = { id: 77, usr: 102, hold_type: 'T', target: 3_001, pickup_lib: place?.unit };
    const payload = {
      circ: circIn(circ),
      hold: place?.isHold === true ? written('ahr', hold, null) : null,
      transit: null,
    };
    const isSent = place !== undefined && place.unit !== MAIN;
    return isSent ? event('ROUTE_ITEM', { org: place.unit, payload }) : event('SUCCESS', { payload });
  };

  const renew: Work = (given) => {
    const { copy_barcode: barcode, patron_barcode: card, due_date: dueAt } = rowOf(given);
    const circ = openOf(copyOf(barcode));
    if (circ === undefined || circ['usr'] !== userOf(card)) return undefined;
    const codes = refuses.get(textOf(barcode)) ?? [];
    if (codes.length > 0) return events(codes);
    const renewed = state.prolong(circ, instant(dueAt));
    deed('renew', circ['usr'], barcode);
    return event('SUCCESS', { payload: { circ: circIn(renewed), parent_circ: circIn(circ) } });
  };

  const pay: Work = (given, xact) => {
    const { userid, payments } = rowOf(given);
    const noRight = missing('CREATE_PAYMENT');
    if (noRight !== null) return noRight;
    const user = rows.au.find(({ id }) => id === userid) ?? {};
    if (user['last_xact_id'] !== xact) return event('INVALID_USER_XACT_ID');
    const parts = Array.isArray(payments) ? payments.map((part: unknown) => (Array.isArray(part) ? part : [])) : [];
    for (const [id, amount] of parts) {
      const bill = rows.mbts.find((row) => row['id'] === id) ?? {};
      bill['balance_owed'] = (Number(bill['balance_owed']) - Number(amount)).toFixed(2);
    }
    user['last_xact_id'] = `x${state.nextId()}`;
    deed('pay', userid, null);
    return { last_xact_id: user['last_xact_id'], payments: parts.map(() => state.nextId()) };
  };

  const placeHold: Work = (given, targets) => {
    const { patronid, pickup_lib: pickup, hold_type: type, expire_time: expires } = rowOf(given);
    const target: unknown = Array.isArray(targets) ? targets[0] : null;
    const result = (value: unknown) => ({ target, result: value });
    const codes = refuses.get(named(patronid)) ?? [];
    if (codes.length > 0) return result({ success: 0, last_event: events(codes) });
    const same = (row: Row) => row['usr'] === patronid && row['target'] === target && row['cancel_time'] === null;
    if (rows.ahr.some(same)) return result([event('HOLD_EXISTS')]);
    const hold = { usr: patronid, target, hold_type: type, pickup_lib: pickup, expire_time: expires ?? null };
    const id = state.nextId();
    rows.ahr.push({ id, ...hold, cancel_time: null, fulfillment_time: null });
    deed('placeHold', patronid, barcodeOf(target));
    return result(id);
  };
  const barcodeOf = (target: unknown) => {
    const volume = rows.acn.find(({ record }) => record === target)?.['id'];
    return rows.acp.find(({ id, call_number: of }) => id === target || of === volume)?.['barcode'];
  };

  const cancelHold: Work = (id) => {
    const hold = rows.ahr.find((row) => row['id'] === id);
    if (hold === undefined) return event('ACTION_HOLD_REQUEST_NOT_FOUND');
    hold['cancel_time'] = time(now());
    deed('cancelHold', hold['usr'], barcodeOf(hold['target']));
    return 1;
  };

  const owing = (usr: unknown) => rows.mbts.filter((row) => row['usr'] === usr && Number(row['balance_owed']) !== 0);

  return {
    'open-ils.auth.session.retrieve': () => written('au', { id: 1, usrname: 'holdfast', ws_ou: MAIN }, null),
    'open-ils.actor.user.retrieve_id_by_barcode_or_username': (card) =>
      missing('VIEW_USER') ?? byNumber(card) ?? event('ACTOR_USER_NOT_FOUND'),
    'open-ils.actor.user.has_work_perm_at.batch': (rights) =>
      Object.fromEntries(
        (Array.isArray(rights) ? rights : []).map((right) => [right, lacks.has(textOf(right)) ? [] : roots()]),
      ),
    'open-ils.actor.user.transactions.have_balance': (usr) => owing(usr).map((row) => written('mbts', row, null)),
    // Without open bills there is no summary, and no result.
    'open-ils.actor.user.fines.summary': (usr) => {
      const total = owing(usr).reduce((sum, row) => sum + Number(row['balance_owed']), 0);
      return owing(usr).length === 0 ? undefined : written('mous', { usr, balance_owed: total.toFixed(2) }, null);
    },
    'open-ils.circ.checkout.full': checkout,
    'open-ils.circ.checkin': checkin,
    'open-ils.circ.renew': renew,
    'open-ils.circ.money.payment': pay,
    'open-ils.circ.holds.test_and_create.batch': placeHold,
    'open-ils.circ.hold.cancel': cancelHold,
  };
}

/** The right that shows the records of a class. */
const SHOWN_BY: Partial<Record<ClassName, string>> = {
  circ: 'VIEW_CIRCULATIONS',
  ahr: 'VIEW_HOLD',
  au: 'VIEW_USER',
  ac: 'VIEW_USER',
  aua: 'VIEW_USER',
  pgt: 'STAFF_LOGIN',
  csp: 'STAFF_LOGIN',
  pgpt: 'VIEW_GROUP_PENALTY_THRESHOLD',
  ccmm: 'VIEW_CIRC_MATRIX_MATCHPOINT',
  chmm: 'VIEW_HOLD_MATRIX_MATCHPOINT',
};

/** The data service. Records that the account may not see are left out of a page that was cut before. */
export function evergreenSearch(
  { rows }: Pick<EvergreenState, 'rows'>,
  { lacks, hides }: Pick<EvergreenRules, 'lacks' | 'hides'>,
  {
    of,
    ids,
    params: [where, options],
  }: { readonly of: ClassName; readonly ids: boolean; readonly params: readonly unknown[] },
): unknown {
  const search = searchOf(where, options, of);
  const isHidden = lacks.has(SHOWN_BY[of] ?? '');
  const hits = isHidden ? [] : found(rows[of], search).filter(({ id }) => !hides.has(id));
  return ids ? hits.map(({ id }) => id) : hits.map((row) => written(of, row, search.select));
}
