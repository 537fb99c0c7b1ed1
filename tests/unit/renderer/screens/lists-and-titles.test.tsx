// Work and Titles as a person uses them: a list with letters on its rows, a title with a hold for it.

import { fireEvent, screen, within } from '@testing-library/react';
import { required } from '../../../../shared/core/assert.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const ASA = '21310000001187';
const LETTER_MS = 100;

describe('a list that is worked down', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const rows = (): HTMLElement[] => within(screen.getByRole('table')).getAllByRole('row').slice(1);
  const open = async (name: RegExp): Promise<void> => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('work'));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name })));
  };
  const letter = (row: HTMLElement, key: string): Promise<void> =>
    page.doing(async () => {
      fireEvent.keyDown(row, { key });
      await new Promise((done) => setTimeout(done, LETTER_MS));
    });
  const cancelled = () => page.link.calls.filter(({ name }) => name === 'hold.cancel');

  test('the place opens on what is to be done, not on exceptions where there are none; a list that was chosen stays', async () => {
    page = await renderPage();
    const counts: Partial<Record<string, number>> = { exceptions: 0, 'hold-shelf': 2, 'pull-list': 3 };
    page.fake.override('list.counts', async (input, own) => {
      const { lists } = await own(input);
      return { lists: lists.map((list) => ({ ...list, count: counts[list.list] ?? 0 })) };
    });
    await page.doing(() => page.desk.work.goTo('work'));
    expect(screen.getByRole('heading', { name: /^Pull list/ })).toBeDefined();
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: /^Exceptions/ })));
    await page.doing(() => page.desk.work.goTo('checkout'));
    await page.doing(() => page.desk.work.goTo('work'));
    expect(screen.queryByRole('heading', { name: /^Pull list/ })).toBeNull();
  });

  test('asks once more before what nothing gives back, and says on the row what was done', async () => {
    await open(/^Hold shelf/);
    const [first] = rows();
    await page.doing(() => first?.focus());
    await letter(first ?? document.body, 'c');
    expect(cancelled()).toEqual([]);
    await page.doing(() => fireEvent.click(within(rows()[0] ?? document.body).getByRole('button', { name: 'No' })));
    expect(cancelled()).toEqual([]);
    await letter(rows()[0] ?? document.body, 'c');
    const sure = within(rows()[0] ?? document.body).getByRole('form', { name: 'Cancel hold' });
    await page.doing(() => fireEvent.submit(sure));
    expect(cancelled()).toHaveLength(1);
    expect(rows()[0]?.textContent).toContain('Canceled');
  });

  test('a copy that was found stays in its row with the focus, though the list has a part for those found', async () => {
    page = await renderPage();
    for (const barcode of ['31310000006638', '31310000008812', '31310000009989'])
      await page.fake.ask('item.setMark', { barcode, mark: 'missing' });
    await page.doing(() => page.desk.work.goTo('work'));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: /^Missing and claims/ })));
    const named = (): (string | undefined)[] => rows().map((row) => row.querySelector('td')?.textContent);
    const marked = (): HTMLElement[] => rows().filter((row) => row.dataset['letters']?.includes('F') === true);
    const [first, second] = marked();
    const at = rows().indexOf(required(first, () => 'no row'));
    const next = second?.querySelector('td')?.textContent;
    await page.doing(() => first?.focus());
    await letter(
      required(first, () => 'no row'),
      'f',
    );
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Found' })));
    expect(rows()[at]?.textContent).toContain('Found');
    expect(rows()[at]?.dataset['state']).toBe('worked');
    expect(document.activeElement).toBe(rows()[at]);
    expect(screen.queryByText(/^Found in the last two weeks/)).toBeNull();
    await page.doing(() =>
      fireEvent.keyDown(
        required(rows()[at], () => 'no row'),
        { key: 'ArrowDown' },
      ),
    );
    expect(named()[rows().findIndex((row) => row === document.activeElement)]).toBe(next);
  });

  test('Esc answers the question with no, and a letter that acts is not typed', async () => {
    await open(/^Hold shelf/);
    await page.doing(() => rows()[0]?.focus());
    await letter(rows()[0] ?? document.body, 'c');
    const sure = within(rows()[0] ?? document.body).getByRole('form', { name: 'Cancel hold' });
    expect(screen.getByLabelText<HTMLInputElement>('Scan or type').value).toBe('');
    expect(document.activeElement?.id).not.toBe('scan-box');
    await page.doing(() => fireEvent.keyDown(within(sure).getByRole('button', { name: 'No' }), { key: 'Escape' }));
    expect(screen.queryByRole('form', { name: 'Cancel hold' })).toBeNull();
    expect(cancelled()).toEqual([]);
  });

  test('says why an act was refused, until something else is done', async () => {
    await open(/^Hold shelf/);
    const [row] = page.desk.lists.store.getState().view?.rows ?? [];
    // Another window ended it meanwhile.
    const gone = { ...required(row, () => 'no row'), names: { holdId: 'ended' } };
    await page.doing(() => page.desk.lists.act(gone, 'cancelHold'));
    await page.doing(() => page.desk.lists.refresh());
    expect(screen.getByRole('alert').textContent).toContain('there is no such hold here');
    expect(rows()[0]?.textContent).not.toContain('Canceled');
  });

  test('an empty box lets the arrow keys go to the rows; letters stand on the row that has the focus alone', async () => {
    await open(/^Hold shelf/);
    await page.doing(() => screen.getByLabelText<HTMLInputElement>('Scan or type').focus());
    expect(rows()[0]?.querySelector('kbd')).toBeNull();
    await page.doing(() => fireEvent.keyDown(screen.getByLabelText('Scan or type'), { key: 'ArrowDown' }));
    expect(document.activeElement).toBe(rows()[0]);
    expect(rows()[0]?.textContent).toContain('Slip');
    await page.doing(() => screen.getByLabelText<HTMLInputElement>('Scan or type').focus());
    expect(rows()[0]?.querySelector('kbd')).toBeNull();
  });

  test('letters leave in sight what is needed to choose, and one that a role may not press says so', async () => {
    await open(/^Hold shelf/);
    await page.doing(() => rows()[0]?.focus());
    const cells = within(rows()[0] ?? document.body).getAllByRole('cell');
    // Until when it is held is the last column, and the letters end before it.
    expect(cells.at(-1)?.querySelector('kbd')).toBeNull();
    expect(cells.at(-2)?.textContent).toContain('Slip');
    await page.doing(() => page.desk.station.signOut());
    page.close();
    page = await renderPage({ staff: 'sam' });
    await page.doing(() => page.desk.work.goTo('work'));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: /^Hold shelf/ })));
    await page.doing(() => rows()[0]?.focus());
    await letter(rows()[0] ?? document.body, 'm');
    expect(within(rows()[0] ?? document.body).getByRole('alert').textContent).toBe(
      'Your role may not mark copies missing, damaged or withdrawn.',
    );
    expect(page.link.calls.filter(({ name }) => name === 'item.setMark')).toEqual([]);
  });

  test('Find anything has the acts of the row, and asks there what the row asks', async () => {
    await open(/^Hold shelf/);
    await page.doing(() => rows()[0]?.focus());
    await page.doing(() => page.desk.actions.find.run());
    const find = (text: string) =>
      page.doing(() => fireEvent.change(screen.getByRole('combobox', { name: /Find/ }), { target: { value: text } }));
    await find('cancel');
    await page.doing(() => fireEvent.click(screen.getByRole('option', { name: /^Cancel hold/ })));
    expect(within(rows()[0] ?? document.body).getByRole('form', { name: 'Cancel hold' })).toBeTruthy();
    expect(cancelled()).toEqual([]);
  });

  test('the slip of a hold is printed from its row', async () => {
    const print = jest.spyOn(window, 'print').mockImplementation(() => {});
    await open(/^Hold shelf/);
    await page.doing(() => rows()[0]?.focus());
    await letter(rows()[0] ?? document.body, 'p');
    const printed = page.link.calls.filter(({ name }) => name === 'slip.print').map(({ input }) => input);
    expect(printed).toEqual([{ of: { hold: page.desk.lists.store.getState().view?.rows[0]?.key } }]);
    expect(screen.getByText('Sent to the page printer')).toBeTruthy();
    expect(print).toHaveBeenCalledTimes(1);
    print.mockRestore();
  });

  test('any list is printed on a page, with a box for each row', async () => {
    const print = jest.spyOn(window, 'print').mockImplementation(() => {});
    await open(/^Hold shelf/);
    await page.doing(() => page.desk.actions.printList.run());
    const paper = screen.getByTestId('printed');
    expect(paper.textContent).toContain('Hold shelf');
    expect(paper.querySelectorAll('tbody tr').length).toBeGreaterThan(0);
    expect(print).toHaveBeenCalledTimes(1);
    await page.doing(() => window.dispatchEvent(new Event('afterprint')));
    expect(screen.queryByTestId('printed')).toBeNull();
    print.mockRestore();
  });

  test('paper that ends before the list does says so', async () => {
    const print = jest.spyOn(window, 'print').mockImplementation(() => {});
    await open(/^Hold shelf/);
    const { view } = page.desk.lists.store.getState();
    if (view === null) throw new Error('no list');
    await page.doing(() => page.desk.lists.store.setState({ printing: { ...view, count: 5_000 } }));
    const { length } = view.rows;
    expect(screen.getByTestId('printed').textContent).toContain(`Only the first ${length} of 5000 on the list`);
    await page.doing(() => window.dispatchEvent(new Event('afterprint')));
    print.mockRestore();
  });

  test('a row opens what it says: its title', async () => {
    await open(/^Hold shelf/);
    const [first] = rows();
    await page.doing(() => first?.focus());
    await page.doing(() => fireEvent.keyDown(first ?? document.body, { key: 'Enter' }));
    expect(screen.getByTestId('title-record').textContent).toContain('Braiding Sweetgrass');
  });

  test('a scan into a row does nothing by its letters, and arrow keys move along the rows', async () => {
    await open(/^Waiting holds/);
    const [first] = rows();
    await page.doing(() => first?.focus());
    await page.doing(async () => {
      for (const key of ['c', '1', 'c', '2']) fireEvent.keyDown(first ?? document.body, { key });
      await new Promise((done) => setTimeout(done, LETTER_MS));
    });
    expect(screen.queryByRole('form', { name: 'Cancel hold' })).toBeNull();
    await page.doing(() => fireEvent.keyDown(first ?? document.body, { key: 'ArrowDown' }));
    expect(rows()[Math.min(1, rows().length - 1)]?.getAttribute('aria-current')).toBe('true');
  });

  test('is narrowed by every word of what is typed', async () => {
    await open(/^Hold shelf/);
    const all = rows().length;
    const word = (within(rows()[0] ?? document.body).getAllByRole('cell')[1]?.textContent ?? '').slice(0, 5);
    await page.doing(() =>
      fireEvent.change(screen.getByRole('searchbox', { name: 'Filter' }), { target: { value: word } }),
    );
    expect(rows().length).toBeGreaterThan(0);
    expect(rows().length).toBeLessThanOrEqual(all);
    await page.doing(() =>
      fireEvent.change(screen.getByRole('searchbox', { name: 'Filter' }), { target: { value: 'no such' } }),
    );
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.getByRole('main').textContent).toContain('No row has “no such”.');
  });
});

