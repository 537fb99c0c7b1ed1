// FOLIO's rules from files: policies in the terms of the engine, texts refused whole with line and column, unknown names noted.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFolioRules } from '../../../../../server/import/folio-rules/import-folio-rules.ts';
import { PolicyRuleSetSchema } from '../../../../../shared/rules/model/policy-rule-set.ts';
import { sharedData } from '../../../../support/project-dir.ts';
import { describeIf } from '../../../../support/skip.ts';

const folders: string[] = [];
afterAll(() => folders.forEach((path) => rmSync(path, { recursive: true })));

const days = (duration: number) => ({ duration, intervalId: 'Days' });

/** A small export; each file may be replaced. */
const EXPORT = {
  'circulation-rules.txt':
    'priority: last-line\nfallback-policy: l loan r request n notice o overdue i lost\nm book + g staff: l loan r request n notice o overdue i lost\n',
  'loan-policies.ndjson': [
    {
      id: 'loan',
      name: 'Two weeks',
      loanable: true,
      loansPolicy: {
        profileId: 'Rolling',
        period: days(14),
        closedLibraryDueDateManagementId: 'END_OF_THE_NEXT_OPEN_DAY',
        fixedDueDateScheduleId: 'term',
        gracePeriod: { duration: 2, intervalId: 'Hours' },
        openingTimeOffset: { duration: 1, intervalId: 'Hours' },
        itemLimit: 5,
      },
      renewable: true,
      renewalsPolicy: {
        unlimited: false,
        numberAllowed: 3,
        renewFromId: 'CURRENT_DUE_DATE',
        differentPeriod: true,
        period: days(7),
      },
      requestManagement: {
        recalls: { minimumGuaranteedLoanPeriod: days(3), recallReturnInterval: days(5) },
        holds: { alternateCheckoutLoanPeriod: days(4), renewItemsWithRequest: true },
      },
    },
  ],
  'fixed-due-date-schedules.ndjson': [
    {
      id: 'term',
      name: 'Term',
      schedules: [{ from: '2026-01-01T00:00:00Z', to: '2026-06-01T00:00:00Z', due: '2026-06-15T06:59:59Z' }],
    },
  ],
  'request-policies.ndjson': [{ id: 'request', name: 'Holds', requestTypes: ['Hold', 'Page'] }],
  'patron-notice-policies.ndjson': [{ id: 'notice', name: 'None' }],
  'overdue-fine-policies.ndjson': [
    {
      id: 'overdue',
      name: 'A dollar a day',
      overdueFine: { quantity: 1, intervalId: 'day' },
      maxOverdueFine: 0,
      countClosed: false,
    },
  ],
  'lost-item-fee-policies.ndjson': [
    {
      id: 'lost',
      name: 'Lost',
      itemAgedLostOverdue: days(30),
      chargeAmountItem: { chargeType: 'anotherCost', amount: 100 },
    },
  ],
  'patron-groups.ndjson': [{ id: 'staff', group: 'Staff' }],
  'material-types.ndjson': [{ id: 'book', name: 'Book' }],
} as const;

type File = string | readonly object[] | null;

/** Imports the export with some files changed; null leaves one out. */
function importWith(changes: Readonly<Record<string, File>> = {}) {
  const path = mkdtempSync(join(tmpdir(), 'folio-'));
  folders.push(path);
  const files: Readonly<Record<string, File>> = { ...EXPORT, ...changes };
  for (const [name, content] of Object.entries(files)) {
    if (content === null) continue;
    const text = typeof content === 'string' ? content : content.map((record) => JSON.stringify(record)).join('\n');
    writeFileSync(join(path, name), text);
  }
  return importFolioRules(path, 'America/Los_Angeles');
}

