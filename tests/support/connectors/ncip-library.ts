// A stand-in for an NCIP responder: one address over a small library in memory, after docs/connectors.md and the schema of NCIP 2.02. It checks the
// shape of each message. It was compared with no real responder: a loan that is told again is renewed, and a hold is placed twice, as the worst ones do.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import { openHttpStandIn } from './http-stand-in.ts';
import { readInitiation, type ReadInitiation } from './ncip-shapes.ts';

/** Where a message that changes something breaks: before it is worked on, or after it was, without an answer. */
export type NcipBreak = 'before' | 'after';
export type NcipDeed = { readonly what: string; readonly card: string; readonly barcode: string; readonly at: Instant };
type Told = {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** It does not end. */
  readonly hangs?: boolean;
};
type Loan = { card: string; dueAt: Instant; renewals: number };
type Problem = { readonly problem: string; readonly detail?: string; readonly more?: string };

export type NcipLibrary = {
  readonly url: string;
  readonly deeds: readonly NcipDeed[];
  /** Messages by their names, with what was written into them, without the probe. */
  readonly heard: readonly ReadInitiation[];
  readonly queries: readonly string[];
  readonly lent: () => ReadonlyMap<string, string>;
  /** Acts of staff there, past this server. */
  readonly lend: (barcode: string, card: string) => void;
  readonly takeBack: (barcode: string) => void;
  readonly moveDate: (barcode: string, dueAt: Instant) => void;
  readonly holds: readonly { readonly id: string; readonly card: string; readonly barcode: string }[];
  readonly blocked: Set<string>;
  readonly usedUp: Set<string>;
  /** Places where copies are waited for. */
  readonly wanted: Map<string, string>;
  /** Copies that it lends and renews with a date of its own alone. */
  readonly undated: Set<string>;
  /** Fees that have to be agreed to, in cents. */
  readonly fees: Map<string, number>;
  /** Parts that it leaves out of its answers. */
  readonly shown: { without: 'nothing' | 'borrowers' | 'counts' | 'statuses' | 'accounts' };
  breaks: (name: string) => NcipBreak | null;
  /** Answers a message otherwise, before it is worked on; null = it does not. */
  instead: (name: string) => Told | null;
  /** Answers the login otherwise; null = it does not. */
  login: (() => Told) | null;
  readonly endTokens: () => void;
  readonly tokensGiven: () => number;
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `wms`: no questions, the institution in the address, a token or a signature. `plain`: the standard. */
export type NcipManners = {
  readonly manner: 'wms' | 'alma' | 'plain';
  readonly login: 'token' | 'wskey' | 'none';
  readonly cards: readonly string[];
  readonly barcodes: readonly string[];
  readonly now: () => Instant;
};

const CHANGES: readonly string[] = ['CheckOutItem', 'CheckInItem', 'RenewItem', 'RequestItem', 'CancelRequestItem'];
const SERVED: Readonly<Record<NcipManners['manner'], readonly string[]>> = {
  wms: ['CheckOutItem', 'CheckInItem', 'RequestItem', 'CancelRequestItem'],
  alma: ['CheckOutItem', 'CheckInItem', 'RenewItem', 'LookupUser', 'RequestItem', 'CancelRequestItem'],
  plain: [...CHANGES, 'LookupUser', 'LookupItem'],
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const tag = (name: string, holds: string): string => `<ns1:${name}>${holds}</ns1:${name}>`;
const text = (name: string, value: string): string => tag(name, escaped(value));
const user = (card: string): string => tag('UserId', text('UserIdentifierValue', card));
const item = (barcode: string): string => tag('ItemId', text('ItemIdentifierValue', barcode));
/** One document, as responders write it: with a prefix. */
export const ncipDocument = (holds: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<ns1:NCIPMessage xmlns:ns1="http://www.niso.org/2008/ncip" ns1:version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd">${holds}</ns1:NCIPMessage>`;

/** The library itself. */
function ncipState({ manner, cards, barcodes, now }: NcipManners) {
  const loans = new Map<string, Loan>();
  const holds: { id: string; card: string; barcode: string }[] = [];
  const deeds: NcipDeed[] = [];
  const sets = { blocked: new Set<string>(), usedUp: new Set<string>(), wanted: new Map<string, string>() };
  const undated = new Set<string>();
  const fees = new Map<string, number>();
  const shown: NcipLibrary['shown'] = { without: 'nothing' };
  let ids = 0;
  const ruled = (): Instant => Math.floor((now() + 14 * DAY_MS) / DAY_MS) * DAY_MS + DAY_MS - 60_000;
  const iso = (at: Instant): string => new Date(at).toISOString();
  const deed = (what: string, card: string, barcode: string, at: Instant = now()) =>
    void deeds.push({ what, card, barcode, at });
  const asked = (message: ReadInitiation) => ({
    card: message.text('UserId', 'UserIdentifierValue'),
    barcode: message.text('ItemId', 'ItemIdentifierValue'),
    dueAt: Date.parse(message.text('DesiredDateDue')),
    happenedAt: Date.parse(message.text('MandatedAction', 'DateEventOccurred')),
  });
  const when = (at: Instant): Instant => (Number.isNaN(at) ? now() : at);
  const due = (at: Instant): Instant => (manner === 'wms' || Number.isNaN(at) ? ruled() : at);
  const lend = (barcode: string, card: string, dueAt: Instant): void =>
    void loans.set(barcode, { card, dueAt, renewals: 0 });
  const renew = (loan: Loan, barcode: string, dueAt: Instant): void => {
    Object.assign(loan, { dueAt, renewals: loan.renewals + 1 });
    deed('renew', loan.card, barcode);
  };
  const known = (card: string, barcode: string): Problem | null => {
    if (!cards.includes(card)) return { problem: 'Unknown User' };
    if (!barcodes.includes(barcode)) return { problem: 'Unknown Item' };
    return sets.blocked.has(card) ? { problem: 'User Blocked', detail: 'Pat Example has unpaid fees' } : null;
  };

  const checkOut = (message: ReadInitiation): string | Problem => {
    const { card, barcode, dueAt, happenedAt } = asked(message);
    const fault = known(card, barcode);
    if (fault !== null) return fault;
    if (undated.has(barcode) && !Number.isNaN(dueAt)) return { problem: 'Invalid Date' };
    const fee = fees.get(barcode);
    if (fee !== undefined && message.text('AcknowledgedFeeAmount', 'MonetaryValue') !== String(fee)) {
      const amount = text('CurrencyCode', 'USD') + text('MonetaryValue', String(fee));
      return { problem: 'User Ineligible To Check Out This Item', more: tag('RequiredFeeAmount', amount) };
    }
    const loan = loans.get(barcode);
    if (loan !== undefined && loan.card !== card) return { problem: 'Resource Cannot Be Provided' };
    if (loan === undefined) {
      lend(barcode, card, due(dueAt));
      deed('checkout', card, barcode, when(happenedAt));
    } else renew(loan, barcode, due(dueAt));
    return item(barcode) + user(card) + text('DateDue', iso(loans.get(barcode)?.dueAt ?? 0));
  };
  const checkIn = (message: ReadInitiation): string | Problem => {
    const { barcode, happenedAt } = asked(message);
    if (!barcodes.includes(barcode)) return { problem: 'Unknown Item' };
    const loan = loans.get(barcode);
    if (loan === undefined) return { problem: 'Item Not Checked Out.' };
    loans.delete(barcode);
    deed('checkin', loan.card, barcode, when(happenedAt));
    const place = sets.wanted.get(barcode);
    const level = text('LocationNameLevel', '1') + text('LocationNameValue', place ?? 'MAIN');
    const name = tag('LocationName', tag('LocationNameInstance', level));
    const destination = tag('Destination', tag('Location', text('LocationType', 'Current') + name));
    const instructions = text('RoutingInstructions', place === undefined ? 'Re-shelve' : 'Request:4711');
    const waiting = place === undefined ? '' : user('another-card');
    return item(barcode) + user(loan.card) + tag('RoutingInformation', instructions + destination + waiting);
  };
  const renewItem = (message: ReadInitiation): string | Problem => {
    const { card, barcode, dueAt } = asked(message);
    const loan = loans.get(barcode);
    if (loan === undefined) return { problem: 'Item Not Checked Out' };
    if (loan.card !== card) return { problem: 'Item Not Checked Out To This User' };
    if (undated.has(barcode) && !Number.isNaN(dueAt)) return { problem: 'Invalid Date' };
    if (sets.usedUp.has(barcode)) return { problem: 'Maximum renewals exceeded.' };
    renew(loan, barcode, Number.isNaN(dueAt) ? ruled() + 7 * DAY_MS : dueAt);
    return item(barcode) + text('DateDue', iso(loan.dueAt));
  };
  const request = (message: ReadInitiation): string | Problem => {
    const { card, barcode } = asked(message);
    const fault = known(card, barcode);
    if (fault !== null) return fault;
    const hold = { id: `request-${(ids += 1)}`, card, barcode };
    holds.push(hold);
    deed('placeHold', card, barcode);
    const kinds = text('RequestType', 'Hold') + text('RequestScopeType', message.text('RequestScopeType'));
    return tag('RequestId', text('RequestIdentifierValue', hold.id)) + item(barcode) + user(card) + kinds;
  };
  const cancel = (message: ReadInitiation): string | Problem => {
    const { card, barcode } = asked(message);
    const id = message.text('RequestId', 'RequestIdentifierValue');
    const at = holds.findIndex((hold) => (id === '' ? hold.barcode === barcode : hold.id === id) && hold.card === card);
    const found = holds[at];
    if (found === undefined) return { problem: 'Unknown Request' };
    holds.splice(at, 1);
    deed('cancelHold', card, found.barcode);
    return tag('RequestId', text('RequestIdentifierValue', found.id)) + user(card);
  };
  const lookupItem = (message: ReadInitiation): string | Problem => {
    const { barcode } = asked(message);
    if (!barcodes.includes(barcode)) return { problem: 'Unknown Item' };
    const loan = loans.get(barcode);
    const isNamed = loan !== undefined && shown.without === 'nothing';
    const borrower = isNamed ? tag('ItemTransaction', tag('CurrentBorrower', user(loan.card))) : '';
    const status =
      shown.without === 'statuses'
        ? 'Circulation Status Undefined'
        : loan === undefined
          ? 'Available On Shelf'
          : 'On Loan';
    return item(barcode) + borrower + tag('ItemOptionalFields', text('CirculationStatus', status));
  };
  const lookupUser = (message: ReadInitiation): string | Problem => {
    const { card } = asked(message);
    if (!cards.includes(card)) return { problem: 'Unknown User' };
    const out = shown.without === 'accounts' ? [] : [...loans].filter(([, loan]) => loan.card === card);
    const waits = holds.filter((hold) => hold.card === card);
    const counts = (name: string, first: string, value: string, count: number) =>
      tag(name, first + text(value, String(count)));
    const counted = shown.without !== 'counts' && shown.without !== 'accounts';
    const name = text('UnstructuredPersonalUserName', 'Pat Example');
    const waiting =
      text('RequestType', 'Hold') + text('RequestStatusType', 'In Process') + text('DatePlaced', iso(now()));
    return [
      user(card),
      counted
        ? counts('LoanedItemsCount', text('CirculationStatus', 'On Loan'), 'LoanedItemCountValue', out.length)
        : '',
      ...out.map(([barcode, { dueAt }]) =>
        tag('LoanedItem', item(barcode) + text('DateDue', iso(dueAt)) + text('Title', 'Cats & <dogs>')),
      ),
      counted
        ? counts('RequestedItemsCount', text('RequestType', 'Hold'), 'RequestedItemCountValue', waits.length)
        : '',
      ...waits.map(({ id, barcode }) =>
        tag('RequestedItem', tag('RequestId', text('RequestIdentifierValue', id)) + item(barcode) + waiting),
      ),
      tag('UserOptionalFields', tag('NameInformation', tag('PersonalNameInformation', name))),
    ].join('');
  };
  const services: Readonly<Record<string, (message: ReadInitiation) => string | Problem>> = {
    CheckOutItem: checkOut,
    CheckInItem: checkIn,
    RenewItem: renewItem,
    RequestItem: request,
    CancelRequestItem: cancel,
    LookupItem: lookupItem,
    LookupUser: lookupUser,
  };
  return { loans, holds, deeds, fees, undated, shown, services, lend, ruled, ...sets };
}

export async function openNcipLibrary(manners: NcipManners): Promise<NcipLibrary> {
  const { manner, login } = manners;
  const state = ncipState(manners);
  const { loans, services, lend, ruled } = state;
  const heard: ReadInitiation[] = [];
  const queries: string[] = [];
  const tokens = new Set<string>();
  let given = 0;
  const library = {
    breaks: (_name: string): NcipBreak | null => null,
    instead: (_name: string): Told | null => null,
    login: null as NcipLibrary['login'],
  };
  const isKnown = ({ authorization = '' }: IncomingMessage['headers']): boolean => {
    if (login === 'none') return true;
    if (login === 'token') return tokens.has(authorization.replace('Bearer ', ''));
    // How it is made is tested with signatures that OCLC published.
    return /^http:\/\/www\.worldcat\.org\/wskey\/v2\/hmac\/v1 clientId="key", timestamp="\d{10}", nonce="[0-9a-f]{16}", signature="[\w+/]{43}="$/.test(
      authorization,
    );
  };
  const token = (body: string, { authorization }: IncomingMessage['headers']): Told => {
    const isRight = authorization === `Basic ${btoa('id:secret')}`;
    if (!isRight || new URLSearchParams(body).get('grant_type') !== 'client_credentials')
      return { status: 401, body: '{"error":"invalid_client"}' };
    const made = `token-${(given += 1)}`;
    tokens.add(made);
    return { status: 200, body: JSON.stringify({ access_token: made, expires_in: 1_199, token_type: 'bearer' }) };
  };
  const respond = (message: ReadInitiation): string => {
    const problem = (type: string, detail = '', more = ''): string =>
      tag('Problem', text('ProblemType', type) + (detail === '' ? '' : text('ProblemDetail', detail))) + more;
    const work = SERVED[manner].includes(message.name) ? services[message.name] : undefined;
    if (work === undefined) return ncipDocument(problem('Unsupported Service'));
    const done = work(message);
    const holds = typeof done === 'string' ? done : problem(done.problem, done.detail, done.more);
    return ncipDocument(tag(`${message.name}Response`, holds));
  };
  const answer = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    let breaks: NcipBreak | null = null;
    const say = ({ status, body: said, headers = {}, hangs = false }: Told): void => {
      if (breaks === 'after') return void request.socket.destroy();
      response.writeHead(status, { 'content-type': 'application/xml', ...headers });
      if (hangs) response.write(said);
      else response.end(said);
    };
    if (url.pathname === '/token') return say(library.login?.() ?? token(body, request.headers));
    if (!isKnown(request.headers)) return say({ status: 401, body: '' });
    let message: ReadInitiation;
    try {
      message = readInitiation(body);
    } catch (error) {
      const why = error instanceof Error ? error.message : '';
      return say({
        status: 200,
        body: ncipDocument(
          tag('Problem', text('ProblemType', 'Invalid Message Syntax Error') + text('ProblemDetail', why)),
        ),
      });
    }
    const isProbe = body.includes('holdfast-check');
    if (!isProbe) heard.push(message);
    queries.push(url.search);
    const profile = message.text('InitiationHeader', 'ApplicationProfileType');
    const isRightForm = manner === 'plain' || profile === (manner === 'wms' ? 'Version 2011' : 'PARTNER');
    const isRightPlace = manner !== 'wms' || url.searchParams.get('inst') === '128807';
    if (!isRightForm || !isRightPlace)
      return say({ status: 200, body: ncipDocument(tag('Problem', text('ProblemType', 'Unknown Agency'))) });
    if (!isProbe && CHANGES.includes(message.name)) breaks = library.breaks(message.name);
    if (breaks === 'before') return void request.socket.destroy();
    say(library.instead(message.name) ?? { status: 200, body: respond(message) });
  };
  const { url, up, down } = await openHttpStandIn(answer);
  return Object.assign(library, {
    url: `${url}/ncip`,
    ...state,
    heard,
    queries,
    up,
    down,
    close: down,
    lent: () => new Map([...loans].map(([barcode, { card }]) => [barcode, card])),
    lend: (barcode: string, card: string) => lend(barcode, card, ruled()),
    takeBack: (barcode: string) => void loans.delete(barcode),
    moveDate: (barcode: string, dueAt: Instant) => void Object.assign(loans.get(barcode) ?? {}, { dueAt }),
    endTokens: () => tokens.clear(),
    tokensGiven: () => given,
  });
}
