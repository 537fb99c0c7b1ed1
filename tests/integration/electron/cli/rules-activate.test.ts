// `rules activate` as a process: a file of rules with a fault is refused with its place, and the rules in force stay in force; a sound one
// decides from then on, in the words of its own system.

import { readFileSync, writeFileSync } from 'node:fs';
import { ruleSetVersion } from '../../../../shared/core/ids.ts';
import { folioRules, policyRule } from '../../../support/folio-rules.ts';
import { kohaRow, kohaRules, plainKohaRow } from '../../../support/koha-rules.ts';
import { BOOKS, BRANCH, CARD, makeLibrary } from './support/library.ts';
import { openProgram, type Program } from './support/program.ts';

type Explained = {
  readonly decision: string;
  readonly dueAt?: string;
  readonly reasons: readonly { readonly code: string; readonly effect: string }[];
  readonly trace: {
    readonly candidates: readonly { readonly name: string; readonly matched: boolean; readonly text: string }[];
    readonly due: readonly { readonly text: string }[];
    readonly limits: readonly { readonly text: string }[];
    readonly data: readonly { readonly text: string }[];
  };
};

describe('rules activate', () => {
  let program: Program;
  let place: readonly string[];
  beforeAll(async () => {
    program = openProgram();
    place = await makeLibrary(program);
  }, 60_000);
  afterAll(() => program.close());

  const written = (name: string, rules: object): string => {
    const path = program.path(name);
    writeFileSync(path, JSON.stringify(rules, null, 1));
    return path;
  };
  const activate = (path: string, now = '2026-11-01T00:00:00Z') =>
    program.run(['rules', 'activate', path, ...place, '--now', now, '--change-profile']);
  const explain = async (): Promise<Explained> => {
    const asked = ['--patron', CARD, '--item', BOOKS[0] ?? '', '--desk', BRANCH, '--at', '2026-11-02T18:00:00Z'];
    const [answer] = await program.lines<Explained>(['rules', 'explain', ...asked, ...place]);
    if (answer === undefined) throw new Error('no answer');
    return answer;
  };

  test('refuses rules with faults, each with line, column and what was expected, and changes nothing', async () => {
    const before = await explain();
    const broken = program.path('broken.json');
    writeFileSync(broken, '{\n "version": "1"\n "profile": "koha"\n}');
    const syntax = await activate(broken);
    expect(syntax.code).toBe(1);
    expect(syntax.stdout).toMatch(/^refused \S+broken\.json: line 3, column 2: “.+” was expected; here stands “.+”\n$/);
    const faulty = written(
      'faulty.json',
      kohaRules({ rows: [kohaRow({ fine: '10,00', made_up: '1', issuelength: 'abc' })] }),
    );
    const values = await activate(faulty);
    expect(values.code).toBe(1);
    expect(values.stdout.trim().split('\n')).toEqual([
      expect.stringMatching(
        /line \d+, column \d+: rows\.0\.values\.fine: 10,00 is not a decimal; write it like 10\.00$/,
      ),
      expect.stringMatching(/line \d+, column \d+: rows\.0\.values\.made_up: no rule is named made_up$/),
      expect.stringMatching(
        /line \d+, column \d+: rows\.0\.values\.issuelength: “abc” cannot be read; a whole number from 0 on was expected$/,
      ),
    ]);
    expect(await explain()).toEqual(before);
  });

  test('refuses rules of another system, until the command confirms them', async () => {
    const before = await explain();
    const path = written('other-system.json', kohaRules({ rows: [plainKohaRow] }));
    const refused = await program.run(['rules', 'activate', path, ...place, '--now', '2026-11-01T00:00:00Z']);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(
      /line \d+, column \d+: profile: the library goes by rules of evergreen; rules of koha are taken only with --change-profile\n$/,
    );
    expect(await explain()).toEqual(before);
  });

  test('names a row that decides nothing, and takes it all the same', async () => {
    const rows = [plainKohaRow, kohaRow({ issuelength: '9' })];
    const path = written('idle.json', kohaRules({ version: ruleSetVersion('koha-idle'), rows }));
    expect(await activate(path, '2026-10-31T12:00:00Z')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^note \S+idle\.json: the rule \* · \* · \* decides nothing: an earlier one says it all before it\nrules \S+ \(koha\) are in force\n$/,
      ),
    });
  });

  test('puts Koha’s rules in force, which decide and explain themselves', async () => {
    const path = written(
      'koha.json',
      kohaRules({ rows: [plainKohaRow, kohaRow({ issuelength: '21' }, { item_type: 'book' })] }),
    );
    expect(await activate(path)).toMatchObject({ code: 0, stdout: 'rules koha-1 (koha) are in force\n' });
    const answer = await explain();
    expect(answer).toMatchObject({ decision: 'done', dueAt: '2026-11-24T04:59:00Z' });
    expect(answer.trace.candidates).toMatchObject([
      { name: 'book', matched: true, text: 'Gave: loan period 21.' },
      {
        name: 'Everyone, everything',
        matched: true,
        text: expect.stringMatching(/^Gave: unit of the period days; renewal period 7 days; /),
      },
    ]);
    expect(answer.trace.due[1]?.text).toMatch(/^Loan period: 21 days\. Due /);
    expect(answer.trace.limits.map(({ text }) => text)).toEqual(['Out of what this rule counts: 1. Limit: 3.']);
    expect(answer.trace.data[0]?.text).toBe('Rules version koha-1.');
  });

  test('takes back what rules export wrote, and decides as before', async () => {
    const before = await explain();
    const path = program.path('exported.json');
    expect((await program.run(['rules', 'export', ...place, '--out', path])).stdout).toMatch(
      /^rules koha-1 \(koha\) are written to \S+exported\.json\n$/,
    );
    const printed = await program.run(['rules', 'export', ...place]);
    expect(printed).toMatchObject({ code: 0, stdout: readFileSync(path, 'utf8') });
    expect((await activate(path)).code).toBe(0);
    expect(await explain()).toEqual(before);
    const nowhere = await program.run(['rules', 'export', ...place, '--out', program.path('no/such/folder.json')]);
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringMatching(/^HF-CLI-003: /) });
  });

  test('puts FOLIO’s rules in force, which decide and explain themselves', async () => {
    const [june] = folioRules().calendars;
    if (june === undefined) throw new Error('no calendar');
    const rules = folioRules({
      rules: [
        ...folioRules().rules.slice(0, 1),
        policyRule(2, 'two-weeks', { rank: [1], criteria: { itemKind: { in: ['kind-book'] } } }),
      ],
      calendars: [{ ...june, from: '2026-01-01', to: '2026-12-31', desks: [BRANCH] }],
    });
    expect((await activate(written('folio.json', rules), '2026-11-01T12:00:00Z')).code).toBe(0);
    const answer = await explain();
    expect(answer).toMatchObject({ decision: 'done', dueAt: '2026-11-17T04:59:59Z' });
    expect(answer.trace.candidates).toMatchObject([
      {
        name: 'Line 2',
        matched: true,
        text: expect.stringMatching(
          /^Gave: loan policy “Policy two-weeks” \(2 weeks, renewals 2\); overdue policy “Fines” /,
        ),
      },
      {
        name: 'Line 1',
        matched: true,
        text: 'Matches, and “Line 2” goes before it by its priority: 1 against 0. Only that one asks for kind of item.',
      },
    ]);
    expect(answer.trace.due[1]?.text).toMatch(/^Loan period “Policy two-weeks”: 2 weeks\. Due /);
  });
});
