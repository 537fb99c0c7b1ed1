// Due dates of many loans: found by its words, previewed, changed and taken back as one, by those who may.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('due dates of many loans', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const calls = (name: string) => page.link.calls.filter((call) => call.name === name).map(({ input }) => input);
  const find = async (text: string): Promise<void> => {
    await page.doing(() => page.desk.actions.find.run());
    await page.doing(() =>
      fireEvent.change(screen.getByRole('combobox', { name: /Find/ }), { target: { value: text } }),
    );
  };
  const form = (): HTMLElement => screen.getByRole('form', { name: 'Change due dates' });
  const begin = async (): Promise<void> => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.work.goTo('work'));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Change due dates…' })));
  };
  const look = async (): Promise<void> => {
    // All loans due this year.
    const { zone, today } = page.desk.dueDates.store.getState().choices ?? { zone: '', today: '' };
    expect(zone).not.toBe('');
    await page.doing(() => page.desk.dueDates.change({ to: `${today.slice(0, 4)}-12-31`, move: 'days', days: '7' }));
    await page.doing(() => fireEvent.submit(form()));
  };

  test('Find anything leads there, and says to others who may', async () => {
    page = await renderPage({ staff: 'rivera' });
    await find('semester');
    const row = screen.getByRole('option', { name: /Change due dates/ });
    expect(row.textContent).toContain('Only a night lead or a supervisor may change due dates.');
    await page.doing(() => fireEvent.click(row));
    expect(page.desk.dueDates.store.getState().isOpen).toBe(false);
    page.close();
    page = await renderPage({ staff: 'chen' });
    await find('extend');
    await page.doing(() => fireEvent.click(screen.getByRole('option', { name: /Change due dates/ })));
    expect(form()).toBe(form().ownerDocument.activeElement?.closest('form'));
  });

  test('a preview changes nothing; the change says how many, and one press takes all back', async () => {
    await begin();
    await look();
    const { moves, stays } = page.desk.dueDates.store.getState().preview ?? { moves: 0, stays: 0 };
    expect(moves).toBeGreaterThan(0);
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows.length).toBeGreaterThanOrEqual(moves + stays + 1);
    expect(calls('due.change')).toEqual([]);
    const apply = screen.getByRole('form', { name: /^Change \d+ due dates?$/ });
    const why = within(apply).getByLabelText('Reason for the record');
    expect(why.ownerDocument.activeElement).toBe(why);
    await page.doing(() => fireEvent.submit(apply));
    // Without a reason nothing is changed.
    expect(calls('due.change')).toEqual([]);
    await page.doing(() => fireEvent.change(why, { target: { value: 'The semester was extended' } }));
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: /^Change \d+ due dates?$/ })));
    expect(calls('due.change')).toHaveLength(1);
    const changed = moves === 1 ? '1 due date changed.' : `${moves} due dates changed.`;
    expect(screen.getByText(changed)).toBeTruthy();
    // The key that takes back the last act takes back all of them.
    await page.doing(() => page.desk.actions.undo.run());
    expect(calls('circ.undo')).toEqual([]);
    expect(calls('due.undo')).toHaveLength(1);
    expect(screen.getByText(/back where (it was|they were)\.$/)).toBeTruthy();
    expect(screen.queryByText(changed)).toBeNull();
  });

  test('a change of which a call failed is the same change when it is asked for again, also after another look', async () => {
    await begin();
    await look();
    const apply = (): HTMLElement => screen.getByRole('form', { name: /^Change \d+ due dates?$/ });
    const why = within(apply()).getByLabelText('Reason for the record');
    await page.doing(() => fireEvent.change(why, { target: { value: 'The semester was extended' } }));
    const { batch } = page.desk.dueDates.store.getState().preview ?? { batch: null };
    for (let failed = 0; failed < 2; failed += 1) {
      page.link.loseNext('due.change', 'undone');
      await page.doing(() => fireEvent.submit(apply()));
      expect(page.desk.dueDates.store.getState()).toMatchObject({ going: batch, isBusy: false, progress: null });
      await page.doing(() => fireEvent.submit(form()));
    }
    expect(calls('due.preview').at(-1)).toMatchObject({ batch });
    await page.doing(() => fireEvent.submit(apply()));
    expect(new Set(calls('due.change').map((input) => (input as { batch: string }).batch))).toEqual(new Set([batch]));
    expect(page.desk.dueDates.store.getState()).toMatchObject({ going: null, changed: { batch } });
  });

  test('a changed form is asked anew, and Esc leads back to the list', async () => {
    await begin();
    await look();
    await page.doing(() => fireEvent.change(within(form()).getByLabelText('Item type'), { target: { value: '' } }));
    expect(page.desk.dueDates.store.getState().preview).toBeNull();
    await page.doing(() => fireEvent.keyDown(within(form()).getByLabelText('Item type'), { key: 'Escape' }));
    expect(screen.queryByRole('form', { name: 'Change due dates' })).toBeNull();
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Change due dates…' })));
    expect(page.desk.dueDates.store.getState().form?.days).toBe('7');
  });
});
