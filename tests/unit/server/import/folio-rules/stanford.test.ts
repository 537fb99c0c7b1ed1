// A real university's rules: for each row of its table, and for each rule of its text, a loan that this one decides and no other.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import {
  importFolioRules,
  type FolioRulesResult,
} from '../../../../../server/import/folio-rules/import-folio-rules.ts';
import { UNKNOWN_SUBJECT } from '../../../../../shared/rules/match/rule-subject.ts';
import type { PolicyRefs } from '../../../../../shared/rules/model/policy-refs.ts';
import type { Named, PolicyRuleSet } from '../../../../../shared/rules/model/policy-rule-set.ts';
import { orderedMatcher } from '../../../../../shared/rules/ordered-rules.ts';
import { sharedData } from '../../../../support/project-dir.ts';
import { describeIf } from '../../../../support/skip.ts';
import {
  findWitnesses,
  type PlainPlace,
  type PlainRule,
  type Wants,
  type Witness,
  type World,
} from './support/witness.ts';

const folder = sharedData('data/stanford-folio') ?? '';
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const json = (file: string): Record<string, string>[] => JSON.parse(text(file)) as Record<string, string>[];
const csv = (file: string) =>
  Papa.parse<Record<string, string>>(text(file), { header: true, skipEmptyLines: true }).data;

/** Places by their codes, as the table names them, or by their ids, as the text does. */
function places(by: 'code' | 'id'): PlainPlace[] {
  const idOf = (file: string) => new Map(json(file).map((row) => [row['code'] ?? '', row['id'] ?? '']));
  const ids = {
    library: idOf('libraries.json'),
    campus: idOf('campuses.json'),
    institution: idOf('institutions.json'),
  };
  const named = (kind: keyof typeof ids, code = '') => (by === 'code' ? code : (ids[kind].get(code) ?? ''));
  return csv('locations.csv').map((row) => ({
    location: row[by] ?? '',
    library: named('library', row['library_code']),
    campus: named('campus', row['campus_code']),
    institution: named('institution', row['institution_code']),
  }));
}

function world(by: 'code' | 'id'): World {
  const values = (file: string, key: string) => json(file).map((row) => row[by === 'id' ? 'id' : key] ?? '');
  return {
    groups: values('patron_groups.json', 'group'),
    kinds: values('material_types.json', 'name'),
    loanTypes: values('loan_types.json', 'name'),
    places: places(by),
  };
}

/** Which rule decides for a loan, and by which policies. */
function decider(rules: PolicyRuleSet, by: 'code' | 'id') {
  const find = (things: readonly { id: string; name: string; code?: string | null }[], called: string) =>
    by === 'id' ? called : (things.find(({ name, code }) => (code ?? name) === called)?.id ?? null);
  const match = orderedMatcher({ line: rules.line, rows: rules.rules });
  return ({ group, kind, loanType, place }: Witness) => {
    const { contributors, gives } = match({
      ...UNKNOWN_SUBJECT,
      patronGroup: find(rules.groups, group),
      itemKind: find(rules.itemKinds, kind),
      loanType: find(rules.loanTypes, loanType),
      location: find(rules.locations, place.location),
      library: find(rules.libraries, place.library),
      campus: find(rules.campuses, place.campus),
      institution: find(rules.institutions, place.institution),
    });
    return { position: contributors[0]?.position, gives };
  };
}

/** The policies that a rule gives, by their names. */
function namesOf(rules: PolicyRuleSet, gives: PolicyRefs) {
  const name = (policies: readonly Named[], ref: string | undefined) =>
    policies.find(({ id }) => id === ref)?.name ?? ref;
  return {
    loan: name(rules.loanPolicies, gives.loanPolicy),
    request: name(rules.requestPolicies, gives.requestPolicy),
    notice: name(rules.noticePolicies, gives.noticePolicy),
    overdue: name(rules.overduePolicies, gives.overduePolicy),
    lost: name(rules.lostPolicies, gives.lostPolicy),
  };
}

const wantsCell = (cell: string | undefined): Wants | undefined => {
  if (cell === undefined || cell === '' || cell === 'any') return undefined;
  const names = cell.replace(/^NOT /, '').split(' or ');
  return (value) => names.includes(value) !== cell.startsWith('NOT ');
};

