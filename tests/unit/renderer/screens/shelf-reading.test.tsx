// Inventory as a mode of Check in: the range begins with the first copy, each scan shows its standing, missing copies are marked, and Esc ends it.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

/** On Stacks 3 of Main, in the order of their call numbers. */
const PEDAGOGY = '31310000003360';
const OVERSTORY = '31310000008812';
const SPRING = '31310000006638';
const BIRDS = '31310000002251';
/** On loan, in question, and on another shelf. */
const CIRCE = '31310000001204';
const WALDEN = '32310000004011';
const MOONLIGHT = '35310000000707';

describe('inventory on Check in', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.doing(() => page.desk.actions.inventory.run());
  });

  afterEach(() => page.close());

  const answer = (): HTMLElement => screen.getByTestId('answer');
  const banner = (): HTMLElement => screen.getByTestId('inventory');
  const scan = (code: string): Promise<void> => page.scanAndDraw(code);
  const findings = (): (string | undefined)[][] =>
    page.desk.shelf.store.getState().rows.map(({ answer: { item }, standing }) => [item.barcode, standing]);
  const sent = (name: string): readonly unknown[] =>
    page.link.calls.filter((call) => call.name === name).map(({ input }) => input);
  const escape = (): Promise<void> => page.doing(() => page.desk.actions.close.run());

  test('begins with the first copy scanned, records sightings and checks nothing in', async () => {
    expect(banner().textContent).toContain('Scan the first item on the shelf');
    await scan(PEDAGOGY);
    expect(banner().textContent).toContain('Stacks 3, from LB880.F73 P4313 2018 on');
    expect(answer().dataset['state']).toBe('in-order');
    await scan(OVERSTORY);
    await scan(SPRING);
    expect(findings().map(([, standing]) => standing)).toEqual(['in-order', 'in-order', 'in-order']);
    expect(sent('item.seen')).toHaveLength(3);
    expect(sent('circ.checkin')).toEqual([]);
    expect(screen.getByTestId('shelf-progress').textContent).toBe('Seen: 3');
  });

  test('a copy is one call, what is none is looked up, and a row that stands as before is not another', async () => {
    await scan(PEDAGOGY);
    const [first] = page.desk.shelf.store.getState().rows;
    await scan(OVERSTORY);
    expect(sent('scan.resolve')).toEqual([]);
    expect(page.desk.shelf.store.getState().rows[1]).toBe(first);
    await scan('21310000004421');
    expect(sent('scan.resolve')).toHaveLength(1);
    expect(answer().textContent).toMatch(/card/i);
    expect(findings()).toHaveLength(2);
  });

  test('says of a copy out of order between which it belongs, also when a later scan tells it', async () => {
    for (const code of [PEDAGOGY, BIRDS, OVERSTORY]) await scan(code);
    expect(answer().textContent).toContain('Misplaced before it: A Field Guide to Western Birds');
    await scan(SPRING);
    expect(answer().textContent).not.toContain('Misplaced before it');
    expect(findings()).toEqual([
      [SPRING, 'in-order'],
      [OVERSTORY, 'in-order'],
      [BIRDS, 'misplaced'],
      [PEDAGOGY, 'in-order'],
    ]);
    const [, , row] = page.desk.shelf.store.getState().rows;
    expect(row?.after).toMatch(/^QK1 /);
    await scan(PEDAGOGY);
    expect(answer().textContent).toContain('Misplaced');
    expect(answer().textContent).toMatch(/Belongs before /);
    // Put where it belongs and scanned there, a copy is in order.
    await scan(BIRDS);
    expect(answer().dataset['state']).toBe('in-order');
  });

  test('of a copy that must not stand here it is told why, and it is checked in from there', async () => {
    await scan(PEDAGOGY);
    await scan(CIRCE);
    expect(answer().textContent).toMatch(/Should not be here.*On loan, due .*Check it in\./);
    await scan(MOONLIGHT);
    expect(answer().textContent).toContain('Belongs in Media. Put it on its cart.');
    expect(within(answer()).queryByRole('button', { name: 'Check in' })).toBeNull();
    await scan(WALDEN);
    expect(answer().textContent).toContain('Two desks disagree');
    await page.doing(() => fireEvent.click(within(answer()).getByRole('button', { name: 'Check in' })));
    expect(sent('circ.checkin')).toEqual([{ item: WALDEN }]);
    expect(answer().dataset['act']).toBe('checkin');
    await scan(SPRING);
    expect(answer().dataset['state']).toBe('in-order');
    await scan('no such code at all');
    expect(answer().textContent).toContain('no such code at all');
  });

  test('a misplaced copy is put right, and one of another shelf goes on its cart, each in one press', async () => {
    for (const code of [PEDAGOGY, BIRDS, SPRING, MOONLIGHT]) await scan(code);
    await page.doing(() => fireEvent.click(within(answer()).getByRole('button', { name: 'To its cart' })));
    expect(answer().textContent).toContain('Cart: Media');
    expect(within(answer()).queryByRole('button')).toBeNull();
    const row = page.desk.shelf.store.getState().rows.find(({ standing }) => standing === 'misplaced');
    await page.doing(() => page.desk.shelf.putRight(row?.answer.item.barcode ?? ''));
    const table = screen.getByRole('table', { name: 'Scanned' });
    expect(within(table).getByText('Put where it belongs')).toBeDefined();
    expect(sent('item.seen').slice(-2)).toEqual([
      expect.objectContaining({ barcode: MOONLIGHT, toCart: true }),
      expect.objectContaining({ barcode: row?.answer.item.barcode, toCart: false }),
    ]);
    expect(sent('circ.checkin')).toEqual([]);
  });

  test('a chosen range says how much was seen, and what was not is marked missing, one or all', async () => {
    await page.doing(() => fireEvent.click(within(banner()).getByRole('button', { name: 'Choose range' })));
    const form = screen.getByRole('form', { name: 'Choose range' });
    const places = within(form).getByLabelText<HTMLSelectElement>('Location');
    const stacks = [...places.options].find(({ text }) => text === 'Stacks 3');
    fireEvent.change(places, { target: { value: stacks?.value } });
    fireEvent.change(within(form).getByLabelText('From call number'), { target: { value: 'PS' } });
    fireEvent.change(within(form).getByLabelText('To call number'), { target: { value: 'QL' } });
    await page.doing(() => fireEvent.submit(form));
    expect(banner().textContent).toContain('Stacks 3: PS to QL');
    expect(screen.getByTestId('shelf-progress').textContent).toMatch(/^0 of \d+ seen$/);
    await scan(SPRING);
    expect(screen.getByTestId('shelf-progress').textContent).toMatch(/^1 of \d+ seen$/);
    await page.doing(() => fireEvent.click(screen.getByRole('tab', { name: /Missing from the shelf/ })));
    const missing = page.desk.shelf.store.getState().missing?.rows.map(({ names }) => names['barcode']) ?? [];
    expect(missing).toContain(OVERSTORY);
    expect(missing).not.toContain(SPRING);
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: /missing…$/ })));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: /^Mark missing/ })));
    expect(page.desk.shelf.store.getState().missing?.rows).toEqual([]);
    // Scanned after all, it is found.
    await scan(OVERSTORY);
    expect(answer().textContent).toContain('It was missing. It is available again.');
  });

  test('Undo takes the last sighting back, and Esc ends the mode', async () => {
    await scan(PEDAGOGY);
    await scan(SPRING);
    await page.doing(() => page.desk.actions.undo.run());
    expect(findings()).toEqual([[PEDAGOGY, 'in-order']]);
    expect(sent('circ.undo')).toHaveLength(1);
    await escape();
    expect(screen.queryByTestId('inventory')).toBeNull();
    await scan(SPRING);
    expect(sent('circ.checkin')).toEqual([{ item: SPRING }]);
  });

  test('is there after a reload, with its range', async () => {
    await scan(PEDAGOGY);
    page.close();
    page = await renderPage();
    await page.doing(() => undefined);
    expect(banner().textContent).toContain('Stacks 3, from LB880.F73 P4313 2018 on');
    await scan(SPRING);
    expect(answer().dataset['state']).toBe('in-order');
  });

  test('with a name the range is an inventory of the branch, which is joined again and finished for all', async () => {
    const choose = () =>
      page.doing(() => fireEvent.click(within(banner()).getByRole('button', { name: 'Choose range' })));
    await choose();
    const form = screen.getByRole('form', { name: 'Choose range' });
    const places = within(form).getByLabelText<HTMLSelectElement>('Location');
    const stacks = [...places.options].find(({ text }) => text === 'Stacks 3');
    fireEvent.change(places, { target: { value: stacks?.value } });
    fireEvent.change(within(form).getByLabelText('From call number'), { target: { value: 'PS' } });
    fireEvent.change(within(form).getByLabelText('To call number'), { target: { value: 'QL' } });
    fireEvent.change(within(form).getByLabelText('Name'), { target: { value: 'Spring reading' } });
    await page.doing(() => fireEvent.submit(form));
    expect(banner().textContent).toContain('Spring reading · Stacks 3: PS to QL');
    await scan(SPRING);
    // Left, and joined again, as from another desk.
    await escape();
    await page.doing(() => page.desk.actions.inventory.run());
    await choose();
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: /^Spring reading · 1 \/ \d+$/ })));
    expect(screen.getByTestId('shelf-progress').textContent).toMatch(/^1 of \d+ seen$/);
    expect(screen.getByTestId('shelf-readers').textContent).toMatch(/1$/);
    await page.doing(() => fireEvent.click(within(banner()).getByRole('button', { name: 'Report as PDF' })));
    expect(page.files.map(({ name }) => name)).toEqual([expect.stringMatching(/inventory-report.*\.pdf$/)]);
    await page.doing(() => fireEvent.click(within(banner()).getByRole('button', { name: 'Finish…' })));
    await page.doing(() => fireEvent.click(within(banner()).getByRole('button', { name: 'Finish for everyone' })));
    expect(screen.queryByTestId('inventory')).toBeNull();
    expect(sent('inventory.end')).toHaveLength(1);
  });
});
