// A stand-in for FOLIO: the routes of its gateway as far as a connector uses them, over a small library in memory. It was written after docs/connectors.md:
// tokens that end and a cookie that renews once, refusals by 422 with codes, a second loan of a copy that is out is refused, and a check-in of a copy that
// nobody has is taken.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import { askCql } from './folio-cql.ts';
import { folioLogins, type FolioTold } from './folio-logins.ts';

/** Where a call that changes something breaks: before it is worked on, or after it was, without an answer. */
export type FolioBreak = 'before' | 'after';

export type FolioDeed = {
  readonly what: string;
  readonly card: string;
  readonly barcode: string;
  readonly at: Instant;
  /** The code of the service point that acted. */
  readonly point: string;
};
type Loan = {
  id: string;
  userId: string;
  itemId: string;
  loanDate: string;
  dueDate: string | null;
  returnDate?: string;
  action: string;
  renewalCount: number;
  status: { name: string };
  metadata: { updatedDate: string };
};
type Request = {
  id: string;
  requesterId: string;
  instanceId: string;
  itemId: string | null;
  requestType: string;
  requestLevel: string;
  status: string;
  pickupServicePointId: string;
};
type Account = {
  id: string;
  userId: string;
  remaining: number;
  status: { name: string };
  metadata: { createdDate: string };
};

