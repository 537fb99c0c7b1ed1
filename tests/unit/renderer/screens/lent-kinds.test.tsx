// Kinds that are lent by number, set in Settings: on the core and the server of the test.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const FORM = 'Without a barcode';

describe('kinds without a barcode', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });
  afterEach(() => page.close());

  const open = async (staff: 'chen' | 'sam'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.settings.run());
  };
  const section = () => page.doing(() => fireEvent.click(screen.getByRole('button', { name: FORM })));
  const form = () => within(screen.getByRole('form', { name: FORM }));
  const row = (name: string) => within(form().getByRole('group', { name }));
  const into = (field: HTMLElement, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(field, { target: { value } }));
  const press = (name: string): Promise<void> =>
    page.doing(() => fireEvent.click(form().getByRole('button', { name })));
  const save = async (pin = '444444'): Promise<void> => {
    await into(form().getByLabelText('Your PIN'), pin);
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: FORM })));
  };
  const changes = (): readonly string[] =>
    form()
      .queryAllByRole('listitem')
      .map(({ textContent }) => textContent ?? '');
  const kinds = async () => (await page.fake.ask('library.habits', {})).habits.uncataloged ?? [];
  const type = async (): Promise<string> => {
    const [first = ''] = (await page.fake.ask('library.habits', {})).itemTypes;
    return first;
  };

  test('a new one is named, given an item type, told before it is saved, and set at the server', async () => {
    await open('chen');
    await section();
    await press('Add a kind');
    await save();
    expect(document.activeElement).toBe(row('Kind 1').getByLabelText('Name of the kind'));
    expect(form().getByText('Name each kind, or remove it.')).toBeTruthy();
    await into(row('Kind 1').getByLabelText('Name of the kind'), 'Café umbrellas');
    await save();
    expect(form().getByText('Choose an item type for each kind.')).toBeTruthy();
    const book = await type();
    await into(row('Café umbrellas').getByLabelText('Item type'), book);
    expect(changes()).toEqual([`New: Café umbrellas, lent as ${book}`]);
    await save('000000');
    expect(await kinds()).toEqual([]);
    expect(changes()).toHaveLength(1);
    await save();
    expect(form().getByText(/saved/i)).toBeTruthy();
    await page.doing(() => page.fake.call('sync.now', {}));
    expect(await kinds()).toEqual([{ id: 'cafeumbrellas', name: 'Café umbrellas', type: book }]);
  });

  test('one with pieces out cannot be removed; what was typed can be dropped', async () => {
    await open('chen');
    const book = await type();
    const set = { id: 'pbk', name: 'Paperbacks', type: book };
    const view = await page.fake.ask('library.habits', {});
    page.fake.override('library.habits', () => ({
      ...view,
      habits: { uncataloged: [set, { id: 'mag', name: 'Magazines', type: book }] },
      out: [
        { id: 'pbk', out: 3 },
        { id: 'mag', out: 0 },
      ],
    }));
    await section();
    expect(row('Paperbacks').getByText('3 out')).toBeTruthy();
    const locked = form().getByRole('button', { name: 'Remove Paperbacks: check in what is out first' });
    expect(locked).toHaveProperty('disabled', true);
    await press('Remove Magazines');
    await into(row('Paperbacks').getByLabelText('Name of the kind'), 'Exchange');
    expect(changes()).toEqual(['“Paperbacks” becomes “Exchange”', 'No longer lent: Magazines']);
    await press('Discard');
    expect(changes()).toEqual([]);
    await into(row('Magazines').getByLabelText('Name of the kind'), ' paperbacks');
    await save();
    expect(form().getByText('Two kinds have the same name.')).toBeTruthy();
  });

  test('Find leads there by plain words, for those who may edit rules', async () => {
    await open('chen');
    const find = async (words: string) => {
      await page.doing(() => page.desk.actions.find.run());
      await page.doing(() =>
        fireEvent.change(screen.getByRole('combobox', { name: 'Find anything' }), { target: { value: words } }),
      );
      return screen.queryAllByRole('option', { name: /Kinds lent without a barcode/ });
    };
    const [found] = await find('umbrellas');
    expect(found).toBeTruthy();
    page.close();
    await open('sam');
    expect(screen.queryByRole('button', { name: FORM })).toBeNull();
    expect(await find('umbrellas')).toEqual([]);
  });
});
