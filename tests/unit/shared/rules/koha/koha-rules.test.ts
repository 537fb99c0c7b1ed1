// Koha's rules: each name by itself, storable values, the library that counts, and blank apart from nothing and from zero.

import { checkScope, checkValue } from '../../../../../shared/rules/koha/check-rule.ts';
import { effectiveValues, kohaRow, type KohaScope } from '../../../../../shared/rules/koha/koha-rules.ts';
import type { ScopePart } from '../../../../../shared/rules/koha/rule-kinds.ts';
import { CIRC_CONTROL, LOST_RETURN_CONTROL } from '../../../../../shared/rules/koha/site-settings.ts';
import { BLANK, orSiteDefault } from '../../../../../shared/rules/model/policy/given.ts';
import { whoseLibrary } from '../../../../../shared/rules/whose-library.ts';

const scope = (branch: string | null, category: string | null, itemType: string | null): KohaScope => ({
  branch,
  patron_category: category,
  item_type: itemType,
});

test('each value comes from the most specific row that gives it: branch before category before item type', () => {
  const rows = [
    kohaRow(scope(null, null, null), { issuelength: '14', fine: '0.10', renewalsallowed: '5' }, 0),
    kohaRow(scope(null, 'ST', 'BK'), { issuelength: '28', fine: '0.20' }, 1),
    kohaRow(scope('MPL', null, null), { fine: '0' }, 2),
  ];
  const { gives, givenBy } = effectiveValues(rows, scope('MPL', 'ST', 'BK'), [
    'issuelength',
    'fine',
    'renewalsallowed',
    'note',
  ]);
  expect(gives).toEqual({ issuelength: '28', fine: '0', renewalsallowed: '5' });
  expect(givenBy.get('fine')?.id).toBe('MPL · * · *');
});

test('the whole order of precedence', () => {
  const parts = ['B', null] as const;
  const all = parts.flatMap((b) => ['C', null].flatMap((c) => ['I', null].map((i) => [b, c, i] as const)));
  const expected = ['BCI', 'BC_', 'B_I', 'B__', '_CI', '_C_', '__I', '___'];
  const rows = all.map(([b, c, i], index) =>
    kohaRow(scope(b, c, i), { value: `${b ?? '_'}${c ?? '_'}${i ?? '_'}` }, index),
  );
  const order = effectiveValues(rows, scope('B', 'C', 'I'), ['value']).matching.map(({ gives }) => gives['value']);
  expect(order).toEqual(expected);
});

test.each<[string, ScopePart[], string | null]>([
  ['fine', ['branch', 'patron_category', 'item_type'], null],
  ['fine', ['patron_category', 'item_type'], 'branch'],
  ['max_holds', ['branch', 'patron_category'], null],
  ['returnbranch', ['branch', 'patron_category', 'item_type'], 'patron_category'],
  ['lostreturn', ['branch', 'item_type'], 'item_type'],
  ['no_such_rule', ['branch'], 'rule_name'],
])('%s for %j: the part that is wrong is %j', (name, given, offending) => {
  const checked = checkScope(name, new Set(given));
  expect(checked.ok ? null : checked.error.path).toBe(offending);
});

test.each<[string, string | null, string | null]>([
  ['fine', '10.00', '10.00'],
  ['fine', '10,00', 'refused'],
  ['fine', '-1', 'refused'],
  ['fine', '1e3', 'refused'],
  ['fine', '', ''],
  ['note', '10,00', '10,00'],
  ['maxissueqty', '', ''],
  ['holdallowed', '', null],
  ['maxissueqty', null, null],
])('%s = %j is stored as %j', (name, value, stored) => {
  const checked = checkValue(name, value);
  expect(checked.ok ? checked.value : 'refused').toBe(stored);
});

test('nothing and blank are the default of the site, null is no limit, zero is zero', () => {
  expect([undefined, BLANK, null, 0].map((value) => orSiteDefault(value, 7))).toEqual([7, 7, null, 0]);
});

describe('the library of a rule', () => {
  const places = { desk: 'desk', patron: 'patron', itemHome: 'home', itemHolding: 'holding' };

  test('follows the setting, and the item where the desk is not known', () => {
    expect(whoseLibrary(CIRC_CONTROL.PickupLibrary, places)).toEqual({ library: 'desk', source: 'desk' });
    expect(whoseLibrary(CIRC_CONTROL.PickupLibrary, { ...places, desk: null })?.library).toBe('home');
    expect(whoseLibrary(CIRC_CONTROL.ItemHomeLibrary, places, 'holding')?.library).toBe('holding');
    expect(whoseLibrary(CIRC_CONTROL.ItemHomeLibrary, { itemHome: 'home' }, 'holding')?.library).toBe('home');
    expect(whoseLibrary(LOST_RETURN_CONTROL.CheckinLibrary, { itemHome: 'home' })?.library).toBe('home');
  });

  test('is nobody’s where no place is known', () => {
    expect(whoseLibrary(CIRC_CONTROL.PatronLibrary, { ...places, patron: undefined })).toBeNull();
  });
});
