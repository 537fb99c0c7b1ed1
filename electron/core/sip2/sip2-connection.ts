// One machine: signs in, asks, and has each request answered once and in its order. A message repeated without a new number gets the same answer.

import type { SignedStaff } from '../session/session.ts';
import {
  fieldOf,
  printSip2,
  readSip2,
  type Sip2Answer,
  type Sip2Code,
  type Sip2Request,
  type Sip2Writing,
} from '../../../shared/sip2/message.ts';
import type { MethodInput, MethodName } from '../../../shared/bridge/contract.ts';
import { takesPayments, type Sip2Account } from '../../../shared/circ/model/sip2-account.ts';
import type { Core } from '../start-core.ts';
import { dateOf, named, type Asked, type Sip2Desk } from './sip2-desk.ts';
import { writingOf } from './sip2-encoding.ts';
import { feePaid, hold, itemInformation, itemStatus } from './sip2-items.ts';
import { checkin, checkout, renew, renewAll } from './sip2-lending.ts';
import { blockPatron, endSession, patronInformation, patronStatus } from './sip2-patron.ts';

type Answers = {
  readonly [C in Exclude<Sip2Code, '93' | '97'>]: (
    desk: Sip2Desk,
    request: Sip2Request<C>,
  ) => Sip2Answer | Promise<Sip2Answer>;
};

const ANSWERS: Answers = {
  '01': blockPatron,
  '09': checkin,
  '11': checkout,
  '15': hold,
  '17': itemInformation,
  '19': itemStatus,
  '23': patronStatus,
  '25': patronStatus,
  '29': renew,
  '35': endSession,
  '37': feePaid,
  '63': patronInformation,
  '65': renewAll,
  '99': serverStatus,
};

/** Requests that are answered, in the order of the protocol: all but to write the status of a copy, and to block a patron or to take payments where not allowed. */
const supported = (account: Sip2Account): string =>
  `YYY${account.blocksCards === true ? 'Y' : 'N'}YYYYY${takesPayments(account) ? 'Y' : 'N'}YNYYYY`;
/** How long a machine waits, in tenths of a second, and how often it tries. */
const WAITS = '100003';

/** The status of this end (98). Machines may go on by themselves while it is away. */
function serverStatus(desk: Sip2Desk): Sip2Answer {
  return {
    code: '98',
    fixed: `${desk.desk.copy() === null ? 'NNN' : 'YYY'}YNY${WAITS}${dateOf(desk)}2.00`,
    fields: named(desk, { AM: desk.desk.identity.library.name, BX: supported(desk.account) }),
  };
}

/** Messages that change something; they are not done again when repeated. */
const REPEATED: ReadonlySet<string> = new Set(['01', '09', '11', '15', '29', '37', '65']);

/** Before a machine has signed in. */
const UNNAMED: Sip2Writing = writingOf({ encoding: 'utf8', terminator: 'cr', errorDetection: true });
/** After so many repeat requests or wrong passwords, the other end is not a SIP2 machine. */
const MOST_FAULTS = 10;

/** Bytes to send, and whether the connection ends then. */
export type Sip2Reply = { readonly bytes: Uint8Array | null; readonly ends: boolean };

export class Sip2Connection {
  readonly #core: Core;
  readonly #paying: Sip2Desk['paying'];
  #signed: (Sip2Desk & { readonly staff: SignedStaff }) | null = null;
  #writing = UNNAMED;
  #last: { readonly request: string; readonly answer: Sip2Answer; readonly sequence: string | null } | null = null;
  #faults = 0;

  /** `paying`: of all connections to the desk. */
  constructor(core: Core, paying: Sip2Desk['paying']) {
    this.#core = core;
    this.#paying = paying;
  }

