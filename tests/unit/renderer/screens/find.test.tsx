// Find anything: an action is found by its name, and by the words that people have for the acts that it leads to.

import { courseId } from '../../../../shared/core/ids.ts';
import { fireEvent, screen, within } from '@testing-library/react';
import { ACT_FACTS } from '../../../../shared/bridge/act-facts.ts';
import { ACTS } from '../../../../shared/acts/all.ts';
import type { ActMethodName } from '../../../../shared/bridge/contract.ts';
import { rowsOf } from '../../../../renderer/features/find/found-rows.ts';
import { KEYS } from '../../../../renderer/keys/key-map.ts';
import { createSpeaker } from '../../../../renderer/text/speak.ts';
import { renderPage, type DrawnPage } from '../../../support/fake-desk/render-page.tsx';

/** Words of desk people in desk-ui and product pages. */
const WORDS = {
  en: [
    'hold',
    'reserve',
    'request',
    'pay',
    'fine',
    'bill',
    'register',
    'new patron',
    'sign up',
    'missing',
    'replacement',
    'lost',
    'claims returned',
    'visitor',
    'in-house use',
    'recall',
    'waive',
    'refund',
    'due date',
    'damaged',
    'withdraw',
    'reset a PIN',
    'pull list',
    'hold shelf',
    'in transit',
    'cash drawer',
    'emergency closing',
    'override',
    'message',
    'amnesty',
    'claimed returned',
    'receipt',
    'who had',
    'last borrower',
    'weather',
    'new student',
    'spanish',
    'language',
  ],
  es: [
    'reserva',
    'reservar',
    'cobrar',
    'multa',
    'cargo',
    'inscribir',
    'alta',
    'extraviado',
    'perdido',
    'visitante',
    'dice que lo devolvió',
    'uso en sala',
    'reclamar',
    'condonar',
    'reembolso',
    'fecha',
    'dañado',
    'retirar',
    'restablecer un PIN',
    'caja',
    'cierre de emergencia',
    'mensaje',
    'amnistía',
    'recibo',
    'quién lo tuvo',
    'clima',
    'idioma',
    'inglés',
  ],
} as const;

const SADE = '21310000004421';

/** What stands in the place of an act with a patron on the desk. */
const SAME_ACTS: Readonly<Record<string, string>> = {
  'action-placeHold': 'act-hold.place',
  'action-setDue': 'act-circ.changeDueDate',
  'action-recall': 'act-hold.recall',
};

