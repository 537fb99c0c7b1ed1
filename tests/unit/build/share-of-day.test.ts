// Which files a day's run takes: none may be left out for good.

import { execFileSync, spawnSync } from 'node:child_process';
import { z } from 'zod';
import { projectDir } from '../../support/project-dir.ts';

const long = Array.from({ length: 44 }, (_, index) => `tests/integration/electron/cli/file-${index}.test.ts`);
const middling = Array.from({ length: 80 }, (_, index) => `tests/contract/server/file-${index}.test.ts`);
const always = ['tests/unit/shared/one.test.ts', 'tests/acts/two.test.ts'];
const all = [...long, ...middling, ...always];

/** The shares of these days, as the script that jest loads gives them. Null = no day, which takes every file. */
function sharesOf(days: readonly (number | null)[], paths: readonly string[] = all): readonly string[][] {
  const script = `import { shareOf } from './build/jest/share-of-day.mjs';
    const { days, paths } = JSON.parse(process.argv[1]);
    console.log(JSON.stringify(days.map((day) => shareOf(paths, day))));`;
  const printed = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', script, JSON.stringify({ days, paths })],
    { cwd: projectDir },
  );
  return z.array(z.array(z.string())).parse(JSON.parse(printed.toString()));
}

test('every file runs within twelve days, and each day most kinds of files do', () => {
  const shares = sharesOf(Array.from({ length: 12 }, (_, index) => 20 + index));
  expect(new Set(shares.flat())).toEqual(new Set(all));
  for (const share of shares) {
    expect(share).toEqual(expect.arrayContaining(always));
    expect(share.filter((path) => long.includes(path)).length).toBeLessThan(long.length / 2);
    expect(share.filter((path) => middling.includes(path)).length).toBeGreaterThan(middling.length / 12);
  }
});

test('the day of a file does not depend on other files, and no day means all of them', () => {
  const [share = [], every] = sharesOf([20, null]);
  const fewer = all.filter((_, index) => index % 3 !== 0);
  expect(sharesOf([20], fewer)[0]).toEqual(fewer.filter((path) => share.includes(path)));
  expect(every).toEqual(all);
});

test('the setting is a day or all; another is refused instead of leaving out every long proof', () => {
  const dayBy = (asked: string) =>
    spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { dayOfShare } from './build/jest/share-of-day.mjs'; console.log(dayOfShare());`,
      ],
      { cwd: projectDir, env: { ...process.env, HOLDFAST_SHARE: asked }, encoding: 'utf8' },
    );
  expect([dayBy('20788').stdout, dayBy('all').stdout]).toEqual(['20788\n', 'null\n']);
  for (const wrong of ['', 'x', '-1', '1.5']) {
    const { status, stderr } = dayBy(wrong);
    expect([status, stderr.includes('set a whole number or "all"')]).toEqual([1, true]);
  }
});