test('a loan policy becomes terms of lending, shaping, renewal and recall', async () => {
  const { sets, rejected } = await importWith();
  expect(rejected).toEqual([]);
  const [policy] = sets[0]?.rules.loanPolicies ?? [];
  expect(policy).toMatchObject({
    name: 'Two weeks',
    lend: {
      circulates: 'yes',
      profile: 'rolling',
      period: { n: 14, unit: 'days' },
      schedules: null,
      limitSchedules: [{ due: Date.parse('2026-06-15T06:59:59Z') }],
      holdWaitingPeriod: { n: 4, unit: 'days' },
    },
    shaping: {
      closedDayMode: 'end_next_open_day',
      clampToPatronExpiry: 'previous-open-day',
      openingOffsetMinutes: 60,
      endOfDay: '23:59:59',
    },
    renew: { allowed: true, maxCount: 3, from: 'due', period: { n: 7, unit: 'days' }, withHold: 'yes' },
    recall: {
      minimumGuaranteed: { n: 3, unit: 'days' },
      returnInterval: { n: 5, unit: 'days' },
      mayExtendOverdue: false,
    },
    grace: { n: 2, unit: 'hours' },
    itemLimit: 5,
  });
});

test('a maximum of zero is none, and without a maximum there is no fine', async () => {
  const rateOf = async (record: object) => {
    const { sets } = await importWith({ 'overdue-fine-policies.ndjson': [record] });
    return sets[0]?.rules.overduePolicies[0]?.terms;
  };
  const [record] = EXPORT['overdue-fine-policies.ndjson'];
  expect(await rateOf(record)).toMatchObject({
    lateness: { closedTime: 'open-only' },
    normal: { rate: { amountMinor: 100, per: { n: 1, unit: 'days' }, chargeAt: 'start' }, capMinor: null },
  });
  const { maxOverdueFine: _, ...without } = record;
  expect(await rateOf(without)).toMatchObject({ normal: { rate: null } });
});

test('rules keep their order and are named by what they ask', async () => {
  const { sets, kinds } = await importWith();
  expect(kinds['rules text']).toEqual({ taken: 2, rejected: 0 });
  expect(sets[0]?.rules.rules.map(({ position, name }) => [position, name])).toEqual([
    [2, 'fallback-policy'],
    [3, 'Staff + Book'],
  ]);
  expect(PolicyRuleSetSchema.safeParse(sets[0]?.rules).error).toBeUndefined();
});

test('rules are named by signs, so that their names read the same in every language', async () => {
  const policies = 'l loan r request n notice o overdue i lost';
  const text = `priority: last-line\nfallback-policy: ${policies}\nm all + g !staff: ${policies}\n`;
  const { sets } = await importWith({
    'circulation-rules.txt': text,
    'circulation_rules.csv': [
      'priority,patron_group,material_type,loan_type,institution,campus,library,location,loan_policy,request_policy,notice_policy,overdue_policy,lost_policy',
      '1,NOT Staff or Guests,any,,,,,,Two weeks,Holds,None,A dollar a day,Lost',
      '2,,,,,,,,Two weeks,Holds,None,A dollar a day,Lost',
    ].join('\n'),
  });
  expect(sets.map(({ rules }) => rules.rules.map(({ name }) => name))).toEqual([
    ['≠ Staff / Guests + *', 'fallback-policy'],
    ['fallback-policy', '≠ Staff + *'],
  ]);
});

test('the same files give the same version, and others another', async () => {
  const versionOf = async (changes: Readonly<Record<string, File>> = {}) =>
    (await importWith(changes)).sets[0]?.rules.version;
  expect(await versionOf()).toBe(await versionOf());
  expect(await versionOf({ 'patron-groups.ndjson': [{ id: 'staff', group: 'People' }] })).not.toBe(await versionOf());
});

/** The places of a university, where a campus and a library of it are called alike. */
const PLACES = {
  'institutions.json': [{ id: 'i-1', name: 'University', code: 'SU' }],
  'campuses.json': [
    { id: 'b-1', name: 'Libraries', code: 'SUL', institutionId: 'i-1' },
    { id: 'b-2', name: 'Law School', code: 'LAW', institutionId: 'i-1' },
  ],
  'libraries.json': [
    { id: 'c-1', name: 'Green', code: 'GREEN', campusId: 'b-1' },
    { id: 'c-2', name: 'Law Library', code: 'LAW', campusId: 'b-2' },
    { id: 'c-3', name: 'Law in Green', code: 'LAW', campusId: 'b-1' },
  ],
  'locations.json': [
    { id: 's-1', name: 'Stacks', code: 'GRE_STACKS', institutionId: 'i-1', campusId: 'b-1', libraryId: 'c-1' },
    { id: 's-2', name: 'Display', code: 'LAW - DISPLAY', institutionId: 'i-1', campusId: 'b-2', libraryId: 'c-2' },
  ],
} as const;

