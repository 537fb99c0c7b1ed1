// A stand-in for the library system of a site, reached by SIP2: a small library in memory with the observed behavior of Koha. A repeated checkout
// renews, no-block and promised dates are ignored, a fee that is paid twice is taken twice, return dates are kept. It can be away, slow, or break the
// line at any point of an exchange.

import { createServer, type Server, type Socket } from 'node:net';
import { DAY_MS, type Instant } from '../../../shared/core/instant.ts';
import {
  printSip2,
  readSip2,
  readSip2Moment,
  sip2Moment,
  fieldOf,
  type Sip2Answer,
  type Sip2Request,
} from '../../../shared/sip2/message.ts';

/** Where an exchange breaks: before the question is worked on, after it was, or in the middle of the answer; `garbled`: the answer comes damaged once. */
export type Break = 'before' | 'after' | 'midway' | 'garbled';

/** Something that was done there. */
export type Deed = {
  readonly what: 'checkout' | 'renew' | 'checkin' | 'pay' | 'placeHold' | 'cancelHold';
  readonly card: string;
  readonly barcode: string;
  readonly at: Instant;
};

export type LoanThere = { readonly card: string; readonly dueAt: Instant; readonly renewals: number };

export type Sip2Library = {
  readonly port: number;
  readonly loans: ReadonlyMap<string, LoanThere>;
  readonly owed: Map<string, number>;
  readonly deeds: readonly Deed[];
  /** Acts of staff there, past this protocol. */
  readonly lend: (barcode: string, card: string) => void;
  readonly takeBack: (barcode: string) => void;
  readonly moveDate: (barcode: string, dueAt: Instant) => void;
  /** Cards that it refuses, by number. */
  readonly blocked: Set<string>;
  /** Copies that a hold there waits for, with the place. */
  readonly wanted: Map<string, string>;
  /** Returns for each question whether the line breaks at it; null = it does not. */
  breaks: (code: string, n: number, card: string) => Break | null;
  readonly questions: () => number;
  /** Goes away, and comes back at the same address. */
  readonly down: () => Promise<void>;
  readonly up: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type LibraryThere = {
  readonly cards: readonly string[];
  readonly barcodes: readonly string[];
  readonly now: () => Instant;
  readonly waitMs?: number;
  readonly lendsFor?: number;
  readonly limit?: number;
  readonly port?: number;
  /** Called with each deed: another door to the same library. */
  readonly onDeed?: (deed: Deed) => void;
};

const writing = {
  detectsErrors: true,
  terminator: '\r\n' as const,
  encode: (text: string) => Buffer.from(text),
  decode: (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8'),
};

/** Opens it on a free port. */
export async function openSip2Library(there: LibraryThere): Promise<Sip2Library> {
  const { cards, barcodes, now, waitMs = 0, lendsFor = 14 * DAY_MS, limit = Number.POSITIVE_INFINITY } = there;
  const loans = new Map<string, LoanThere>();
  const owed = new Map<string, number>();
  const holds = new Map<string, string[]>();
  const deeds: Deed[] = [];
  const blocked = new Set<string>();
  const wanted = new Map<string, string>();
  const sockets = new Set<Socket>();
  let questions = 0;
  const date = (): string => sip2Moment(now());
  const noteDeed = (done: Deed): void => {
    deeds.push(done);
    there.onDeed?.(done);
  };
  const deed = (what: Deed['what'], card: string, barcode: string, at: Instant = now()) =>
    noteDeed({ what, card, barcode, at });
  const momentOf = (text: string): Instant => readSip2Moment(text)?.local ?? now();
  /** Due dates there are the end of a day. */
  const dueIn = (from: Instant): Instant => Math.floor((from + lendsFor) / DAY_MS) * DAY_MS + DAY_MS - 60_000;
  const ofCard = (card: string): string[] =>
    [...loans].flatMap(([barcode, loan]) => (loan.card === card ? barcode : []));

  const lent = (code: '12' | '30', request: Sip2Request, given: { ok: boolean; renewed?: boolean; text?: string }) => {
    const barcode = fieldOf(request, 'AB');
    const loan = loans.get(barcode);
    const due = given.ok && loan !== undefined ? sip2Moment(loan.dueAt) : '';
    return {
      code,
      fixed: `${given.ok ? 1 : 0}${given.renewed === true ? 'Y' : 'N'}NN${date()}`,
      fields: [
        ['AO', 'HERE'],
        ['AA', fieldOf(request, 'AA')],
        ['AB', barcode],
        ['AJ', barcodes.includes(barcode) ? `Title ${barcode}` : ''],
        ['AH', due],
        ['AF', given.text ?? null],
      ],
    } satisfies Sip2Answer;
  };

  const ANSWERS: Readonly<Record<string, (request: Sip2Request) => Sip2Answer>> = {
    '93': () => ({ code: '94', fixed: '1', fields: [] }),
    '99': () => ({
      code: '98',
      fixed: `YYYYNY100005${date()}2.00`,
      fields: [
        ['AO', 'HERE'],
        ['BX', 'YYYYYYYYYYYNYYYY'],
      ],
    }),
    '11': (request) => {
      const [card, barcode] = [fieldOf(request, 'AA'), fieldOf(request, 'AB')];
      if (!barcodes.includes(barcode)) return lent('12', request, { ok: false, text: 'Invalid Item' });
      if (!cards.includes(card)) return lent('12', request, { ok: false, text: 'Invalid Patron' });
      if (blocked.has(card)) return lent('12', request, { ok: false, text: 'Patron Blocked' });
      const loan = loans.get(barcode);
      if (loan !== undefined && loan.card !== card)
        return lent('12', request, { ok: false, text: 'Item checked out to another patron' });
      if (loan === undefined && ofCard(card).length >= limit)
        return lent('12', request, { ok: false, text: String(limit) });
      if (loan !== undefined) {
        loans.set(barcode, { ...loan, dueAt: dueIn(loan.dueAt), renewals: loan.renewals + 1 });
        deed('renew', card, barcode);
        return lent('12', request, {
          ok: true,
          renewed: true,
          text: 'Item already checked out to you: renewing item.',
        });
      }
      loans.set(barcode, { card, dueAt: dueIn(now()), renewals: 0 });
      deed('checkout', card, barcode);
      return lent('12', request, { ok: true });
    },
    '09': (request) => {
      const barcode = fieldOf(request, 'AB');
      const isKnown = barcodes.includes(barcode);
      const loan = loans.get(barcode);
      const place = wanted.get(barcode);
      if (isKnown) {
        loans.delete(barcode);
        deed('checkin', loan?.card ?? '', barcode, momentOf(fixedOf(request, 'returnDate')));
      }
      return {
        code: '10',
        fixed: `${isKnown ? 1 : 0}YN${!isKnown || place !== undefined ? 'Y' : 'N'}${date()}`,
        fields: [
          ['AO', 'HERE'],
          ['AB', barcode],
          ['AQ', 'HERE'],
          ['AJ', isKnown ? `Title ${barcode}` : ''],
          ['CV', isKnown ? (place === undefined ? null : '01') : '99'],
          ['CT', place ?? null],
          ['AF', isKnown ? null : 'Invalid Item'],
        ],
      };
    },
    '29': (request) => {
      const [card, barcode] = [fieldOf(request, 'AA'), fieldOf(request, 'AB')];
      const loan = loans.get(barcode);
      if (loan?.card !== card) return lent('30', request, { ok: false, text: 'Item not checked out to Some Body' });
      loans.set(barcode, { ...loan, dueAt: dueIn(now()), renewals: loan.renewals + 1 });
      deed('renew', card, barcode);
      return lent('30', request, { ok: true, renewed: true });
    },
    '17': (request) => {
      const barcode = fieldOf(request, 'AB');
      const loan = loans.get(barcode);
      const isKnown = barcodes.includes(barcode);
      return {
        code: '18',
        fixed: `${isKnown ? (loan === undefined ? '03' : '04') : '01'}0201${date()}`,
        fields: [
          ['AB', barcode],
          ['AJ', isKnown ? `Title ${barcode}` : ''],
          ['AH', loan === undefined ? null : sip2Moment(loan.dueAt)],
        ],
      };
    },
    '63': (request) => {
      const card = fieldOf(request, 'AA');
      const [isKnown, own] = [cards.includes(card), ofCard(card)];
      const count = (many: number): string => String(many).padStart(4, '0');
      const isAsked = fixedOf(request, 'summary')[2] === 'Y';
      return {
        code: '64',
        fixed: `${' '.repeat(14)}001${date()}${count(0)}${count(0)}${count(own.length)}${count(0)}${count(0)}${count(holds.get(card)?.length ?? 0)}`,
        fields: [
          ['AO', 'HERE'],
          ['AA', card],
          ['AE', isKnown ? 'Some Body' : ''],
          ['BL', isKnown ? 'Y' : 'N'],
          // Left out where nothing is owed.
          ['BV', (owed.get(card) ?? 0) > 0 ? ((owed.get(card) ?? 0) / 100).toFixed(2) : null],
          ...(isAsked ? own.map((barcode) => ['AU', barcode] as const) : []),
        ],
      };
    },
    '37': (request) => {
      const card = fieldOf(request, 'AA');
      owed.set(card, (owed.get(card) ?? 0) - Math.round(Number(fieldOf(request, 'BV')) * 100));
      deed('pay', card, '');
      return { code: '38', fixed: `Y${date()}`, fields: [['AA', card]] };
    },
    '15': (request) => {
      const [card, barcode] = [fieldOf(request, 'AA'), fieldOf(request, 'AB')];
      const own = holds.get(card) ?? [];
      const places = fixedOf(request, 'holdMode') === '+';
      const isDone = barcodes.includes(barcode) && (places || own.includes(barcode));
      if (isDone) {
        holds.set(card, places ? [...own, barcode] : own.filter((one) => one !== barcode));
        deed(places ? 'placeHold' : 'cancelHold', card, barcode);
      }
      return { code: '16', fixed: `${isDone ? 1 : 0}N${date()}`, fields: [['AF', isDone ? null : 'No such item.']] };
    },
    '35': () => ({ code: '36', fixed: `Y${date()}`, fields: [] }),
  };

  const library = { breaks: (_code: string, _n: number, _card: string): Break | null => null };
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let rest = Buffer.alloc(0);
    let last: Buffer | null = null;
    let turn = Promise.resolve();
    const answer = async (bytes: Buffer): Promise<void> => {
      const request = readSip2(bytes, writing);
      if (typeof request === 'string') {
        socket.write(printSip2({ code: '96', fixed: '', fields: [] }, null, writing));
        return;
      }
      if (request.code === '97') {
        if (last !== null) socket.write(last);
        return;
      }
      questions += 1;
      const breaks = library.breaks(request.code, questions, fieldOf(request, 'AA') ?? '');
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (socket.destroyed) return;
      if (breaks === 'before') return void socket.destroy();
      const made = ANSWERS[request.code]?.(request);
      if (made === undefined || breaks === 'after') return void socket.destroy();
      last = Buffer.from(printSip2(made, request.sequence, writing));
      if (breaks === 'midway') return void socket.end(last.subarray(0, Math.floor(last.length / 2)));
      if (breaks !== 'garbled') return void socket.write(last);
      const damaged = Buffer.from(last);
      damaged[10] = (damaged[10] ?? 0) ^ 1;
      socket.write(damaged);
    };
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(0x0d); end >= 0; end = rest.indexOf(0x0d)) {
        const bytes = rest.subarray(0, end);
        rest = rest.subarray(end + 1);
        // An empty line ends the session.
        turn = turn.then(() => (bytes.length === 0 ? void socket.destroy() : answer(bytes)));
      }
    });
  };

  let server: Server | null = null;
  let port = there.port ?? 0;
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
    for (const socket of sockets) socket.destroy();
    if (ending !== null) await new Promise((resolve) => ending.close(resolve));
  };
  await up();
  return Object.assign(library, {
    port,
    loans,
    owed,
    deeds,
    blocked,
    wanted,
    lend: (barcode: string, card: string) => void loans.set(barcode, { card, dueAt: dueIn(now()), renewals: 0 }),
    takeBack: (barcode: string) => void loans.delete(barcode),
    moveDate: (barcode: string, dueAt: Instant) => {
      const loan = loans.get(barcode);
      if (loan !== undefined) loans.set(barcode, { ...loan, dueAt });
    },
    questions: () => questions,
    up,
    down,
    close: down,
  });
}

function fixedOf(request: Sip2Request, name: string): string {
  const fixed: Readonly<Record<string, string>> = request.fixed;
  return fixed[name] ?? '';
}
