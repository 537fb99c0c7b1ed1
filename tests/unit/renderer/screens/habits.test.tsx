// Keys of a library's own in Settings and in Help, and the lessons of a first shift in practice.

import { fireEvent, screen, within } from '@testing-library/react';
import type { HabitsView } from '../../../../shared/views/habits.ts';
import type { LessonsView } from '../../../../shared/views/lessons.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

/** Equipment of the library, which a change of other habits sends as it was. */
const equipment = [{ id: 'laptop', name: 'Laptops', turnaroundMinutes: 15, types: ['laptop'] }];

describe('keys and lessons', () => {
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
  const form = () => within(screen.getByRole('form', { name: 'Keys and lessons' }));
  const put = (name: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(form().getByLabelText(name), { target: { value } }));
  const save = (): Promise<void> =>
    page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Keys and lessons' })));
  const changes = (): readonly unknown[] =>
    page.link.calls.flatMap(({ name, input }) => (name === 'library.changeHabits' ? [input] : []));

  test('a key that clashes is told as it is typed and not saved; what is saved is in force at once', async () => {
    await open('chen');
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Keys and lessons' })));
    const undo = 'Key of the library: Undo the last transaction';
    await put(undo, 'F2');
    expect(screen.getByTestId('key-faults').textContent).toContain('F2 is taken by “Check out”');
    await put('Your PIN', '444444');
    await save();
    expect(changes()).toEqual([]);
    expect(form().getByText('Change the keys that clash first.')).toBeTruthy();
    await put(undo, 'Ctrl+Shift+U U');
    expect(screen.getByTestId('key-faults').textContent).toContain('is no key that can be chosen');
    await put(undo, 'F12');
    expect(screen.queryByTestId('key-faults')).toBeNull();
    await page.doing(() => fireEvent.click(form().getByRole('checkbox', { name: /payments/ })));
    await put('Your PIN', '444444');
    await save();
    expect(changes()).toEqual([
      {
        habits: { equipment, keys: { undo: 'F12' }, lessonRights: ['handle-money'] },
        seen: { equipment },
        pin: '444444',
      },
    ]);
  });

  test('carts of the branch and handling by item type are set with a PIN, and leave keys as they are', async () => {
    await open('chen');
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Carts and handling' })));
    const stacks = () => within(screen.getByRole('form', { name: 'Carts and handling' }));
    const into = (name: string | RegExp, value: string): Promise<void> =>
      page.doing(() => fireEvent.change(stacks().getByLabelText(name), { target: { value } }));
    const send = (): Promise<void> =>
      page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Carts and handling' })));
    await page.doing(() => fireEvent.click(stacks().getByRole('button', { name: 'Add a cart' })));
    await into('From call number', 'QA');
    await into('Your PIN', '444444');
    await send();
    expect(stacks().getByText('Name each cart, or remove it.')).toBeTruthy();
    await into('Name of the cart', 'Science');
    const [box] = stacks().getAllByRole('checkbox', { name: /: Count the discs$/ });
    if (box === undefined) throw new Error('there is an item type');
    const type = (box.getAttribute('aria-label') ?? '').replace(/: Count the discs$/, '');
    await page.doing(() => fireEvent.click(box));
    await into('Your PIN', '444444');
    await send();
    const { stacks: of } = (await page.fake.ask('library.habits', {})) as {
      readonly stacks: { readonly branch: string };
    };
    expect(changes()).toEqual([
      {
        habits: {
          equipment,
          carts: { [of.branch]: [{ name: 'Science', from: 'QA' }] },
          cues: { [type]: ['count-discs'] },
        },
        seen: { equipment },
        pin: '444444',
      },
    ]);
  });

  test('the name of course reserves is set beside the carts, and an empty one takes it back', async () => {
    await open('chen');
    const view = await page.fake.ask('library.habits', {});
    const carts = { [view.stacks.branch]: [{ name: 'Science', from: 'QA' }] };
    let habits: HabitsView['habits'] = { carts };
    page.fake.override('library.habits', () => ({ ...view, habits, rights: ['handle-money'] }));
    const saved = async (name: string): Promise<unknown> => {
      await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Keys and lessons' })));
      await page.doing(() => fireEvent.click(screen.getByRole('button', { name: /^Carts and handling/ })));
      const section = screen.getByRole('form', { name: 'Carts and handling' });
      const into = (label: string, value: string): Promise<void> =>
        page.doing(() => fireEvent.change(within(section).getByLabelText(label), { target: { value } }));
      await into('Name of the course reserves', name);
      await into('Your PIN', '444444');
      await page.doing(() => fireEvent.submit(section));
      return changes().at(-1);
    };
    await saved('x'.repeat(61));
    expect(screen.getByText('A name has no more than 60 letters.')).toBeTruthy();
    expect(changes()).toEqual([]);
    expect(await saved(' Course Readings ')).toMatchObject({ habits: { carts, reservesName: 'Course Readings' } });
    habits = { carts, reservesName: 'Course Readings' };
    expect(await saved('')).toEqual({ habits: { carts }, seen: habits, pin: '444444' });
  });

  test('that desks hear each other is switched on with a PIN, and the rest stays', async () => {
    await open('chen');
    const view = await page.fake.ask('library.habits', {});
    const habits: HabitsView['habits'] = { keys: { undo: 'F12' } };
    page.fake.override('library.habits', () => ({ ...view, habits, rights: ['handle-money'] }));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Desks nearby' })));
    const nearby = screen.getByRole('form', { name: 'Desks nearby' });
    const hear = within(nearby).getByRole('switch', { name: 'Desks of a branch hear each other' });
    expect(hear).toHaveProperty('checked', false);
    await page.doing(() => fireEvent.click(hear));
    await page.doing(() => fireEvent.submit(nearby));
    expect(changes()).toEqual([]);
    await page.doing(() =>
      fireEvent.change(within(nearby).getByLabelText('Your PIN'), { target: { value: '444444' } }),
    );
    await page.doing(() => fireEvent.submit(nearby));
    expect(changes()).toEqual([{ habits: { ...habits, lan: true }, seen: habits, pin: '444444' }]);
  });

  test('keys are set beside the carts and the handling that are there', async () => {
    await open('chen');
    const view = await page.fake.ask('library.habits', {});
    const carts = { [view.stacks.branch]: [{ name: 'Science', from: 'QA' }] };
    const habits: HabitsView['habits'] = { carts, cues: { dvd: ['count-discs'] } };
    page.fake.override('library.habits', () => ({ ...view, habits, rights: ['handle-money'] }));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Keys and lessons' })));
    await put('Key of the library: Undo the last transaction', 'F12');
    await put('Your PIN', '444444');
    await save();
    expect(changes()).toEqual([{ habits: { ...habits, keys: { undo: 'F12' } }, seen: habits, pin: '444444' }]);
  });

  test('they are for those who may edit rules', async () => {
    await open('sam');
    expect(screen.queryByRole('button', { name: 'Keys and lessons' })).toBeNull();
  });

  test('help names keys of the library that this desk cannot follow, each with the reason', async () => {
    page = await renderPage({ staff: 'chen' });
    const keys = { undo: 'F2', slip: 'Ctrl+W', fly: 'F12', lock: 'F12', pause: 'Hyper+P' };
    await page.doing(() =>
      page.desk.station.store.setState(({ desk }) => (desk === null ? {} : { desk: { ...desk, keys } })),
    );
    await page.doing(() => page.desk.actions.help.run());
    const told = screen.getByTestId('library-keys').textContent ?? '';
    expect(told).toContain('Keys that your library chose: 1');
    expect(told).toContain('“fly” is no action of this version.');
    expect(told).toContain('Ctrl+W belongs to the browser or the system');
    expect(told).toContain('Hyper+P is no key that can be chosen');
    expect(told).toContain('F2 is taken by “Check out”');
    await page.doing(() => fireEvent.keyDown(document.body, { key: 'Escape' }));
    await page.doing(() => fireEvent.keyDown(document.body, { key: 'F12' }));
    expect(page.desk.station.store.getState().gate).not.toBe('open');
  });

  test('the lessons panel has the next task in a line, all of them on a press, and what is done ticked', async () => {
    page = await renderPage({ staff: 'sam' });
    const lessons: LessonsView = {
      learner: { staffId: 'S1', staff: 'sam' } as LessonsView['learner'],
      tasks: [
        { id: 'check-out', title: 'Check out two items', how: 'F2, scan a card.', doneAt: '2026-06-10T18:00:00Z' },
        { id: 'renewal', title: 'Renew a loan', how: 'With the patron open.', doneAt: null },
      ] as LessonsView['tasks'],
    };
    await page.doing(() => page.desk.practice.store.setState({ lessons }));
    await page.doing(() =>
      page.desk.station.store.setState(({ desk }) => (desk === null ? {} : { desk: { ...desk, isPractice: true } })),
    );
    const panel = () => within(screen.getByTestId('lessons'));
    expect(panel().getByText('1 of 2 tasks')).toBeTruthy();
    expect(screen.getByTestId('lessons').textContent).toContain('Renew a loan');
    expect(panel().queryAllByRole('listitem')).toHaveLength(0);
    await page.doing(() => fireEvent.click(panel().getByRole('button')));
    const [first, second] = panel().getAllByRole('listitem');
    expect(first?.dataset['done']).toBe('true');
    expect(second?.dataset['done']).toBe('false');
    expect(screen.getByTestId('lessons').textContent).toContain('sam');
  });
});
