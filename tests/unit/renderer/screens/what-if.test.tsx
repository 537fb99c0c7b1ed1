// "What would happen?": with the right, for any patron, item and moment; nothing is recorded, and nothing stays for the
// next person.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';

const CIRCE = '31310000001204';
const SADE = '21310000004421';
const OVERSTORY = '31310000008812';
/** Refused to all but its next reader. */
const HELD = '31310000009989';
const OUT_TO_ANOTHER = '31310000004417';
const ISBN = '9780393635522';

describe('the What-if dialog', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });

  afterEach(() => page.close());

  const open = (): Promise<void> => page.doing(() => page.desk.actions.whatIf.run());
  const dialog = (): HTMLElement => screen.getByRole('dialog', { name: 'What would happen?' });
  const scan = (code: string): Promise<void> => page.doing(() => strikeScan(code));
  const answer = (): string => screen.getByTestId('what-if-answer').textContent ?? '';
  const picked = (side: 'patron' | 'item'): string => screen.getByTestId(`what-if-${side}`).textContent ?? '';
  const box = (name: string): HTMLElement => within(dialog()).getByRole('combobox', { name });
  const type = (name: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(box(name), { target: { value } }));
  const choose = (part: string, value: number): Promise<void> =>
    page.doing(() =>
      fireEvent.change(within(dialog()).getByRole('combobox', { name: part }), { target: { value: String(value) } }),
    );
  const asked = (): readonly unknown[] =>
    page.link.calls.filter(({ name }) => name === 'rules.explain').map(({ input }) => input);
  const isOpen = (): boolean => page.desk.view.getState().overlay === 'what-if';

  test('scans are the question, in any order, and are no acts', async () => {
    page = await renderPage();
    await open();
    expect(dialog().textContent).toContain('what you scan here is not checked out');
    await scan(OVERSTORY);
    await scan(SADE);
    expect(answer()).toMatch(/Would be checked out · due Tue, Dec 15.*The Overstory · OKAFOR, Sade · now/);
    expect(page.fake.state.acts).toEqual([]);
    expect(page.desk.work.store.getState().patron).toBeNull();
    expect(page.tones).toEqual(['card', 'card']);
  });

  test('of an item that the patron already has, it says whether it renews', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await open();
    await scan(CIRCE);
    expect(answer()).toMatch(/Would be renewed · due Tue, Dec 15This patron already has it/);
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(answer()).toMatch(/Se renovaría · vence mar, 15 de dic/);
  });

  test('another scan changes the question', async () => {
    page = await renderPage();
    await open();
    await scan(SADE);
    await scan(OVERSTORY);
    await scan(HELD);
    expect(answer()).toMatch(/Would need an override/);
    expect(asked().at(-1)).toEqual({ patron: SADE, item: HELD });
  });

  test('the moment is on the clock of the branch; emptied, it is now', async () => {
    page = await renderPage();
    await open();
    await scan(SADE);
    await scan(OVERSTORY);
    await choose('Day', 20);
    await choose('Hour', 18);
    await choose('Minute', 30);
    expect(asked().at(-1)).toEqual({ patron: SADE, item: OVERSTORY, at: '2026-12-21T02:30:00Z' });
    expect(answer()).toMatch(/OKAFOR, Sade · Sun, Dec 20, 6:30 PM/);
    await page.doing(() => fireEvent.click(within(dialog()).getByRole('button', { name: 'Now' })));
    expect(asked().at(-1)).toEqual({ patron: SADE, item: OVERSTORY });
  });

  test('the moment is chosen in the language of the desk, and its zone is told', async () => {
    page = await renderPage();
    await open();
    const shown = (): HTMLElement => screen.getByRole('dialog');
    const parts = (): readonly (string | null)[] =>
      [...shown().querySelectorAll('select')].map((part) => part.getAttribute('aria-label'));
    expect(parts()).toEqual(['Month', 'Day', 'Year', 'Hour', 'Minute']);
    expect(shown().textContent).toMatch(/on the clock of .+ \(Pacific Time\)/);
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(parts()).toEqual(['Día', 'Mes', 'Año', 'Hora', 'Minuto']);
    expect(shown().textContent).toMatch(/\(hora del Pacífico\)/);
  });

  test('a name is found as somebody types, chosen by keys; the focus goes on to the item', async () => {
    page = await renderPage();
    await open();
    expect(document.activeElement).toBe(box('Patron'));
    const press = (key: string) => page.doing(() => fireEvent.keyDown(box('Patron'), { key }));
    await type('Patron', 'ok');
    await press('ArrowDown');
    await press('ArrowDown');
    await press('Enter');
    expect(picked('patron')).toContain('OKAZAKI, Yuki');
    expect(document.activeElement).toBe(box('Item'));
  });

  test('the first match is not chosen by itself; a sole exact match is', async () => {
    page = await renderPage();
    await open();
    const enter = () => page.doing(() => fireEvent.keyDown(box('Patron'), { key: 'Enter' }));
    const list = () => within(within(dialog()).getByRole('listbox'));
    const chosen = () => list().queryAllByRole('option', { selected: true });
    await type('Patron', 'ok');
    expect(list().getAllByRole('option').length).toBeGreaterThan(1);
    expect(chosen()).toEqual([]);
    await enter();
    expect(dialog().textContent).toContain('Nothing is selected');
    expect(box('Patron')).toBeTruthy();
    await type('Patron', SADE.slice(-4));
    expect(chosen()).toHaveLength(1);
    await enter();
    expect(picked('patron')).toContain('OKAFOR, Sade');
  });

  test('a whole code typed into the wrong box is taken for what it is', async () => {
    page = await renderPage();
    await open();
    await type('Item', SADE);
    await page.doing(() => fireEvent.keyDown(box('Item'), { key: 'Enter' }));
    expect(picked('patron')).toContain('OKAFOR, Sade');
  });

  test.each([
    [ISBN, /is the book’s ISBN/],
    ['59999999999999', /looks misread/],
    ['zzzz', /Nothing here has the code “zzzz”/],
  ])('%s leads to nothing and says so', async (text, says) => {
    page = await renderPage();
    await open();
    await type('Item', text);
    await page.doing(() => fireEvent.keyDown(box('Item'), { key: 'Enter' }));
    expect(dialog().textContent).toMatch(says);
    expect(asked()).toEqual([]);
  });

  test('a card that nobody knows is asked about all the same', async () => {
    page = await renderPage();
    await open();
    await scan('21399999999999');
    await scan(OVERSTORY);
    expect(answer()).toMatch(/Would be checked out with name, phone and ID/);
    expect(picked('patron')).toContain('21399999999999');
  });

  test('an item lent to another patron is answered as the desk goes about it', async () => {
    page = await renderPage();
    await open();
    await scan(SADE);
    await scan(OUT_TO_ANOTHER);
    expect(answer()).toMatch(/Would be checked in first, then checked out · then due .*On loan to another patron/);
  });

  test('a scan that leads to nothing takes the answer away, and what it was to replace', async () => {
    page = await renderPage();
    await open();
    await scan(SADE);
    await scan(OVERSTORY);
    await scan(ISBN);
    expect(answer()).not.toMatch(/Would be/);
    expect(dialog().textContent).toMatch(/is the book’s ISBN/);
    expect(box('Item')).toBeTruthy();
    await scan(OVERSTORY);
    expect(answer()).toMatch(/Would be checked out · due/);
  });

  test('a time that is past is no question, and says so', async () => {
    page = await renderPage();
    await open();
    await scan(SADE);
    await scan(OVERSTORY);
    const before = asked().length;
    await choose('Hour', 0);
    expect(dialog().textContent).toContain('That time is past.');
    expect(answer()).toBe('Past times cannot be answered.');
    expect(asked()).toHaveLength(before);
  });

  test.each([
    [14, 3, /there is no such time\. Answered for 3:30 AM\./],
    [7, 11, /shows 1:30 AM twice\. Answered for the first\./],
  ])('on the night of the %d, the clock is changed, and that is told', async (day, month, says) => {
    page = await renderPage();
    await open();
    await choose('Year', 2027);
    await choose('Month', month);
    await choose('Day', day);
    await choose('Hour', month === 3 ? 2 : 1);
    await choose('Minute', 30);
    expect(dialog().textContent).toMatch(says);
    await choose('Hour', 12);
    expect(dialog().textContent).not.toMatch(says);
  });

  test('shows the whole trace', async () => {
    page = await renderPage();
    await open();
    await scan(SADE);
    await scan(OVERSTORY);
    const titles = within(screen.getByTestId('what-if-answer'))
      .getAllByRole('heading')
      .map(({ textContent }) => textContent);
    expect(titles).toEqual([
      'Rule that decided',
      'Due date, step by step',
      'Limits',
      'Rules that did not match, nearest first',
      'How old the data was',
    ]);
  });

  test('from Why? it begins with the act that is explained', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.desk.actions.why.run());
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: /What if at another time/ })));
    expect([picked('patron'), picked('item')]).toEqual([
      expect.stringContaining('OKAFOR, Sade'),
      expect.stringContaining('The Overstory'),
    ]);
  });

  test('by its key it begins with the patron on the desk and what was refused', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(HELD);
    await open();
    expect(asked().at(-1)).toEqual({ patron: SADE, item: HELD });
    await open();
    expect(isOpen()).toBe(false);
  });

  test('an item that went out is not asked about again', async () => {
    page = await renderPage();
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    await open();
    expect(picked('patron')).toContain('OKAFOR, Sade');
    expect(document.activeElement).toBe(box('Item'));
  });

  test.each(['rivera', 'sam'] as const)('the keys of %s list it, and so does Find anything', async (staff) => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.help.run());
    expect(screen.getByRole('dialog', { name: 'Help' }).textContent).toContain('What would happen…');
    await page.doing(() => page.desk.actions.find.run());
    expect(screen.getByRole('dialog', { name: 'Find anything' }).textContent).toContain('What would happen…');
  });

  test('a student assistant is told who may, and a scan is an act all the same', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.scanAndDraw(SADE);
    await page.scanAndDraw(OVERSTORY);
    await page.doing(() => page.desk.actions.why.run());
    expect(screen.queryByRole('button', { name: /What if at another time/ })).toBeNull();
    await open();
    expect(dialog().textContent).toContain('needs desk staff, a night lead or a supervisor');
    expect(within(dialog()).queryByRole('combobox')).toBeNull();
    await scan('21310000007730');
    expect(isOpen()).toBe(false);
    expect(page.desk.work.store.getState().patron?.card).toBe('21310000007730');
    expect(asked()).toEqual([]);
  });

  test('Find anything leads there', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.actions.find.run());
    const find = screen.getByRole('combobox', { name: 'Find anything' });
    await page.doing(() => fireEvent.change(find, { target: { value: 'what would' } }));
    await page.doing(() => fireEvent.keyDown(find, { key: 'Enter' }));
    expect(dialog().textContent).toContain('Scan or type a card and an item');
  });

  test('nothing of it is left for the next person', async () => {
    page = await renderPage();
    await open();
    await scan(SADE);
    await page.doing(() => page.desk.station.lock());
    await page.doing(() => page.desk.station.signIn('sam', '1111'));
    expect(isOpen()).toBe(false);
    expect(page.desk.whatIf.store.getState().patron).toBeNull();
  });

  test('a scan after it is closed is an act again', async () => {
    page = await renderPage();
    await open();
    await page.doing(() => page.desk.actions.close.run());
    await scan(SADE);
    expect(page.desk.work.store.getState().patron?.card).toBe(SADE);
  });

  test('the answer is told in the language that is chosen', async () => {
    page = await renderPage();
    await open();
    await scan(SADE);
    await scan(OVERSTORY);
    const before = asked().length;
    await page.doing(() => page.desk.station.setLanguage('es'));
    expect(asked()).toHaveLength(before + 1);
    expect(answer()).toMatch(/Se prestaría · vence mar, 15 de dic/);
  });
});
