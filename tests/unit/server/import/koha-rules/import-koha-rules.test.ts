// Koha's rules from tables: values by scope, blanks kept, wrong rows rejected with their line, closed days as calendars.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importKohaRules } from '../../../../../server/import/koha-rules/import-koha-rules.ts';
import { readRuleSetText } from '../../../../../shared/rules/check-rule-set.ts';
import { DEFAULT_SETTINGS } from '../../../../../shared/rules/koha/koha-rule-set.ts';
import { ruleWords } from '../../../../../shared/rules/said/rule-words.ts';
import { NOTHING_TOLD, readKohaSettings } from '../../../../../shared/rules/koha/read-settings.ts';
import { sharedData } from '../../../../support/project-dir.ts';
import { describeIf } from '../../../../support/skip.ts';

const folders: string[] = [];
const folderOf = (files: Readonly<Record<string, readonly string[]>>) => {
  const path = mkdtempSync(join(tmpdir(), 'koha-'));
  folders.push(path);
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(path, `${name}.csv`), `${lines.join('\n')}\n`);
  return path;
};
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));

const HEADER = 'branchcode,categorycode,itemtype,rule_name,rule_value';

test('rules of one scope stand together, and blank is a value', async () => {
  const path = folderOf({
    circulation_rules: [
      HEADER,
      ',,,issuelength,14',
      ',,,renewalperiod,',
      'MPL,*,BK,issuelength,0',
      'MPL,,,returnbranch,homebranch',
    ],
  });
  const { rules, kinds } = await importKohaRules(path, 'UTC');
  expect(kinds['circulation_rules']).toEqual({ taken: 4, rejected: 0 });
  expect(rules.rows).toEqual([
    { branch: null, patron_category: null, item_type: null, values: { issuelength: '14', renewalperiod: '' } },
    { branch: 'MPL', patron_category: null, item_type: 'BK', values: { issuelength: '0' } },
    { branch: 'MPL', patron_category: null, item_type: null, values: { returnbranch: 'homebranch' } },
  ]);
});

test('categories and types keep their names, and rules are told by them', async () => {
  const path = folderOf({
    circulation_rules: [HEADER, ',ST,BK,issuelength,14', ',XX,,issuelength,7'],
    patron_categories: ['categorycode,description', 'ST,Student', 'XX,'],
    item_types: ['itemtype,description', 'BK,Books'],
  });
  const { rules } = await importKohaRules(path, 'UTC');
  expect(rules.names).toEqual({ categories: { ST: 'Student' }, itemTypes: { BK: 'Books' } });
  const { nameOf } = ruleWords(rules, { branch: () => undefined, location: () => undefined }, 'UTC');
  expect([nameOf('patronGroup', 'ST'), nameOf('itemKind', 'BK')]).toEqual(['Student', 'Books']);
  expect([nameOf('patronGroup', 'XX'), nameOf('patronHome', 'BK')]).toEqual(['XX', 'BK']);
});

test('rows that Koha would not store are rejected with their line and the reason', async () => {
  const path = folderOf({
    circulation_rules: [
      HEADER,
      ',,,fine,"10,00"',
      ',ST,,returnbranch,homebranch',
      ',,,holdallowed,',
      ',,,no_such_rule,1',
      ',,,fine,1.00',
      ',,,fine,2.00',
      'too,few',
    ],
  });
  const { rejected, rules, kinds } = await importKohaRules(path, 'UTC');
  expect(kinds['circulation_rules']).toEqual({ taken: 1, rejected: 6 });
  expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
    [2, 'fine: 10,00 is not a decimal; write it like 10.00'],
    [3, 'returnbranch: returnbranch cannot be set for patron_category'],
    [4, 'holdallowed: holdallowed cannot be blank'],
    [5, 'no_such_rule: no rule is named no_such_rule'],
    [8, 'the row has 2 fields, the header 5'],
    [7, 'fine was set for this scope before'],
  ]);
  expect(rules.rows).toEqual([{ branch: null, patron_category: null, item_type: null, values: { fine: '1.00' } }]);
});

test('values that cannot be read are rejected, each by its line and its name, and the rest is a sound rule set', async () => {
  const path = folderOf({
    circulation_rules: [
      HEADER,
      ',,,issuelength,abc',
      ',,,renewalperiod,-3',
      ',,,daysmode,Sundays',
      ',,BK,max_holds,many',
      ',,,issuelength,14',
    ],
  });
  const { rejected, kinds, rules } = await importKohaRules(path, 'UTC');
  expect(kinds['circulation_rules']).toEqual({ taken: 1, rejected: 4 });
  expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
    [2, 'issuelength: “abc” cannot be read; a whole number from 0 on was expected'],
    [3, 'renewalperiod: “-3” cannot be read; a whole number from 0 on was expected'],
    [4, 'daysmode: “Sundays” cannot be read; one of Days, Calendar, Datedue, Dayweek, noDays was expected'],
    [
      5,
      'max_holds: max_holds cannot be set for item_type; max_holds: “many” cannot be read; a whole number from 0 on was expected',
    ],
  ]);
  expect(rules.rows).toMatchObject([{ values: { issuelength: '14' } }]);
  expect(readRuleSetText(JSON.stringify(rules)).ok).toBe(true);
});

