// The handbook is true: its words in bold are those of the screen, its keys and commands those of the program, its links lead somewhere, and both
// languages tell the same under the same headings.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from '../../../electron/cli/command.ts';
import { keyParts } from '../../../renderer/keys/key-name.ts';
import { KEYS, type ActionId } from '../../../renderer/keys/key-map.ts';
import { en } from '../../../renderer/text/en.ts';
import { es } from '../../../renderer/text/es.ts';
import { slugOf } from '../../../renderer/features/help/handbook/read-page.ts';
import { projectDir } from '../../support/project-dir.ts';

const CATALOGUES = { en, es };
const LANGUAGES = ['en', 'es'] as const;
type Language = (typeof LANGUAGES)[number];

const handbook = join(projectDir, 'docs/handbook');
const MOST_PICTURE_BYTES = 160_000;

/** A part of a page: its heading and the text under it, up to the next heading. */
type Part = { readonly level: number; readonly title: string; readonly text: string };

const pageNames = (language: Language): readonly string[] =>
  readdirSync(join(handbook, language)).filter((name) => name.endsWith('.md'));
const pageText = (language: Language, name: string): string => readFileSync(join(handbook, language, name), 'utf8');

function partsOf(text: string): readonly Part[] {
  return text
    .split(/^(?=#+ )/m)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [, marks = '', title = ''] = /^(#+) (.*)/.exec(part) ?? [];
      return { level: marks.length, title, text: part.slice(part.indexOf('\n') + 1) };
    });
}

const anchorsOf = (text: string): readonly string[] => partsOf(text).map(({ title }) => slugOf(title));
const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found ?? '');
const boldOf = (text: string): readonly string[] => all(text, /\*\*([^*]+)\*\*/g);
const codeOf = (text: string): readonly string[] => all(text.replaceAll(/^ *```[^]*?^ *```/gm, ''), /`([^`]+)`/g);
const blocksOf = (text: string): readonly string[] =>
  all(text, /^ *```\n([^]*?)^ *```/gm).flatMap((block) => block.trim().split(/\n\s*/));
const isKey = (code: string): boolean => /^(F\d+$|Esc$|Ctrl\+)/.test(code);
const commandsOf = (text: string): readonly string[] =>
  [...codeOf(text), ...blocksOf(text)].filter((code) => code.startsWith('holdfast '));

/** All texts of a catalogue. */
function textsOf(catalogue: object): readonly string[] {
  return (Object.values(catalogue) as unknown[]).flatMap((value) =>
    typeof value === 'string' ? [value] : textsOf(value as object),
  );
}

/** The shape of a catalog text on the screen; null for one that is nearly all placeholders. */
function patternOf(text: string): RegExp | null {
  const literal = text.split(/\{\{\w+\}\}/);
  if (literal.join('').replaceAll(/\P{L}/gu, '').length < 2) return null;
  return new RegExp(`^${literal.map((piece) => piece.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('.+')}$`, 'u');
}

const patterns = (language: Language): readonly RegExp[] =>
  textsOf(CATALOGUES[language]).flatMap((text) => patternOf(text) ?? []);

const keyOf = (id: ActionId): string => keyParts(id, false).join('+');
const ids = Object.keys(KEYS) as readonly ActionId[];

const pages = LANGUAGES.flatMap((language) => pageNames(language).map((name) => ({ language, name })));

describe.each(pages)('the page $language/$name', ({ language, name }) => {
  const text = pageText(language, name);

  test('says in bold only what stands on the screen', () => {
    const known = patterns(language);
    const unknown = boldOf(text).filter((words) => !known.some((pattern) => pattern.test(words)));
    expect(unknown).toEqual([]);
    expect(text.replaceAll(/\*\*[^*\n]+\*\*/g, '')).not.toContain('**');
  });

  test('names only keys that do something', () => {
    const known = new Set(ids.map(keyOf));
    expect(codeOf(text).filter((code) => isKey(code) && !known.has(code))).toEqual([]);
  });

  test('gives a key the name of what it does, and of nothing else', () => {
    const actions: Readonly<Record<string, string>> = CATALOGUES[language].action;
    const named = [...text.matchAll(/`([^`]+)` \(\*\*([^*]+)\*\*/g)];
    const wrong = named.filter(([, key, words]) => {
      const owners = ids.filter((id) => actions[id] === words);
      return owners.length > 0 && !owners.some((id) => keyOf(id) === key);
    });
    expect(wrong.map(([all]) => all)).toEqual([]);
  });

  test('names only commands and options that there are', async () => {
    expect((await Promise.all(commandsOf(text).map(wrongInCommand))).flat()).toEqual([]);
  });

  test('leads only where there is something', () => {
    const broken = all(text, /\]\(([^)]+)\)/g).filter(
      (target) => !leadsSomewhere(join(handbook, language, name), target),
    );
    expect(broken).toEqual([]);
  });

  test('has each heading once', () => {
    expect(new Set(anchorsOf(text)).size).toBe(partsOf(text).length);
  });
});