const listed = (files: Readonly<Record<string, readonly object[]>>) =>
  Object.fromEntries(Object.entries(files).map(([name, records]) => [name, JSON.stringify(records)]));

test('a text as the editor shows it names places by their codes from the top, and the rest with dashes', async () => {
  const policies = 'l Two-weeks r Holds n None o A-dollar-a-day i Lost';
  const text = [
    'priority: last-line',
    `fallback-policy: ${policies}`,
    `a SU + b SU>LAW: ${policies}`,
    `c SU>LAW>LAW: ${policies}`,
    `c !SU>SUL>LAW: ${policies}`,
    `s SU>SUL>GREEN>GRE_STACKS SU>LAW>LAW>LAW-DISPLAY + m Book: ${policies}`,
    `s SU>SUL>GREEN>GONE: ${policies}`,
    's SU>SUL>GREEN>GRE_STACKS s-2',
    `    s s-1 + g Staff: ${policies}`,
  ].join('\n');
  const { sets, rejected, notes } = await importWith({ 'circulation-rules.txt': text, ...listed(PLACES) });
  expect(rejected).toEqual([]);
  expect(sets[0]?.rules.rules.map(({ criteria }) => criteria)).toEqual([
    {},
    { institution: { in: ['i-1'] }, campus: { in: ['b-2'] } },
    { library: { in: ['c-2'] } },
    { library: { notIn: ['c-3'] } },
    { location: { in: ['s-1', 's-2'] }, itemKind: { in: ['book'] } },
    { location: { in: ['SU>SUL>GREEN>GONE'] } },
    { location: { in: ['s-1'] }, patronGroup: { in: ['staff'] } },
  ]);
  expect(new Set(sets[0]?.rules.rules.map(({ gives }) => JSON.stringify(gives)))).toEqual(
    new Set([
      JSON.stringify({
        loanPolicy: 'loan',
        requestPolicy: 'request',
        noticePolicy: 'notice',
        overduePolicy: 'overdue',
        lostPolicy: 'lost',
      }),
    ]),
  );
  expect(notes.filter(({ text: said }) => said.startsWith('there is no'))).toEqual([
    { file: 'circulation-rules.txt', line: 7, text: 'there is no location SU>SUL>GREEN>GONE' },
  ]);
});

test.each(['Loan rules, fall 2026.md', 'rules', 'rules.csv', 'folio_rules.txt'])(
  'a text of rules is found under the name %s',
  async (name) => {
    const text = `# Rules of the fall\n\n/ by the loans desk\n${EXPORT['circulation-rules.txt']}`;
    const { sets, notTaken } = await importWith({
      'circulation-rules.txt': null,
      [name]: text,
      'notes.txt': 'Nothing',
    });
    expect(sets.map(({ file, rules }) => [file, rules.rules.length])).toEqual([[name, 2]]);
    expect(notTaken).toEqual([{ file: 'notes.txt', rows: 1, reason: 'no rules are made of it' }]);
  },
);

test('a text of rules in JSON is found under any name, and a text without its first line is refused by its fault', async () => {
  const rulesAsText = EXPORT['circulation-rules.txt'];
  const json = await importWith({
    'circulation-rules.txt': null,
    'rules-storage.json': JSON.stringify({ rulesAsText }),
  });
  expect(json.sets.map(({ file }) => file)).toEqual(['rules-storage.json']);
  const faulty = await importWith({ 'circulation-rules.txt': null, 'rules.text': rulesAsText.replace(/^.*\n/, '') });
  expect(faulty.sets).toEqual([]);
  expect(faulty.rejected).toMatchObject([{ file: 'rules.text', line: 1 }]);
});

test('a text with a fault is refused whole, with every place', async () => {
  const text =
    'priority: last-line\nfallback-policy: l loan r request n notice o overdue i lost\nm book: l loan\ng staff\n';
  const { sets, rejected } = await importWith({ 'circulation-rules.txt': text });
  expect(sets).toEqual([]);
  expect(rejected.map(({ file, line, reason }) => `${file}:${line} ${reason}`)).toEqual([
    'circulation-rules.txt:3 line 3, column 7: no policy of the kind r is given',
    'circulation-rules.txt:3 line 3, column 7: no policy of the kind n is given',
    'circulation-rules.txt:3 line 3, column 7: no policy of the kind o is given',
    'circulation-rules.txt:3 line 3, column 7: no policy of the kind i is given',
    'circulation-rules.txt:4 line 4, column 1: the rule has no policies',
  ]);
});

