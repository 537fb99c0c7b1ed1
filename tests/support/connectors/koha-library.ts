// A stand-in for Koha: the routes of its REST interface and its page for offline transactions as far as a connector uses them, over a small library
// in memory. It was written after docs/connectors.md and observed behavior of its page: the page checks nothing, ends the loan of any borrower of a
// copy, and renews a loan that is sent twice.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import { openHttpStandIn } from './http-stand-in.ts';
import { kohaBiblio, kohaItem, kohaPatron, listed, type KohaLists } from './koha-lists.ts';

/** Where a call that changes something breaks: before it is worked on, or after it was, without an answer. */
export type KohaBreak = 'before' | 'after';

export type KohaDeed = { readonly what: string; readonly card: string; readonly barcode: string; readonly at: Instant };
type Told = { readonly status: number; readonly body: unknown; readonly total?: number };
type Loan = {
  id: number;
  patron: number;
  item: number;
  outAt: Instant;
  dueAt: Instant;
  renewals: number;
  renewedAt: Instant | null;
  inAt: Instant | null;
  changedAt: Instant;
};

export type KohaLibrary = {
  readonly url: string;
  readonly deeds: readonly KohaDeed[];
  /** Cards by the barcode that they have. */
  readonly lent: () => ReadonlyMap<string, string>;
  /** Acts of staff there, past this server. */
  readonly lend: (barcode: string, card: string) => void;
  readonly renew: (barcode: string) => void;
  readonly takeBack: (barcode: string) => void;
  readonly moveDate: (barcode: string, dueAt: Instant) => void;
  readonly owed: Map<string, number>;
  readonly blocked: Set<string>;
  /** Copies that may be lent once this reason is confirmed. */
  readonly confirms: Map<string, string>;
  /** Copies whose renewals are used up. */
  readonly usedUp: Set<string>;
  /** Copies whose loans have no date. */
  readonly undated: Set<string>;
  /** Its lists of people, copies and titles, besides what is lent. */
  readonly lists: KohaLists;
  /** It gives no more records at once, whatever it is asked for. */
  mostAtOnce: number;
  breaks: (route: string) => KohaBreak | null;
  /** Answers a route otherwise, before it is worked on; null = it does not. */
  instead: (route: string) => { readonly status: number; readonly body: unknown } | null;
  /** Answers of other routes. */
  readonly shows: Map<string, (query: URLSearchParams) => unknown>;
  /** Ends every token. */
  readonly endTokens: () => void;
  /** Goes away, and comes back at the same address. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openKohaLibrary(there: {
  readonly cards: readonly string[];
  readonly barcodes: readonly string[];
  readonly now: () => Instant;
  readonly library: string;
}): Promise<KohaLibrary> {
  const { cards, barcodes, now } = there;
  const loans: Loan[] = [];
  const ended: Loan[] = [];
  const undated = new Set<string>();
  const holds: { id: number; patron: number; biblio: number }[] = [];
  const deeds: KohaDeed[] = [];
  const owed = new Map<string, number>();
  const blocked = new Set<string>();
  const confirms = new Map<string, string>();
  const usedUp = new Set<string>();
  const tokens = new Set<string>();
  const lists: KohaLists = {
    patrons: cards.map((card, n) => kohaPatron(n + 1, card)),
    items: barcodes.map((barcode, n) => kohaItem(n + 1, barcode)),
    biblios: barcodes.map((_, n) => kohaBiblio(n + 1)),
  };
  let ids = 0;
  const dueIn = (): Instant => Math.floor((now() + 14 * DAY_MS) / DAY_MS) * DAY_MS + DAY_MS - 60_000;
  const iso = (at: Instant): string => new Date(at).toISOString().replace('.000Z', '+00:00');
  const cardOf = (patron: number): string => cards[patron - 1] ?? '';
  const barcodeOf = (item: number): string => barcodes[item - 1] ?? '';
  const deed = (what: string, patron: number, item: number, at: Instant = now()) =>
    void deeds.push({ what, card: cardOf(patron), barcode: barcodeOf(item), at });
  const open = (patron: number, item: number, outAt: Instant): Loan => {
    const made = { id: (ids += 1), patron, item, outAt, dueAt: dueIn(), changedAt: now() };
    const loan: Loan = { ...made, renewals: 0, renewedAt: null, inAt: null };
    loans.push(loan);
    return loan;
  };
  const prolong = (loan: Loan): void => {
    loan.dueAt = dueIn() + 7 * DAY_MS;
    Object.assign(loan, { renewals: loan.renewals + 1, renewedAt: now(), changedAt: now() });
  };
  const close = (loan: Loan, inAt: Instant): void => {
    loans.splice(loans.indexOf(loan), 1);
    ended.push(Object.assign(loan, { inAt, changedAt: now() }));
  };
  const begin = (patron: number, item: number, at: Instant): Loan => {
    const loan = open(patron, item, at);
    deed('checkout', patron, item, at);
    return loan;
  };
  const renew = (loan: Loan): void => {
    prolong(loan);
    deed('renew', loan.patron, loan.item);
  };
  const end = (loan: Loan, at: Instant): void => {
    close(loan, at);
    deed('checkin', loan.patron, loan.item, at);
  };
  const told = (loan: Loan) => ({
    checkout_id: loan.id,
    patron_id: loan.patron,
    item_id: loan.item,
    due_date: undated.has(barcodeOf(loan.item)) ? null : iso(loan.dueAt),
    checkout_date: iso(loan.outAt),
    renewals_count: loan.renewals,
    last_renewed_date: loan.renewedAt === null ? null : iso(loan.renewedAt),
    checkin_date: loan.inAt === null ? null : iso(loan.inAt),
    timestamp: iso(loan.changedAt),
  });
  /** A page of a list, with how many there are. */
  const page = (rows: readonly unknown[], query: URLSearchParams): Told => {
    const size = Math.min(Number(query.get('_per_page') ?? 20), library.mostAtOnce);
    const from = (Number(query.get('_page') ?? 1) - 1) * size;
    return { status: 200, body: size < 0 ? rows : rows.slice(from, from + size), total: rows.length };
  };
  /** The ids that a question names; null = it names none. */
  const asked = (query: URLSearchParams, key: string): readonly number[] | null => {
    const parseIds = (text: string) => JSON.parse(text) as Readonly<Record<string, unknown>>;
    const named = parseIds(query.get('q') ?? '{}')[key];
    return Array.isArray(named) ? named.map(Number) : null;
  };
  const reasons = (patron: number, item: number) => {
    const loan = loans.find((one) => one.item === item);
    const soft = confirms.get(barcodeOf(item));
    const asked = [
      ...(loan === undefined ? [] : [loan.patron === patron ? 'RENEW_ISSUE' : 'ISSUED_TO_ANOTHER']),
      ...(soft === undefined ? [] : [soft]),
    ];
    return { blockers: blocked.has(cardOf(patron)) ? ['DEBARRED'] : [], asked };
  };
  const tokenOf = (item: number, asked: readonly string[]): string => `${item}:${asked.toSorted().join('+')}`;
  const flags = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, 1]));

  type Call = {
    readonly query: URLSearchParams;
    readonly body: Record<string, unknown>;
    readonly at: readonly string[];
  };
  const ok = (body: unknown, status = 200): Told => ({ status, body });
  const numberIn = (value: unknown): number => Number(value);

  const ROUTES: readonly (readonly [RegExp, (call: Call) => Told])[] = [
    [/^GET \/libraries$/, () => ok([{ library_id: there.library }])],
    [
      /^GET \/checkouts$/,
      ({ query }) => {
        const rows = query.get('checked_in') === 'true' ? ended : loans;
        const newestFirst = rows.toSorted((a, b) => b.changedAt - a.changedAt || b.id - a.id);
        return page((query.get('_order_by') === '-timestamp' ? newestFirst : rows).map(told), query);
      },
    ],
    [
      /^GET \/patrons$/,
      ({ query }) => {
        const named = asked(query, 'patron_id');
        if (named !== null)
          return page(
            named.flatMap((id) => (cards[id - 1] === undefined ? [] : [{ patron_id: id, cardnumber: cards[id - 1] }])),
            query,
          );
        if (!query.has('cardnumber')) return page(listed(lists.patrons, ['patron_id', 'updated_on'], query), query);
        const at = cards.indexOf(query.get('cardnumber') ?? '');
        return ok(at < 0 ? [] : [{ patron_id: at + 1, cardnumber: cards[at] }]);
      },
    ],
    [
      /^GET \/items$/,
      ({ query }) => {
        const named = asked(query, 'item_id');
        if (named !== null)
          return page(
            named.flatMap((id) =>
              barcodes[id - 1] === undefined ? [] : [{ item_id: id, biblio_id: id, external_id: barcodes[id - 1] }],
            ),
            query,
          );
        if (!query.has('external_id')) return page(listed(lists.items, ['item_id', 'timestamp'], query), query);
        const at = barcodes.indexOf(query.get('external_id') ?? '');
        const loan = loans.find(({ item }) => item === at + 1);
        return ok(
          at < 0
            ? []
            : [
                {
                  item_id: at + 1,
                  biblio_id: at + 1,
                  checked_out_date: loan === undefined ? null : iso(now()).slice(0, 10),
                },
              ],
        );
      },
    ],
    [
      /^GET \/biblios$/,
      ({ query }) => {
        const named = asked(query, 'me.biblio_id') ?? [];
        return page(
          lists.biblios.filter(({ biblio_id: id }) => named.includes(id)),
          query,
        );
      },
    ],
    [
      /^GET \/patrons\/(\d+)\/checkouts$/,
      ({ at }) => ok(loans.filter(({ patron }) => patron === numberIn(at[0])).map(told)),
    ],
    [/^GET \/patrons\/(\d+)\/account$/, ({ at }) => ok({ balance: (owed.get(cardOf(numberIn(at[0]))) ?? 0) / 100 })],
    [
      /^POST \/patrons\/(\d+)\/account\/credits$/,
      ({ at, body }) => {
        const card = cardOf(numberIn(at[0]));
        owed.set(card, (owed.get(card) ?? 0) - Math.round(numberIn(body['amount']) * 100));
        deed('pay', numberIn(at[0]), 0);
        return ok({}, 201);
      },
    ],
    [
      /^GET \/checkouts\/availability$/,
      ({ query }) => {
        const item = numberIn(query.get('item_id'));
        const { blockers, asked } = reasons(numberIn(query.get('patron_id')), item);
        return ok({
          blockers: flags(blockers),
          confirms: flags(asked),
          warnings: {},
          confirmation_token: tokenOf(item, asked),
        });
      },
    ],
    [
      /^POST \/checkouts$/,
      ({ query, body }) => {
        const [patron, item] = [numberIn(body['patron_id']), numberIn(body['item_id'])];
        const { blockers, asked } = reasons(patron, item);
        if (blockers.length > 0) return ok({ error: 'Checkout not authorized', error_code: blockers[0] }, 403);
        if (asked.length > 0 && query.get('confirmation') !== tokenOf(item, asked))
          return ok({ error: 'Confirmation error' }, 412);
        const loan = loans.find((one) => one.item === item);
        if (loan?.patron === patron) renew(loan);
        else begin(patron, item, now());
        return ok(told(loans.find((one) => one.item === item) ?? begin(patron, item, now())), 201);
      },
    ],
    [
      /^POST \/checkouts\/(\d+)\/renewal$/,
      ({ at }) => {
        const loan = loans.find(({ id }) => id === numberIn(at[0]));
        if (loan === undefined) return ok({ error: "Checkout doesn't exist" }, 404);
        if (usedUp.has(barcodeOf(loan.item))) return ok({ error: 'Renewal not authorized (too_many)' }, 403);
        renew(loan);
        return ok(told(loan), 201);
      },
    ],
    [
      /^GET \/holds$/,
      ({ query }) =>
        ok(
          holds
            .filter(({ patron }) => patron === numberIn(query.get('patron_id')))
            .map(({ id, biblio }) => ({ hold_id: id, biblio_id: biblio })),
        ),
    ],
    [
      /^POST \/holds$/,
      ({ body }) => {
        const [patron, biblio] = [numberIn(body['patron_id']), numberIn(body['biblio_id'])];
        if (blocked.has(cardOf(patron))) return ok({ error: 'Hold cannot be placed. Reason: tooManyReserves' }, 403);
        holds.push({ id: (ids += 1), patron, biblio });
        deed('placeHold', patron, biblio);
        return ok({}, 201);
      },
    ],
    [
      /^DELETE \/holds\/(\d+)$/,
      ({ at }) => {
        const found = holds.findIndex(({ id }) => id === numberIn(at[0]));
        if (found >= 0) holds.splice(found, 1);
        return ok(null, found >= 0 ? 204 : 404);
      },
    ],
  ];

  /** The page: UTC times with a blank between, every answer 200. */
  const offline = (form: URLSearchParams): string => {
    if (form.get('password') !== 'offline-pw') return 'Authentication failed.';
    const at = Date.parse(`${(form.get('timestamp') ?? '').replace(' ', 'T')}Z`);
    const item = barcodes.indexOf(form.get('barcode') ?? '') + 1;
    if (item === 0) return 'Barcode not found.';
    const loan = loans.find((one) => one.item === item);
    if (form.get('action') === 'return') {
      if (loan === undefined) return 'Item not issued.';
      end(loan, at);
      return 'Success.';
    }
    const patron = cards.indexOf(form.get('cardnumber') ?? '') + 1;
    if (patron === 0) return 'Borrower not found.';
    if (loan?.patron === patron) renew(loan);
    else {
      if (loan !== undefined) end(loan, at);
      begin(patron, item, at);
    }
    return 'Success.';
  };

  const library = {
    mostAtOnce: Infinity,
    breaks: (_route: string): KohaBreak | null => null,
    instead: (_route: string): Told | null => null,
    shows: new Map<string, (query: URLSearchParams) => unknown>(),
  };
  const answer = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const form = new URLSearchParams(text);
    const changes = request.method !== 'GET' && !url.pathname.endsWith('/token');
    const route = `${request.method} ${url.pathname.replace('/api/v1', '')}`;
    const breaks = changes ? library.breaks(route) : null;
    if (breaks === 'before') return void request.socket.destroy();
    const say = ({ status, body, total }: Told): void => {
      if (breaks === 'after') return void request.socket.destroy();
      response.writeHead(status, {
        'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
        ...(total === undefined ? {} : { 'x-total-count': String(total) }),
      });
      response.end(typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body));
    };
    const instead = library.instead(route);
    if (instead !== null) return say(instead);
    if (url.pathname.endsWith('/service.pl')) return say(ok(offline(form)));
    if (url.pathname === '/api/v1/oauth/token') {
      if (form.get('client_secret') !== 'secret') return say(ok({ error: 'unauthorized' }, 401));
      const token = `token-${(ids += 1)}`;
      tokens.add(token);
      return say(ok({ access_token: token, token_type: 'Bearer', expires_in: 3_600 }));
    }
    if (!tokens.has((request.headers.authorization ?? '').replace('Bearer ', '')))
      return say(ok({ error: 'token' }, 401));
    // Koha gives titles in the form that is asked for, and none to those who ask for any.
    if (route === 'GET /biblios' && request.headers.accept !== 'application/json') return say(ok([], 406));
    if (request.headers['x-koha-library'] !== there.library) return say(ok({ error: 'library' }, 400));
    const shown = library.shows.get(route);
    if (shown !== undefined) return say(ok(shown(url.searchParams)));
    for (const [pattern, work] of ROUTES) {
      const found = pattern.exec(route);
      if (found === null) continue;
      const parseBody = (given: string) => (given === '' ? {} : JSON.parse(given)) as Record<string, unknown>;
      return say(work({ query: url.searchParams, body: parseBody(text), at: found.slice(1) }));
    }
    say(ok({ error: 'Not found' }, 404));
  };
  const { url, up, down } = await openHttpStandIn(answer);
  return Object.assign(library, {
    url,
    up,
    down,
    deeds,
    owed,
    blocked,
    confirms,
    usedUp,
    undated,
    lists,
    lent: () => new Map(loans.map(({ item, patron }) => [barcodeOf(item), cardOf(patron)])),
    lend: (barcode: string, card: string) => void open(cards.indexOf(card) + 1, barcodes.indexOf(barcode) + 1, now()),
    renew: (barcode: string) => loans.filter(({ item }) => barcodeOf(item) === barcode).forEach(prolong),
    takeBack: (barcode: string) =>
      loans.filter(({ item }) => barcodeOf(item) === barcode).forEach((loan) => close(loan, now())),
    moveDate: (barcode: string, dueAt: Instant) => {
      for (const loan of loans) if (barcodeOf(loan.item) === barcode) Object.assign(loan, { dueAt, changedAt: now() });
    },
    endTokens: () => tokens.clear(),
    close: down,
  });
}
