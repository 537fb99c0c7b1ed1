// Settings shared by the jest projects. Sources are ES modules in TypeScript; swc turns them into CommonJS for jest, and the same for packages that
// exist as ES modules only: jest cannot load those as they are and names them in its error, so add the next one to the list.

import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('../..', import.meta.url));
const esmOnly = [
  '@noble',
  '@tabler',
  'cookie',
  'eventsource-parser',
  'kysely',
  'marked',
  'temporal-polyfill',
  'temporal-utils',
  'uuid',
];
const isNightly = process.env.HOLDFAST_NIGHTLY === '1';

/**
 * Settings of one project. `folders` are those under tests/ that it runs, `timeLimitMs` what one test may take on a busy machine. `timed` are the
 * files that measure times (`*.timed.test.ts`), `plain` the others.
 */
export function project(
  /** @type {{ name: string, folders: readonly string[], kind?: 'plain' | 'timed', timeLimitMs: number, transforms?: Record<string, string>, settings?: object }} */
  { name, folders, kind = 'plain', timeLimitMs, transforms = {}, settings },
) {
  const daily = kind === 'timed' ? '*.timed.test.{ts,tsx}' : '!(*.nightly|*.timed).test.{ts,tsx}';
  const nightly = kind === 'timed' ? '*.timed.nightly.test.{ts,tsx}' : '!(*.timed).nightly.test.{ts,tsx}';
  const file = isNightly ? nightly : daily;
  return {
    displayName: name,
    rootDir,
    // Not in the temporary folder, which is another one in each run of the tests.
    cacheDirectory: '<rootDir>/.cache/jest',
    roots: ['<rootDir>/tests'],
    testMatch: folders.map((folder) => `<rootDir>/tests/${folder}/**/${file}`),
    transform: {
      '\\.tsx$': swc({ syntax: 'typescript', tsx: true }),
      '\\.ts$': swc({ syntax: 'typescript' }),
      '\\.m?js$': swc({ syntax: 'ecmascript' }),
      ...transforms,
    },
    transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnly.join('|')})/)`],
    globals: { timeLimitMs },
    setupFilesAfterEnv: ['<rootDir>/tests/support/time-limit.cjs'],
    ...settings,
  };
}

function swc(/** @type {object} */ parser) {
  return [
    '@swc/jest',
    { swcrc: false, jsc: { parser, target: 'es2024', transform: { react: { runtime: 'automatic' } } } },
  ];
}
