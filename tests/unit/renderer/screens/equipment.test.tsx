// Equipment on Work: a day as a grid that is worked by keyboard, a booking for the patron on the desk, and its end.

import { fireEvent, screen, within } from '@testing-library/react';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const OKAFOR = '21310000004421';
const LAPTOP = '33310000000031';

describe('equipment on Work', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await renderPage();
    await page.scanAndDraw(OKAFOR);
    await page.doing(() => page.desk.work.goTo('work'));
    await page.doing(() => page.desk.equipment.begin());
  });

  afterEach(() => page.close());

  const grid = (): HTMLElement => screen.getByTestId('equipment-grid');
  const here = (): string =>
    within(grid())
      .getAllByRole('button')
      .find(({ tabIndex }) => tabIndex === 0)?.ariaLabel ?? '';
  const press = (key: string): Promise<void> =>
    page.doing(() => fireEvent.keyDown(document.activeElement ?? document.body, { key }));
  const spans = (): (string | null)[] =>
    [...grid().querySelectorAll('[data-what]')].map(({ textContent }) => textContent);

  test('shows units, hours and what is out, from the hour that runs', () => {
    expect(
      within(grid())
        .getAllByRole('rowheader')
        .map(({ textContent }) => textContent),
    ).toEqual([expect.stringContaining('Laptop 14'), expect.stringContaining('Laptop 15')]);
    expect(here()).toMatch(new RegExp(`^${LAPTOP}, 2:00 PM: free`));
    expect(spans()).toEqual([expect.stringMatching(/9004$/)]);
    expect(screen.getByText('15 min between patrons · a booking waits 30 min · booked for 72 h at most')).toBeDefined();
  });

  test('arrow keys choose, Enter books for the patron on the desk, and C cancels after a question', async () => {
    await page.doing(() =>
      within(grid())
        .getAllByRole('button')
        .find(({ tabIndex }) => tabIndex === 0)
        ?.focus(),
    );
    await press('ArrowRight');
    expect(here()).toContain('3:00 PM');
    await press('Enter');
    const form = screen.getByRole('form', { name: 'Book' });
    expect(within(form).getByLabelText<HTMLInputElement>('Patron’s card').value).toBe(OKAFOR);
    await page.doing(() => fireEvent.submit(form));
    expect(screen.getByText(/^Booked: Dec 1, 2026 3:00 PM – 5:00 PM/)).toBeDefined();
    expect(spans()).toEqual(expect.arrayContaining([expect.stringMatching(/^OKAF S/)]));
    expect(here()).toContain('booked');
    expect(document.activeElement?.ariaLabel).toBe(here());
    await press('c');
    await page.doing(() => new Promise((resolve) => setTimeout(resolve, 100)));
    const question = screen.getByText(/Cancel the booking of OKAF S/).closest('form');
    await page.doing(() => fireEvent.submit(question ?? document.body));
    expect(screen.getByText(/^Booking canceled/)).toBeDefined();
    expect(spans()).toHaveLength(1);
  });

  test('a booking in focus offers its end as a button', async () => {
    const offered = () => screen.queryByRole('button', { name: 'Cancel booking…' });
    await page.doing(() => page.desk.equipment.book());
    expect(offered()).toBeNull();
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Book' })));
    await page.doing(() => fireEvent.click(offered() ?? document.body));
    expect(screen.getByText(/Cancel the booking of OKAF S/)).toBeDefined();
    expect(screen.getByRole('button', { name: 'Keep it' })).toBeDefined();
    await press('Escape');
    expect(screen.queryByText(/Cancel the booking of OKAF S/)).toBeNull();
    expect(spans()).toHaveLength(2);
  });

  test('a booking is moved from its row of the list: its form opens at its times, and sends which booking it takes the place of', async () => {
    await page.doing(() => page.desk.equipment.book());
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Book' })));
    await page.doing(() => page.desk.equipment.close());
    await page.doing(() => page.desk.lists.openList('equipment-bookings'));
    const row = page.desk.lists.store.getState().view?.rows.find(({ acts }) => acts.some(({ key }) => key === 'M'));
    if (row === undefined) throw new Error('nothing is booked');
    await page.doing(() => page.desk.lists.act(row, 'placeBooking'));
    const form = screen.getByRole('form', { name: 'Move booking' });
    await page.doing(() =>
      page.desk.equipment.change({ to: page.desk.equipment.store.getState().form?.to.replace('16:', '17:') ?? '' }),
    );
    await page.doing(() => fireEvent.submit(form));
    const placed = page.link.calls.filter(({ name }) => name === 'booking.place').map(({ input }) => input);
    expect(placed.at(-1)).toMatchObject({ moves: row.names['bookingId'], patron: OKAFOR });
    expect(screen.getByText(/^Booked: Dec 1, 2026 2:00 PM – 5:00 PM/)).toBeDefined();
    expect(spans().filter((label) => label?.startsWith('OKAF S'))).toHaveLength(1);
  });

  test('a card that is scanned into the form of a booking is that of its patron', async () => {
    await page.doing(() => page.desk.equipment.book());
    const card = screen.getByLabelText<HTMLInputElement>('Patron’s card');
    expect(document.activeElement).toBe(card);
    await page.doing(() => strikeScan('21310000001187'));
    expect(card.value).toBe('21310000001187');
    expect(page.desk.view.getState().screen).toBe('work');
  });

  test('a refusal says when one is free, and typed fields stay', async () => {
    await page.doing(() => page.desk.equipment.goTo({ unit: 1, hour: page.desk.equipment.store.getState().at.hour }));
    await page.doing(() => page.desk.equipment.book());
    await page.doing(() => page.desk.equipment.send());
    expect(screen.getByRole('alert').textContent).toMatch(/the next is free: Dec 1, 2026 \d/);
    expect(screen.getByRole('form', { name: 'Book' })).toBeDefined();
  });
});
