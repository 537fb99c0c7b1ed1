// The routes of the stand-in for FOLIO, over its small library. A second loan of a copy that is out is refused, and a check-in of a copy that is not out is
// taken.

import { askCql } from './folio-cql.ts';
import type { FolioTold } from './folio-logins.ts';
import { idOf } from './folio-lists.ts';
import type { FolioState, Request } from './folio-state.ts';

type Call = { readonly query: URLSearchParams; readonly body: Record<string, unknown>; readonly at: string };
type FolioRoute = readonly [RegExp, (call: Call) => FolioTold];

const POINTS = [
  { id: idOf(9, 1), code: 'CPL', name: 'Main Desk', discoveryDisplayName: 'Main Desk', pickupLocation: true },
  { id: idOf(9, 2), code: 'main', name: 'Main Library', discoveryDisplayName: 'Main Library', pickupLocation: true },
];
const NAMES = {
  groups: [{ id: idOf(8, 1), group: 'Everyone', desc: 'All people' }],
  materials: [{ id: idOf(8, 2), name: 'Book' }],
  loanTypes: [{ id: idOf(8, 3), name: 'Can circulate' }],
  locations: [
    {
      id: idOf(8, 4),
      name: 'Main stacks',
      code: 'MS',
      primaryServicePoint: idOf(9, 2),
      institutionId: idOf(8, 5),
      campusId: idOf(8, 6),
      libraryId: idOf(8, 7),
    },
  ],
};
const CHECKIN_FIELDS = ['itemBarcode', 'servicePointId', 'checkInDate', 'claimedReturnedResolution', 'sessionId'];
/** The code of the service point that acts. */
const pointOf = (body: Call['body']): string => POINTS.find(({ id }) => id === body['servicePointId'])?.code ?? '';

const ok = (body: unknown, status = 200): FolioTold => ({ status, body });
const error = (code: string | null, message: string): FolioTold =>
  ok({ errors: [{ message, ...(code === null ? {} : { code }), parameters: [] }] }, 422);

const list =
  (name: string, rows: () => readonly Readonly<Record<string, unknown>>[]) =>
  ({ query }: Call): FolioTold => {
    const found = askCql(query.get('query') ?? '', rows());
    const from = Number(query.get('offset') ?? 0);
    const some = found.slice(from, from + Number(query.get('limit') ?? 10));
    return ok({ [name]: some, totalRecords: found.length });
  };

const byId =
  <T extends { readonly id: string }>(rows: () => readonly T[]) =>
  ({ at }: Call): FolioTold => {
    const found = rows().find(({ id }) => id === at);
    return found === undefined ? ok(null, 404) : ok(found);
  };

/** Loans, returns and renewals. */
function loanRoutes(state: FolioState) {
  const { loans, blocked, notRenewed, wanted, userWith, itemWith, openLoan, touch, begin, renewed, end, deed } = state;
  const checkOut = ({ body }: Call): FolioTold => {
    const [user, item] = [userWith(body['userBarcode']), itemWith(body['itemBarcode'])];
    if (item === undefined) return error('ITEM_BARCODE_NOT_FOUND', 'No item with this barcode exists');
    if (user === undefined) return error('USER_BARCODE_NOT_FOUND', 'Could not find user with matching barcode');
    const code = blocked.get(user.barcode ?? '');
    if (code !== undefined) return error(code, 'Patron blocked');
    if (openLoan(item.id) !== undefined)
      return error('ITEM_HAS_OPEN_LOAN', 'Cannot check out item that already has an open loan');
    const loan = begin(user.id, item.id, String(body['loanDate']));
    deed('checkout', pointOf(body), loan, Date.parse(loan.loanDate));
    return ok(loan, 201);
  };
  const checkIn = ({ body }: Call): FolioTold => {
    // Its schema takes no card, and no other field.
    const other = Object.keys(body).find((key) => !CHECKIN_FIELDS.includes(key));
    if (other !== undefined) return ok(`Unrecognized field "${other}"`, 400);
    const item = itemWith(body['itemBarcode']);
    if (item === undefined) return error(null, 'No item with this barcode exists');
    const loan = openLoan(item.id);
    if (loan !== undefined)
      deed('checkin', pointOf(body), end(loan, String(body['checkInDate'])), Date.parse(String(body['checkInDate'])));
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
    deed('renew', pointOf(body), renewed(loan));
    return ok(loan);
  };
  const changeDue = ({ at, body }: Call): FolioTold => {
    const loan = loans.find(({ id }) => id === at);
    if (loan === undefined) return ok(null, 404);
    touch(loan, { dueDate: String(body['dueDate']), action: 'dueDateChanged' });
    return ok(null, 204);
  };
  return { checkOut, checkIn, renew, changeDue };
}

function requestRoutes({ requests, barcodes, blocked, pageable, cardOf, deed, nextId }: FolioState) {
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
      id: idOf(5, nextId()),
      requesterId: text('requesterId'),
      instanceId: text('instanceId'),
      itemId: isTitle ? null : text('itemId'),
      requestType: text('requestType'),
      requestLevel: text('requestLevel'),
      requestDate: text('requestDate'),
      fulfillmentPreference: text('fulfillmentPreference'),
      status: 'Open - Not yet filled',
      pickupServicePointId: text('pickupServicePointId'),
    };
    requests.push(request);
    deed('placeHold', '', { userId: request.requesterId, itemId: request.itemId ?? '' });
    return ok(request, 201);
  };
  const changeRequest = ({ at, body }: Call): FolioTold => {
    const request = requests.find(({ id }) => id === at);
    if (request === undefined) return ok(null, 404);
    // The whole record is replaced.
    if (body['requesterId'] !== request.requesterId || body['instanceId'] !== request.instanceId)
      return error(null, 'required value missing');
    Object.assign(request, { status: body['status'] });
    deed('cancelHold', '', { userId: request.requesterId, itemId: request.itemId ?? '' });
    return ok(null, 204);
  };
  return { placeRequest, changeRequest };
}

function payRoute({ accounts, deed }: FolioState) {
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
    deed('pay', pointOf(body), { userId: own[0]?.userId ?? '', itemId: '' });
    return ok({ accountIds: named, amount: body['amount'], feefineactions: [] }, 201);
  };
  return pay;
}

export function folioRoutes(state: FolioState): readonly FolioRoute[] {
  const { inventory, users, items, loans, requests, accounts } = state;
  const { checkOut, checkIn, renew, changeDue } = loanRoutes(state);
  const { placeRequest, changeRequest } = requestRoutes(state);
  const pay = payRoute(state);
  return [
    [/^GET \/service-points$/, list('servicepoints', () => POINTS)],
    [/^GET \/users$/, list('users', () => users)],
    [/^GET \/item-storage\/items$/, list('items', () => inventory.items)],
    [/^GET \/holdings-storage\/holdings$/, list('holdingsRecords', () => inventory.holdings)],
    [/^GET \/instance-storage\/instances$/, list('instances', () => inventory.instances)],
    [/^GET \/groups$/, list('usergroups', () => NAMES.groups)],
    [/^GET \/material-types$/, list('mtypes', () => NAMES.materials)],
    [/^GET \/loan-types$/, list('loantypes', () => NAMES.loanTypes)],
    [/^GET \/locations$/, list('locations', () => NAMES.locations)],
    [/^GET \/inventory\/items$/, list('items', items)],
    [/^GET \/holdings-storage\/holdings\/(.+)$/, byId(() => inventory.holdings)],
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
}