export type FolioLibrary = {
  readonly url: string;
  readonly deeds: readonly FolioDeed[];
  readonly loans: readonly Readonly<Loan>[];
  readonly requests: readonly Readonly<Request>[];
  readonly accounts: readonly Readonly<Account>[];
  /** Cards by the barcode that they have. */
  readonly lent: () => ReadonlyMap<string, string>;
  /** Acts of staff there, past this server. */
  readonly lend: (barcode: string, card: string) => void;
  readonly renew: (barcode: string) => void;
  readonly takeBack: (barcode: string) => void;
  readonly moveDate: (barcode: string, dueAt: Instant) => void;
  readonly owe: (card: string, amount: number) => void;
  /** Codes of refusal of lending to a card. */
  readonly blocked: Map<string, string>;
  /** Codes of refusal of a renewal. */
  readonly notRenewed: Map<string, string>;
  /** What a check-in of a copy leads to: a service point that it is sent to, or the hold shelf. */
  readonly wanted: Map<string, { readonly status: 'In transit' | 'Awaiting pickup'; readonly place: string }>;
  /** Copies with another copy of their title that is in. */
  readonly pageable: Set<string>;
  breaks: (route: string) => FolioBreak | null;
  /** Answers a route otherwise, before it is worked on; null = it does not. */
  instead: (route: string) => FolioTold | null;
  /** Ends every token, and every cookie that renews one with `all`. */
  readonly endTokens: (all?: boolean) => void;
  /** Calls so far. */
  readonly calls: readonly string[];
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Place = {
  readonly cards: readonly string[];
  readonly barcodes: readonly string[];
  readonly now: () => Instant;
  /** How it signs in. */
  readonly login?: 'cookies' | 'header';
};

const ok = (body: unknown, status = 200): FolioTold => ({ status, body });
const error = (code: string | null, message: string): FolioTold =>
  ok({ errors: [{ message, ...(code === null ? {} : { code }), parameters: [] }] }, 422);
const idOf = (kind: number, n: number): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const POINTS = [
  { id: idOf(9, 1), code: 'CPL', name: 'Main Desk', pickupLocation: true },
  { id: idOf(9, 2), code: 'main', name: 'Main Library', pickupLocation: true },
];

export async function openFolioLibrary({ cards, barcodes, now, login = 'cookies' }: Place): Promise<FolioLibrary> {
  const loans: Loan[] = [];
  const requests: Request[] = [];
  const accounts: Account[] = [];
  const deeds: FolioDeed[] = [];
  const calls: string[] = [];
  const blocked = new Map<string, string>();
  const notRenewed = new Map<string, string>();
  const wanted: FolioLibrary['wanted'] = new Map();
  const pageable = new Set<string>();
  const logins = folioLogins(login, now);
  let ids = 0;
  let acting = '';
  const stamp = (at: Instant): string => new Date(at).toISOString().replace('Z', '+00:00');
  const dueIn = (days: number): string => stamp(Math.floor(now() / DAY_MS) * DAY_MS + (days + 1) * DAY_MS - 60_000);
  const users = cards.map((barcode, n) => ({
    id: idOf(1, n),
    barcode,
    active: true,
    personal: { lastName: 'Secret' },
  }));
  const items = () =>
    barcodes.map((barcode, n) => {
      const isOut = loans.some((loan) => loan.itemId === idOf(2, n) && loan.status.name === 'Open');
      return {
        id: idOf(2, n),
        barcode,
        holdingsRecordId: idOf(3, n),
        status: { name: isOut ? 'Checked out' : 'Available' },
      };
    });
  const userWith = (card: unknown) => users.find(({ barcode }) => barcode === card);
  const itemWith = (barcode: unknown) => items().find((one) => one.barcode === barcode);
  const cardOf = (user: string): string => users.find(({ id }) => id === user)?.barcode ?? '';
  const barcodeById = new Map(barcodes.map((barcode, n) => [idOf(2, n), barcode]));
  const barcodeOf = (item: string): string => barcodeById.get(item) ?? '';
  const openLoan = (item: string) => loans.find(({ itemId, status }) => itemId === item && status.name === 'Open');
  const touch = (loan: Loan, change: Partial<Loan>): Loan =>
    Object.assign(loan, change, { metadata: { updatedDate: stamp(now()) } });
  const begin = (userId: string, itemId: string, loanDate: string): Loan => {
    const loan: Loan = {
      id: idOf(4, (ids += 1)),
      userId,
      itemId,
      loanDate,
      dueDate: dueIn(14),
      action: 'checkedout',
      renewalCount: 0,
      status: { name: 'Open' },
      metadata: { updatedDate: stamp(now()) },
    };
    loans.push(loan);
    return loan;
  };
  const renewed = (loan: Loan): Loan =>
    touch(loan, { dueDate: dueIn(21), action: 'renewed', renewalCount: loan.renewalCount + 1 });
  const end = (loan: Loan, returnDate: string): Loan =>
    touch(loan, { returnDate, action: 'checkedin', status: { name: 'Closed' } });
  const deed = (what: string, loan: Pick<Loan, 'userId' | 'itemId'>, at: Instant = now()): void =>
    void deeds.push({ what, card: cardOf(loan.userId), barcode: barcodeOf(loan.itemId), at, point: acting });

  type Call = { readonly query: URLSearchParams; readonly body: Record<string, unknown>; readonly at: string };
  const list =
    (name: string, rows: () => readonly Readonly<Record<string, unknown>>[]) =>
    ({ query }: Call): FolioTold => {
      const found = askCql(query.get('query') ?? '', rows());
      const from = Number(query.get('offset') ?? 0);
      const some = found.slice(from, from + Number(query.get('limit') ?? 10));
      return ok({ [name]: some, totalRecords: found.length });
    };

  const checkOut = ({ body }: Call): FolioTold => {
    const [user, item] = [userWith(body['userBarcode']), itemWith(body['itemBarcode'])];
    if (item === undefined) return error('ITEM_BARCODE_NOT_FOUND', 'No item with this barcode exists');
    if (user === undefined) return error('USER_BARCODE_NOT_FOUND', 'Could not find user with matching barcode');
    const code = blocked.get(user.barcode);
    if (code !== undefined) return error(code, 'Patron blocked');
    if (openLoan(item.id) !== undefined)
      return error('ITEM_HAS_OPEN_LOAN', 'Cannot check out item that already has an open loan');
    const loan = begin(user.id, item.id, String(body['loanDate']));
    deed('checkout', loan, Date.parse(loan.loanDate));
    return ok(loan, 201);
  };
  const checkIn = ({ body }: Call): FolioTold => {
    const item = itemWith(body['itemBarcode']);
    if (item === undefined) return error(null, 'No item with this barcode exists');
    const loan = openLoan(item.id);
    if (loan !== undefined)
      deed('checkin', end(loan, String(body['checkInDate'])), Date.parse(String(body['checkInDate'])));
    const want = wanted.get(item.barcode);
    return ok({
      ...(loan === undefined ? {} : { loan }),
      item: {
        status: { name: want?.status ?? 'Available' },
        ...(want?.status === 'In transit' ? { inTransitDestinationServicePoint: { name: want.place } } : {}),
      },
      staffSlipContext:
        want?.status === 'Awaiting pickup'
          ? { requester: { lastName: 'Secret' }, request: { servicePointPickup: want.place } }
          : {},
    });
  };
  const renew = ({ body }: Call): FolioTold => {
    const [user, item] = [userWith(body['userBarcode']), itemWith(body['itemBarcode'])];
    if (item === undefined) return error(null, 'No item with this barcode exists');
    const loan = openLoan(item.id);
    if (loan === undefined || loan.userId !== user?.id)
      return error(null, 'Cannot renew item checked out to different user');
    const code = notRenewed.get(item.barcode);
    if (code !== undefined) return error(code, 'loan is not renewable');
    deed('renew', renewed(loan));
    return ok(loan);
  };
  const changeDue = ({ at, body }: Call): FolioTold => {
    const loan = loans.find(({ id }) => id === at);
    if (loan === undefined) return ok(null, 404);
    touch(loan, { dueDate: String(body['dueDate']), action: 'dueDateChanged' });
    return ok(null, 204);
  };
  const placeRequest = ({ body }: Call): FolioTold => {
    const text = (key: string): string => (typeof body[key] === 'string' ? body[key] : '');
    if (blocked.has(cardOf(text('requesterId')))) return error(null, 'Patron is blocked');
    const isTitle = body['requestLevel'] === 'Title';
    if (
      isTitle &&
      text('requestType') === 'Hold' &&
      [...pageable].some((barcode) => text('instanceId') === idOf(6, barcodes.indexOf(barcode)))
    )
      return error('HOLD_AND_RECALL_TLR_NOT_ALLOWED_PAGEABLE_AVAILABLE_ITEM_FOUND', 'Hold/Recall TLR not allowed');
    const request: Request = {
      id: idOf(5, (ids += 1)),
      requesterId: text('requesterId'),
      instanceId: text('instanceId'),
      itemId: isTitle ? null : text('itemId'),
      requestType: text('requestType'),
      requestLevel: text('requestLevel'),
      status: 'Open - Not yet filled',
      pickupServicePointId: text('pickupServicePointId'),
    };
    requests.push(request);
    deed('placeHold', { userId: request.requesterId, itemId: request.itemId ?? '' });
    return ok(request, 201);
  };
  const changeRequest = ({ at, body }: Call): FolioTold => {
    const request = requests.find(({ id }) => id === at);
    if (request === undefined) return ok(null, 404);
    // The whole record is replaced.
    if (body['requesterId'] !== request.requesterId || body['instanceId'] !== request.instanceId)
      return error(null, 'required value missing');
    Object.assign(request, { status: body['status'] });
    deed('cancelHold', { userId: request.requesterId, itemId: request.itemId ?? '' });
    return ok(null, 204);
  };
  /** As evenly as the fees allow. */
  const pay = ({ body }: Call): FolioTold => {
    const named = Array.isArray(body['accountIds']) ? body['accountIds'].map(String) : [];
    const own = accounts.filter(({ id }) => named.includes(id)).toSorted((a, b) => a.remaining - b.remaining);
    let left = Math.round(Number(body['amount']) * 100);
    if (left > own.reduce((sum, { remaining }) => sum + Math.round(remaining * 100), 0))
      return ok({ accountIds: named, errorMessage: 'Requested amount exceeds remaining amount' }, 422);
    own.forEach((account, n) => {
      const part = Math.min(Math.round(account.remaining * 100), Math.ceil(left / (own.length - n)));
      left -= part;
      account.remaining = (Math.round(account.remaining * 100) - part) / 100;
      account.status.name = account.remaining === 0 ? 'Closed' : 'Open';
    });
    deed('pay', { userId: own[0]?.userId ?? '', itemId: '' });
    return ok({ amount: body['amount'] }, 201);
  };

  const byId =
    <T extends { readonly id: string }>(rows: () => readonly T[]) =>
    ({ at }: Call): FolioTold => {
      const found = rows().find(({ id }) => id === at);
      return found === undefined ? ok(null, 404) : ok(found);
    };
  const holdings = () => barcodes.map((_, n) => ({ id: idOf(3, n), instanceId: idOf(6, n) }));
  const ROUTES: readonly (readonly [RegExp, (call: Call) => FolioTold])[] = [
    [/^GET \/service-points$/, list('servicepoints', () => POINTS)],
    [/^GET \/users$/, list('users', () => users)],
    [/^GET \/inventory\/items$/, list('items', items)],
    [/^GET \/holdings-storage\/holdings\/(.+)$/, byId(holdings)],
    [/^GET \/circulation\/loans$/, list('loans', () => loans)],
    [/^GET \/circulation\/loans\/([^/]+)$/, byId(() => loans)],
    [/^GET \/circulation\/requests$/, list('requests', () => requests)],
    [/^GET \/accounts$/, list('accounts', () => accounts)],
    [/^POST \/circulation\/check-out-by-barcode$/, checkOut],
    [/^POST \/circulation\/check-in-by-barcode$/, checkIn],
    [/^POST \/circulation\/renew-by-barcode$/, renew],
    [/^POST \/circulation\/loans\/([^/]+)\/change-due-date$/, changeDue],
    [/^POST \/circulation\/requests$/, placeRequest],
    [/^PUT \/circulation\/requests\/(.+)$/, changeRequest],
    [/^POST \/accounts-bulk\/pay$/, pay],
  ];

  const library = {
    breaks: (_route: string): FolioBreak | null => null,
    instead: (_route: string): FolioTold | null => null,
  };
  const answer = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const route = `${request.method} ${url.pathname}`;
    calls.push(route);
    const changes = request.method !== 'GET' && !url.pathname.startsWith('/authn/');
    const breaks = changes ? library.breaks(route) : null;
    if (breaks === 'before') return void request.socket.destroy();
    const say = ({ status, body, headers = {} }: FolioTold): void => {
      if (breaks === 'after') return void request.socket.destroy();
      response.writeHead(status, {
        'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
        ...headers,
      });
      response.end(typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body));
    };
    const instead = library.instead(route);
    if (instead !== null) return say(instead);
    if (request.headers['x-okapi-tenant'] !== 'diku') return say(ok('No such Tenant', 400));
    const signed = logins.answer(route, text, request.headers);
    if (signed !== null) return say(signed);
    if (!logins.isIn(request.headers)) return say(ok('Invalid token', 401));
    for (const [pattern, work] of ROUTES) {
      const found = pattern.exec(route);
      if (found === null) continue;
      const parseBody = (given: string) => (given === '' ? {} : JSON.parse(given)) as Record<string, unknown>;
      const body = parseBody(text);
      acting = POINTS.find(({ id }) => id === body['servicePointId'])?.code ?? '';
      return say(work({ query: url.searchParams, body, at: found[1] ?? '' }));
    }
    say(ok('No suitable module found for path', 404));
  };
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks).toString('utf8')));
  };
  let server: Server | null = null;
  let port = 0;
  const up = async (): Promise<void> => {
    const made = createServer(serve);
    server = made;
    await new Promise<void>((resolve, reject) => made.once('error', reject).listen(port, '127.0.0.1', resolve));
    const address = made.address();
    port = typeof address === 'object' && address !== null ? address.port : port;
  };
  const down = async (): Promise<void> => {
    const ending = server;
    server = null;
    ending?.closeAllConnections();
    if (ending !== null) await new Promise((resolve) => ending.close(resolve));
  };
  await up();
  const openOf = (barcode: string): Loan[] =>
    loans.filter((loan) => loan.status.name === 'Open' && barcodeOf(loan.itemId) === barcode);
  return Object.assign(library, {
    url: `http://127.0.0.1:${port}`,
    up,
    down,
    close: down,
    deeds,
    loans,
    requests,
    accounts,
    calls,
    blocked,
    notRenewed,
    wanted,
    pageable,
    lent: () =>
      new Map(
        loans.flatMap(({ itemId, userId, status }) =>
          status.name === 'Open' ? [[barcodeOf(itemId), cardOf(userId)] as const] : [],
        ),
      ),
    lend: (barcode: string, card: string) =>
      void begin(userWith(card)?.id ?? '', itemWith(barcode)?.id ?? '', stamp(now())),
    renew: (barcode: string) => openOf(barcode).forEach(renewed),
    takeBack: (barcode: string) => openOf(barcode).forEach((loan) => end(loan, stamp(now()))),
    moveDate: (barcode: string, dueAt: Instant) =>
      openOf(barcode).forEach((loan) => touch(loan, { dueDate: stamp(dueAt), action: 'dueDateChanged' })),
    owe: (card: string, amount: number) => {
      const [userId, createdDate] = [userWith(card)?.id ?? '', stamp(now() + accounts.length)];
      accounts.push({
        id: idOf(7, (ids += 1)),
        userId,
        remaining: amount,
        status: { name: 'Open' },
        metadata: { createdDate },
      });
    },
    endTokens: logins.end,
  });
}
