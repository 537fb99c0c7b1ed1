// A stand-in for FOLIO: its gateway as far as a connector uses it, over a small library in memory. It was written after docs/connectors.md: tokens that end
// and a cookie that renews once, and refusals by 422 with codes. Where the public schemas of its modules are named, each exchange is held against them.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instant } from '../../../shared/core/instant.ts';
import type { FolioInventory, FolioUser } from './folio-lists.ts';
import { folioLogins, type FolioTold } from './folio-logins.ts';
import { folioRoutes } from './folio-routes.ts';
import { folioCheck, FOLIO_SCHEMAS } from './folio-schemas.ts';
import {
  folioState,
  type Account,
  type FolioDeed,
  type FolioPlace,
  type Loan,
  type Request,
  type Wanted,
} from './folio-state.ts';
import { openHttpStandIn } from './http-stand-in.ts';

const LONGEST_ADDRESS = 4_096;
const checkBySchemas = FOLIO_SCHEMAS === null ? null : folioCheck(FOLIO_SCHEMAS);

/** Where a call that changes something breaks: before it is worked on, or after it was, without an answer. */
export type FolioBreak = 'before' | 'after';

export type FolioLibrary = {
  readonly url: string;
  readonly deeds: readonly FolioDeed[];
  readonly loans: readonly Readonly<Loan>[];
  readonly requests: readonly Readonly<Request>[];
  readonly accounts: readonly Readonly<Account>[];
  /** Its lists, besides what is lent. */
  readonly users: FolioUser[];
  readonly inventory: FolioInventory;
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
  readonly wanted: Map<string, Wanted>;
  /** Copies with another copy of their title that is in. */
  readonly pageable: Set<string>;
  breaks: (route: string) => FolioBreak | null;
  /** Answers a route otherwise, before it is worked on; null = it does not. */
  instead: (route: string) => FolioTold | null;
  /** Answers of other routes. */
  readonly shows: Map<string, (query: URLSearchParams) => unknown>;
  /** Ends every token, and every cookie that renews one with `all`. */
  readonly endTokens: (all?: boolean) => void;
  /** Calls so far. */
  readonly calls: readonly string[];
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  /** Whether its records are as its schemas have them; a test that makes them otherwise says so. */
  isSound: boolean;
  /** Throws where an exchange was not as the public schemas have it. */
  readonly close: () => Promise<void>;
};

/** Its modules leave out what is null. */
const withoutNulls = (_key: string, value: unknown): unknown => value ?? undefined;

/** `login`: how it signs in. */
export async function openFolioLibrary({
  login = 'cookies',
  ...place
}: FolioPlace & { readonly login?: 'cookies' | 'header' }): Promise<FolioLibrary> {
  const state = folioState(place);
  const routes = folioRoutes(state);
  const logins = folioLogins(login, place.now);
  const calls: string[] = [];
  const faults = new Set<string>();
  const library = {
    breaks: (_route: string): FolioBreak | null => null,
    instead: (_route: string): FolioTold | null => null,
    shows: new Map<string, (query: URLSearchParams) => unknown>(),
    isSound: true,
  };
  const answer = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    const asked = new URL(request.url ?? '/', 'http://localhost');
    const route = `${request.method} ${asked.pathname}`;
    calls.push(route);
    // As its modules do.
    if ((request.url ?? '').length > LONGEST_ADDRESS) return void response.writeHead(414).end();
    const changes = request.method !== 'GET' && !asked.pathname.startsWith('/authn/');
    const breaks = changes ? library.breaks(route) : null;
    if (breaks === 'before') return void request.socket.destroy();
    const say = ({ status, body, headers = {} }: FolioTold): void => {
      if (breaks === 'after') return void request.socket.destroy();
      response.writeHead(status, {
        'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
        ...headers,
      });
      response.end(typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body, withoutNulls));
    };
    const instead = library.instead(route);
    if (instead !== null) return say(instead);
    if (request.headers['x-okapi-tenant'] !== 'diku') return say({ status: 400, body: 'No such Tenant' });
    const signed = logins.answer(route, text, request.headers);
    if (signed !== null) return say(signed);
    if (!logins.isIn(request.headers)) return say({ status: 401, body: 'Invalid token' });
    const shown = library.shows.get(route);
    if (shown !== undefined) return say({ status: 200, body: shown(asked.searchParams) });
    for (const [pattern, work] of routes) {
      const found = pattern.exec(route);
      if (found === null) continue;
      const parseBody = (given: string) => (given === '' ? {} : JSON.parse(given)) as Record<string, unknown>;
      const sent = parseBody(text);
      const told = work({ query: asked.searchParams, body: sent, at: found[1] ?? '' });
      if (library.isSound) {
        const answered: unknown = JSON.parse(JSON.stringify(told.body, withoutNulls) ?? 'null');
        for (const fault of checkBySchemas?.({ route, sent, status: told.status, answered }) ?? []) faults.add(fault);
      }
      return say(told);
    }
    say({ status: 404, body: 'No suitable module found for path' });
  };
  const { url, up, down } = await openHttpStandIn(answer);
  return Object.assign(library, state, {
    url,
    up,
    down,
    close: async () => {
      await down();
      if (faults.size > 0) throw new Error(`Not as FOLIO's schemas have it:\n${[...faults].join('\n')}`);
    },
    calls,
    endTokens: logins.end,
  });
}
