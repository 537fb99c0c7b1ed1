// Builds the answers of the fake desk: reasons in words, routes, traces, as a real core would tell them.

import { REASONS, type ReasonCode } from '../../../shared/core/codes/reasons.ts';
import type { Language } from '../../../shared/core/language.ts';
import { say, type Params } from '../../../shared/core/say.ts';
import type { CirculationAnswer, ReasonView } from '../../../shared/views/circulation.ts';
import { OVERRIDE_RIGHTS, ROLE_RIGHTS, RoleSchema } from '../../../shared/circ/rights.ts';
import type { FakeItem } from './fake-data.ts';

export const ZONE = 'America/Los_Angeles';

/** What is needed to say a reason. */
export type FakeSaying = { readonly language: Language; readonly now: number; readonly role: string };

/** A reason with its words and who may lift it. */
export function fakeReason(
  saying: FakeSaying,
  code: ReasonCode,
  effect: ReasonView['effect'],
  params: Params = {},
): ReasonView {
  const right = effect === 'override' ? (OVERRIDE_RIGHTS[code] ?? null) : null;
  const role = RoleSchema.catch('student').parse(saying.role);
  return {
    code,
    effect,
    params,
    text: say({ language: saying.language, now: saying.now }, REASONS[code].words, params),
    right,
    mayOverride: right !== null && ROLE_RIGHTS[role].includes(right),
    overridden: false,
  };
}

export function itemBrief(item: FakeItem): NonNullable<CirculationAnswer['item']> {
  const { barcode, title, author, callNumber, location, kind } = item;
  return { barcode, title, author, callNumber, location, kind };
}

/** A trace as the rules would tell it. */
export function fakeTrace(item: FakeItem | null, dueText: string): CirculationAnswer['trace'] {
  const isHourly = item !== null && ['reserve', 'laptop', 'camera'].includes(item.kind);
  const entry = (code: string, text: string): CirculationAnswer['trace']['due'][number] => ({ code, params: {}, text });
  const rule = (
    name: string,
    failedOn: string | null,
    text: string,
    gave: string[] = [],
  ): CirculationAnswer['trace']['candidates'][number] => ({
    ruleId: name,
    name,
    matched: failedOn === null,
    score: failedOn === null ? 10 : 0,
    failedOn,
    gave,
    text,
  });
  return {
    // As of a library with many rules.
    ...(isHourly ? {} : { unlisted: 268 }),
    candidates: isHourly
      ? [
          rule('Main · equipment, any patron', null, 'All criteria match.', ['loan 4 hours', 'overdue', 'lost']),
          rule('Main · reserves, faculty', 'patronGroup', 'Patron group is Undergraduate, the rule is for Faculty.'),
          rule('West · equipment', 'lendingBranch', 'Lent at Main, the rule is for West.'),
        ]
      : [
          rule('Main · books, undergraduate', null, 'All criteria match.', ['loan 28 days', 'renewals 3']),
          rule('All branches · books', null, 'Filled what the first rule left open.', ['overdue', 'lost']),
          rule('Main · books, faculty', 'patronGroup', 'Patron group is Undergraduate, the rule is for Faculty.'),
          rule('Main · media', 'itemType', 'Item type is Book, the rule is for Media.'),
          rule('Main · summer term', 'validTo', 'The rule ended on Aug 21, 2026.'),
          rule('West · books, undergraduate', 'deskBranch', 'Lent at Main, the rule is for West.'),
          rule('Main · equipment, any patron', 'itemKind', 'Item type is Book, the rule is for Equipment.'),
        ],
    due: isHourly
      ? [
          entry('start', 'Lent today 2:02 PM.'),
          entry('period', '4 hours: today 6:02 PM.'),
          entry('round', 'Rounded down to the quarter hour: today 6:00 PM.'),
          entry('open', `The desk is open then. Due ${dueText}.`),
        ]
      : [
          entry('start', 'Lent Tue, Dec 1.'),
          entry('period', '28 days: Tue, Dec 29.'),
          entry('closed', 'Dec 24 to Jan 3 is winter recess: on to the next open day.'),
          entry('cap', `Due ${dueText}.`),
        ],
    limits: [
      entry('limit', 'Items out: 3 of 50.'),
      entry('limit', 'Equipment out: 1 of 1 (Laptop 15).'),
      entry('limit', 'Overdue: 1 of 5.'),
    ],
    data: [
      entry('asOf', 'Patrons and holds as of 2:02 PM.'),
      entry('rules', 'Rules of Nov 20, in force since Nov 21.'),
    ],
  };
}

/** The words of a kind in a refusal's limit. */
export function limitName(kind: FakeItem['kind']): string {
  return { laptop: 'laptops', camera: 'camera kits', reserve: 'course reserves', media: 'media', book: 'books' }[kind];
}
