// Kinds of equipment and their agreements, set in Settings: on the core and the server of the test.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const FORM = 'Equipment';

describe('kinds of equipment', () => {
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
  const into = (label: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(form().getByLabelText(label), { target: { value } }));
  const press = (name: string): Promise<void> =>
    page.doing(() => fireEvent.click(form().getByRole('button', { name })));
  const save = async (): Promise<void> => {
    await into('Your PIN', '444444');
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: FORM })));
  };
  const wrong = () => form().getByRole('alert').textContent;
  const changes = (): readonly string[] => {
    const list = form().queryByRole('list', { name: 'What changes' });
    return list === null
      ? []
      : within(list)
          .getAllByRole('listitem')
          .map(({ textContent }) => textContent);
  };
  const view = async () => {
    await page.doing(() => page.fake.call('sync.now', {}));
    return page.fake.ask('library.habits', {});
  };

  test('a new kind is set with its terms and its agreement, and changed later', async () => {
    await open('chen');
    const { habits, itemTypes } = await view();
    const before = habits.equipment ?? [];
    const taken = new Set(before.flatMap(({ types }) => types));
    const free = itemTypes.find((one) => !taken.has(one)) ?? '';
    await section();
    await press('Add a kind');
    await into('Name of the kind', 'Sewing machines');
    await save();
    expect(wrong()).toBe('Sewing machines: add an item type.');
    await into('Item types', free);
    await into('Minutes between two patrons', '15');
    await into('Longest booking, hours', '0');
    await save();
    expect(wrong()).toBe('Sewing machines, “Longest booking, hours”: a whole number from 1 to 1440.');
    await into('Longest booking, hours', '');
    await into('Agreement to sign first', 'terms');
    await into('Last days of the terms', '02-30');
    await save();
    expect(wrong()).toContain('write the last days of the terms as month and day');
    await into('Last days of the terms', '05-20 12-20');
    await into('Text of the agreement', 'I bring it back whole.');
    expect(changes()).toEqual([`New: Sewing machines (${free})`]);
    await save();
    const made = {
      id: 'sewingmachines',
      name: 'Sewing machines',
      types: [free],
      turnaroundMinutes: 15,
      agreement: { text: 'I bring it back whole.', lasts: { ends: ['05-20', '12-20'] } },
    };
    expect((await view()).habits.equipment).toEqual([...before, made]);
    await press('Change Sewing machines');
    await into('At a time, for one patron', '1');
    await into('Agreement to sign first', 'once');
    expect(changes()).toEqual([
      'Sewing machines, At a time, for one patron: 1 (was: not set)',
      'Sewing machines, Agreement to sign first: Signed once, for good (was: Until the end of the term)',
      'Sewing machines, Last days of the terms: not set (was: 05-20, 12-20)',
    ]);
    await save();
    const after = { ...made, quantity: 1, agreement: { text: 'I bring it back whole.' } };
    expect((await view()).habits.equipment).toEqual([...before, after]);
    await press('Remove Sewing machines');
    expect(changes()).toEqual(['Can no longer be booked: Sewing machines']);
    await save();
    expect((await view()).habits.equipment ?? []).toEqual(before);
  });

  test('the page says where item types come from', async () => {
    await open('chen');
    await section();
    const form = screen.getByRole('form', { name: FORM });
    expect(form.textContent).toContain('Item types come from the items of the catalog and from the loan rules.');
  });

  test('a kind with bookings cannot be removed, and no item type is in two kinds', async () => {
    await open('chen');
    const own = await view();
    const kind = (id: string, type: string) => ({ id, name: id, types: [type] });
    page.fake.override('library.habits', () => ({
      ...own,
      itemTypes: ['laptop', 'camera'],
      habits: { equipment: [kind('laptops', 'laptop'), kind('cameras', 'camera')] },
      booked: [
        { id: 'laptops', booked: 2 },
        { id: 'cameras', booked: 0 },
      ],
    }));
    await section();
    expect(form().getByText('2 bookings')).toBeTruthy();
    const locked = form().getByRole('button', { name: 'Remove laptops: cancel its bookings first' });
    expect(locked).toHaveProperty('disabled', true);
    await press('Change cameras');
    const offered = within(form().getByLabelText('Item types'))
      .getAllByRole('option')
      .map(({ textContent }) => textContent);
    expect(offered).not.toContain('laptop');
    await press('Remove item type camera');
    await save();
    expect(wrong()).toBe('cameras: add an item type.');
    expect(changes()).toEqual([]);
    await press('Discard');
    expect(changes()).toEqual([]);
  });

  test('what was looked for has the focus, in sight, once the page has come', async () => {
    await open('chen');
    const scrolled = jest.spyOn(Element.prototype, 'scrollIntoView');
    await page.doing(() => page.desk.actions.find.run());
    const box = screen.getByRole('combobox', { name: 'Find anything' });
    await page.doing(() => fireEvent.change(box, { target: { value: 'laptop' } }));
    await page.doing(() => fireEvent.click(screen.getByRole('option', { name: /Kinds of equipment and agreements/ })));
    expect(document.activeElement).toBe(form().getByRole('button', { name: 'Change Laptops' }));
    expect(scrolled.mock.contexts.at(-1)).toBe(document.activeElement?.closest('li'));
    scrolled.mockRestore();
  });

  test('Find leads there, for those who may edit rules', async () => {
    await open('chen');
    await page.doing(() => page.desk.actions.find.run());
    const box = screen.getByRole('combobox', { name: 'Find anything' });
    await page.doing(() => fireEvent.change(box, { target: { value: 'agreement text' } }));
    await page.doing(() => fireEvent.click(screen.getByRole('option', { name: /Kinds of equipment and agreements/ })));
    expect(form().getByRole('button', { name: 'Add a kind' })).toBeTruthy();
    // Nothing there is called so: the head of the page has the focus.
    expect(document.activeElement?.textContent).toBe('Equipment');
    page.close();
    await open('sam');
    expect(screen.queryByRole('button', { name: FORM })).toBeNull();
  });
});
