// Site settings in a text: some or all of them, and an unknown one is reported with its place.

import { DEFAULT_SETTINGS } from '../../../../../shared/rules/koha/koha-rule-set.ts';
import { NOTHING_TOLD, readKohaSettings } from '../../../../../shared/rules/koha/read-settings.ts';
import { sayFault } from '../../../../../shared/rules/rule-fault.ts';

const faultsOf = (text: string) => {
  const read = readKohaSettings(text);
  return read.ok ? [] : read.error.map((fault) => sayFault('en', fault));
};

test('those that are left out are as Koha comes with them, and known as such', () => {
  const read = readKohaSettings('{ "daysMode": "Datedue", "pickupDelayDays": 3 }');
  expect(read).toMatchObject({
    ok: true,
    value: { settings: { ...DEFAULT_SETTINGS, daysMode: 'Datedue', pickupDelayDays: 3 } },
  });
  const assumed = read.ok ? read.value.assumed : [];
  expect(assumed).toContain('circControl');
  expect(assumed).not.toContain('daysMode');
  expect(assumed).toHaveLength(Object.keys(DEFAULT_SETTINGS).length - 2);
});

test('all of them told is nothing assumed, and none told is all', () => {
  expect(readKohaSettings(JSON.stringify(DEFAULT_SETTINGS))).toMatchObject({ ok: true, value: { assumed: [] } });
  expect(readKohaSettings('{}')).toEqual({ ok: true, value: NOTHING_TOLD });
});

test('unknown names and wrong values are told together, each at its place', () => {
  const text = ['{', ' "CircControl": "PickupLibrary",', ' "daysMode": "Sundays",', ' "pickupDelayDays": -1', '}'];
  expect(faultsOf(text.join('\n')).toSorted()).toEqual([
    'line 2, column 17: CircControl: a field CircControl does not belong here',
    'line 3, column 14: daysMode: here should stand one of Days, Calendar, Datedue, Dayweek, noDays, not "Sundays"',
    'line 4, column 21: pickupDelayDays: at least 0 was expected',
  ]);
});

test.each([
  ['[]', 'line 1, column 1: here should stand fields in { }, not []'],
  ['null', 'line 1, column 1: here should stand fields in { }, not null'],
  ['{ "daysMode" }', 'line 1, column 14: “:” was expected; here stands “}”'],
])('%s is no settings', (text, said) => {
  expect(faultsOf(text)).toEqual([said]);
});
