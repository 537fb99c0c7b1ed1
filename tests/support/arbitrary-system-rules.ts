// Made-up rule sets of Koha's and FOLIO's forms, over the branches, groups and kinds of arbitrary-rules.ts.

import fc from 'fast-check';
import { ruleSetVersion } from '../../shared/core/ids.ts';
import { ClosedDayModeSchema } from '../../shared/rules/calendar/closed-day-mode.ts';
import { shapingOf } from '../../shared/rules/due/shaping-of.ts';
import { DEFAULT_SETTINGS, type KohaRuleSet } from '../../shared/rules/koha/koha-rule-set.ts';
import { NO_LEND_TERMS } from '../../shared/rules/model/policy/lend.ts';
import { PLAIN_RENEW_TERMS } from '../../shared/rules/model/policy/renew.ts';
import type { PolicyRuleSet } from '../../shared/rules/model/policy-rule-set.ts';
import { BRANCHES, GROUPS, KINDS, someCalendar, someInstant } from './arbitrary-rules.ts';
import { plainKohaRow } from './koha-rules.ts';
import { folioRules, loanPolicy, policyRule } from './folio-rules.ts';

const some = (values: readonly string[]) => fc.option(fc.constantFrom(...values), { freq: 1 });
const figure = fc.constantFrom('', '0', '1', '3', '14', '100', 'many', '2.50');

const someValues = fc.record(
  {
    issuelength: figure,
    lengthunit: fc.constantFrom('days', 'hours', 'moons'),
    maxissueqty: figure,
    maxonsiteissueqty: figure,
    patron_maxissueqty: figure,
    renewalsallowed: figure,
    renewalperiod: figure,
    norenewalbefore: figure,
    hardduedate: fc.constantFrom('', '2022-07-01', 'never'),
    hardduedatecompare: fc.constantFrom('-1', '0', '1'),
    daysmode: fc.constantFrom('', 'Days', 'Calendar', 'Datedue', 'Dayweek'),
    fine: figure,
    chargeperiod: figure,
    firstremind: figure,
    finedays: figure,
    overduefinescap: figure,
    recall_due_date_interval: figure,
    lostreturn: fc.constantFrom('refund', 'keep', '0'),
  },
  { requiredKeys: [] },
);

/** Rules of Koha, also such as nothing can be lent by. */
export const someKohaRules: fc.Arbitrary<KohaRuleSet> = fc.record({
  version: fc.constant(ruleSetVersion('koha')),
  profile: fc.constant('koha' as const),
  currency: fc.constant('USD'),
  zone: fc.constantFrom('America/New_York', 'America/New_York', 'America/New_York', 'Middle/Earth'),
  settings: fc
    .record({
      circControl: fc.constantFrom('PickupLibrary' as const, 'PatronLibrary' as const, 'ItemHomeLibrary' as const),
      itemLibrary: fc.constantFrom('home' as const, 'holding' as const),
      daysMode: fc.constantFrom('Days' as const, 'Calendar' as const, 'Datedue' as const, 'Dayweek' as const),
      renewalBase: fc.constantFrom('now' as const, 'date_due' as const),
      onsiteCountsAsNormal: fc.boolean(),
      finesIncludeGrace: fc.boolean(),
      finesWhenClosed: fc.boolean(),
      lostEndsLoan: fc.boolean(),
    })
    .map((over) => ({ ...DEFAULT_SETTINGS, ...over })),
  rows: fc
    .array(
      fc.record({ branch: some(BRANCHES), patron_category: some(GROUPS), item_type: some(KINDS), values: someValues }),
      { maxLength: 5 },
    )
    .chain((rows) => fc.constantFrom(rows, [plainKohaRow, ...rows], [plainKohaRow, ...rows])),
  itemTypeParents: fc.dictionary(fc.constantFrom(...KINDS), fc.constantFrom(...KINDS), { maxKeys: 2 }),
  calendars: fc.dictionary(fc.constantFrom(...BRANCHES), someCalendar, { maxKeys: 3 }),
});

const oddPeriod = fc.option(
  fc.record({
    n: fc.option(fc.integer({ min: -1, max: 60 })),
    unit: fc.option(fc.constantFrom('minutes', 'hours', 'days', 'weeks', 'months', 'moons')),
  }),
);
const somePeriod = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ n: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom('hours', 'days', 'weeks') }),
  },
  { weight: 1, arbitrary: oddPeriod },
);
const always = { from: 0, to: Date.UTC(2100, 0, 1), due: Date.UTC(2024, 5, 1) };
const someSchedules = fc.option(
  fc
    .array(fc.record({ from: someInstant, to: someInstant, due: someInstant }), { maxLength: 2 })
    .chain((schedules) => fc.constantFrom(schedules, [...schedules, always])),
  { freq: 1 },
);

const somePolicy = fc
  .record({
    circulates: fc.constantFrom('yes' as const, 'yes' as const, 'never' as const, 'needs-override' as const),
    profile: fc.constantFrom('rolling' as const, 'fixed' as const),
    period: somePeriod,
    holdWaitingPeriod: somePeriod,
    schedules: someSchedules,
    limitSchedules: someSchedules,
    mode: fc.constantFrom(...ClosedDayModeSchema.options),
    clamp: fc.constantFrom('none' as const, 'exact' as const, 'previous-open-day' as const),
    renew: fc.record({
      allowed: fc.boolean(),
      maxCount: fc.option(fc.nat({ max: 3 })),
      from: fc.constantFrom('now' as const, 'due' as const, 'unknown' as const),
      period: somePeriod,
      withHold: fc.constantFrom('no' as const, 'yes' as const),
      withHoldPeriod: somePeriod,
    }),
    itemLimit: fc.option(fc.nat({ max: 2 })),
  })
  .map(({ mode, clamp, renew, itemLimit, ...lend }) =>
    loanPolicy('some', {
      lend: { ...NO_LEND_TERMS, ...lend },
      shaping: { ...shapingOf('folio', mode), clampToPatronExpiry: clamp },
      renew: { ...PLAIN_RENEW_TERMS, ...renew },
      itemLimit,
    }),
  );

/** Rules of FOLIO, also such as name a policy that is not there. */
export const someFolioRules: fc.Arbitrary<PolicyRuleSet> = fc
  .record({
    policy: somePolicy,
    names: fc.constantFrom('some', 'some', 'some', 'some', 'gone'),
    kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 2 }),
    calendars: fc.array(
      fc.record({
        id: fc.constant('calendar'),
        name: fc.constant('Calendar'),
        from: fc.constantFrom('2020-01-01', '2020-01-01', '2022-06-01'),
        to: fc.constantFrom('2022-06-30', '2040-12-31', '2040-12-31'),
        desks: fc.constant<string[]>([...BRANCHES]),
        calendar: someCalendar,
      }),
      { minLength: 1, maxLength: 2 },
    ),
    limits: fc.array(
      fc.record({
        group: fc.constantFrom(...GROUPS),
        counts: fc.constantFrom('items-out' as const, 'lost' as const, 'overdues' as const, 'fines' as const),
        limit: fc.nat({ max: 3 }),
        blocks: fc.subarray(['borrowing' as const, 'renewals' as const]),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ policy, names, kinds, calendars, limits }) =>
    folioRules({
      rules: [
        policyRule(1, names, { rank: [0] }),
        policyRule(2, 'some', { rank: [1], criteria: { itemKind: { in: kinds } } }),
      ],
      loanPolicies: [policy],
      calendars,
      limits,
    }),
  );
