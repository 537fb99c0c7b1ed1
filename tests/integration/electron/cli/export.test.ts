// `holdfast export` and `import --from holdfast` as people run them: a library leaves, and comes back to another folder with the same rows.

import { existsSync, readdirSync } from 'node:fs';
import { ONE_LINE, openProgram } from './support/program.ts';
import { ManifestSchema } from '../../../../server/export/export-folder.ts';
import { makeLibrary } from './support/library.ts';

describe('holdfast export', () => {
  test('takes a library out, which import takes in again; mistakes are one line', async () => {
    const program = openProgram();
    try {
      const central = program.path('central');
      const place = ['--database', 'embedded', '--data', central];
      expect(await program.run(['export', '--to', program.path('none'), ...place])).toMatchObject({ code: 1 });
      expect(existsSync(program.path('none'))).toBe(false);
      await makeLibrary(program, central);
      const out = program.path('out');
      const said = await program.run(['export', '--to', out, ...place]);
      expect(said).toMatchObject({ code: 0, stderr: '' });
      expect(said.stdout).toMatch(/data\/item\.jsonl +\d+/);
      const again = await program.run(['export', '--to', out, ...place]);
      expect(again).toMatchObject({ code: 1, stdout: '' });
      expect(again.stderr).toMatch(ONE_LINE);
      const wrong = await program.run(['export', '--to', out, '--format', 'symphony', ...place]);
      expect(wrong).toMatchObject({ code: 2 });
      const copy = program.path('copy');
      const [taken] = await program.lines(['import', '--from', 'holdfast', '--into', copy, out]);
      expect(taken).toMatchObject({ rejected: [], kinds: { item: { rejected: 0 } } });
      const { stdout } = await program.run([
        'export',
        '--to',
        program.path('back'),
        '--json',
        '--database',
        'embedded',
        '--data',
        copy,
      ]);
      const files = (text: string) => ManifestSchema.parse(JSON.parse(text)).files;
      const first = await program.run(['export', '--to', program.path('once-more'), '--json', ...place]);
      const hashes = (text: string) =>
        files(text)
          .filter(({ name }) => !/staff|desk/.test(name))
          .map(({ name, sha256 }) => `${name} ${sha256}`);
      expect(hashes(stdout)).toEqual(hashes(first.stdout));
      expect(readdirSync(out)).toContain('manifest.json');
    } finally {
      await program.close();
    }
  }, 120_000);
});
