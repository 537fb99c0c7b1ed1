// Lists in a folder, in Settings: a folder is looked for and chosen, the lists are written by the desk, their age and what is wrong are told there and
// beside the line. [A26]

import { fireEvent, screen, within } from '@testing-library/react';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSettings } from '../../../../renderer/stores/view-store.ts';
import { createFakeDesk } from '../../../support/fake-desk/fake-desk.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const root = mkdtempSync(join(tmpdir(), 'holdfast-list-page-'));
const folder = join(root, 'Downtime');
mkdirSync(folder);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('lists in a folder', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });
  afterEach(() => page.close());

  const open = async (staff: 'rivera' | 'sam', more: { readonly isPractice?: boolean } = {}): Promise<void> => {
    page = await renderPage({ staff, fake: await createFakeDesk({ listPlaces: [root], ...more }) });
    await page.doing(() => page.desk.actions.settings.run());
  };
  const section = () => within(screen.getByRole('main'));
  const press = (name: string | RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(section().getByRole('button', { name })));
  /** The worker takes its own time, whatever the clock of the desk says. */
  const written = async (): Promise<void> => {
    for (let tries = 0; tries < 400; tries += 1) {
      await page.doing(() => page.fake.pass(100));
      if (!(await page.fake.ask('listFiles.view', {})).isWriting) break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await page.doing(() => page.fake.pass(100));
  };
  const choose = async (): Promise<void> => {
    await press('Choose a folder…');
    await press(root);
    await press('Downtime');
    await press('Keep the lists here');
    await written();
  };

  test('those who may not set the desk do not have it', async () => {
    await open('sam');
    expect(screen.queryByRole('button', { name: 'Lists in a folder' })).toBeNull();
  });

  test('a folder is looked for and chosen; then the lists are there, and the page tells how old they are', async () => {
    await open('rivera');
    await page.doing(() => openSettings(page.desk.view, 'lists'));
    expect(section().getByTestId('list-folder').textContent).toBe('None: this desk keeps no lists.');
    await press('Choose a folder…');
    expect(section().getByText('Where is the folder?')).toBeTruthy();
    expect(section().queryByRole('button', { name: 'Keep the lists here' })).toBeNull();
    await press(root);
    await press('Downtime');
    expect(section().getByText(/names and phone numbers are in them/)).toBeTruthy();
    await press('Keep the lists here');
    await written();
    expect(section().getByTestId('list-folder').textContent).toBe(folder);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['pull-list.pdf', 'pull-list.csv', 'lists.csv']));
    expect(section().getByText(/^All as of /)).toBeTruthy();
    expect(section().getByRole('row', { name: /^Hold shelf/ })).toBeTruthy();
    await page.doing(() => fireEvent.change(section().getByLabelText('How often'), { target: { value: '60' } }));
    expect(await page.fake.ask('listFiles.view', {})).toMatchObject({ everyMinutes: 60 });
  });

  test('a folder that is gone is told with the step to take, in Settings and beside the line', async () => {
    await open('rivera');
    await page.doing(() => openSettings(page.desk.view, 'lists'));
    await choose();
    rmSync(folder, { recursive: true });
    await press('Write them now');
    await written();
    expect(section().getByText(/The folder is not there\./)).toBeTruthy();
    expect(section().getByText(/Connect its drive or share again/)).toBeTruthy();
    expect(existsSync(folder)).toBe(false);
    await page.doing(() => page.desk.actions.line.run());
    const drawer = within(screen.getByRole('dialog'));
    expect(drawer.getByText(/The folder is not there\./)).toBeTruthy();
    await page.doing(() => fireEvent.click(drawer.getByRole('button', { name: 'Lists in a folder…' })));
    expect(page.desk.view.getState()).toMatchObject({ screen: 'settings', section: 'lists', overlay: 'none' });
    mkdirSync(folder);
  });

  test('keeping them ends on the page, and the files go', async () => {
    await open('rivera');
    await page.doing(() => openSettings(page.desk.view, 'lists'));
    await choose();
    await press('Keep no lists');
    // The worker removes the lists, then their ages.
    for (let tries = 0; tries < 400 && readdirSync(folder).length > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 25));
    await page.doing(() => page.fake.pass(100));
    expect(section().getByTestId('list-folder').textContent).toBe('None: this desk keeps no lists.');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('files that cannot be removed yet are told with their folder', async () => {
    await open('rivera');
    await page.doing(() => openSettings(page.desk.view, 'lists'));
    await choose();
    rmSync(folder, { recursive: true });
    await press('Keep no lists');
    expect(
      section().getByText(`Lists with names are still to be removed from ${folder}.`, { exact: false }),
    ).toBeTruthy();
    mkdirSync(folder);
  });

  test('practice keeps none', async () => {
    await open('rivera', { isPractice: true });
    expect(await page.fake.call('listFiles.look', { at: null })).toMatchObject({ ok: true });
    const begin = await page.fake.ask('listFiles.look', { at: null });
    const answer = await page.fake.call('listFiles.set', { folder: begin.folders[0]?.id ?? null });
    expect(answer).toMatchObject({ ok: false, error: { code: 'HF-UI-134' } });
  });
});