/** Words of a command line unknown to the program, by its `--help`. */
async function wrongInCommand(line: string): Promise<readonly string[]> {
  const [, subcommand = '', ...words] = line.split(/\s+/);
  const usage = await usageOf(subcommand);
  if (usage === null) return [line];
  const first = words[0] ?? '-';
  const isAction = /^[a-z]/.test(first) && !/[./]/.test(first);
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*$/, ''));
  const asked = [...options, ...(isAction ? [first] : [])];
  return asked
    .filter((word) => !new RegExp(`(^|[^\\w-])${word}(?![\\w-])`).test(usage))
    .map((word) => `${word} in: ${line}`);
}

async function usageOf(subcommand: string): Promise<string | null> {
  const file = join(projectDir, 'electron/cli/commands', `${subcommand}.ts`);
  if (!existsSync(file)) return null;
  const exported = (await import(file)) as Readonly<Record<string, Command | ((files: object) => Command)>>;
  const command = exported[`${subcommand}Command`];
  return (typeof command === 'function' ? command({}) : command)?.usage ?? null;
}

function leadsSomewhere(from: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from : join(dirname(from), path);
  if (!existsSync(file)) return false;
  return anchor === undefined || anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
}

describe('both languages', () => {
  test('have the same pages', () => {
    expect(pageNames('es')).toEqual(pageNames('en'));
  });

  test.each(pageNames('en'))('tell the same under the same headings: %s', (name) => {
    const shape = (language: Language): unknown =>
      partsOf(pageText(language, name)).map(({ level, text }) => ({
        level,
        keys: codeOf(text).filter(isKey),
        commands: commandsOf(text),
        bold: boldOf(text).length,
        lines: text.split('\n').filter((line) => /^(\d+\.|-|\|) /.test(line)).length,
        links: all(text, /\]\(([^)#]+)/g).map((target) => target.replace(/-e[ns]\.png$/, '')),
      }));
    expect(shape('es')).toEqual(shape('en'));
  });
});

describe('pictures', () => {
  const pictures = readdirSync(join(handbook, 'pictures'));
  const shown = pages.flatMap(({ language, name }) =>
    all(pageText(language, name), /!\[[^\]]+\]\(\.\.\/pictures\/([^)]+)\)/g),
  );

  test('are each shown, in the language of their page, and no others', () => {
    expect(shown.toSorted()).toEqual(pictures.toSorted());
    for (const { language, name } of pages)
      expect(all(pageText(language, name), /pictures\/[\w-]+-(e[ns])\.png/g).filter((of) => of !== language)).toEqual(
        [],
      );
  });

  test('are small', () => {
    const large = pictures.filter((name) => statSync(join(handbook, 'pictures', name)).size > MOST_PICTURE_BYTES);
    expect(large).toEqual([]);
  });
});