test('a name in a rule that the export lacks is noted with its line', async () => {
  const text = `${EXPORT['circulation-rules.txt']}m map: l other r request n notice o overdue i lost\n`;
  const { sets, notes } = await importWith({ 'circulation-rules.txt': text });
  expect(sets[0]?.rules.rules).toHaveLength(3);
  expect(
    notes.filter(({ file }) => file === 'circulation-rules.txt').map(({ line, text: said }) => [line, said]),
  ).toEqual([
    [4, 'there is no itemKind map'],
    [4, 'there is no loanPolicy other'],
  ]);
});

test('records of a wrong form are rejected with their line, and unused fields are named', async () => {
  const [policy] = EXPORT['loan-policies.ndjson'];
  const [group] = EXPORT['patron-groups.ndjson'];
  const { rejected, notes } = await importWith({
    'loan-policies.ndjson': [policy, { ...policy, id: 'bad', renewable: 'yes' }, { ...policy, name: 'Again' }],
    'patron-groups.ndjson': `${JSON.stringify({ ...group, color: 'red' })}\n{"id": \n`,
    'fixed-due-date-schedules.ndjson': EXPORT['fixed-due-date-schedules.ndjson'],
  });
  expect(rejected.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'patron-groups.ndjson:2',
    'loan-policies.ndjson:2',
    'loan-policies.ndjson:3',
  ]);
  expect(rejected[2]?.reason).toBe('the id loan is that of line 1');
  expect(notes).toContainEqual({ file: 'patron-groups.ndjson', line: null, text: 'taken without color (1)' });
});

test('a loan policy without its schedule is rejected', async () => {
  const { rejected, kinds } = await importWith({ 'fixed-due-date-schedules.ndjson': null });
  expect(rejected.map(({ reason }) => reason)).toEqual(['there is no schedule term']);
  const whole = await importWith({});
  const taken = whole.kinds['loan policies']?.taken ?? 0;
  expect(kinds['loan policies']).toEqual({ taken: taken - 1, rejected: 1 });
});

test('hours over several weekdays are cut at each midnight, and exceptions without openings are closures', async () => {
  const calendar = {
    id: 'hours',
    name: 'Hours',
    startDate: '2026-01-01',
    endDate: '2026-06-30',
    assignments: ['desk'],
    normalHours: [
      { startDay: 'FRIDAY', startTime: '08:00:00', endDay: 'SUNDAY', endTime: '12:00:00' },
      { startDay: 'MONDAY', startTime: '09:00:00', endDay: 'MONDAY', endTime: '17:30:00' },
    ],
    exceptions: [
      { name: 'Break', startDate: '2026-03-01', endDate: '2026-03-02' },
      {
        name: 'Late night',
        startDate: '2026-05-01',
        endDate: '2026-05-02',
        openings: [{ startDate: '2026-05-01', startTime: '20:00:00', endDate: '2026-05-02', endTime: '02:00:00' }],
      },
    ],
  };
  const { sets } = await importWith({ 'calendars.json': JSON.stringify([calendar]) });
  const [read] = sets[0]?.rules.calendars ?? [];
  expect(read).toMatchObject({ from: '2026-01-01', to: '2026-06-30', desks: ['desk'] });
  expect(read?.calendar).toEqual({
    zone: 'America/Los_Angeles',
    weekly: {
      mon: [{ open: '09:00', close: '17:30' }],
      tue: [],
      wed: [],
      thu: [],
      fri: [{ open: '08:00', close: '24:00' }],
      sat: [{ open: '00:00', close: '24:00' }],
      sun: [{ open: '00:00', close: '12:00' }],
    },
    yearly: [],
    closures: [{ from: '2026-03-01T00:00', to: '2026-03-03T00:00', name: 'Break' }],
    exceptions: [
      { date: '2026-05-01', name: 'Late night', hours: [{ open: '20:00', close: '24:00' }] },
      { date: '2026-05-02', name: 'Late night', hours: [{ open: '00:00', close: '02:00' }] },
    ],
  });
});