describe('a title', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const record = (): HTMLElement => screen.getByTestId('title-record');
  const open = async (): Promise<void> => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('titles'));
    await page.doing(() => fireEvent.change(screen.getByLabelText('Scan or type'), { target: { value: 'overstory' } }));
    await page.doing(() => fireEvent.submit(screen.getByLabelText('Scan or type')));
    await page.doing(() => fireEvent.click(within(record()).getByRole('button', { name: 'Place hold' })));
  };
  const place = async (card: string): Promise<void> => {
    const form = within(record()).getByRole('form', { name: 'Place hold' });
    await page.doing(() =>
      fireEvent.change(within(form).getByRole('combobox', { name: 'Patron' }), { target: { value: card } }),
    );
    await page.doing(() => fireEvent.submit(form));
  };

  test('is found as it is typed, and a hold is placed on any of its copies', async () => {
    await open();
    await place(SADE);
    expect(record().textContent).toContain('Hold placed');
    expect(screen.queryByRole('form', { name: 'Place hold' })).toBeNull();
    expect(page.link.calls.findLast(({ name }) => name === 'hold.place')?.input).toEqual({
      patron: SADE,
      target: 'the-overstory',
      pickup: 'MAIN',
    });
  });

  test('goes from tab to tab by arrows, and a scan of a copy shows its copies', async () => {
    await open();
    await place(SADE);
    const tab = (name: RegExp) => within(record()).getByRole('tab', { name });
    expect(tab(/^Holds/).getAttribute('aria-selected')).toBe('true');
    await page.doing(() => fireEvent.keyDown(tab(/^Holds/), { key: 'ArrowLeft' }));
    expect(tab(/^Copies/).getAttribute('aria-selected')).toBe('true');
    expect(document.activeElement).toBe(tab(/^Copies/));
    await page.doing(() => fireEvent.keyDown(tab(/^Copies/), { key: 'ArrowRight' }));
    await page.scanAndDraw('31310000008812');
    expect(tab(/^Copies/).getAttribute('aria-selected')).toBe('true');
    expect(record().textContent).not.toContain('Hold placed');
    const scanned = within(record()).getByRole('row', { current: true });
    expect(scanned.textContent).toContain('8812');
    // As Enter does, for people with a mouse.
    await page.doing(() => fireEvent.click(within(scanned).getByRole('button', { name: /Item$/ })));
    expect(page.desk.items.store.getState()).toMatchObject({ isOpened: true, open: { barcode: '31310000008812' } });
    // Another title takes the record of the copy away.
    const { titleId } = page.desk.titles.store.getState().found[0] ?? { titleId: '' };
    const other = await page.fake.ask('title.find', { query: 'sweetgrass', limit: 1 });
    await page.doing(() => page.desk.titles.open(other.titles[0]?.titleId ?? titleId));
    expect(page.desk.items.store.getState().open).toBeNull();
  });

  test('of a card that nobody has no hold is placed: it is said, and what was typed stays', async () => {
    await open();
    await place('999');
    expect(within(record()).getByRole('alert').textContent).toContain('no patron has this card');
    expect(within(record()).getByRole<HTMLInputElement>('combobox', { name: 'Patron' }).value).toBe('999');
    await page.doing(() => page.desk.actions.close.run());
    expect(within(record()).queryByRole('form')).toBeNull();
  });

  test('a hold is placed for a patron found by name, or whose card is scanned meanwhile', async () => {
    await open();
    const form = within(record()).getByRole('form', { name: 'Place hold' });
    const box = within(form).getByRole<HTMLInputElement>('combobox', { name: 'Patron' });
    await page.doing(() => fireEvent.change(box, { target: { value: 'okafor' } }));
    expect(within(form).getByRole('listbox').textContent).toContain('OKAFOR, Sade');
    await page.doing(() => fireEvent.keyDown(box, { key: 'ArrowDown' }));
    await page.doing(() => fireEvent.keyDown(box, { key: 'Enter' }));
    expect(box.value).toBe(SADE);
    expect(form.textContent).toContain('OKAFOR, Sade');
    expect(within(form).queryByRole('listbox')).toBeNull();
    await page.scanAndDraw(ASA);
    expect(box.value).toBe(ASA);
    expect(page.desk.work.store.getState().patron).toBeNull();
    await page.doing(() => fireEvent.submit(form));
    expect(page.link.calls.findLast(({ name }) => name === 'hold.place')?.input).toMatchObject({ patron: ASA });
  });

  test('Enter takes no row of the text before, whose answer is not in yet; a hold on its way keeps its patron', async () => {
    await open();
    const form = within(record()).getByRole('form', { name: 'Place hold' });
    const box = within(form).getByRole<HTMLInputElement>('combobox', { name: 'Patron' });
    await page.doing(() => fireEvent.change(box, { target: { value: 'okafor' } }));
    const held = Promise.withResolvers<void>();
    page.fake.override('patron.find', async (input, own) => {
      await held.promise;
      return own(input);
    });
    // The page settles only once the answer is in.
    fireEvent.change(box, { target: { value: 'lindqvist' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(box.value).toBe('lindqvist');
    await page.doing(() => held.resolve());
    await page.doing(() => fireEvent.keyDown(box, { key: 'Enter' }));
    expect(box.value).toBe(ASA);
    await page.doing(() =>
      page.desk.titles.store.setState(({ form: now }) => ({ form: now === null ? null : { ...now, isBusy: true } })),
    );
    expect(page.desk.titles.takeCard(SADE)).toBe(false);
  });

  test('Esc on another place leaves the form for a hold as it is', async () => {
    await open();
    await page.doing(() => page.desk.work.goTo('checkout'));
    await page.doing(() => page.desk.actions.close.run());
    expect(page.desk.titles.store.getState().form).not.toBeNull();
  });

  test('a card scanned at titles shows its patron, for whom readings and holds are then; on return no old answer stands there', async () => {
    page = await renderPage();
    await page.doing(() => page.desk.work.goTo('titles'));
    await page.scanAndDraw(SADE);
    const answer = () => screen.getByRole('region', { name: 'Last answer' }).textContent;
    expect(answer()).toContain('4421');
    expect(page.desk.view.getState().screen).toBe('titles');
    await page.scanAndDraw('no such code 1');
    expect(answer()).toContain('no such code 1');
    await page.doing(() => page.desk.work.goTo('work'));
    await page.doing(() => page.desk.work.goTo('titles'));
    expect(screen.queryByRole('region', { name: 'Last answer' })).toBeNull();
    await page.doing(() => page.desk.work.goTo('checkout'));
    expect(page.desk.work.store.getState().patron?.card).toBe(SADE);
  });
});