/** Asks several things of a place at once. */
function wantsPlace(asked: Partial<Record<keyof PlainPlace, Wants | undefined>>): PlainRule['place'] {
  const keys = ['location', 'library', 'campus', 'institution'] as const;
  return (place) => keys.every((key) => asked[key]?.(place[key]) ?? true);
}

describeIf(folder !== '', 'rules of a university', 'data/stanford-folio is absent', () => {
  let imported: FolioRulesResult;
  beforeAll(async () => {
    imported = await importFolioRules(folder, 'America/Los_Angeles');
  });
  const setOf = (file: string) => {
    const rules = imported.sets.find((one) => one.file === file)?.rules;
    if (rules === undefined) throw new Error(`${file} was not taken`);
    return rules;
  };

  test('are taken whole, with what they lack said', () => {
    expect(imported.kinds).toMatchObject({
      'rule table': { taken: 271, rejected: 0 },
      'rules text': { taken: 373, rejected: 0 },
      'loan policies': { taken: 55, rejected: 0 },
      'lost item policies': { taken: 30, rejected: 0 },
      calendars: { taken: 34, rejected: 0 },
      schedules: { taken: 3, rejected: 0 },
      locations: { taken: 633, rejected: 0 },
      'block limits': { taken: 70, rejected: 6 },
    });
    const said = imported.notes.map(({ file, line, text: note }) => `${file}:${line} ${note}`);
    expect(said).toContain('circulation_rules.csv:4 there is no notice_policy "Course reserves"');
    expect(said.filter((note) => note.includes('exclude each other'))).toEqual(
      [31, 32, 33, 205].map(
        (line) => `circulation_rules_2023.txt:${line} its criteria exclude each other: the rule matches nothing`,
      ),
    );
    expect(said.filter((note) => note.includes('decides nothing'))).toEqual([
      'circulation_rules.csv:76 line 29 takes everything that it asks for: the rule decides nothing',
    ]);
  });

  test('decide row by row: each row of the table for a loan that it names', () => {
    const rows = csv('circulation_rules.csv');
    const rules = rows.map((row): PlainRule => ({
      key: Number(row['priority']),
      group: wantsCell(row['patron_group']),
      kind: wantsCell(row['material_type']),
      loanType: wantsCell(row['loan_type']),
      place: wantsPlace({
        location: wantsCell(row['location']),
        library: wantsCell(row['library']),
        campus: wantsCell(row['campus']),
        institution: wantsCell(row['institution']),
      }),
    }));
    const rulesOfTable = setOf('circulation_rules.csv');
    const decide = decider(rulesOfTable, 'code');
    const witnesses = findWitnesses(rules, world('code'));
    const shadowed: number[] = [];
    for (const row of rows) {
      const key = Number(row['priority']);
      const witness = witnesses.get(key) ?? null;
      if (witness === null) {
        shadowed.push(key);
        continue;
      }
      const { position, gives } = decide(witness);
      expect({ witness, position, ...namesOf(rulesOfTable, gives) }).toEqual({
        witness,
        position: key,
        loan: row['loan_policy'],
        request: row['request_policy'],
        notice: row['notice_policy'],
        overdue: row['overdue_policy'],
        lost: row['lost_policy'],
      });
    }
    // Row 38 takes every loan of this group at the campus, so nothing is left to row 150.
    expect(shadowed).toEqual([150]);
  });

  test('decide rule by rule: each rule of the text for a loan that it names', () => {
    const plain = plainRulesOf(text('circulation_rules_2023.txt'));
    const decide = decider(setOf('circulation_rules_2023.txt'), 'id');
    const witnesses = findWitnesses(plain, world('id'));
    const shadowed: number[] = [];
    for (const { key } of plain) {
      const witness = witnesses.get(key) ?? null;
      if (witness === null) shadowed.push(key);
      else expect({ witness, position: decide(witness).position }).toEqual({ witness, position: key });
    }
    // Indented one space too far, each stands under the rule before it, which asks for another group.
    expect(shadowed.toSorted((a, b) => a - b)).toEqual([31, 32, 33, 205]);
  });

  test('are the same from a text as the editor shows it, with codes in place of ids and under another name', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'folio-editor-'));
    try {
      cpSync(folder, copy, { recursive: true });
      rmSync(join(copy, 'circulation_rules_2023.txt'));
      writeFileSync(join(copy, 'Rules of 2023.md'), asEditorShows(text('circulation_rules_2023.txt')));
      const { sets } = await importFolioRules(copy, 'America/Los_Angeles');
      const read = sets.find(({ file }) => file === 'Rules of 2023.md')?.rules;
      // A rule that matches nothing is called as it is written.
      const called = ({ rules }: PolicyRuleSet) =>
        rules.map(({ name, ...rule }) => (rule.active ? { ...rule, name } : rule));
      expect(read === undefined ? [] : called(read)).toEqual(called(setOf('circulation_rules_2023.txt')));
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});

