// SIP2 answers as a client reads them: by code, with their fixed fields by name. Servers differ in their answer to a resend, in the letters of
// their titles and in how they write a date; all of the forms that were seen are read here.

import {
  cutSip2,
  readSip2Moment,
  SIP2_TRAILER,
  sip2Checksum,
  type Sip2Fault,
  type Sip2Fields,
  type Sip2Writing,
} from './message.ts';

/** Fixed fields of the two answers about a loan. */
const LENT = { ok: 1, renewalOk: 1, magnetic: 1, desensitize: 1, date: 18 } as const;
/** Fixed fields of the two answers about the status of a patron. */
const STANDING = { status: 14, language: 3, date: 18 } as const;

/** Fixed fields of each answer, in their order, with their widths. */
const ANSWERS = {
  '10': { ok: 1, resensitize: 1, magnetic: 1, alert: 1, date: 18 },
  '12': LENT,
  '16': { ok: 1, available: 1, date: 18 },
  '18': { circulation: 2, security: 2, feeType: 2, date: 18 },
  '24': STANDING,
  '26': STANDING,
  '30': LENT,
  '36': { ended: 1, date: 18 },
  '38': { accepted: 1, date: 18 },
  '64': { ...STANDING, holds: 4, overdue: 4, charged: 4, fines: 4, recalls: 4, unavailableHolds: 4 },
  '66': { ok: 1, renewed: 4, unrenewed: 4, date: 18 },
  '94': { ok: 1 },
  '96': {},
  '98': {
    online: 1,
    checkinOk: 1,
    checkoutOk: 1,
    renewalPolicy: 1,
    statusUpdateOk: 1,
    offlineOk: 1,
    timeout: 3,
    retries: 3,
    date: 18,
    version: 4,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>;

export type Sip2AnswerCode = keyof typeof ANSWERS;

/** An answer of one code. */
export type Sip2Received<C extends Sip2AnswerCode = Sip2AnswerCode> = {
  readonly [K in C]: {
    readonly code: K;
    readonly fixed: Readonly<Record<keyof (typeof ANSWERS)[K], string>>;
    readonly fields: Sip2Fields['fields'];
    /** The number of the question; null after a resend, and from servers that count none. */
    readonly sequence: string | null;
  };
}[C];

/** Reads one answer, without its terminator. `verifies`: a checksum that does not fit makes it a `checksum` fault. */
export function readSip2Answer(
  bytes: Uint8Array,
  { verifies, decode }: { readonly verifies: boolean; readonly decode: Sip2Writing['decode'] },
): Sip2Received | Sip2Fault {
  const plain = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const trailer = SIP2_TRAILER.exec(plain);
  const [, sequence = null, checksum = ''] = trailer ?? [];
  const isDamaged = trailer !== null && sip2Checksum(bytes.subarray(0, bytes.length - 4)) !== checksum.toUpperCase();
  if (verifies && isDamaged) return 'checksum';
  const body = decode(trailer === null ? bytes : bytes.subarray(0, trailer.index)).normalize('NFC');
  const code = body.slice(0, 2);
  if (!isAnswerCode(code)) return 'unknown';
  const cut = cutSip2(body, ANSWERS[code]);
  if (cut === null) return 'malformed';
  // Its fields were cut by the layout of its code.
  const parseAnswer = (read: unknown) => read as Sip2Received;
  return parseAnswer({ code, ...cut, sequence });
}

function isAnswerCode(code: string): code is Sip2AnswerCode {
  return Object.hasOwn(ANSWERS, code);
}

const SPACED = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/;
const DAY_ONLY = /^(\d{4})(\d\d)(\d\d)$/;

/** A due date as servers write it, on the clock of the site, in ms as if it were UTC; null where it is none of the forms that are known. */
export function readSip2Due(text: string): { readonly local: number; readonly isUtc: boolean } | null {
  const own = readSip2Moment(text);
  if (own !== null) return own;
  const [, year, month, day, hour = '23', minute = '59', second = '00'] =
    SPACED.exec(text.trim()) ?? DAY_ONLY.exec(text.trim()) ?? [];
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(local) ? null : { local, isUtc: false };
}

/** Circulation statuses of copies with an open loan: charged, charged until recalled, claimed to be returned, lost. */
const OUT: ReadonlySet<string> = new Set(['04', '05', '11', '12']);

/** Whether a copy is out, by the status in an item information answer (18). */
export function isOutBySip2(circulation: string): boolean {
  return OUT.has(circulation);
}

/** Whether an item information answer (18) stands for a copy that the server does not have: some send it with a status and no title. */
export function isUnknownItem({ fixed, fields }: Sip2Received<'18'>): boolean {
  return fixed.circulation === '01' && (fields.get('AJ')?.[0] ?? '') === '';
}