test('settings and a currency that are given are taken, and only the missing ones are noted', async () => {
  const path = folderOf({ circulation_rules: [HEADER, ',,,fine,50'] });
  const plain = await importKohaRules(path, 'UTC');
  expect(plain.rules).toMatchObject({ currency: 'USD', settings: DEFAULT_SETTINGS });
  const said = plain.notes.map(({ text }) => text);
  expect(said).toContain('the export does not say its currency; taken is USD');
  expect(said).toContainEqual(
    expect.stringMatching(/those that Koha comes with: circControl ItemHomeLibrary, .+ pickupDelayDays 7, /),
  );

  const read = readKohaSettings('{ "circControl": "PickupLibrary", "finesWhenClosed": true }');
  const told = await importKohaRules(path, 'UTC', { told: read.ok ? read.value : NOTHING_TOLD, currency: 'JPY' });
  expect(told.rules).toMatchObject({
    currency: 'JPY',
    settings: { ...DEFAULT_SETTINGS, circControl: 'PickupLibrary', finesWhenClosed: true },
  });
  expect(told.rules.version).not.toBe(plain.rules.version);
  expect(told.notes).toHaveLength(1);
  expect(told.notes[0]?.text).toMatch(/daysMode Calendar/);
  expect(told.notes[0]?.text).not.toMatch(/circControl|finesWhenClosed/);
});

test('a rule for a branch that is not there is noted, since it matches nothing', async () => {
  const path = folderOf({
    circulation_rules: [HEADER, 'NOWHERE,,,issuelength,14'],
    branches: ['branchcode,branchname', 'MPL,Midway'],
  });
  const { notes } = await importKohaRules(path, 'UTC');
  expect(notes).toContainEqual({
    file: 'circulation_rules.csv',
    line: 2,
    text: 'there is no branchcode NOWHERE: the rule matches nothing',
  });
});

test('item types say what a loan costs and what is not lent, and categories which cards count use only', async () => {
  const path = folderOf({
    circulation_rules: [HEADER],
    item_types: [
      'itemtype,rentalcharge,rentalcharge_daily,notforloan',
      'BK,0.00,,0',
      'MX,5,0.5,0',
      'REF,,,1',
      'BAD,x,,0',
    ],
    patron_categories: ['categorycode,category_type,noissuescharge', 'PT,A,5.00', 'COUNT,X,'],
  });
  const { rules, notes, rejected } = await importKohaRules(path, 'UTC');
  expect(rules.itemTypes).toEqual({
    MX: { rental: { flatMinor: 500, perDayMinor: 50, perHourMinor: 0 } },
    REF: { notForLoan: true },
  });
  expect(rules.statisticsCategories).toEqual(['COUNT']);
  expect(rejected).toMatchObject([
    { file: 'item_types.csv', line: 5, reason: 'rentalcharge "x" is not an amount of money' },
  ]);
  expect(notes).toContainEqual({ file: 'patron_categories.csv', line: null, text: 'taken without noissuescharge (1)' });
});

test('the types above others are taken, and one that cannot stand there is noted', async () => {
  const path = folderOf({
    circulation_rules: [HEADER],
    item_types: ['itemtype,parent_type', 'FILM,', 'DVD,FILM', 'REEL,DVD', 'KIT,NOWHERE'],
  });
  const { rules, notes } = await importKohaRules(path, 'UTC');
  expect(rules.itemTypeParents).toEqual({ DVD: 'FILM' });
  expect(notes.filter(({ file }) => file === 'item_types.csv')).toEqual([
    {
      file: 'item_types.csv',
      line: 4,
      text: 'REEL is taken without its parent_type DVD, which is no type that stands above others',
    },
    {
      file: 'item_types.csv',
      line: 5,
      text: 'KIT is taken without its parent_type NOWHERE, which is no type that stands above others',
    },
  ]);
});

test('closed days become the calendar of their branch, and an exception is open whatever closes it', async () => {
  const path = folderOf({
    circulation_rules: [HEADER],
    repeatable_holidays: [
      'id,branchcode,weekday,day,month,title',
      '1,MPL,0,,,Sundays',
      '2,MPL,,29,2,Leap day',
      '3,MPL,9,,,Never',
      '4,MPL,,31,4,Never',
    ],
    special_holidays: [
      'branchcode,day,month,year,isexception,title',
      'MPL,4,7,2026,0,Fourth',
      'MPL,5,7,2026,1,First said',
      'MPL,5,7,2026,1,Open Sunday',
    ],
  });
  const { rules, rejected } = await importKohaRules(path, 'Europe/Paris');
  expect(rules.calendars).toEqual({
    MPL: {
      zone: 'Europe/Paris',
      weekly: null,
      closedWeekdays: ['sun'],
      yearly: [{ day: '02-29', name: 'Leap day' }],
      closures: [{ from: '2026-07-04T00:00', to: '2026-07-05T00:00', name: 'Fourth' }],
      exceptions: [{ date: '2026-07-05', name: 'Open Sunday', hours: [{ open: '00:00', close: '24:00' }] }],
    },
  });
  expect(rejected.map(({ line }) => line)).toEqual([4, 5]);
});

test('a folder without rules and a zone that does not exist are errors', async () => {
  await expect(importKohaRules(folderOf({}), 'UTC')).rejects.toMatchObject({ code: 'HF-IMPORT-002' });
  await expect(importKohaRules(folderOf({}), 'Middle/Earth')).rejects.toMatchObject({ code: 'HF-IMPORT-007' });
});

const sample = sharedData('data/koha-sample');
describeIf(sample !== undefined, 'the rules that developers load', 'data/koha-sample is absent', () => {
  test('are taken whole', async () => {
    const { kinds, rules } = await importKohaRules(sample ?? '', 'UTC');
    expect(kinds['circulation_rules']).toEqual({ taken: 28, rejected: 0 });
    expect(rules.rows[0]?.values).toMatchObject({ issuelength: '5', lengthunit: 'days', hardduedate: '' });
    expect(rules.calendars['MPL']?.closedWeekdays).toEqual(['sun']);
  });
});
