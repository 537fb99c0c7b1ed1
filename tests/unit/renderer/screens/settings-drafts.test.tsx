// What is typed in a section of Settings and not saved, while its person looks at another: on the core and the server of the test.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

describe('what is typed in Settings and not saved', () => {
  let page: DrawnPage;

  beforeEach(() => {
    sessionStorage.clear();
    localStorage.clear();
  });
  afterEach(() => page.close());

  const open = async (staff: 'chen' | 'ada' = 'chen'): Promise<void> => {
    page = await renderPage({ staff });
    await page.doing(() => page.desk.actions.settings.run());
  };
  const named = (section: string) => screen.getByRole('button', { name: new RegExp(`^${section}`) });
  const section = (name: string): Promise<void> => page.doing(() => fireEvent.click(named(name)));
  const isMarked = (name: string): boolean => named(name).textContent.includes('Not saved');
  const into = (form: string, label: string, value: string): Promise<void> =>
    page.doing(() =>
      fireEvent.change(within(screen.getByRole('form', { name: form })).getByLabelText(label), { target: { value } }),
    );

  test('stays while another section is looked at, and is marked there until it is set or dropped', async () => {
    await open();
    await section('Missing items');
    await into('Missing items', 'Searches', '7');
    await section('Equipment');
    expect(isMarked('Missing items')).toBe(true);
    expect(isMarked('Equipment')).toBe(false);
    await section('Missing items');
    expect(screen.getByLabelText('Searches')).toHaveProperty('value', '7');
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Discard' })));
    expect(isMarked('Missing items')).toBe(false);
    await into('Missing items', 'Searches', '8');
    await into('Missing items', 'Your PIN', '444444');
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Missing items' })));
    expect(isMarked('Missing items')).toBe(false);
    expect(screen.getByLabelText('Searches')).toHaveProperty('value', '8');
  });

  test('of a checklist stays and is marked too, and is not the next person’s', async () => {
    await open();
    await section('Checklists and gates');
    const steps = (): HTMLTextAreaElement =>
      screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Opening checklist' });
    await page.doing(() => fireEvent.change(steps(), { target: { value: 'Lights\nGates' } }));
    await section('This desk');
    expect(isMarked('Checklists and gates')).toBe(true);
    await section('Checklists and gates');
    expect(steps().value).toBe('Lights\nGates');
    await page.doing(() => page.desk.station.lock());
    await page.doing(() => page.desk.station.signIn('ada', '555555'));
    expect(page.desk.log.store.getState().typed).toEqual({});
  });

  test('goes where another person set the same meanwhile, and stays where it was something else', async () => {
    await open();
    await section('Missing items');
    await into('Missing items', 'Searches', '7');
    const set = async (habits: object): Promise<void> => {
      const { habits: seen } = await page.fake.ask('library.habits', {});
      await page.fake.ask('library.changeHabits', { habits: { ...seen, ...habits }, seen, pin: '444444' });
    };
    await set({ reservesName: 'Short loans' });
    await section('Equipment');
    await section('Missing items');
    expect(screen.getByLabelText('Searches')).toHaveProperty('value', '7');
    await set({ searches: { times: 5, everyDays: 10 } });
    await section('Equipment');
    await section('Missing items');
    expect(screen.getByLabelText('Searches')).toHaveProperty('value', '5');
    expect(isMarked('Missing items')).toBe(false);
    expect(screen.getByText(/^Another person set something else/)).toBeTruthy();
  });

  test('rights of a role stay switched, also where another person did the same meanwhile', async () => {
    await open('ada');
    await section('Roles');
    const box = () =>
      screen.getByRole<HTMLInputElement>('checkbox', { name: 'Desk staff: override the state of an item' });
    await page.doing(() => fireEvent.click(box()));
    await section('Missing items');
    expect(isMarked('Roles')).toBe(true);
    await section('Roles');
    expect(box().checked).toBe(false);
    await page.doing(() =>
      page.fake.ask('role.change', { role: 'desk', give: [], take: ['override-item'], pin: '555555' }),
    );
    await section('Missing items');
    await section('Roles');
    expect(box().checked).toBe(false);
    expect(isMarked('Roles')).toBe(false);
  });

  test('hours stay edited', async () => {
    await open();
    await section('Hours and rules');
    const monday = () => screen.getAllByRole<HTMLInputElement>('textbox', { name: /Mon/ })[0];
    await page.doing(() => fireEvent.change(monday() ?? document.body, { target: { value: '10:00-14:00' } }));
    await section('Missing items');
    expect(isMarked('Hours and rules')).toBe(true);
    await section('Hours and rules');
    expect(monday()?.value).toBe('10:00-14:00');
  });

  test('of notices over words that another person set meanwhile is told so, beside those', async () => {
    await open();
    await section('Notices');
    await into('Words of this notice', 'Subject', 'Mine');
    await section('Missing items');
    const { texts } = await page.fake.ask('notice.texts', {});
    const isMeant = (one: (typeof texts)[number]) => one.name === 'courtesy' && one.language === 'en';
    const theirs = texts.map((one) => (isMeant(one) ? { ...one, subject: 'Theirs', isOwn: true } : one));
    page.fake.override('notice.texts', () => ({ isOn: true, texts: theirs, fault: null, preview: null }));
    await section('Notices');
    expect(screen.getByLabelText('Subject')).toHaveProperty('value', 'Mine');
    expect(screen.getByRole('region', { name: /^Meanwhile another person/ }).textContent).toContain('Theirs');
    await into('Words of this notice', 'Subject', 'Theirs');
    expect(isMarked('Notices')).toBe(false);
  });

  test('waits behind the lock of its person, and is gone for another', async () => {
    await open();
    await section('Missing items');
    await into('Missing items', 'Searches', '7');
    await page.doing(() => page.fake.ask('session.signOut', {}));
    await page.doing(() => page.fake.ask('session.signIn', { staff: 'chen', pin: '444444' }));
    expect(screen.getByLabelText('Searches')).toHaveProperty('value', '7');
    await page.doing(() => page.fake.ask('session.signOut', {}));
    await page.doing(() => page.fake.ask('session.signIn', { staff: 'ada', pin: '555555' }));
    expect(page.desk.habits.store.getState().drafts).toEqual({});
  });

  test('of notices is named, and opens again where it was', async () => {
    await open();
    await section('Notices');
    const kind = () => screen.getByLabelText<HTMLSelectElement>('Notice');
    await page.doing(() => fireEvent.change(kind(), { target: { value: 'overdue' } }));
    await into('Words of this notice', 'Subject', 'Late');
    await section('Missing items');
    expect(isMarked('Notices')).toBe(true);
    await section('Notices');
    expect(kind().value).toBe('overdue');
    await page.doing(() => fireEvent.change(kind(), { target: { value: 'recall' } }));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Overdue, English' })));
    expect(screen.getByLabelText('Subject')).toHaveProperty('value', 'Late');
  });
});
