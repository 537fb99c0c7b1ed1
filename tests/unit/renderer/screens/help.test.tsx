// F1: the handbook opens at the screen in front, in the language of the desk, and closes to leave everything as it was.

import { fireEvent, screen, within } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HELP_PLACES, type HelpSubject } from '../../../../renderer/features/help/handbook-places.ts';
import { KEYS, type ActionId } from '../../../../renderer/keys/key-map.ts';
import { SCREENS, type ScreenId } from '../../../../renderer/stores/view-store.ts';
import { en } from '../../../../renderer/text/en.ts';
import { es } from '../../../../renderer/text/es.ts';
import { PAGE_IDS, readPage, type Block, type PageId } from '../../../../renderer/features/help/handbook/read-page.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';
import { projectDir } from '../../../support/project-dir.ts';

const SADE = '21310000004421';

const blocksOf = (language: 'en' | 'es', page: PageId): readonly Block[] =>
  readPage(page, readFileSync(join(projectDir, 'docs/handbook', language, `${page}.md`), 'utf8'));
const anchorsOf = (language: 'en' | 'es', page: PageId): readonly string[] =>
  blocksOf(language, page).flatMap((block) => (block.kind === 'heading' ? [block.anchor] : []));

describe('the pages of the handbook', () => {
  test.each(Object.keys(HELP_PLACES) as HelpSubject[])(
    'have a heading for %s, at one place in both languages',
    (subject) => {
      const { page, anchor } = HELP_PLACES[subject];
      const place = anchorsOf('en', page).indexOf(anchor.en);
      expect(place).toBeGreaterThan(0);
      expect(anchorsOf('es', page).indexOf(anchor.es)).toBe(place);
    },
  );

  test('are all read, and every mark in them is one that the desk shows', () => {
    for (const page of PAGE_IDS) expect(blocksOf('es', page).length).toBe(blocksOf('en', page).length);
  });

  test.each(['<b onclick="x()">no</b>', 'a <i>b</i>', '> quoted', '---', '~~struck~~'])('refuse %s', (markdown) => {
    expect(() => readPage('it', markdown)).toThrow('the handbook does not use');
  });

  test('lead out of the handbook by words alone', () => {
    const [block] = readPage('it', '[out](https://example.org) and [in](staff.md#settings)');
    expect(block).toMatchObject({
      words: [
        { kind: 'text', text: 'out' },
        { kind: 'text' },
        { kind: 'link', to: { page: 'staff', anchor: 'settings' } },
      ],
    });
  });
});

// Modules loaded when help is first opened are loaded here: a busy machine takes longer for it than a test waits.
beforeAll(() => import('../../../../renderer/features/help/handbook/handbook.tsx'));

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

const dialog = (): HTMLElement => screen.getByRole('dialog', { name: /^(Help|Ayuda)$/ });

describe('F1', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const help = (): Promise<void> => page.doing(() => page.desk.actions.help.run());
  const here = async (): Promise<string> => {
    await within(dialog()).findByRole('navigation');
    return document.activeElement?.textContent ?? '';
  };

  test.each([
    ['checkout', 'Check out'],
    ['checkin', 'Check in'],
    ['patrons', 'Find a patron or an item'],
    ['work', 'Lists to work down'],
    ['reports', 'Open a shift'],
    ['settings', 'Settings'],
  ] as const)('on %s opens at its heading, which has the focus', async (name, heading) => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo(name));
    await help();
    expect(await here()).toBe(heading);
    await help();
    expect(document.activeElement?.id).toBe('scan-box');
  });

  test('over the fees tells of the fees, and closing it leaves them there', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.actions.fees.run());
    await help();
    expect(await here()).toBe('Fees and payments');
    await page.doing(() => page.desk.actions.close.run());
    expect(screen.getByRole('region', { name: /^Fees of/ })).toBeTruthy();
    await page.doing(() => page.desk.actions.close.run());
    expect(screen.queryByRole('region', { name: /^Fees of/ })).toBeNull();
  });

  test('in the book drop tells of the book drop', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.doing(() => page.desk.actions.bookDrop.run());
    await help();
    expect(await here()).toBe('Book drop');
  });

  test('while use in the house is counted tells of that', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.doing(() => page.desk.actions.inHouse.run());
    await help();
    expect(await here()).toBe('Used in the library');
  });

  test('speaks the language of the desk', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.station.setLanguage('es'));
    await help();
    expect(await here()).toBe('Prestar');
  });

  test('follows links from page to page and goes to the top of a page', async () => {
    page = await renderPage();
    await help();
    await here();
    await page.doing(() => fireEvent.click(within(dialog()).getByRole('button', { name: 'a second person' })));
    expect(await here()).toBe('A second person');
    await page.doing(() => fireEvent.click(within(dialog()).getByRole('button', { name: 'IT' })));
    expect(await here()).toBe('For IT');
  });

  test('a scan closes it and counts', async () => {
    page = await renderPage();
    await help();
    await here();
    await page.scanAndDraw(SADE);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByTestId('answer').textContent).toContain('OKAFOR');
  });
});

describe('the keys beside the handbook', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  /** Names of the keys that help lists on a screen. */
  async function listedOn(name: ScreenId): Promise<string[]> {
    await page.doing(() => page.desk.work.goTo(name));
    await page.doing(() => page.desk.actions.help.run());
    const names = within(dialog())
      .getAllByRole('term')
      .map(({ textContent }) => textContent);
    await page.doing(() => page.desk.actions.help.run());
    return names;
  }

  test.each([
    ['en', en],
    ['es', es],
  ] as const)('are all of them, each on its screen or on every one, in %s', async (language, { action }) => {
    page = await renderPage();
    await page.doing(() => page.desk.station.setLanguage(language));
    const lists: string[][] = [];
    for (const name of SCREENS) lists.push(await listedOn(name));
    for (const list of lists) expect(list).toEqual([...new Set(list)]);
    const wanted = Object.keys(KEYS).map((id) => action[id as ActionId]);
    expect([...new Set(lists.flat())].toSorted()).toEqual(wanted.toSorted());
  });

  test('are on a screen all that would do something there', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    for (const name of SCREENS) {
      const listed = await listedOn(name);
      const ready = (Object.keys(KEYS) as ActionId[]).filter((id) => page.desk.actions[id].isReady());
      const missing = ready.filter((id) => !listed.includes(en.action[id]));
      expect({ name, missing }).toEqual({ name, missing: [] });
    }
  });
});

describe('F1 before anybody is signed in', () => {
  test('tells how to sign in and gives the focus back to the field', async () => {
    const page = await renderPage({ staff: null });
    const name = screen.getByRole('textbox', { name: 'Name' });
    name.focus();
    await page.doing(() => fireEvent.keyDown(window, { key: 'F1' }));
    await within(screen.getByRole('dialog', { name: 'Help' })).findByRole('navigation');
    expect(document.activeElement?.textContent).toBe('Sign in');
    await page.doing(() => fireEvent.keyDown(window, { key: 'Escape' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(name);
    page.close();
  });
});
