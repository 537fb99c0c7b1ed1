// SIP2 messages: parsed from and printed to bytes (3M Standard Interchange Protocol 2.00). Their meaning is elsewhere.

/** Fixed fields of each request, in their order, with their widths. */
const REQUESTS = {
  '01': { cardRetained: 1, date: 18 },
  '09': { noBlock: 1, date: 18, returnDate: 18 },
  '11': { renewalPolicy: 1, noBlock: 1, date: 18, noBlockDue: 18 },
  '15': { holdMode: 1, date: 18 },
  '17': { date: 18 },
  '19': { date: 18 },
  '23': { language: 3, date: 18 },
  '25': { date: 18 },
  '29': { thirdParty: 1, noBlock: 1, date: 18, noBlockDue: 18 },
  '35': { date: 18 },
  '37': { date: 18, feeType: 2, paymentType: 2, currency: 3 },
  '63': { language: 3, date: 18, summary: 10 },
  '65': { date: 18 },
  '93': { nameCoding: 1, passwordCoding: 1 },
  '97': {},
  '99': { status: 1, printWidth: 3, version: 4 },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>;

export type Sip2Code = keyof typeof REQUESTS;

/** A request of one kind. */
export type Sip2Request<C extends Sip2Code = Sip2Code> = {
  readonly [K in C]: {
    readonly code: K;
    readonly fixed: Readonly<Record<keyof (typeof REQUESTS)[K], string>>;
    readonly fields: ReadonlyMap<string, readonly string[]>;
    /** The digit by which its answer is matched; null = the machine counts none. */
    readonly sequence: string | null;
  };
}[C];

/** Why bytes are no request. `checksum`: the machine is asked to send them again. */
export type Sip2Fault = 'checksum' | 'unknown' | 'malformed';

/** How an account writes. */
export type Sip2Writing = {
  readonly detectsErrors: boolean;
  readonly terminator: '\r' | '\r\n';
  readonly encode: (text: string) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => string;
};

/** Sequence number and checksum at the end; some send the second alone, or neither. */
export const SIP2_TRAILER = /(?:AY(\d))?AZ([0-9A-Fa-f]{4})$/;

/** Four hexadecimal digits which, added to all bytes before them, come to zero in sixteen bits. */
export function sip2Checksum(bytes: Uint8Array): string {
  const sum = bytes.reduce((all, byte) => all + byte, 0);
  return (-sum & 0xff_ff).toString(16).toUpperCase().padStart(4, '0');
}

/** Reads one request, without its terminator. Bytes that are no character of the encoding come as U+FFFD. */
export function readSip2(
  bytes: Uint8Array,
  { detectsErrors, decode }: Pick<Sip2Writing, 'detectsErrors' | 'decode'>,
): Sip2Request | Sip2Fault {
  // One character for each byte, so that the trailer is found in any encoding.
  const plain = String.fromCharCode(...bytes);
  const trailer = SIP2_TRAILER.exec(plain);
  const [, sequence = null, checksum = ''] = trailer ?? [];
  const isDamaged = trailer !== null && sip2Checksum(bytes.subarray(0, bytes.length - 4)) !== checksum.toUpperCase();
  if (detectsErrors && isDamaged) return 'checksum';
  const body = decode(trailer === null ? bytes : bytes.subarray(0, trailer.index)).normalize('NFC');
  const code = body.slice(0, 2);
  if (!isCode(code)) return 'unknown';
  const cut = cutSip2(body, REQUESTS[code]);
  if (cut === null) return 'malformed';
  // Its fields were cut by the layout of its code.
  const parseRequest = (read: unknown) => read as Sip2Request;
  return parseRequest({ code, ...cut, sequence });
}

/** The fixed fields of a message by name, and the others by their two letters. */
export type Sip2Fields = {
  readonly fixed: Readonly<Record<string, string>>;
  readonly fields: ReadonlyMap<string, readonly string[]>;
};

/** Cuts a message without its trailer by the widths of its fixed fields; null where it is shorter, or a field has no letters. */
export function cutSip2(body: string, layout: Readonly<Record<string, number>>): Sip2Fields | null {
  const fixed: Record<string, string> = {};
  let at = 2;
  for (const [name, width] of Object.entries(layout)) {
    if (body.length < at + width) return null;
    fixed[name] = body.slice(at, at + width);
    at += width;
  }
  const fields = new Map<string, string[]>();
  for (const part of body.slice(at).split('|')) {
    if (part === '') continue;
    if (part.length < 2) return null;
    const id = part.slice(0, 2);
    fields.set(id, [...(fields.get(id) ?? []), part.slice(2)]);
  }
  return { fixed, fields };
}

function isCode(code: string): code is Sip2Code {
  return Object.hasOwn(REQUESTS, code);
}

/** An answer: its code, the fixed fields as they are written, and the others; a field without a value is left out. */
export type Sip2Answer = {
  readonly code: string;
  readonly fixed: string;
  readonly fields: readonly (readonly [id: string, value: string | null])[];
};

/** The longest value of a field that machines are sure to take. */
const LONGEST_VALUE = 255;

/** Prints an answer, with its terminator. */
export function printSip2(
  { code, fixed, fields }: Sip2Answer,
  sequence: string | null,
  writing: Sip2Writing,
): Uint8Array {
  const said = fields.flatMap(([id, value]) => (value === null ? [] : [`${id}${plainValue(value)}|`]));
  const counted = sequence === null ? '' : `AY${sequence}`;
  const body = `${code}${fixed}${said.join('')}${writing.detectsErrors ? `${counted}AZ` : ''}`;
  const bytes = writing.encode(body);
  const end = writing.encode(`${writing.detectsErrors ? sip2Checksum(bytes) : ''}${writing.terminator}`);
  return Uint8Array.from([...bytes, ...end]);
}

/** Separators of fields or messages have no place in a value. */
function plainValue(value: string): string {
  return value
    .replaceAll(/[\p{Cc}|]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_VALUE);
}

/** The first value of a field; empty where there is none. */
export function fieldOf({ fields }: Pick<Sip2Request, 'fields'>, id: string): string {
  return fields.get(id)?.[0] ?? '';
}

const MOMENT = /^(\d{4})(\d\d)(\d\d)(.{4})(\d\d)(\d\d)(\d\d)$/;

/** A local time, in ms as if it were UTC, as it is written: `20261201    142500`. */
export function sip2Moment(local: number): string {
  const text = new Date(local).toISOString();
  return `${text.slice(0, 10).replaceAll('-', '')}    ${text.slice(11, 19).replaceAll(':', '')}`;
}

/** A time that a machine wrote: local, in ms as if it were UTC, or of UTC where it is marked so. Null: it wrote none. */
export function readSip2Moment(text: string): { readonly local: number; readonly isUtc: boolean } | null {
  const [, year = '', month = '', day = '', zone = '', hour = '', minute = '', second = ''] = MOMENT.exec(text) ?? [];
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(local) ? null : { local, isUtc: zone.trim() === 'Z' };
}