describe('Find anything', () => {
  let page: DrawnPage;

  afterEach(() => page.close());

  const found = async (text: string): Promise<readonly string[]> => {
    if (screen.queryByRole('combobox', { name: 'Find anything' }) === null)
      await page.doing(() => page.desk.actions.find.run());
    const box = screen.getByRole('combobox', { name: 'Find anything' });
    await page.doing(() => fireEvent.change(box, { target: { value: text } }));
    return screen.queryAllByRole('option').map(({ textContent }) => textContent);
  };

  test.each([
    ['forgive', 'Fees of this patron'],
    ['write off', 'Fees of this patron'],
    ['condonar', 'Fees of this patron'],
    ['no sale', 'Shift and cash drawer'],
    ['lend', 'Check out'],
    ['in-house', 'Used in the library'],
  ])('finds by %j what is called %j', async (text, title) => {
    page = await renderPage();
    await page.scanAndDraw('21310000004421');
    if (title === 'Used in the library') await page.doing(() => page.desk.actions.checkin.run());
    expect(await found(text)).toEqual(expect.arrayContaining([expect.stringContaining(title)]));
  });

  test('every action that an act names is one of the desk', () => {
    const named = Object.values(ACT_FACTS).flatMap(({ action }) => action ?? []);
    expect(named).not.toEqual([]);
    expect(named.filter((action) => !Object.hasOwn(KEYS, action))).toEqual([]);
  });

  describe.each(['en', 'es'] as const)('in %s', (language) => {
    const { t } = createSpeaker(language);
    const titlesFor = (text: string) =>
      rowsOf(page.desk, t, { ...page.desk.find.store.getState(), text, answeredText: text }).flatMap(({ rows }) =>
        rows.map(({ title }) => title),
      );

    test('every act that a screen has is found by its name and by each word that people have for it', async () => {
      page = await renderPage({ staff: 'chen' });
      const missed = Object.values(ACTS).flatMap(({ method, keywords }) => {
        if (method === null) return [];
        const name = t(`act.${method.name}`);
        const words: readonly string[] = keywords[language];
        const isFound = (text: string) => titlesFor(text).includes(name);
        if (words.length === 0) return [`${method.name} has no other word`];
        return [name, ...words].filter((text) => !isFound(text)).map((text) => `${method.name} by ${text}`);
      });
      expect(missed).toEqual([]);
    });

    test('practice is found by what a new person has in mind', async () => {
      page = await renderPage({ staff: 'sam' });
      const name = t('action.practice');
      const missed = t('findWords.practice')
        .split(', ')
        .filter((text) => !titlesFor(text).includes(name));
      expect(missed).toEqual([]);
    });

    test('an act that cannot be done says why, and the words of a desk lead to it', async () => {
      page = await renderPage({ staff: 'sam' });
      const rows = (text: string) =>
        rowsOf(page.desk, t, { ...page.desk.find.store.getState(), text, answeredText: text }).flatMap(
          (group) => group.rows,
        );
      const why = (method: ActMethodName) => rows(t(`act.${method}`)).find(({ id }) => id === `act-${method}`)?.whyNot;
      expect(why('payment.take')).toMatch(/^(Only for|Solo para) /);
      expect(why('hold.cancel')).toBe(t('findNeeds.patron'));
      expect(why('circ.checkout')).toBeUndefined();
      page.close();
      page = await renderPage({ staff: 'chen' });
      expect(why('item.claimReturned')).toBe(t('findNeeds.item'));
      expect(why('item.add')).toBe(t('findNeeds.unknown'));
      await page.doing(() => page.desk.lists.count());
      for (const text of WORDS[language]) expect([text, rows(text).length > 0]).toEqual([text, true]);
    });
  });

  test('staff are found by name by a person who manages them, and by nobody else', async () => {
    page = await renderPage({ staff: 'chen' });
    await found('nad');
    expect(await found('nad')).toEqual(expect.arrayContaining([expect.stringContaining('nadia')]));
    page.close();
    page = await renderPage({ staff: 'sam' });
    expect(await found('nadia')).toEqual([]);
  });

  test('an act opens the form that does it', async () => {
    page = await renderPage({ staff: 'chen' });
    const open = async (text: string) => {
      await found(text);
      const option = screen.getAllByRole('option').find(({ id }) => id.startsWith('found-act-'));
      await page.doing(() => fireEvent.click(option ?? document.body));
    };
    await open('sign up');
    expect(page.desk.accounts.store.getState().form).not.toBeNull();
    await page.doing(() => page.desk.accounts.cancel());
    await page.scanAndDraw('21310000004421');
    await open('Add a fee');
    expect(page.desk.view.getState().isFees).toBe(true);
    expect(page.desk.fees.store.getState()).toMatchObject({ step: 'add' });
  });

  describe('with a patron on the desk, an act', () => {
    const open = async (title: string) => {
      await found(title);
      const option = screen.getAllByRole('option').find(({ textContent }) => textContent.startsWith(title));
      await page.doing(() => fireEvent.click(option ?? document.body));
    };
    const begin = async () => {
      page = await renderPage({ staff: 'chen' });
      await page.scanAndDraw('21310000004421');
    };

    test('of waiving opens the waiver, and no form that takes money', async () => {
      await begin();
      await open('Waive a fee');
      expect(page.desk.fees.store.getState()).toMatchObject({ step: 'waive' });
      expect(screen.getByRole('form', { name: /^Waive/ })).toBeTruthy();
      expect(document.activeElement?.getAttribute('name')).toBe('waive-reason');
    });

    test.each([
      ['Merge two accounts', 'merge-card'],
      ['Block this patron', 'block-reason'],
      ['Add a message', 'account-message'],
    ])('named %j opens its form in the record', async (title, field) => {
      await begin();
      await page.doing(() => page.desk.actions.fees.run());
      await open(title);
      expect(page.desk.view.getState()).toMatchObject({ screen: 'patrons', isFees: false });
      expect(document.activeElement?.getAttribute('name')).toBe(field);
    });

    test('of lifting opens the form of the first block, and says where there is none', async () => {
      await begin();
      await page.doing(() =>
        page.desk.link.act('patron.block', { card: SADE, kinds: ['borrowing'], until: null, reason: 'Loud' }),
      );
      await open('Lift a block');
      expect(document.activeElement?.getAttribute('name')).toBe('lift-reason');
      await page.scanAndDraw('21310000001187');
      expect(await found('Lift a block')).toContain('Lift a blockThere is no block that is lifted here.');
    });

    test('of a due date leads to the first loan', async () => {
      await begin();
      await open('Change a due date');
      expect(page.desk.view.getState().screen).toBe('checkout');
      const loans = page.desk.work.store.getState().patron?.view?.loans ?? [];
      const first = loans.find(({ state }) => state === 'open');
      expect(document.activeElement?.closest('li')?.textContent).toContain(first?.title);
      expect(document.activeElement?.textContent).toMatch(/due/i);
      expect(page.desk.work.store.getState().due.isAsked).toBe(false);
    });

    test('of a hold has the focus in the field of the title', async () => {
      await begin();
      await open('Place a hold');
      expect(document.activeElement?.getAttribute('name')).toBe('hold-title');
    });
  });

  test('an exact name stands before titles and people that are found by the same words', async () => {
    page = await renderPage({ staff: 'chen' });
    const { t } = createSpeaker('en');
    const item = {
      barcode: '1',
      title: 'Check out a boat',
      author: null,
      callNumber: '',
      location: null,
      kind: null,
      status: 'available',
      statusText: 'In',
    };
    const groups = (text: string) => {
      const found = { ...page.desk.find.store.getState(), text, answeredText: text, items: [item] };
      return rowsOf(page.desk, t, found)
        .filter(({ rows }) => rows.length > 0)
        .map(({ title }) => title);
    };
    expect(groups('check out')[0]).toBe('Screens');
    expect(groups('register a')[0]).toBe('Actions');
    // One word may as well begin a name.
    expect(groups('register')[0]).toBe('Items');
  });

  test.each(['charge', 'take back', 'payment', 'waive a fee', 'block', 'lost', 'message', 'hold', 'due date'])(
    'ranks what it finds by %j alike with a patron on the desk and without',
    async (text) => {
      // A reload would bring back the patron of the test before.
      sessionStorage.clear();
      page = await renderPage({ staff: 'chen' });
      const names = async () =>
        [...(await found(text)).keys()].map((at) => screen.getAllByRole('option')[at]?.id.replace(/^found-/, ''));
      const without = await names();
      await page.doing(() => page.desk.view.setState({ overlay: 'none' }));
      await page.scanAndDraw(SADE);
      expect(page.desk.work.store.getState().patron?.view).toBeTruthy();
      const beside = await names();
      // A pair that leads to the same counts as one.
      const alike = (id = ''): string => SAME_ACTS[id] ?? id;
      expect(beside.map(alike)).toEqual(without.map(alike));
    },
  );

  test('a number or its last digits come first, and Enter opens that row whatever stands around it', async () => {
    page = await renderPage({ staff: 'chen' });
    const course = {
      courseId: courseId('c-1'),
      numbers: ['BIOL 8812'],
      name: 'Forests',
      section: null,
      instructors: [],
      term: 'Fall',
      isOver: false,
      readings: 1,
      copies: 1,
      available: 1,
    };
    page.fake.override('course.find', () => Promise.resolve({ courses: [course] }));
    const rows = await found('8812');
    expect(rows.length).toBeGreaterThan(1);
    expect(rows[0]).toContain('The Overstory');
    expect(screen.getAllByRole('group')[0]?.getAttribute('aria-label')).toBe('Exact match');
    await page.doing(() =>
      fireEvent.keyDown(screen.getByRole('combobox', { name: 'Find anything' }), { key: 'Enter' }),
    );
    expect(page.desk.items.store.getState().open?.barcode).toBe('31310000008812');
  });

  test('an act that is called so stands before screens, and each is there once', async () => {
    page = await renderPage({ staff: 'chen' });
    await page.scanAndDraw(SADE);
    await page.doing(() =>
      page.desk.link.act('patron.block', { card: SADE, kinds: ['borrowing'], until: null, reason: 'Loud' }),
    );
    expect((await found('lift a block'))[0]).toMatch(/^Lift a block/);
    expect((await found('block'))[0]).toMatch(/^Block this patron/);
    const holds = await found('hold');
    expect(holds[0]).toMatch(/^Place a hold/);
    expect(holds.filter((text) => text.startsWith('Place a hold'))).toHaveLength(1);
    expect((await found('patrons'))[0]).toMatch(/^Patrons/);
    expect((await found('check out'))[0]).toMatch(/^Check out/);
    const dates = await found('due date');
    expect(dates.filter((text) => /^(Change|Set) a due date/.test(text))).toEqual([
      expect.stringContaining('Change a due date'),
    ]);
  });

  test('a recall begins at a copy that is out, for the patron on the desk, and is there once', async () => {
    const leave = () => page.doing(() => page.desk.view.setState({ overlay: 'none' }));
    const recalls = async () => {
      await leave();
      return (await found('recall')).filter((text) => /recall/i.test(text) && !text.startsWith('Help'));
    };
    page = await renderPage({ staff: 'rivera' });
    expect(await recalls()).toEqual([expect.stringContaining('Open a patron first.')]);
    await leave();
    await page.scanAndDraw(SADE);
    expect(await recalls()).toEqual([expect.stringContaining('Open the item first')]);
    await page.doing(() => page.desk.items.open('31310000008812'));
    expect(await recalls()).toEqual([expect.stringContaining('This item is not checked out.')]);
    await page.doing(() => page.desk.items.open('31310000004417'));
    const [row] = await recalls();
    expect(row).not.toContain('first');
    await page.doing(() => fireEvent.click(screen.getAllByRole('option')[0] ?? document.body));
    expect(page.desk.view.getState().overlay).toBe('none');
    const record = screen.getByTestId('item-record');
    expect(record.contains(document.activeElement)).toBe(true);
    expect(within(record).getByRole('button', { name: /^Recall for/ })).toBeTruthy();
  });

  test('an amnesty is offered to those who may waive, and opens Check in without beginning a book drop', async () => {
    page = await renderPage({ staff: 'sam' });
    expect(await found('amnesty')).toEqual([expect.stringMatching(/Only for /)]);
    page.close();
    page = await renderPage({ staff: 'chen' });
    await found('amnesty');
    await page.doing(() => fireEvent.click(screen.getAllByRole('option')[0] ?? document.body));
    expect(page.desk.view.getState().screen).toBe('checkin');
    expect(page.desk.work.store.getState().bookDrop).toBeNull();
  });

  test('the last borrower of a copy is shown to staff who may see it', async () => {
    page = await renderPage({ staff: 'sam' });
    await page.doing(() => page.desk.items.open('31310000004417'));
    expect(await found('last borrower')).toEqual([expect.stringMatching(/Only for /)]);
  });

  test('blocking and lifting are found by the same Spanish word', async () => {
    page = await renderPage({ staff: 'chen' });
    const { t } = createSpeaker('es');
    const rows = rowsOf(page.desk, t, { ...page.desk.find.store.getState(), text: 'bloqueo', answeredText: 'bloqueo' });
    const ids = rows.flatMap((group) => group.rows.map(({ id }) => id));
    expect(ids).toEqual(expect.arrayContaining(['act-patron.block', 'act-patron.unblock']));
  });

  test('lending by kind is found by the names of the kinds, where the library has some, and opens its form', async () => {
    page = await renderPage({ staff: 'chen' });
    const kinds = [
      { id: 'pbk', name: 'Paperbacks', out: 0 },
      { id: 'umb', name: 'Umbrella', out: 1 },
    ];
    await page.doing(() => page.desk.uncataloged.store.setState({ kinds: [] }));
    expect((await found('umbrella')).filter((text) => /^Check (?:in|out) without a barcode/.test(text))).toEqual([]);
    await page.doing(() => page.desk.uncataloged.store.setState({ kinds }));
    const rows = await found('umbrel');
    expect(rows.filter((text) => /^Check (?:in|out) without a barcode/.test(text))).toEqual([
      expect.stringMatching(/^Check out without a barcode/),
      'Check in without a barcode',
    ]);
    const option = screen.getAllByRole('option').find(({ id }) => id === 'found-part-takeBackByKind');
    await page.doing(() => fireEvent.click(option ?? document.body));
    expect(page.desk.uncataloged.store.getState().form).toMatchObject({ place: 'checkin', kind: 'umb', patron: '' });
  });

  test('the patrons to call are the phone list', async () => {
    page = await renderPage({ staff: 'rivera' });
    expect(await found('phone list')).toEqual([expect.stringMatching(/^Patrons to call/)]);
  });

  test('finds nothing by words that no act has', async () => {
    page = await renderPage();
    expect(await found('forgive the weather')).toEqual([]);
  });
});
