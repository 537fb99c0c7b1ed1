// A small set of Koha's rules for the branches of the small library: two weeks, three items, two renewals of a week.

import { ruleSetVersion } from '../../shared/core/ids.ts';
import { DEFAULT_SETTINGS, type KohaRuleSet } from '../../shared/rules/koha/koha-rule-set.ts';

type Row = KohaRuleSet['rows'][number];

/** Values of a scope; columns not named are any. */
export const kohaRow = (values: Row['values'], scope: Partial<Omit<Row, 'values'>> = {}): Row => ({
  branch: null,
  patron_category: null,
  item_type: null,
  ...scope,
  values,
});

export const plainKohaRow = kohaRow({
  issuelength: '14',
  lengthunit: 'days',
  maxissueqty: '3',
  renewalsallowed: '2',
  renewalperiod: '7',
  fine: '0.50',
  chargeperiod: '1',
  firstremind: '2',
});

export const kohaRules = (over: Partial<KohaRuleSet> = {}): KohaRuleSet => ({
  version: ruleSetVersion('koha-1'),
  profile: 'koha',
  currency: 'USD',
  zone: 'America/New_York',
  settings: DEFAULT_SETTINGS,
  rows: [plainKohaRow],
  calendars: {},
  ...over,
});
