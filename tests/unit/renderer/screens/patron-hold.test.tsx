// A hold from the patron's panel: a title is found during typing, chosen by keys, and the answer says the place in the
// queue.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';

describe('a hold for the patron on the desk', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const placed = () => page.link.calls.filter(({ name }) => name === 'hold.place').map(({ input }) => input);
  const box = (): HTMLElement => screen.getByRole('textbox', { name: 'Title to hold' });
  const find = async (text: string): Promise<void> => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.actions.placeHold.run());
    expect(document.activeElement).toBe(box());
    await page.doing(() => fireEvent.change(box(), { target: { value: text } }));
  };
  const form = (name: string): HTMLElement => screen.getByRole('form', { name });

  test('by keyboard alone: found, chosen, placed, with the place in the queue before and after', async () => {
    await find('overstory');
    const hits = within(screen.getByRole('list', { name: 'Titles found' })).getAllByRole('button');
    expect(hits[0]?.textContent).toMatch(/place \d+ in the queue/);
    await page.doing(() => fireEvent.keyDown(box(), { key: 'ArrowDown' }));
    await page.doing(() => fireEvent.submit(form('Title to hold')));
    expect(document.activeElement).toBe(screen.getByLabelText('Pickup at'));
    await page.doing(() => fireEvent.keyDown(screen.getByLabelText('Pickup at'), { key: 'Enter' }));
    expect(placed()).toMatchObject([{ patron: SADE, pickup: expect.any(String) }]);
    expect(screen.getByTestId('hold-for').textContent).toMatch(/Hold placed for .* · place \d+ in the queue/);
    // The next title can be typed at once.
    expect(box()).toBeTruthy();
  });

  test('Enter chooses the only title that was found, and says how to choose among several', async () => {
    await find('the');
    expect(within(screen.getByRole('list', { name: 'Titles found' })).getAllByRole('button').length).toBeGreaterThan(1);
    await page.doing(() => fireEvent.submit(form('Title to hold')));
    expect(within(form('Title to hold')).getByRole('alert').textContent).toMatch(/arrow down/);
    await page.doing(() => fireEvent.change(box(), { target: { value: 'overstory' } }));
    expect(within(form('Title to hold')).queryByRole('alert')).toBeNull();
    await page.doing(() => fireEvent.submit(form('Title to hold')));
    expect(document.activeElement).toBe(screen.getByLabelText('Pickup at'));
  });

  test('once it is placed nothing is written, and the patron closes as ever', async () => {
    await find('overstory');
    // While something is typed the patron stays.
    await page.doing(() => page.clock.advance(100_000));
    expect(page.desk.work.store.getState().patron).not.toBeNull();
    await page.doing(() => fireEvent.keyDown(box(), { key: 'ArrowDown' }));
    await page.doing(() => fireEvent.submit(form('Title to hold')));
    await page.doing(() => fireEvent.keyDown(screen.getByLabelText('Pickup at'), { key: 'Enter' }));
    expect(screen.getByTestId('hold-for').textContent).toMatch(/Hold placed for /);
    await page.doing(() => page.clock.advance(100_000));
    expect(page.desk.work.store.getState().patron).toBeNull();
  });

  test('one copy is held where that was chosen', async () => {
    await find('sweetgrass');
    await page.doing(() => fireEvent.click(within(screen.getByTestId('hold-for')).getAllByRole('button')[0] ?? box()));
    const copies = within(screen.getByLabelText('Copy')).getAllByRole<HTMLOptionElement>('option');
    const barcode = copies[1]?.value ?? '';
    expect(barcode).not.toBe('');
    await page.doing(() => fireEvent.change(screen.getByLabelText('Copy'), { target: { value: barcode } }));
    await page.doing(() => fireEvent.submit(form('Place hold')));
    expect(placed()).toMatchObject([{ patron: SADE, target: barcode }]);
  });

  test('a copy that is out may be recalled for the hold, saying what its borrower will see', async () => {
    page = await renderPage({ staff: 'chen' });
    const asked: string[] = [];
    page.fake.override('hold.canRecall', ({ item }) => {
      asked.push(item);
      return Promise.resolve({ may: true, whyNot: null, told: 'Due Dec 8 instead of Dec 15' });
    });
    await page.scanAndDraw('21310000009004');
    await page.scanAndDraw('31310000008812');
    await page.doing(() => page.desk.work.closePatron());
    await page.scanAndDraw(SADE);
    await page.doing(() => page.desk.actions.placeHold.run());
    await page.doing(() => fireEvent.change(box(), { target: { value: 'overstory' } }));
    await page.doing(() => fireEvent.keyDown(box(), { key: 'ArrowDown' }));
    await page.doing(() => fireEvent.submit(form('Title to hold')));
    await page.doing(() => fireEvent.submit(form('Place hold')));
    expect(asked).toEqual(['31310000008812']);
    expect(screen.getByTestId('hold-for').textContent).toContain('Due Dec 8 instead of Dec 15');
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Recall the copy that is out' })));
    expect(page.link.calls.filter(({ name }) => name === 'hold.recall')).toHaveLength(1);
  });

  test('Esc goes back a step, and another patron finds nothing of it', async () => {
    await find('sweetgrass');
    await page.doing(() => fireEvent.click(within(screen.getByTestId('hold-for')).getAllByRole('button')[0] ?? box()));
    await page.doing(() => fireEvent.keyDown(screen.getByLabelText('Pickup at'), { key: 'Escape' }));
    expect((box() as HTMLInputElement).value).toBe('sweetgrass');
    await page.doing(() => fireEvent.keyDown(box(), { key: 'Escape' }));
    expect(screen.queryByTestId('hold-for')).toBeNull();
    expect(page.desk.work.store.getState().patron).not.toBeNull();
    await page.doing(() => page.desk.actions.placeHold.run());
    expect((box() as HTMLInputElement).value).toBe('sweetgrass');
    await page.doing(() => page.desk.work.closePatron());
    expect(page.desk.patronHold.store.getState().text).toBe('');
  });
});
