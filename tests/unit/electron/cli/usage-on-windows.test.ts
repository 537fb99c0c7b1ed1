// Electron ends on Windows, before any script, when an argument that looks like an address is followed by another. No usage may ask for that.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../../support/project-dir.ts';

/** As Electron tells an address: a scheme of two characters at least, which begins with a letter and has no blank. */
const looksLikeAddress = (word: string): boolean => /^[a-z][^\s:]+:/i.test(word);
const isEnded = (words: readonly string[]): boolean => words.slice(0, -1).some(looksLikeAddress);

test('that is how Electron takes the arguments', () => {
  expect(isEnded(['desk', '--central', 'https://a', '--code', 'C'])).toBe(true);
  expect(isEnded(['desk', '--central=https://a', '--code', 'C'])).toBe(false);
  expect(isEnded(['desk', '--data', 'C:\\desk', '--code', 'C'])).toBe(false);
});

test('the usage of the desk and the handbook write the address of the server with its option', () => {
  const handbook = ['en', 'es'].flatMap((language) =>
    readdirSync(join(projectDir, 'docs/handbook', language)).map((name) => join('docs/handbook', language, name)),
  );
  for (const file of ['electron/cli/commands/desk.ts', 'docs/packaging.md', ...handbook]) {
    const text = readFileSync(join(projectDir, file), 'utf8');
    expect([file, /--central (?:URL|https?:)/.exec(text)?.[0]]).toEqual([file, undefined]);
  }
});
