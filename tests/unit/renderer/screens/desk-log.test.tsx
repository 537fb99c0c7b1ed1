// The desk's log on the page: a question counted by one key from any place, checklists ticked, messages read by name, and the questions at closing.

import { fireEvent, screen, within } from '@testing-library/react';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';

describe('the log of the desk', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    sessionStorage.clear();
    localStorage.clear();
    page = await renderPage();
    await page.doing(() => page.desk.station.lock());
    await page.doing(() => page.desk.station.signIn('chen', '444444'));
  });

  afterEach(() => page.close());

  const strike = (key: string, shiftKey = false): Promise<void> =>
    page.doing(() => fireEvent.keyDown(document.body, { key, ctrlKey: true, shiftKey }));
  const said = (): string => screen.getByTestId('tally-said').textContent ?? '';
  const nav = (): HTMLElement => screen.getByRole('navigation', { name: 'Shift & reports' });
  const open = (name: RegExp): Promise<void> =>
    page.doing(() => fireEvent.click(within(nav()).getByRole('button', { name })));
  const press = (name: RegExp | string): Promise<void> =>
    page.doing(() => fireEvent.click(screen.getByRole('button', { name })));
  const type = (label: string, value: string): Promise<void> =>
    page.doing(() => fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } }));
  const submit = (name: string): Promise<void> =>
    page.doing(() => fireEvent.submit(screen.getByRole('form', { name })));

  test('a question is counted beside a patron, and Undo means it as long as it is the last thing', async () => {
    await page.scanAndDraw(SADE);
    await strike('3');
    expect(said()).toContain('Counted: READ 3');
    expect(page.desk.work.store.getState().patron?.card).toBe(SADE);
    await strike('7');
    expect(said()).toContain('Counted: Directional');
    await strike('Z', true);
    expect(said()).toBe('Not counted: Directional');
    await page.doing(() => page.desk.work.goTo('reports'));
    await open(/^Reference tally/);
    const part = screen.getByTestId('tally-part');
    expect(within(part).getAllByRole('listitem')).toHaveLength(1);
    await page.doing(() =>
      fireEvent.change(within(part).getByLabelText(/^How it came/), { target: { value: 'phone' } }),
    );
    expect(page.link.calls.at(-2)).toMatchObject({ name: 'tally.describe', input: { mode: 'phone', subject: null } });
  });

  test('Undo that is struck before the desk has answered means the question on its way, and no act before it', async () => {
    await page.scanAndDraw(SADE);
    await page.doing(() => {
      fireEvent.keyDown(document.body, { key: '7', ctrlKey: true });
      fireEvent.keyDown(document.body, { key: 'Z', ctrlKey: true, shiftKey: true });
    });
    expect(said()).toBe('Not counted: Directional');
    const counted = page.link.calls.filter(({ name }) => name === 'tally.count');
    const undone = page.link.calls.filter(({ name }) => name === 'circ.undo');
    expect([counted.length, undone.length]).toEqual([1, 1]);
  });

  test('lists that a supervisor sets are ticked, and what is left is asked about at closing and stops nothing', async () => {
    await page.doing(() => page.desk.actions.settings.run());
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'Checklists and gates' })));
    await type('Closing checklist', 'Cash counted\nDoors locked\n\nCash counted');
    await submit('Closing checklist');
    await page.doing(() => page.desk.work.goTo('reports'));
    await open(/^Closing checklist/);
    expect(screen.getAllByRole('checkbox').map((one) => one.closest('label')?.textContent)).toEqual([
      'Cash counted',
      'Doors locked',
    ]);
    await page.doing(() => fireEvent.click(screen.getByRole('checkbox', { name: 'Cash counted' })));
    expect(within(nav()).getByRole('button', { name: /^Closing checklist/ }).textContent).toContain('1 of 2');
    await page.doing(() => page.desk.link.act('shift.open', {}));
    await page.doing(() => page.desk.shift.load());
    await open(/^Close the shift/);
    expect(screen.getByTestId('steps-left').textContent).toContain('1 step of closing is not done: Doors locked');
    await submit('Close the shift');
    expect(page.desk.shift.store.getState().ended).not.toBeNull();
  });

  test('a gate reading is taken back, and an incident corrected beside its first text', async () => {
    await page.doing(() => page.fake.ask('log.editList', { list: 'gates', lines: ['North'] }));
    await page.doing(() => page.fake.ask('log.readGate', { gate: 'North', reading: 48_200 }));
    await page.doing(() => page.fake.ask('incident.note', { text: 'A window was broken.' }));
    await page.doing(() => page.desk.work.goTo('reports'));
    await page.doing(() => page.desk.log.load());
    await open(/^Gate count/);
    await press(/^Take back the reading of /);
    expect(screen.queryByRole('button', { name: /^Take back the reading of / })).toBeNull();
    await open(/^Incidents/);
    await press('Correct');
    await type('What is to be read instead, or added', 'Two windows were broken.');
    await submit('Correct');
    const part = screen.getByTestId('log-part').textContent ?? '';
    expect(part).toContain('A window was broken.');
    expect(part).toContain('Corrected: Two windows were broken.');
  });

  test('the file of a counter is handed in, with each line that is not taken', async () => {
    const asked: unknown[] = [];
    page.fake.override('log.takeGateFile', (input) => {
      asked.push(input);
      return { read: 2, written: 1, acts: [], wrong: [{ line: 4, why: '"soon" is no time' }] };
    });
    await page.doing(() => page.fake.ask('log.editList', { list: 'gates', lines: ['North'] }));
    await page.doing(() => page.desk.work.goTo('reports'));
    await page.doing(() => page.desk.log.load());
    await open(/^Gate count/);
    const field = document.querySelector('[name="gate-file"]');
    if (field === null) throw new Error('there is no field for a file');
    const text = 'time,gate,count\n';
    const file = Object.assign(new File([text], 'gates.csv'), { text: () => Promise.resolve(text) });
    await page.doing(() => fireEvent.change(field, { target: { files: [file] } }));
    expect(asked).toEqual([{ name: 'gates.csv', text }]);
    const part = screen.getByTestId('log-part').textContent ?? '';
    expect(part).toContain('2 counts read, 1 of them new; lines not taken: 1.');
    expect(part).toContain('Line 4: "soon" is no time');
  });

  test('a message of another person stands above the work until it is read, by name', async () => {
    await page.doing(() => page.desk.work.goTo('reports'));
    await open(/^Messages/);
    await type('Message to the next shift', 'The elevator is out.');
    await submit('Leave message');
    expect(screen.queryByTestId('message-banner')).toBeNull();
    await page.doing(() => page.desk.station.lock());
    await page.doing(() => page.desk.station.signIn('rivera', '222222'));
    await page.doing(() => page.desk.work.goTo('checkout'));
    expect(screen.getByTestId('message-banner').textContent).toContain('1 message from another shift');
    await press('Read');
    await press('I have read it');
    expect(screen.getByTestId('log-part').textContent).toContain('Seen by: rivera');
    await page.doing(() => page.desk.work.goTo('checkout'));
    expect(screen.queryByTestId('message-banner')).toBeNull();
  });
});
