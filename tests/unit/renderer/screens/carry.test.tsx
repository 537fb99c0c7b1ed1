// Waiting acts, saved to a file from the screen: the right to it, and the texts before and afterwards.

import { fireEvent, screen, within } from '@testing-library/react';
import { deskId } from '../../../../shared/core/ids.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('the file of unsent acts', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const offline = async (staff: 'sam' | 'rivera' = 'rivera'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.fake.setOffline(true));
    await page.scanAndDraw('21310000004421');
    await page.scanAndDraw('31310000003360');
    await page.doing(() => page.desk.actions.line.run());
  };
  const panel = (): HTMLElement => screen.getByRole('region', { name: 'Waiting to be sent' });
  const press = (name: RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(panel()).getByRole('button', { name })));

  test('is saved to a file after it was said who can read it and where it goes', async () => {
    await offline();
    await press(/Save to a file/);
    expect(panel().textContent).toContain('only the library’s server can read it');
    expect(panel().textContent).toContain('Hand it in at another desk');
    expect(page.files).toEqual([]);
    expect(document.activeElement?.textContent).toMatch(/^Save the file/);
    await press(/Save the file/);
    const [file] = page.files;
    expect(file?.name).toMatch(/^holdfast-main-desk-202612011402\.ndjson$/);
    expect(screen.getByTestId('carried').textContent).toContain(`1 transaction is in ${file?.name}`);
    expect(screen.getByTestId('carried').textContent).toContain('Hand it in at a desk that is online');
  });

  test('is said to be of no use any more once the server has answered all of it', async () => {
    await offline();
    await press(/Save to a file/);
    await press(/Save the file/);
    await page.doing(() => page.fake.setOffline(false));
    expect(screen.getByTestId('carried').textContent).toMatch(/has been answered: delete the file/);
  });

  test('is not saved when Esc goes back', async () => {
    await offline();
    await page.doing(() => page.desk.actions.carry.run());
    await page.doing(() => page.desk.actions.close.run());
    expect(page.desk.carry.store.getState()).toEqual({ kind: 'idle' });
    expect(page.files).toEqual([]);
  });

  test('makes no file when all of it was answered meanwhile', async () => {
    await offline();
    await press(/Save to a file/);
    page.fake.override('ledger.export', async (input, own) => ({ ...(await own(input)), acts: 0 }));
    await press(/Save the file/);
    expect(page.files).toEqual([]);
    expect(screen.getByTestId('carried').textContent).toMatch(/nothing to carry/);
  });

  test('is not offered to whoever does not manage the desk, nor where nothing waits', async () => {
    await offline('sam');
    expect(within(panel()).queryByRole('button')).toBeNull();
    expect(page.desk.actions.carry.isReady()).toBe(false);
    page.close();
    page = await renderPage();
    await page.doing(() => page.desk.actions.line.run());
    expect(page.desk.actions.carry.isReady()).toBe(false);
  });
});

describe('a file of another desk', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const open = async (staff: 'sam' | 'rivera' = 'rivera'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.line.run());
  };
  const bring = async (text: string): Promise<void> => {
    page.brought.push({ name: 'carried.ndjson', text });
    await page.doing(() => page.desk.actions.bring.run());
  };
  /** The other desk's file of two acts that it could not send. */
  const fromElsewhere = async (): Promise<string> => {
    let text = '';
    await page.doing(async () => {
      await page.fake.cutElsewhere();
      for (const item of ['31310000008812', '31310000006638']) await page.fake.elsewhere('circ.checkin', { item });
      ({ text } = await page.fake.elsewhere('ledger.export', {}));
    });
    return text;
  };
  const panel = (): HTMLElement => screen.getByRole('region', { name: 'From another desk' });
  const said = (): string => screen.getByTestId('brought').textContent ?? '';
  const press = (name: RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(panel()).getByRole('button', { name })));

  test('is handed in after it was said how many acts of which desk and of when it holds, and the answers are told', async () => {
    await open();
    await bring(await fromElsewhere());
    expect(panel().textContent).toContain('2 transactions of West desk');
    expect(panel().textContent).toMatch(/Recorded from .*2:02 PM to .*2:02 PM/);
    expect(panel().textContent).toContain('only the server can read what is in it');
    expect(document.activeElement?.textContent).toMatch(/^Hand it in/);
    await press(/Hand it in/);
    expect(said()).toMatch(/The server answered West desk: 2 × .+\.The file can be deleted/);
    expect(page.tones.at(-1)).toBe('done');
  });

  test('that was not taken whole says up to where, why, and what to do', async () => {
    await open();
    page.fake.override('ledger.import', () => ({
      acts: 37,
      outcomes: { applied: 4 },
      own: 0,
      stopped: { why: 'gap', deskId: deskId('desk-2'), seq: 5 },
    }));
    await bring(await fromElsewhere());
    await press(/Hand it in/);
    expect(said()).toMatch(/4 × /);
    expect(screen.getByRole('alert').textContent).toMatch(/^Transactions before 5 are not at the server/);
    expect(said()).not.toContain('can be deleted');
    expect(page.tones.at(-1)).toBe('refused');
  });

  test('of this desk itself is here already and cannot be handed in, and one in clear is to be deleted', async () => {
    await open();
    await page.doing(() => page.fake.setOffline(true));
    await page.doing(() => page.fake.ask('circ.checkin', { item: '31310000008812' }));
    const { text } = await page.fake.ask('ledger.export', {});
    await bring(text);
    expect(panel().textContent).toContain('these transactions are already here');
    expect(within(panel()).queryByRole('button', { name: /Hand it in/ })).toBeNull();
    expect(document.activeElement?.textContent).toMatch(/^Close/);
    await press(/Close/);
    expect(page.desk.bring.store.getState()).toEqual({ kind: 'idle' });
    expect(document.activeElement?.id).toBe('scan-box');
    page.fake.override('ledger.look', async (input, own) => ({ ...(await own(input)), isOwn: false, isSealed: false }));
    page.brought.push({ name: 'old.ndjson', text });
    await press(/Hand in a file/);
    expect(panel().textContent).toContain('it is not sealed: delete it');
  });

  test('that is none, or too large, is refused in words; choosing nothing changes nothing', async () => {
    await open();
    await bring('junk');
    expect(said()).toContain('not a complete file of transactions');
    page.brought.push('too-large');
    await press(/Hand in a file/);
    expect(said()).toContain('larger than any that a desk saves');
    page.brought.push(null);
    await press(/Hand in a file/);
    expect(page.desk.bring.store.getState()).toEqual({ kind: 'idle' });
  });

  test('is not taken from whoever does not manage the desk', async () => {
    await open('sam');
    await bring('junk');
    expect(screen.queryByRole('region', { name: 'From another desk' })).toBeNull();
    expect(page.desk.actions.bring.isReady()).toBe(false);
  });
});
