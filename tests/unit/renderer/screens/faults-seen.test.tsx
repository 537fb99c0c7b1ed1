// Faults that people met at the desk, each gone and kept gone.

import { fireEvent, screen, within } from '@testing-library/react';
import type { CirculationAnswer } from '../../../../shared/views/circulation.ts';
import type { Entry } from '../../../../renderer/stores/work/work-state.ts';
import { MINUTE_MS } from '../../../../shared/core/instant.ts';
import { FAKE_LOANS } from '../../../support/fake-desk/fake-data.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const PATRON = '21310000004421';
const ON_LOAN_TO_ANOTHER = FAKE_LOANS[2]?.[1] ?? '';
const HELD = '31310000009971';
const OVERSTORY = '31310000008812';

describe('faults that people met', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const answer = (): HTMLElement => screen.getByTestId('answer');
  const buttons = (): readonly string[] =>
    within(answer())
      .getAllByRole('button')
      .map((one) => one.textContent);
  const run = (id: keyof DrawnPage['desk']['actions']): Promise<void> => page.doing(() => page.desk.actions[id].run());

  const reason = (code: string): CirculationAnswer['reasons'][number] => ({
    code,
    effect: 'override',
    text: `Said of ${code}.`,
    params: {},
    right: 'override-item',
    mayOverride: true,
    overridden: false,
  });

  /** Its state goes with what is put beside it. */
  const parseEntry = (value: unknown) => value as Entry;
  /** The newest entry as if these reasons had been given. */
  const refuse = (codes: readonly string[], change: Partial<Entry> = {}): Promise<void> =>
    page.doing(() =>
      page.desk.work.store.setState(({ entries }) => ({
        entries: entries.map((entry, at) =>
          at !== 0 || entry.answer === null
            ? entry
            : parseEntry({
                ...entry,
                state: 'ask',
                ...change,
                answer: { ...entry.answer, decision: 'needs-override', reasons: codes.map(reason) },
              }),
        ),
      })),
    );

  test('the answer never hides one reason behind a line that takes the same room', async () => {
    page = await renderPage();
    await page.scanAndDraw(PATRON);
    await page.scanAndDraw(OVERSTORY);
    await refuse(['A', 'B', 'C']);
    expect(answer().textContent).toMatch(/Said of A.*Said of B.*Said of C/);
    await refuse(['A', 'B', 'C', 'D', 'E', 'F']);
    expect(answer().textContent).toMatch(/Said of A.*Said of B.*Said of C.*Said of D.*Said of E.*Said of F/);
    expect(answer().querySelector('[data-columns]')?.getAttribute('data-columns')).toBe('2');
  });

  test('out of the book drop, “Not checked in” stands above the item that was not', async () => {
    page = await renderPage();
    await run('checkin');
    await run('bookDrop');
    await page.scanAndDraw(HELD);
    const taken = page.desk.work.store.getState().entries[0];
    await page.scanAndDraw(OVERSTORY);
    expect(taken?.state).toBe('done');
    expect(answer().textContent).toMatch(/^Not checked inThe Overstory/);
    expect(answer().textContent).toContain(`Put away “${taken?.title}” first: it was checked in`);
  });

  test('of an item that is out, lending it again is the last thing offered', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.desk.work.showItem(ON_LOAN_TO_ANOTHER));
    expect(buttons()[0]).toContain('Check in');
    // The way to the record stands at the end of every answer.
    expect(buttons().at(-2)).toContain('Check out');
    await page.scanAndDraw(PATRON);
    await page.doing(() => page.desk.work.showItem(ON_LOAN_TO_ANOTHER));
    expect(buttons()[0]).not.toContain('Check out');
  });

  test('renewals of Renew all are taken back by one Undo', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.scanAndDraw(PATRON);
    await run('renewAll');
    const renewed = (): readonly Entry[] =>
      page.desk.work.store.getState().entries.filter(({ act, state }) => act === 'renew' && state === 'done');
    const count = renewed().length;
    expect(count).toBeGreaterThan(1);
    await run('undo');
    expect(renewed()).toEqual([]);
    expect(answer().textContent).toContain(`${count} renewals undone`);
    expect(page.link.calls.filter(({ name }) => name === 'circ.undo')).toHaveLength(count);
  });

  test('a renewal that would gain nothing is no refusal', async () => {
    page = await renderPage();
    await page.scanAndDraw(PATRON);
    await page.scanAndDraw(OVERSTORY);
    await refuse(['RENEW_NO_GAIN'], { act: 'renew' });
    expect(answer().dataset['tone']).toBe('calm');
    expect(answer().textContent).toContain('Already due as late as possible');
  });

  describe('the lock', () => {
    const name = (): string => screen.getByLabelText<HTMLInputElement>('Name').value;

    test('keeps the name for a person who is back at once, and asks for it after half a minute', async () => {
      page = await renderPage();
      await run('lock');
      expect(name()).toBe('rivera');
      expect(document.activeElement).toBe(screen.getByLabelText('PIN'));
      await page.doing(() => page.clock.advance(31_000));
      expect(name()).toBe('');
      expect(document.activeElement).toBe(screen.getByLabelText('Name'));
    });

    test('takes nothing from a person who has begun to type', async () => {
      page = await renderPage();
      await run('lock');
      await page.doing(() => fireEvent.change(screen.getByLabelText('PIN'), { target: { value: '22' } }));
      await page.doing(() => page.clock.advance(31_000));
      expect(name()).toBe('rivera');
    });

    test('a page that opens begins with the name, whoever was here last', async () => {
      page = await renderPage();
      await page.doing(() => page.desk.station.signOut());
      expect(name()).toBe('');
    });
  });

  test('students are shown no report that is closed to them: their place holds the shift', async () => {
    page = await renderPage({ staff: 'sam' });
    await run('reports');
    const parts = (): string => screen.getByRole('navigation', { name: 'Shift & reports' }).textContent;
    expect(parts()).toContain('ShiftOpen a shift');
    expect(parts()).not.toMatch(/report|audit/i);
    expect(screen.getByRole('button', { name: /^Open the shift/ })).toBeTruthy();
    page.close();
    page = await renderPage({ staff: 'chen' });
    await run('reports');
    expect(parts()).toContain('Use report');
  });

  test('ages grow while nobody touches anything', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.doing(() => page.fake.setExceptions(true));
    await run('work');
    page.desk.settings.setState({ locksAfterMin: 0 });
    const said = (): string => screen.getAllByTestId('exception')[0]?.textContent ?? '';
    const before = said();
    await page.doing(() => page.clock.advance(42 * MINUTE_MS));
    expect(said()).not.toBe(before);
  });
});
