// Course reserves as people at a desk use them: a course is added and opened, copies are scanned onto its shelf, and one that is in goes to the patron
// on the desk by Enter.

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { required } from '../../../../shared/core/assert.ts';
import { strikeScan } from '../../../support/fake-desk/strike-scan.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

const SADE = '21310000004421';
const OVERSTORY = '31310000008812';
const LETTER_MS = 100;

describe('a course', () => {
  let page: DrawnPage;

  beforeEach(async () => {
    page = await renderPage();
  });
  afterEach(() => page.close());

  const record = (): HTMLElement => screen.getByTestId('course-record');
  const rows = () =>
    within(record())
      .getAllByRole('row')
      .filter((row) => row.dataset['letters'] !== undefined);
  const type = (label: string | RegExp, value: string) =>
    page.doing(() => fireEvent.change(screen.getByLabelText(label), { target: { value } }));
  const press = (name: string) => page.doing(() => fireEvent.click(within(record()).getByRole('button', { name })));
  const add = async (): Promise<void> => {
    await page.doing(() => page.desk.actions.titles.run());
    await page.doing(() => page.desk.courses.ask('course', true));
    await type('Numbers', 'ECON 052, PPE 052');
    await type('Name', 'Principles of Macroeconomics');
    await type('Instructors', 'Halvorsen, Ingrid; Castellanos, Rubén');
    await type('Name of the term', 'This term');
    await type('First day', '2020-01-01');
    await type('Last day', '2099-12-11');
    await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Add a course' })));
  };
  const place = async (): Promise<void> => {
    await press('Put a copy on reserve');
    await type('Where it is', 'yes');
    await page.doing(() => screen.getByLabelText('Barcode').focus());
    await page.doing(async () => {
      strikeScan(OVERSTORY);
      await new Promise((done) => setTimeout(done, LETTER_MS));
    });
  };

  test('stands under the name that the library has for its course reserves, in its record and in Find anything', async () => {
    await add();
    await page.doing(() =>
      page.desk.station.store.setState(({ desk }) =>
        desk === null ? {} : { desk: { ...desk, reservesName: 'Course Readings' } },
      ),
    );
    expect(record().textContent).toContain('Course Readings · Halvorsen, Ingrid');
    await press('Close');
    await page.doing(() => page.desk.actions.find.run());
    await page.doing(() =>
      fireEvent.change(screen.getByRole('combobox', { name: /Find/ }), { target: { value: 'econ' } }),
    );
    await waitFor(() => expect(screen.getByRole('option', { name: /Principles of Macroeconomics/ })).toBeTruthy());
    expect(screen.getByRole('group', { name: 'Course Readings' }).textContent).toContain('Macroeconomics');
  });

  test('shows its readings under their sections, one heading for each', async () => {
    await add();
    for (const [title, section] of [
      ['Chapter 1', 'Week 1'],
      ['Chapter 2', 'Week 2'],
      ['Syllabus', ''],
      ['Chapter 1, again', 'Week 1'],
    ] as const) {
      await press('Add reading');
      await type('Title', title);
      await type('Section of the list', section);
      await page.doing(() => fireEvent.submit(screen.getByRole('form', { name: 'Add reading' })));
    }
    const headings = within(record())
      .getAllByRole('rowheader')
      .map(({ textContent }) => textContent?.trim());
    expect(headings).toEqual(['Syllabus', 'Week 1', 'Chapter 1', 'Chapter 1, again', 'Week 2', 'Chapter 2']);
  });

  test('is added, and found again by another of its numbers and by an instructor; Enter opens it', async () => {
    await add();
    expect(record().textContent).toContain('ECON 052 Principles of Macroeconomics');
    expect(record().textContent).toContain('Castellanos, Rubén · also PPE 052 · This term, until');
    expect(record().textContent).toContain('No readings yet.');
    await press('Close');
    for (const text of ['ppe 52', 'castellanos']) {
      await page.doing(() => page.desk.courses.close());
      await type('Scan or type', text);
      await page.doing(() => fireEvent.submit(screen.getByLabelText('Scan or type')));
      expect(record().textContent).toContain('Principles of Macroeconomics');
    }
    await page.doing(() => page.desk.find.setText('macro'));
    expect(page.desk.find.store.getState().courses).toMatchObject([{ numbers: ['ECON 052', 'PPE 052'] }]);
  });

  test('is opened by Enter where it was chosen in the list of those that run, with nothing typed', async () => {
    await add();
    await press('Close');
    const box = screen.getByLabelText('Scan or type');
    await page.doing(() => fireEvent.submit(box));
    expect(screen.queryByTestId('course-record')).toBeNull();
    await page.doing(() => fireEvent.keyDown(box, { key: 'ArrowDown' }));
    await page.doing(() => fireEvent.submit(box));
    expect(record().textContent).toContain('ECON 052 Principles of Macroeconomics');
  });

  test('has a copy that was scanned into its form, and lends it by Enter to the patron on the desk', async () => {
    await add();
    await place();
    expect(rows()).toHaveLength(1);
    expect(within(record()).getByRole('status').textContent).toBe('Put on reserve: The Overstory.');
    expect(record().textContent).toContain('The Overstory / Powers, Richard · 1 in');
    expect(page.link.calls.filter(({ name }) => name.startsWith('circ.'))).toEqual([]);
    await press('List as PDF');
    expect(page.files.map(({ name }) => name)).toEqual([expect.stringMatching(/course-readings.*\.pdf$/)]);
    // The form stays for the next of a pile.
    expect(screen.getByLabelText<HTMLInputElement>('Barcode').value).toBe('');
    await page.doing(() => page.desk.actions.close.run());
    const [row] = rows();
    await page.doing(() =>
      fireEvent.keyDown(
        required(row, () => 'no row'),
        { key: 'Enter' },
      ),
    );
    // No one is on the desk: its record opens.
    expect(page.desk.items.store.getState().open).toMatchObject({ barcode: OVERSTORY });
    await page.doing(() => page.desk.items.close());
    await page.doing(() => page.desk.work.openPatron(SADE));
    await page.doing(() => page.desk.work.goTo('titles'));
    await page.doing(() => rows()[0]?.focus());
    expect(rows()[0]?.textContent).toContain('Check out');
    await page.doing(() =>
      fireEvent.keyDown(
        required(rows()[0], () => 'no row'),
        { key: 'Enter' },
      ),
    );
    expect(page.link.calls.findLast(({ name }) => name === 'circ.checkout')?.input).toMatchObject({
      patron: SADE,
      item: OVERSTORY,
    });
    expect(page.desk.view.getState().screen).toBe('checkout');
  });

  test('takes a copy off reserve by a letter, and asks before a reading leaves the list', async () => {
    await add();
    await place();
    await page.doing(() => page.desk.actions.close.run());
    const letter = (key: string): Promise<void> =>
      page.doing(async () => {
        fireEvent.keyDown(
          required(rows()[0], () => 'no row'),
          { key },
        );
        await new Promise((done) => setTimeout(done, LETTER_MS));
      });
    await page.doing(() => rows()[0]?.focus());
    await letter('x');
    expect(record().textContent).toContain('No copy on reserve');
    await letter('d');
    expect(page.link.calls.filter(({ name }) => name === 'course.removeReading')).toEqual([]);
    await page.doing(() => fireEvent.submit(within(record()).getByRole('form', { name: 'Remove from the list' })));
    expect(record().textContent).toContain('No readings yet.');
  });

  test('opens over Check out, where it lends to one card after another, and Esc closes it to that place', async () => {
    await add();
    await place();
    await page.doing(() => page.desk.work.goTo('checkout'));
    expect(screen.queryByTestId('course-record')).toBeNull();
    await page.doing(() => page.desk.find.setText('macro'));
    const [found] = page.desk.find.store.getState().courses;
    await page.doing(() => page.desk.courses.open(required(found, () => 'none found').courseId));
    expect(page.desk.view.getState().screen).toBe('checkout');
    expect(record().textContent).toContain('The Overstory / Powers, Richard · 1 in');
    await page.doing(() => page.desk.work.openPatron(SADE));
    await page.doing(() => rows()[0]?.focus());
    await page.doing(() =>
      fireEvent.keyDown(
        required(rows()[0], () => 'no row'),
        { key: 'Enter' },
      ),
    );
    expect(page.link.calls.filter(({ name }) => name === 'circ.checkout')).toHaveLength(1);
    // Its copies are seen for the next card, with the one that was lent just now.
    expect(record().textContent).toContain('next due');
    await page.doing(() => page.desk.actions.close.run());
    expect(screen.queryByTestId('course-record')).toBeNull();
    expect(page.desk.view.getState().screen).toBe('checkout');
    // Over another place it closes with the place.
    await page.doing(() => page.desk.courses.open(required(found, () => 'none found').courseId));
    await page.doing(() => page.desk.work.goTo('checkin'));
    expect(page.desk.courses.store.getState().open).toBeNull();
  });

  test('has tabs of its copies and of what was done, and opens from the title and from a copy', async () => {
    await add();
    await place();
    const tab = (name: RegExp) => page.doing(() => fireEvent.click(within(record()).getByRole('tab', { name })));
    await tab(/^Copies 1/);
    expect(record().textContent).toContain('On reserve');
    expect(rows()).toHaveLength(1);
    await tab(/^History/);
    expect(rows().map((row) => row.textContent)).toEqual([
      expect.stringContaining('Placed on course reserve'),
      expect.stringContaining('Course added'),
    ]);
    await page.doing(() => page.desk.actions.close.run());
    await page.doing(() => page.desk.work.goTo('checkin'));
    await page.doing(() => page.desk.items.open(OVERSTORY));
    await page.doing(() => fireEvent.click(screen.getByRole('button', { name: 'ECON 052 · This term' })));
    expect(page.desk.items.store.getState().open).toBeNull();
    expect(record().textContent).toContain('Principles of Macroeconomics');
    await page.doing(() => page.desk.work.goTo('titles'));
    await page.doing(() => page.desk.titles.openOf(OVERSTORY));
    await page.doing(() => fireEvent.click(screen.getByRole('tab', { name: /^Courses 1/ })));
    await page.doing(() => fireEvent.keyDown(screen.getAllByRole('row').at(-1) ?? document.body, { key: 'Enter' }));
    expect(record().textContent).toContain('ECON 052 Principles of Macroeconomics');
    expect(screen.queryByTestId('title-record')).toBeNull();
  });

  test('of a reading whose copies are all out, Enter and a letter note who was turned away', async () => {
    await add();
    await place();
    await page.doing(() => page.desk.actions.close.run());
    await page.doing(() => page.desk.work.openPatron(SADE));
    await page.doing(() => page.desk.work.goTo('titles'));
    const enter = () =>
      page.doing(() =>
        fireEvent.keyDown(
          required(rows()[0], () => 'no row'),
          { key: 'Enter' },
        ),
      );
    await page.doing(() => rows()[0]?.focus());
    await enter();
    await page.doing(() => page.desk.work.goTo('titles'));
    await page.doing(() => rows()[0]?.focus());
    await enter();
    expect(record().textContent).toContain('No copy is in. Noted as turned away.');
    // Keys that follow each other as fast as a program strikes them are a scan.
    await page.doing(() => new Promise((done) => setTimeout(done, LETTER_MS)));
    await page.doing(() => rows()[0]?.focus());
    await page.doing(async () => {
      fireEvent.keyDown(
        required(rows()[0], () => 'no row'),
        { key: 't' },
      );
      await new Promise((done) => setTimeout(done, LETTER_MS));
    });
    // A letter waits for the possible rest of a barcode, and longer on a busy machine.
    await waitFor(() => {
      const wanted = page.link.calls.filter(({ name }) => name === 'course.wanted');
      expect(wanted.map(({ input }) => Object.keys(input as object))).toEqual([['readingId', 'patron'], ['readingId']]);
    });
    expect(page.link.calls.filter(({ name }) => name === 'circ.checkout')).toHaveLength(1);
  });
});