  /** Answers one message, without its terminator. */
  async take(bytes: Uint8Array): Promise<Sip2Reply> {
    const request = readSip2(bytes, this.#writing);
    if (request === 'checksum') return this.#fault({ code: '96', fixed: '', fields: [] });
    if (typeof request === 'string') return this.#fault(null);
    if (request.code === '97') return this.#again(request.sequence);
    const text = Buffer.from(bytes).toString('latin1');
    // The same message with the same number is the same request: its answer was lost.
    if (REPEATED.has(request.code) && request.sequence !== null && this.#last?.request === text)
      return this.#say(this.#last.answer, request.sequence);
    const answer = request.code === '93' ? await this.#signIn(request) : await this.#answer(request);
    if (answer === null) return { bytes: null, ends: true };
    this.#last = { request: text, answer, sequence: request.sequence };
    const isRefused = answer.code === '94' && answer.fixed === '0';
    if (isRefused) return { ...this.#fault(answer), bytes: this.#print(answer, request.sequence) };
    this.#faults = 0;
    return this.#say(answer, request.sequence);
  }

  async #signIn(request: Sip2Request<'93'>): Promise<Sip2Answer> {
    const { desk } = this.#core;
    const name = fieldOf(request, 'CN');
    const account = this.#accountOf(name);
    const refused: Sip2Answer = { code: '94', fixed: '0', fields: [] };
    this.#signed = null;
    if (account === null) return refused;
    const staff = await desk.session.verify(name, fieldOf(request, 'CO')).catch(() => null);
    if (staff === null) return refused;
    this.#writing = writingOf(account);
    const as = <T>(work: () => T): T => desk.session.runAs(staff, work);
    this.#signed = {
      desk,
      name,
      account,
      staff,
      paying: this.#paying,
      currency: desk.identity.library.currency,
      as,
      ask: async <M extends MethodName>(method: M, input: MethodInput<M>, callId?: string) => {
        // Typed by the contract.
        const parseAnswer = (given: unknown) => given as Asked<M>;
        return parseAnswer(await as(() => this.#core.call(method, input, callId)));
      },
    };
    return { code: '94', fixed: '1', fields: [] };
  }

  /** The account as the library has it now; null = this desk lets none of that name in. */
  #accountOf(name: string): Sip2Account | null {
    const { desk } = this.#core;
    const account = desk.copy()?.library.deskTerms().sip2?.[name];
    return account === undefined || account.branch !== desk.identity.branch ? null : account;
  }

  isSignedIn(): boolean {
    return this.#signed !== null;
  }

  /** Null: no sign-in, or the library ended the account. */
  async #answer(request: Exclude<Sip2Request, Sip2Request<'93' | '97'>>): Promise<Sip2Answer | null> {
    const signed = this.#signed;
    if (signed === null) return null;
    // While the copy is being loaded, the desk has its own answer.
    const account = this.#core.desk.copy() === null ? signed.account : this.#accountOf(signed.name);
    if (account === null) return null;
    if (signed.as(() => signed.desk.session.current()) === null) return null;
    const machine: Sip2Desk = { ...signed, account };
    // Each request is given to the answer of its code.
    const parseAnswerOf = (of: unknown) =>
      of as (desk: Sip2Desk, given: Sip2Request) => Sip2Answer | Promise<Sip2Answer>;
    const answer = await parseAnswerOf(ANSWERS[request.code])(machine, request);
    const { without } = machine.account;
    return { ...answer, fields: answer.fields.filter(([id]) => !without.includes(id)) };
  }

  #say(answer: Sip2Answer, sequence: string | null): Sip2Reply {
    return { bytes: this.#print(answer, sequence), ends: false };
  }

  #print(answer: Sip2Answer, sequence: string | null): Uint8Array {
    // A request without a number is answered without one, and without a checksum.
    const detectsErrors = this.#writing.detectsErrors && (sequence !== null || answer.code === '96');
    return printSip2(answer, sequence, { ...this.#writing, detectsErrors });
  }

  /** The last answer once more (97). */
  #again(sequence: string | null): Sip2Reply {
    const last = this.#last;
    return last === null ? this.#fault(null) : this.#say(last.answer, sequence ?? last.sequence);
  }

  #fault(answer: Sip2Answer | null): Sip2Reply {
    this.#faults += 1;
    return { bytes: answer === null ? null : this.#print(answer, null), ends: this.#faults >= MOST_FAULTS };
  }
}