test('a calendar with a fault is rejected, with the place of each and what was expected', async () => {
  const hours = (startTime: string, endTime: string) => ({
    startDay: 'MONDAY',
    startTime,
    endDay: 'MONDAY',
    endTime,
  });
  const plain = { name: 'Hours', startDate: '2026-01-01', endDate: '2026-06-30', assignments: [], exceptions: [] };
  const { kinds, rejected, sets } = await importWith({
    'calendars.json': [
      '[',
      JSON.stringify({ ...plain, id: 'sound', normalHours: [hours('09:00', '17:00')] }),
      `,${JSON.stringify({ ...plain, id: 'form', startDate: '2026-13-01', normalHours: [hours('9:00', '17:00')] })}`,
      `,${JSON.stringify({ ...plain, id: 'overlap', normalHours: [hours('09:00', '17:00'), hours('16:00', '18:00')] })}`,
      `,${JSON.stringify({ ...plain, id: 'back', endDate: '2025-01-01', normalHours: [] })}`,
      ']',
    ].join('\n'),
  });
  expect(kinds['calendars']).toEqual({ taken: 1, rejected: 3 });
  expect(sets[0]?.rules.calendars.map(({ id }) => id)).toEqual(['sound']);
  expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
    [
      3,
      expect.stringMatching(
        /^line 3, column \d+: startDate: here should stand a date .*; line 3, column \d+: normalHours\.0\.startTime: here should stand a time /,
      ),
    ],
    [4, expect.stringMatching(/hours\.weekly\.mon\.1: the hours 16:00–18:00 overlap 09:00–17:00/)],
    [5, expect.stringMatching(/^line 5, column \d+: endDate: 2025-01-01 is not after 2026-01-01$/)],
  ]);
});

test('desks say how long items wait on their hold shelf; files without rules are named', async () => {
  const desk = { id: 'desk', name: 'Main desk', pickupLocation: true, holdShelfExpiryPeriod: days(7) };
  const { sets, notes, notTaken } = await importWith({
    'service-points.ndjson': [
      { ...desk, holdShelfClosedLibraryDateManagement: 'Move_to_the_end_of_the_next_open_day' },
      { ...desk, id: 'other', holdShelfClosedLibraryDateManagement: 'Whatever' },
    ],
    'users.ndjson': [{ id: 'somebody' }, { id: 'else' }],
  });
  expect(sets[0]?.rules.desks).toMatchObject([
    { id: 'desk', isPickup: true, shelfPeriod: { n: 7, unit: 'days' }, shelfClosedMode: 'end_next_open_day' },
    { id: 'other', shelfClosedMode: 'end_of_due_day' },
  ]);
  expect(notes).toContainEqual({
    file: 'service-points.ndjson',
    line: 2,
    text: 'Whatever is not known: waits on the shelf end with their day',
  });
  expect(notTaken).toEqual([{ file: 'users.ndjson', rows: 2, reason: 'no rules are made of it' }]);
});

test('a folder without rules, a broken list and a zone that does not exist are errors', async () => {
  await expect(importWith({ 'circulation-rules.txt': null })).rejects.toMatchObject({ code: 'HF-IMPORT-002' });
  await expect(importWith({ 'calendars.json': '[{]' })).rejects.toMatchObject({ code: 'HF-IMPORT-004' });
  await expect(importFolioRules('/nowhere', 'UTC')).rejects.toMatchObject({ code: 'HF-IMPORT-001' });
  await expect(importFolioRules('/nowhere', 'Middle/Earth')).rejects.toMatchObject({ code: 'HF-IMPORT-007' });
});

const sample = sharedData('data/folio-sample');
describeIf(sample !== undefined, 'the rules that FOLIO comes with', 'data/folio-sample is absent', () => {
  test('are taken whole', async () => {
    const { sets, kinds } = await importFolioRules(sample ?? '', 'UTC');
    expect(kinds['rules text']).toEqual({ taken: 2, rejected: 0 });
    expect(sets.map(({ file }) => file)).toEqual(['circulation-rules.txt']);
  });
});
