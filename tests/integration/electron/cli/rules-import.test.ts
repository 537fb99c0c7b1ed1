// `rules import` as a process: what was taken and what not, the rules as a file, and nothing written from rules that are wrong.

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
      'rejected circulation_rules.csv:3: rule_value: 1,00 is not a decimal; write it like 10.00\n',
    );
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      profile: 'koha',
      rows: [{ values: { issuelength: '14' } }],
    });
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
