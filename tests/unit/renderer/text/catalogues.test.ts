// Both catalogues have the same keys and placeholders, and the page uses every key and no other.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../../../renderer/text/en.ts';
import { es } from '../../../../renderer/text/es.ts';

const RENDERER = join(__dirname, '../../../../renderer');

/** All texts by their dotted key. */
function flat(catalogue: object, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue) as [string, unknown][]) {
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') texts.set(name, value);
    else for (const [inner, text] of flat(value as object, name)) texts.set(inner, text);
  }
  return texts;
}

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
const plain = (key: string): string => key.replace(/_(one|other)$/, '');

/** Source of the page without its catalogues. */
function sources(): string {
  return (readdirSync(RENDERER, { recursive: true }) as string[])
    .filter((file) => /\.tsx?$/.test(file) && !/text\/e[ns](-\w+)?\.ts$/.test(file))
    .map((file) => readFileSync(join(RENDERER, file), 'utf8'))
    .join('\n');
}

const english = flat(en);
const spanish = flat(es);

describe('the words of the page', () => {
  test('both languages have the same keys', () => {
    expect([...spanish.keys()]).toEqual([...english.keys()]);
  });

  test('both languages fill the same placeholders', () => {
    const differ = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(spanish.get(key) ?? '').join(),
    );
    expect(differ).toEqual([]);
  });

  test('no text is empty', () => {
    expect([...english, ...spanish].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('no key is unused', () => {
    const code = sources();
    const groups = new Set([...code.matchAll(/`(\w+)\.\$\{/g)].map(([, group]) => group));
    const prefixes = [...code.matchAll(/`(\w+\.\w+)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = [...english.keys()].map(plain).filter((key) => {
      const isComputed = groups.has(key.split('.')[0] ?? '') || prefixes.some((prefix) => key.startsWith(prefix));
      return !isComputed && !code.includes(`'${key}'`);
    });
    expect([...new Set(unused)]).toEqual([]);
  });

  test('no one is called a user, in either language of the screen', () => {
    expect([...english].filter(([, text]) => /\busers?\b/i.test(text))).toEqual([]);
  });
});