/** Each id replaced by its code, or by its name without spaces and signs; places from the top. */
function asEditorShows(content: string): string {
  const dashes = (name = '') => name.replaceAll(/^\W+|\W+$/g, '').replaceAll(/\W+/g, '-');
  const institutions = new Map(json('institutions.json').map(({ id, code }) => [id, dashes(code)]));
  const under = (above: ReadonlyMap<string | undefined, string>, file: string, key: string) =>
    new Map(json(file).map((row) => [row['id'], `${above.get(row[key])}>${dashes(row['code'])}`]));
  const campuses = under(institutions, 'campuses.json', 'institutionId');
  const libraries = under(campuses, 'libraries.json', 'campusId');
  const libraryOf = new Map(json('libraries.json').map(({ id, code }) => [code, libraries.get(id)]));
  const locations = csv('locations.csv').map(({ id, code, library_code: library }): [string | undefined, string] => [
    id,
    `${libraryOf.get(library)}>${dashes(code)}`,
  ]);
  const others = [
    'patron_groups',
    'material_types',
    'loan_types',
    'loan_policies',
    'request_policies',
    'patron_notice_policies',
    'overdue_fines_policies',
    'lost_item_fees_policies',
  ].flatMap((file) =>
    json(`${file}.json`).map((row): [string | undefined, string] => [row['id'], dashes(row['group'] ?? row['name'])]),
  );
  const shown = new Map([...institutions, ...campuses, ...libraries, ...locations, ...others]);
  return content.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => shown.get(id) ?? id);
}

type Asked = { readonly letter: string; readonly wants: Wants | undefined };

/** The rules of a text by number of criteria, then by the highest letter, then the later line first. */
function plainRulesOf(content: string): PlainRule[] {
  const levels: { readonly indent: number; readonly asked: readonly Asked[] }[] = [];
  const ranked: { readonly rank: readonly number[]; readonly rule: PlainRule }[] = [];
  content.split('\n').forEach((raw, index) => {
    const line = raw.replace(/[#/].*$/, '').trimEnd();
    if (line.trim() === '' || line.startsWith('priority')) return;
    const indent = line.length - line.trimStart().length;
    while ((levels.at(-1)?.indent ?? -1) >= indent) levels.pop();
    const [criteria = '', policies] = line.trim().split(':');
    const own = criteria.startsWith('fallback-policy') ? [] : criteria.split('+').map(askedBy);
    const asked = [...(levels.at(-1)?.asked ?? []), ...own];
    levels.push({ indent, asked });
    if (policies === undefined) return;
    const letters = asked.map(({ letter }) => letter);
    const count = new Set(letters.map((letter) => ('abcs'.includes(letter) ? 'place' : letter))).size;
    const highest = Math.max(0, ...letters.map((letter) => 7 - 'tscbagm'.indexOf(letter)));
    ranked.push({ rank: [count, highest, index + 1], rule: plainRule(index + 1, asked) });
  });
  const better = (a: readonly number[], b: readonly number[]) =>
    a.map((value, place) => (b[place] ?? 0) - value).find((difference) => difference !== 0) ?? 0;
  return ranked.toSorted((a, b) => better(a.rank, b.rank)).map(({ rule }) => rule);
}

function askedBy(criterion: string): Asked {
  const [letter = '', ...names] = criterion.trim().split(/\s+/);
  if (names[0] === 'all') return { letter, wants: undefined };
  return { letter, wants: (value) => names.includes(value) };
}

function plainRule(key: number, asked: readonly Asked[]): PlainRule {
  const all = (letter: string): Wants | undefined => {
    const wants = asked.flatMap((one) => (one.letter === letter && one.wants !== undefined ? [one.wants] : []));
    return wants.length === 0 ? undefined : (value) => wants.every((want) => want(value));
  };
  return {
    key,
    group: all('g'),
    kind: all('m'),
    loanType: all('t'),
    place: wantsPlace({ location: all('s'), library: all('c'), campus: all('b'), institution: all('a') }),
  };
}
