// `rules import` as a process: converted and refused rules, the rules as a file, and nothing written from rules that are wrong.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openProgram, type Program } from './support/program.ts';

describe('rules import', () => {
  let program: Program;
  beforeAll(() => {
    program = openProgram();
  });
  afterAll(() => program.close());

  function folderOf(name: string, files: Readonly<Record<string, string>>): string {
    const path = program.path(name);
    mkdirSync(path);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    return path;
  }

  test('reads Koha’s rules, says each row that was not taken, and writes the rest', async () => {
    const path = folderOf('koha', {
      'circulation_rules.csv':
        'branchcode,categorycode,itemtype,rule_name,rule_value\n,,,issuelength,14\n,,,fine,"1,00"\n',
    });
    const out = program.path('koha.json');
    const ran = await program.run(['rules', 'import', '--from', 'koha', path, '--zone', 'Europe/Paris', '--out', out]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('circulation_rules: 1 taken, 1 rejected\n');
    expect(ran.stdout).toContain(
      'rejected circulation_rules.csv:3: fine: 1,00 is not a decimal; write it like 10.00\n',
    );
    expect(ran.stdout).not.toContain('--zone');
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      profile: 'koha',
      rows: [{ values: { issuelength: '14' } }],
    });
  });

  test('takes Koha’s site settings from a file, and the currency by its name', async () => {
    const path = folderOf('sited', {
      'circulation_rules.csv': 'branchcode,categorycode,itemtype,rule_name,rule_value\n,,,issuelength,14\n',
    });
    const settings = program.path('settings.json');
    writeFileSync(settings, '{ "circControl": "PickupLibrary", "daysMode": "Datedue" }');
    const out = program.path('sited.json');
    const args = ['rules', 'import', '--from', 'koha', path, '--out', out];
    const ran = await program.run([...args, '--settings', settings, '--currency', 'EUR']);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      currency: 'EUR',
      settings: { circControl: 'PickupLibrary', daysMode: 'Datedue', itemLibrary: 'home' },
    });
    expect(ran.stdout).toMatch(/those that Koha comes with: itemLibrary home, /);
    expect(ran.stdout).toMatch(/^note sited: no --zone was given, so dates and times are read as UTC; /m);
  });

  test('refuses settings with a fault by name and place, and writes nothing', async () => {
    const path = folderOf('missited', {
      'circulation_rules.csv': 'branchcode,categorycode,itemtype,rule_name,rule_value\n,,,issuelength,14\n',
    });
    const settings = program.path('wrong-settings.json');
    writeFileSync(settings, '{\n "made_up": 1,\n "daysMode": "Sundays"\n}');
    const out = program.path('missited.json');
    const args = ['rules', 'import', '--from', 'koha', path, '--out', out];
    const ran = await program.run([...args, '--settings', settings]);
    expect(ran.code).toBe(1);
    expect(ran.stdout.trim().split('\n').toSorted()).toEqual([
      expect.stringMatching(/^refused \S+: line 2, column 13: made_up: a field made_up does not belong here$/),
      expect.stringMatching(/^refused \S+: line 3, column 14: daysMode: here should stand one of Days, /),
    ]);
    const asJson = await program.run([...args, '--settings', settings, '--json']);
    expect(asJson.code).toBe(1);
    expect(JSON.parse(asJson.stdout)).toEqual({
      sets: [],
      written: null,
      faults: [expect.stringContaining('daysMode'), expect.stringContaining('made_up')],
    });
    expect(existsSync(out)).toBe(false);
  });

  test('a currency that is none, a settings file that is not there and either for FOLIO are told', async () => {
    const args = ['rules', 'import', '--from', 'koha', program.path('nowhere')];
    const currency = await program.run([...args, '--currency', 'euro']);
    expect(currency.code).toBe(2);
    expect(currency.stderr).toContain(
      '--currency takes a currency of ISO 4217, three capital letters such as USD, not "euro"',
    );
    const gone = await program.run([...args, '--settings', program.path('gone.json')]);
    expect(gone.code).not.toBe(0);
    expect(gone.stderr).toMatch(/^HF-CLI-003: .+gone\.json.+: it is not there/);
    const folio = await program.run(['rules', 'import', '--from', 'folio', '.', '--currency', 'EUR']);
    expect(folio.code).toBe(2);
    expect(folio.stderr).toContain('--currency goes with --from koha only');
  });

  test('refuses a text with a fault, and leaves the file of the rules before it as it was', async () => {
    const path = folderOf('folio', { 'circulation-rules.txt': 'priority: last-line\nfallback-policy\n' });
    const out = program.path('folio.json');
    writeFileSync(out, 'the rules in force');
    const ran = await program.run(['rules', 'import', '--from', 'folio', path, '--out', out]);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/rejected circulation-rules\.txt:3: line 3, column 1: the rule has no policies/);
    expect(readFileSync(out, 'utf8')).toBe('the rules in force');
  });

  test('asks which rules are meant where an export has several', async () => {
    const text = 'priority: last-line\nfallback-policy: l 1 r 2 n 3 o 4 i 5\n';
    const path = folderOf('several', { 'circulation_rules_1.txt': text, 'circulation_rules_2.txt': text });
    const out = program.path('several.json');
    const args = ['rules', 'import', '--from', 'folio', path, '--out', out];
    expect(await program.run(args)).toMatchObject({ code: 2 });
    expect(existsSync(out)).toBe(false);
    const ran = await program.lines([...args, '--rules', 'circulation_rules_2.txt', '--json']);
    expect(ran).toMatchObject([{ sets: [{ rules: 1 }, { rules: 1 }], written: 'circulation_rules_2.txt' }]);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ profile: 'folio', line: 'last-line' });
  });

  test('takes folio and koha only', async () => {
    expect(await program.run(['rules', 'import', '--from', 'sierra', '.'])).toMatchObject({ code: 2 });
  });
});
