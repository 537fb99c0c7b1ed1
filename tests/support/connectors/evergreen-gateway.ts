// The HTTP gateway of the stand-in for Evergreen: its quirks with blanks, sessions and statuses, lines that break, and answers that a test gives instead.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instant } from '../../../shared/core/instant.ts';
import {
  evergreenMethods,
  evergreenSearch,
  evergreenState,
  type EvergreenDeed,
  type EvergreenRules,
} from './evergreen-library.ts';
import { idlText, textOf, type ClassName } from './evergreen-records.ts';
import { openHttpStandIn } from './http-stand-in.ts';

/** Where a call that changes something breaks: before it is worked on, or after it was, without an answer. */
export type EvergreenBreak = 'before' | 'after';

export type EvergreenLibrary = EvergreenRules & {
  readonly url: string;
  readonly deeds: readonly EvergreenDeed[];
  /** Methods in the order of their calls. */
  readonly calls: readonly string[];
  /** Cards by the barcode that they have. */
  readonly lent: () => ReadonlyMap<string, string>;
  readonly rows: ReturnType<typeof evergreenState>['rows'];
  /** Acts of staff there, past this server. */
  readonly lend: (barcode: string, card: string) => void;
  readonly renew: (barcode: string) => void;
  readonly takeBack: (barcode: string, at?: Instant) => void;
  readonly owe: (card: string, ...amounts: readonly string[]) => void;
  breaks: (method: string) => EvergreenBreak | null;
  /** Answers a method or the description otherwise, before it is worked on; null = it does not. */
  instead: (method: string) => { readonly status: number; readonly body: string; readonly to?: string } | null;
  /** Sessions that go on. */
  readonly sessions: () => number;
  /** Ends every session. */
  readonly endSessions: () => void;
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Methods that change something. */
const CHANGING = [
  'open-ils.circ.checkout.full',
  'open-ils.circ.checkin',
  'open-ils.circ.renew',
  'open-ils.circ.money.payment',
  'open-ils.circ.holds.test_and_create.batch',
  'open-ils.circ.hold.cancel',
];

export async function openEvergreenLibrary(there: {
  readonly cards: readonly string[];
  readonly barcodes: readonly string[];
  readonly now: () => Instant;
  readonly zone?: string;
}): Promise<EvergreenLibrary> {
  const rules: EvergreenRules = {
    refuses: new Map(),
    wanted: new Map(),
    hourly: new Set(),
    lacks: new Set(),
    hides: new Set(),
  };
  const state = evergreenState({ ...there, zone: there.zone ?? 'UTC', hourly: rules.hourly });
  const deeds: EvergreenDeed[] = [];
  const calls: string[] = [];
  const methods = evergreenMethods(state, rules, deeds);
  const sessions = new Set<string>();
  const library = {
    breaks: (_method: string): EvergreenBreak | null => null,
    instead: (_method: string): ReturnType<EvergreenLibrary['instead']> => null,
  };

  const login = (given: unknown): unknown => {
    const isRight =
      JSON.stringify(given) ===
      JSON.stringify({ username: 'holdfast', password: 'a b+c&d', type: 'staff', workstation: 'main-holdfast' });
    if (!isRight) return { ilsevent: '1000', textcode: 'LOGIN_FAILED', desc: 'User login failed' };
    const authtoken = `token-${state.nextId()}`;
    sessions.add(authtoken);
    return { ilsevent: 0, textcode: 'SUCCESS', payload: { authtoken, authtime: 7_200 } };
  };

  /** The results of a call and its status. */
  const work = (
    method: string,
    params: readonly unknown[],
  ): { readonly payload: readonly unknown[]; readonly status: number; readonly debug?: string } => {
    if (method === 'open-ils.auth.login') return { payload: [login(params[0])], status: 200 };
    const [token, ...rest] = params;
    const isIn = sessions.has(textOf(token));
    if (method === 'open-ils.auth.session.delete')
      return { payload: [sessions.delete(textOf(token)) ? textOf(token) : null], status: 200 };
    const pcrud = /^open-ils\.pcrud\.(search|id_list)\.(\w+)\.atomic$/.exec(method);
    if (pcrud !== null) {
      const [, kind, of] = pcrud;
      if (!isIn) return { payload: [], status: 401, debug: `permacrud received a bad auth token: ${textOf(token)}` };
      const ids = kind === 'id_list';
      return { payload: [evergreenSearch(state, rules, { of: of as ClassName, ids, params: rest })], status: 200 };
    }
    if (!isIn)
      return { payload: [{ ilsevent: '1001', textcode: 'NO_SESSION', desc: 'User login has timed out' }], status: 200 };
    const done = methods[method];
    if (done === undefined) return { payload: [], status: 404, debug: `Method [${method}] not found` };
    const result = done(...rest);
    return { payload: result === undefined ? [] : [result], status: 200 };
  };

  const answer = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const say = (status: number, text: string, to?: string): void => {
      response.writeHead(status, to === undefined ? {} : { location: to });
      response.end(text);
    };
    const isIdl = request.method === 'GET' && request.url === '/reports/fm_IDL.xml';
    // It keeps a plus sign as it is, so that a blank has to be written as %20.
    const fields = body.split('&').map((pair) => pair.split('=').map(decodeURIComponent));
    const values = (name: string) => fields.flatMap(([key, value = '']) => (key === name ? [value] : []));
    const method = isIdl ? 'idl' : (values('method')[0] ?? '');
    calls.push(method);
    const breaks = CHANGING.includes(method) ? library.breaks(method) : null;
    if (breaks === 'before') return void request.socket.destroy();
    const instead = library.instead(method);
    if (instead !== null) return say(instead.status, instead.body, instead.to);
    if (isIdl) return say(200, idlText());
    if (request.url !== '/osrf-gateway-v1' || !method.startsWith(`${values('service')[0]}.`)) return say(404, '');
    const told = work(
      method,
      values('param').map((param): unknown => JSON.parse(param)),
    );
    if (breaks === 'after') return void request.socket.destroy();
    say(200, JSON.stringify(told));
  };

  const { url, up, down } = await openHttpStandIn(answer);
  const { rows, copyOf, userOf, openOf } = state;
  const barcodeOf = (list: readonly Record<string, unknown>[], key: string, id: unknown) =>
    textOf(list.find((row) => row[key] === id)?.['barcode']);
  return Object.assign(library, rules, {
    url,
    deeds,
    calls,
    rows,
    lent: () =>
      new Map(
        rows.circ
          .filter((row) => row['checkin_time'] === null)
          .map((row) => [barcodeOf(rows.acp, 'id', row['target_copy']), barcodeOf(rows.ac, 'usr', row['usr'])]),
      ),
    lend: (barcode: string, card: string) => void state.begin(copyOf(barcode) ?? {}, userOf(card)),
    renew: (barcode: string) => void state.prolong(openOf(copyOf(barcode)) ?? {}),
    takeBack: (barcode: string, at: Instant = there.now()) => state.end(openOf(copyOf(barcode)) ?? {}, at),
    owe: (card: string, ...amounts: readonly string[]) =>
      amounts.forEach((amount, n) =>
        rows.mbts.push({
          id: state.nextId(),
          usr: userOf(card),
          balance_owed: amount,
          xact_start: state.time(there.now() - n * 60_000),
          xact_finish: null,
        }),
      ),
    sessions: () => sessions.size,
    endSessions: () => sessions.clear(),
    up,
    down,
    close: down,
  });
}
