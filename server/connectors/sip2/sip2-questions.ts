// The questions of SIP2 that change nothing, and the parts for asking them.

import type { Instant } from '../../../shared/core/instant.ts';
import type { Sip2Received } from '../../../shared/sip2/answer.ts';
import type { Sip2Answer } from '../../../shared/sip2/message.ts';
import type { Sip2Settings } from '../connector-settings.ts';
import type { Sip2Line } from './sip2-line.ts';

export type Sip2Parts = {
  /** With AC. */
  readonly settings: Sip2Settings & { readonly terminalPassword?: string };
  /** Null: it asks for no login. */
  readonly password: () => string | null;
  readonly zone: string;
  readonly currency: string;
  readonly now: () => Instant;
};

/** A line with its settings, its clock, and how dates are written and read there. */
export type Asking = {
  readonly parts: Sip2Parts;
  readonly date: (at: Instant) => string;
  readonly dueOf: (text: string) => Instant | null;
  readonly ask: Sip2Line['ask'];
};

/** The first text of a field; empty = there is none. */
export const field = (answer: Pick<Sip2Received, 'fields'>, id: string): string => answer.fields.get(id)?.[0] ?? '';

/** Whether it is there (99). */
export const STATUS: Sip2Answer = { code: '99', fixed: '00802.00', fields: [] };

/** How a copy stands (17). */
export function itemQuestion({ parts, date }: Pick<Asking, 'parts' | 'date'>, barcode: string): Sip2Answer {
  const { settings, now } = parts;
  const fields = [
    ['AO', settings.institution],
    ['AB', barcode],
    ['AC', settings.terminalPassword ?? ''],
  ] as const;
  return { code: '17', fixed: date(now()), fields };
}

/** Places of the lists in the summary of patron information (63). */
const SUMMARIES = { charged: '  Y       ', none: ' '.repeat(10) } as const;
/** More than a person has out. */
const MOST_ROWS = '500';

/** How an account stands (63), with a list. */
export function patronQuestion({ parts, date }: Asking, card: string, summary: keyof typeof SUMMARIES): Sip2Answer {
  const { settings, now } = parts;
  const fields = [
    ['AO', settings.institution],
    ['AA', card],
    ['AC', settings.terminalPassword ?? ''],
    ['AD', ''],
    ['BP', '1'],
    ['BQ', MOST_ROWS],
  ] as const;
  return { code: '63', fixed: `001${date(now())}${SUMMARIES[summary]}`, fields };
}
