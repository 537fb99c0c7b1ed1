// `list.view`, `list.counts`, `list.export`: every list as a desk has it, beside the same list of the whole library.

import { rowSource } from '../../../../db/lists/list-copy.ts';
import { countReview } from '../../../../db/lists/review-counts.ts';
import { reviewRows, toReplaceRows } from '../../../../shared/lists/replacement-review.ts';
import { branchId } from '../../../../shared/core/ids.ts';
import { exportsBetween } from '../../../../db/ledger/report-exports.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/core/instant.ts';
import { LIST_NAMES, LISTS, type ListName } from '../../../../shared/lists/all.ts';
import type { AnyList } from '../../../../shared/lists/define-list.ts';
import { isLibraryList, libraryListDocument } from '../../../../server/lists/library-lists.ts';
import type { ReportDocument } from '../../../../shared/reports/document.ts';
import { keepReadiness } from '../../../../electron/core/readiness/keep-readiness.ts';
import { requiredCopy } from '../../../../electron/core/desk-sight.ts';
import { deskListDocument } from '../../../../electron/core/lists/desk-lists.ts';
import type { Patron } from '../../../../shared/circ/model/patron.ts';
import { testPatron } from '../../../contract/server/support/test-library.ts';
import { until } from './support/until.ts';
import { sharedDesk, sharedWorld, signIn } from './support/desk-world.ts';
import { loanOut } from './support/loan-out.ts';
import { fillVariedLibrary, WEDNESDAY } from './support/varied-library.ts';

const alike = (id: string, name: Partial<Patron['name']>, more: Partial<Patron>) =>
  testPatron(id, {
    name: { family: 'Ávila', given: 'Ana', middle: null, suffix: null, chosen: null, ...name },
    cards: [{ number: `card-${id}`, active: true, primary: true }],
    ...more,
  });
const world = sharedWorld({
  at: WEDNESDAY,
  items: 30,
  patrons: 6,
  fill: async (writer) => {
    await fillVariedLibrary(writer);
    const equipment = [{ id: 'maps', name: 'Maps', types: ['map'], turnaroundMinutes: 30 }];
    const searches = { times: 1, everyDays: 10 };
    const use = { libraryGroups: ['Other libraries'] };
    await writer.changeLibrary((row) => ({ ...row, use, desk: { ...row.desk, searches, equipment } }));
    await writer.putRows('patron', [
      testPatron('coast', { groupName: 'Other libraries' }),
      alike('a1', {}, { birthDate: '2001-02-03', email: 'ana@example.org', phones: ['(555) 555-0101'] }),
      alike('a2', { family: 'Avila' }, { birthDate: '2001-02-03' }),
      alike('a3', { given: 'ANA' }, { email: 'Ana@example.org', birthDate: '1999-01-01' }),
      // Another name at the same number, and another birth date under the same name.
      alike('a4', { given: 'Luis' }, { phones: ['555 555 0101'] }),
      alike('a5', {}, { birthDate: '1970-01-01' }),
      alike('b1', { family: 'Bose', given: 'Ila' }, { phones: ['555-0142'] }),
      alike('b2', { family: 'Bose', given: 'Ila' }, { phones: ['+1 (619) 555-0142'] }),
      // The same end in another area is another number.
      alike('c1', { family: 'Cole', given: 'Ida' }, { phones: ['212 555 0177'], address: ['1 Elm St', 'Salem'] }),
      alike('c2', { family: 'Cole', given: 'Ida' }, { phones: ['619 555 0177'], address: [] }),
      alike('c3', { family: 'Cole', given: 'Ida' }, { address: ['1 ELM ST', 'Salem'] }),
      alike('d1', { family: 'Dunn', given: 'Elizabeth' }, { birthDate: '1980-05-06', email: 'dunn@example.org' }),
      alike('d2', { family: 'Dunn', given: 'Liz' }, { birthDate: '1980-05-06', email: 'Dunn@example.org' }),
      // Mother and son with one mailbox.
      alike('d3', { family: 'Dunn', given: 'Max' }, { birthDate: '2010-05-06', email: 'dunn@example.org' }),
    ]);
  },
});
const desk = sharedDesk(world);

const made = { course: '' };

/** A course that runs, with a copy on its way to the shelf and a reading beside the catalog; and one that is over. */
async function reserveStory(): Promise<void> {
  const term = { name: 'Summer', from: '2026-05-18', to: '2026-08-07' };
  const spring = { name: 'Spring', from: '2026-01-20', to: '2026-05-15' };
  const { courseId } = await desk.now.ask('course.add', { term, numbers: ['ECON 052'], name: 'Macro' });
  await desk.now.ask('course.addReading', { courseId, title: 'Problem sets', section: 'Week 1' });
  await desk.now.ask('reserve.place', { courseId, barcode: 'barcode-X10', inLibrary: true });
  await desk.now.ask('reserve.place', { courseId, barcode: 'barcode-out', status: 'on-reserve' });
  const over = await desk.now.ask('course.add', { term: spring, numbers: ['HIST 010'], name: 'Rome' });
  const own = { barcode: 'barcode-X11', owner: 'Quill, A.' };
  await desk.now.ask('reserve.place', { courseId: over.courseId, barcode: 'barcode-X12', status: 'on-reserve' });
  await desk.now.ask('reserve.place', { courseId: over.courseId, ...own, status: 'on-reserve' });
  made.course = courseId;
}

const about = (list: ListName): string | undefined => {
  const { of }: AnyList = LISTS[list];
  if (of === 'title') return 'title-out';
  if (of === 'course') return made.course;
  if (of === 'item') return 'barcode-X7';
  return of === 'patron' ? 'card-P1' : undefined;
};
const view = (list: ListName) => {
  const of = about(list);
  return desk.now.ask('list.view', { list, ...(of === undefined ? {} : { of }) });
};
/** A charge of each kind of ending: paid in part, waived in part and then in full, paid over and given back, and one taken back. */
async function moneyStory(): Promise<void> {
  const patron = 'card-P1';
  const shared = { patron, method: 'cash' } as const;
  const { feeId: damage } = await desk.now.ask('fee.add', {
    patron,
    amountMinor: 1000,
    charge: 'damage',
    item: 'barcode-X5',
  });
  await desk.now.ask('payment.take', {
    ...shared,
    amountMinor: 400,
    allocation: [{ feeId: damage, amountMinor: 400 }],
  });
  await desk.now.ask('fee.waive', { feeId: damage, amountMinor: 100, reason: 'Worn' });
  await desk.now.ask('fee.waive', { feeId: damage, inFull: true, reason: 'Very worn' });
  const { commandId } = await desk.now.ask('payment.take', { patron, method: 'card', amountMinor: 700 });
  await desk.now.ask('payment.refund', { ...shared, paymentId: commandId, amountMinor: 150, reason: 'Wanted back' });
  const wrong = await desk.now.ask('fee.add', { patron, amountMinor: 999, charge: 'other' });
  await desk.now.ask('circ.undo', { commandId: wrong.commandId });
  await desk.now.ask('fee.add', { patron, amountMinor: 100, charge: 'card' });
}

/** The desk reports how ready it is. */
async function readinessStory(): Promise<void> {
  const never = { after: () => () => {}, turn: () => Promise.resolve() };
  const fail = (error: unknown) => {
    throw error;
  };
  await keepReadiness(desk.now.core, { timers: never, onFault: fail }).look();
}

/** The rows of a document, made at a desk or at the server. */
const rowsOf = ({ sections }: ReportDocument) => sections.map(({ rows }) => rows);

beforeAll(async () => {
  await signIn(desk.now, 'supervisor');
  await desk.now.ask('hold.place', { patron: 'card-P1', target: 'barcode-X3', pickup: 'main' });
  await desk.now.ask('hold.place', { patron: 'card-P2', target: 'barcode-out', pickup: 'main' });
  await desk.now.ask('hold.place', { patron: 'card-P1', target: 'barcode-late', pickup: 'main' });
  await desk.now.ask('circ.checkin', { item: 'barcode-late' });
  await desk.now.ask('circ.checkout', { patron: 'card-P1', item: 'barcode-X5' });
  await desk.now.ask('fee.add', { patron: 'card-P1', amountMinor: 250, charge: 'copies' });
  await desk.now.ask('item.setMark', { barcode: 'barcode-X7', mark: 'missing', note: 'not on its shelf' });
  await desk.now.ask('item.setMark', { barcode: 'barcode-X4', mark: 'missing' });
  await desk.now.ask('item.notOnShelf', { barcode: 'barcode-X4' });
  await desk.now.ask('circ.checkout', { patron: 'card-P3', item: 'barcode-X1' });
  await desk.now.ask('item.claimReturned', { barcode: 'barcode-X1', loanId: await loanOut(desk.now, 'barcode-X1') });
  await desk.now.ask('item.reviewMissing', { barcode: 'barcode-X4', becomes: 'replaced' });
  await desk.now.ask('circ.checkout', { patron: 'card-P5', item: 'barcode-X14' });
  await desk.now.ask('item.declareLost', { barcode: 'barcode-X14' });
  await desk.now.ask('circ.checkin', { item: 'barcode-elsewhere' });
  await desk.now.ask('circ.checkin', { item: 'barcode-map', inspect: true });
  await desk.now.ask('item.add', { barcode: 'barcode-zine', title: 'A zine', kind: 'book' });
  const strap = { barcode: 'strap-1', title: 'From elsewhere', lender: 'Coast Library', due: '2026-07-01' };
  await desk.now.ask('item.receiveBorrowed', strap);
  await desk.now.ask('circ.checkout', { patron: 'card-coast', item: 'barcode-X13' });
  // An unknown card, of a person who has an account.
  const newPatron = { family: 'Family', given: 'P4', phone: '555 0100', idSeen: true } as const;
  const override = { codes: ['PATRON_UNKNOWN', 'PATRON_NOT_REGISTERED'], reason: 'no card', newPatron };
  await desk.now.ask('circ.checkout', { patron: 'card-unknown', item: 'barcode-X8', override });
  await moneyStory();
  await reserveStory();
  const day = { from: '2026-06-10T18:00:00Z', to: '2026-06-10T19:00:00Z' };
  await desk.now.ask('booking.place', { kind: 'maps', patron: 'card-P1', ...day });
  await readinessStory();
  await desk.now.settled();
});

test('the pull list, the hold shelf, waiting holds and the lists of a patron have something to show here', async () => {
  for (const list of [
    'pull-list',
    'hold-shelf',
    'waiting-holds',
    'patron-loans',
    'patron-holds',
    'patron-fees',
    'patron-account',
    'title-items',
    'title-holds',
    'missing',
    'replacement-review',
    'to-replace',
    'in-transit',
    'to-inspect',
    'provisional-items',
    'ill-borrowed',
    'ill-lent',
    'provisional-accounts',
    'possible-duplicates',
    'bills-waiting',
    'equipment-bookings',
    'patron-bookings',
    'course-readings',
    'course-copies',
    'course-history',
    'title-courses',
    'reserves-processing',
    'reserves-to-pull',
    'desk-readiness',
  ] as const) {
    expect({ list, count: (await view(list)).count }).not.toEqual({ list, count: 0 });
  }
});

test('the review has lost copies beside missing ones, with how often each was lent, and acquisitions get what is decided', async () => {
  const told = async (list: 'replacement-review' | 'to-replace') => {
    const { columns, rows } = await view(list);
    return rows.map(({ texts }) => Object.fromEntries(columns.map(({ key }, at) => [key, texts[at] ?? ''])));
  };
  const review = await told('replacement-review');
  // X4 is decided: it is to be replaced.
  expect(review.map(({ barcode, what, uses }) => [barcode, what, uses])).toEqual([
    ['barcode-lost', 'Lost by its borrower', '1 since 2024'],
    ['barcode-owedFor', 'Lost by its borrower', '1 since 2024'],
    ['barcode-X14', 'Lost by its borrower', '1 since 2024'],
  ]);
  expect((await told('to-replace')).map(({ barcode }) => barcode)).toEqual(['barcode-X4']);
  const saved = await desk.now.ask('list.export', { list: 'to-replace', format: 'mrc' });
  expect(saved.name).toMatch(/^to-replace-.*\.mrc$/);
  const [record = ''] = Buffer.from(saved.base64, 'base64').toString('utf8').split('\u001D');
  const [shown] = await told('to-replace');
  expect(record).toContain(`\u001Fpbarcode-X4`);
  expect(record).toContain(`\u001Fh${shown?.['call_number'] ?? '?'}`);
  expect(record).toContain(`\u001Fa${shown?.['title']?.split(' · ')[0] ?? '?'}\u001E`);
  expect(record).toContain(`\u001Fx${shown?.['what'] ?? '?'}`);
  expect(record.replaceAll('\u001F', '$')).toMatch(/\$xLoans: \d+, since 2024/);
  // The first field is 005.
  expect(record.slice(24, 27)).toBe('005');
  expect(await desk.now.refusal('list.export', { list: 'missing', format: 'mrc' })).toBe('HF-CIRC-340');
  await desk.now.ask('item.reviewMissing', { barcode: 'barcode-X14', becomes: 'replaced' });
  expect((await told('to-replace')).map(({ barcode }) => barcode)).toEqual(['barcode-X4', 'barcode-X14']);
  expect((await told('replacement-review')).map(({ barcode }) => barcode)).not.toContain('barcode-X14');
  expect(await desk.now.refusal('item.reviewMissing', { barcode: 'barcode-X9', becomes: 'replaced' })).toBe(
    'HF-CIRC-188',
  );
  await desk.now.settled();
});

test('a lost copy is withdrawn while it stays on its account, and one that was lost a year ago is not reviewed', async () => {
  const lists = async () => {
    await desk.now.settled();
    const { lists: counted } = await desk.now.ask('list.counts', {});
    const count = (name: ListName) => counted.find(({ list }) => list === name)?.count;
    return [count('replacement-review'), (await view('replacement-review')).count, count('to-replace')];
  };
  const copies = ['barcode-X15', 'barcode-X16', 'barcode-X17'];
  for (const item of copies) await desk.now.ask('circ.checkout', { patron: 'card-P4', item });
  const [known = 0, , toReplace = 0] = await lists();
  for (const barcode of copies) await desk.now.ask('item.declareLost', { barcode });
  expect(await lists()).toEqual([known + 3, known + 3, toReplace]);
  const { rows } = await view('replacement-review');
  const offered = rows
    .find(({ names }) => names['barcode'] === 'barcode-X15')
    ?.acts.filter(({ whyNot }) => whyNot === null)
    .map(({ act }) => act);
  expect(offered).toEqual(['checkin', 'replace', 'setMark']);
  await desk.now.ask('item.setMark', { barcode: 'barcode-X15', mark: 'withdrawn' });
  expect(await lists()).toEqual([known + 2, known + 2, toReplace]);
  const loans = await desk.now.ask('list.view', { list: 'patron-loans', of: 'card-P4' });
  expect(loans.rows.map(({ names }) => names['barcode'])).toEqual(
    expect.arrayContaining(['barcode-X15', 'barcode-X16']),
  );
  await desk.now.ask('circ.checkin', { item: 'barcode-X15' });
  expect((await desk.now.ask('item.view', { barcode: 'barcode-X15' })).status).toBe('discarded');
  await desk.now.ask('item.reviewMissing', { barcode: 'barcode-X17', becomes: 'replaced' });
  expect(await lists()).toEqual([known + 1, known + 1, toReplace + 1]);
  const copy = requiredCopy(desk.now.core.desk);
  const now = world().clock.now() + 366 * DAY_MS;
  const asked = { branch: branchId('main'), terms: copy.library.deskTerms(), now };
  expect(reviewRows(rowSource(copy), asked)).toEqual([]);
  expect(countReview(copy.db, 'replacement-review', asked)).toBe(0);
  expect(countReview(copy.db, 'to-replace', asked)).toBe(toReplaceRows(rowSource(copy), asked).length);
});

test('lists are counted as they are shown, in the copy alone and with an act of this desk over it', async () => {
  const counted = async () => {
    const { lists } = await desk.now.ask('list.counts', {});
    const shown = [];
    for (const { list, count } of lists) {
      const name = LIST_NAMES.find((one) => one === list) ?? 'exceptions';
      shown.push({ list, count, rows: (await view(name)).count });
    }
    expect(shown.filter(({ count, rows }) => count !== rows)).toEqual([]);
    return shown.filter(({ count }) => count > 0).map(({ list }) => list);
  };
  expect(desk.now.core.desk.copy()?.sight.pendingCount()).toBe(0);
  const there = await counted();
  expect(there).toEqual(expect.arrayContaining(['waiting-holds', 'hold-shelf', 'missing', 'in-transit']));
  expect(there).toEqual(expect.arrayContaining(['provisional-items', 'provisional-accounts', 'bills-waiting']));
  world().line.cut();
  await desk.now.ask('item.recordUse', { barcode: 'barcode-X9', count: 1 });
  expect(await counted()).toEqual(expect.arrayContaining(there));
  world().line.mend();
  await desk.now.settled();
});

test.each(LIST_NAMES.filter(isLibraryList))('%s is the same at the desk and at the library', async (list) => {
  const of = about(list) ?? 'main';
  const mine = await deskListDocument(desk.now.core.desk, { list, of }, 'command-line');
  const now = world().clock.now();
  const theirs = await libraryListDocument(world().served.store, { list, of, now, madeBy: 'command-line' });
  expect(rowsOf(mine)).toEqual(rowsOf(theirs));
  expect(mine.sections.map(({ columns }) => columns)).toEqual(theirs.sections.map(({ columns }) => columns));
});

test('an overdue loan by the hour is on the list of late equipment, and at the library likewise', async () => {
  expect((await view('late-equipment')).count).toBe(0);
  await desk.now.ask('patron.edit', { card: 'card-P3', phones: ['555 0103'] });
  await desk.now.ask('circ.checkout', { patron: 'card-P3', item: 'barcode-laptop' });
  await desk.now.settled();
  world().clock.forward(5 * HOUR_MS);
  const mine = await deskListDocument(desk.now.core.desk, { list: 'late-equipment' }, 'command-line');
  const now = world().clock.now();
  const asked = { list: 'late-equipment', of: 'main', now, madeBy: 'command-line' } as const;
  expect(rowsOf(mine)[0]).toMatchObject([
    ['The laptop', expect.any(String), 'FAMI P d-P3', 'barcode-laptop', expect.any(String)],
  ]);
  expect(rowsOf(mine)).toEqual(rowsOf(await libraryListDocument(world().served.store, asked)));
  // Its borrower is called: others wait for it.
  const calls = await deskListDocument(desk.now.core.desk, { list: 'patrons-to-call' }, 'command-line');
  expect(rowsOf(calls)[0]).toMatchObject([
    ['FAMILY, P3', '555 0103', { words: { en: 'Hourly loan overdue' } }, 'The laptop', expect.any(Number)],
  ]);
  const askedCalls = { ...asked, list: 'patrons-to-call' } as const;
  expect(rowsOf(calls)).toEqual(rowsOf(await libraryListDocument(world().served.store, askedCalls)));
});

test('an account adds up: each row with what was owed after it, the last with what is owed now', async () => {
  const { columns, rows } = await view('patron-account');
  const told = rows.map(({ texts }) => Object.fromEntries(columns.map(({ key }, at) => [key, texts[at]])));
  expect(told.map(({ what, amount, balance, method }) => [what, amount, balance, method])).toEqual([
    ['Copies', '$2.50', '$2.50', ''],
    ['Damage', '$10.00', '$12.50', ''],
    ['Payment', '-$4.00', '$8.50', 'Cash'],
    ['Waived: Damage', '-$1.00', '$7.50', ''],
    ['Waived: Damage', '-$5.00', '$2.50', ''],
    ['Payment', '-$7.00', '-$4.50', 'Card'],
    ['Refund', '$1.50', '-$3.00', 'Cash'],
    ['Library card', '$1.00', '-$2.00', ''],
  ]);
  const receipts = told.flatMap(({ what, receipt }) => (receipt === '' ? [] : [[what, receipt]]));
  expect(receipts).toEqual([
    ['Payment', '1'],
    ['Payment', '2'],
    ['Refund', '3'],
  ]);
  expect(told.flatMap(({ what, note }) => (note === '' ? [] : [[what, note]]))).toEqual([
    ['Waived: Damage', 'Worn'],
    ['Waived: Damage', 'Very worn'],
    ['Refund', 'Wanted back'],
  ]);
  const { owedMinor, creditMinor } = await desk.now.ask('fee.list', { patron: 'card-P1' });
  expect(owedMinor - creditMinor).toBe(-200);
});

test('a provisional account names the account that it may be, before and after the server has it', async () => {
  const shown = async () => {
    const { rows } = await view('provisional-accounts');
    return rows.map(({ texts, state, opens }) => ({ texts, state, opens }));
  };
  const settled = await shown();
  expect(settled).toEqual([
    {
      texts: ['FAMILY, P4', expect.any(String), expect.any(String), '1', 'FAMILY, P4 · …d-P4'],
      state: 'attention',
      opens: { record: 'patron', card: 'card-unknown' },
    },
  ]);
  world().line.cut();
  const newPatron = { family: 'Nobody', phone: '555 0199', idSeen: true } as const;
  const override = { codes: ['PATRON_UNKNOWN'], reason: 'no card', newPatron };
  await desk.now.ask('circ.checkout', { patron: 'card-other', item: 'barcode-X9', override });
  expect((await shown()).map(({ texts, state }) => [texts[0], state])).toEqual([
    ['FAMILY, P4', 'attention'],
    ['NOBODY', 'plain'],
  ]);
  world().line.mend();
  await desk.now.settled();
});

test('two accounts that look alike are a pair, until they are joined', async () => {
  const { rows, columns } = await view('possible-duplicates');
  const told = rows.map(({ texts }) => Object.fromEntries(columns.map(({ key }, at) => [key, texts[at]])));
  expect(told.map(({ name, other, same }) => [name, other, same])).toEqual([
    ['ÁVILA, Ana', 'AVILA, Ana', 'Birth date'],
    ['ÁVILA, Ana', 'ÁVILA, ANA', 'E-mail'],
    ['BOSE, Ila', 'BOSE, Ila', 'Phone'],
    ['COLE, Ida', 'COLE, Ida', 'Address'],
    ['DUNN, Elizabeth', 'DUNN, Liz', 'Birth date and e-mail'],
  ]);
  expect(rows[0]).toMatchObject({ acts: [{ act: 'mergePatrons', key: 'M', whyNot: null }] });
  const { otherCard = '' } = rows[0]?.names ?? {};
  const card = rows[0]?.opens?.record === 'patron' ? rows[0].opens.card : '';
  await desk.now.ask('patron.merge', { card: otherCard, into: card, reason: 'one person' });
  await desk.now.settled();
  await until('the pair is gone', async () => (await view('possible-duplicates')).count < 5);
});

test('a bill leaves its list once this desk took the money for it', async () => {
  const { rows } = await view('bills-waiting');
  const [bill] = rows;
  const card = bill?.opens?.record === 'patron' ? bill.opens.card : '';
  world().line.cut();
  const { owedMinor } = await desk.now.ask('fee.list', { patron: card });
  await desk.now.ask('payment.take', { patron: card, method: 'cash', amountMinor: owedMinor });
  expect((await view('bills-waiting')).rows.map(({ key }) => key)).not.toContain(bill?.key);
  world().line.mend();
  await desk.now.settled();
});

test('an unsent act is on its list until the server has it', async () => {
  world().line.cut();
  const { commandId } = await desk.now.ask('circ.checkout', { patron: 'card-P2', item: 'barcode-X6' });
  const { rows } = await view('waiting-acts');
  expect(rows).toMatchObject([{ key: commandId, opens: { record: 'item', barcode: 'barcode-X6' } }]);
  world().line.mend();
  await desk.now.settled();
  expect((await view('waiting-acts')).count).toBe(0);
});

test('each row says what opens and what may be done on it', async () => {
  const { rows } = await view('pull-list');
  expect(rows.find(({ names }) => names['barcode'] === 'barcode-X3')).toMatchObject({
    opens: { record: 'title' },
    acts: [
      { act: 'checkin', key: 'F', whyNot: null, asks: null },
      { act: 'notOnShelf', key: 'N', whyNot: null, asks: null },
      { act: 'setMark', key: 'M', whyNot: null, asks: { for: 'sure' } },
      { act: 'changePickup', key: 'B', whyNot: null, asks: { for: 'branch' } },
      { act: 'cancelHold', key: 'C', whyNot: null, asks: { for: 'text' } },
    ],
    names: { barcode: 'barcode-X3' },
  });
});

/** The heading of copies that were found: they are not counted. */
const FOUND = 'Found in the last two weeks';

test('a missing copy leaves its list by being found or withdrawn, before the server has heard of it', async () => {
  const barcodes = async () =>
    (await view('missing')).rows.filter(({ group }) => group !== FOUND).map(({ names }) => names['barcode']);
  expect(await barcodes()).toContain('barcode-X7');
  expect(await barcodes()).toContain('barcode-missing');
  world().line.cut();
  await desk.now.ask('item.clearMark', { barcode: 'barcode-X7', mark: 'missing' });
  await desk.now.ask('item.clearMark', { barcode: 'barcode-missing', mark: 'missing' });
  expect(await barcodes()).not.toContain('barcode-X7');
  expect(await barcodes()).not.toContain('barcode-missing');
  await desk.now.ask('item.setMark', { barcode: 'barcode-X7', mark: 'missing' });
  await desk.now.ask('item.setMark', { barcode: 'barcode-X7', mark: 'withdrawn' });
  expect(await barcodes()).not.toContain('barcode-X7');
  world().line.mend();
  await desk.now.settled();
});

test('a missing copy is looked for as often as the library says, and then reviewed with what a decision needs', async () => {
  const row = async (list: 'missing' | 'replacement-review' | 'to-replace') => {
    const { columns, rows } = await view(list);
    const found = rows.find(({ names }) => names['barcode'] === 'barcode-X0');
    if (found === undefined) return null;
    const { state, acts } = found;
    return { state, acts, ...Object.fromEntries(columns.map(({ key }, at) => [key, found.texts[at]])) };
  };
  world().line.cut();
  await desk.now.ask('item.setMark', { barcode: 'barcode-X0', mark: 'missing' });
  expect(await row('missing')).toMatchObject({ searches: '0 of 1', next: 'Now', state: 'attention' });
  expect(await row('replacement-review')).toBeNull();
  await desk.now.ask('item.notOnShelf', { barcode: 'barcode-X0' });
  // Pressed once more the same day, it is the same search.
  await desk.now.ask('item.notOnShelf', { barcode: 'barcode-X0' });
  expect(await row('missing')).toMatchObject({ searches: '1 of 1', next: 'To review' });
  expect(await row('replacement-review')).toMatchObject({ copies: expect.stringMatching(/^\d+$/), state: 'attention' });
  await desk.now.ask('item.reviewMissing', { barcode: 'barcode-X0', becomes: 'replaced' });
  expect(await row('replacement-review')).toBeNull();
  expect(await row('to-replace')).toMatchObject({ replaced: expect.stringMatching(/./) });
  await desk.now.ask('item.reviewMissing', { barcode: 'barcode-X0', becomes: 'sought' });
  expect(await row('replacement-review')).toBeNull();
  expect(await row('missing')).toMatchObject({ searches: '0 of 1' });
  await desk.now.ask('item.notOnShelf', { barcode: 'barcode-X0' });
  await desk.now.ask('item.clearMark', { barcode: 'barcode-X0', mark: 'missing' });
  expect(await row('missing')).toMatchObject({ what: 'Found', acts: [] });
  expect(await row('replacement-review')).toBeNull();
  expect(await desk.now.refusal('item.reviewMissing', { barcode: 'barcode-X0', becomes: 'replaced' })).toBe(
    'HF-CIRC-188',
  );
  world().line.mend();
  await desk.now.settled();
});

test('a claim of a borrower is on the list, says when the search was in vain, and leaves by being found or dropped', async () => {
  const { columns } = await view('missing');
  const shown = async () => {
    const { rows } = await view('missing');
    const row = rows.find(({ names }) => names['barcode'] === 'barcode-X1');
    return row === undefined ? null : Object.fromEntries(columns.map(({ key }, at) => [key, row.texts[at]]));
  };
  world().line.cut();
  expect(await shown()).toMatchObject({ what: 'Claimed returned', sought: '' });
  await desk.now.ask('item.notOnShelf', { barcode: 'barcode-X1' });
  expect(await shown()).toMatchObject({ what: 'Claimed returned', sought: expect.stringMatching(/./) });
  await desk.now.ask('item.dropClaim', { barcode: 'barcode-X1', loanId: await loanOut(desk.now, 'barcode-X1') });
  expect(await shown()).toBeNull();
  await desk.now.ask('item.claimNeverHad', { barcode: 'barcode-X1', loanId: await loanOut(desk.now, 'barcode-X1') });
  expect(await shown()).toMatchObject({ what: 'Claimed never checked out' });
  expect((await desk.now.ask('patron.view', { card: 'card-P3' })).counts.claims).toBe(1);
  await desk.now.ask('circ.checkin', { item: 'barcode-X1' });
  expect(await shown()).toMatchObject({ what: 'Found' });
  world().line.mend();
  await desk.now.settled();
  expect(await shown()).toMatchObject({ what: 'Found' });
  expect((await desk.now.ask('patron.view', { card: 'card-P3' })).counts.claims).toBe(1);
});

test('the history of a copy says what was written of its condition, by whom, and leaves out what was undone', async () => {
  world().line.cut();
  const barcode = 'barcode-kit';
  await desk.now.ask('item.edit', { barcode, condition: 'Scratched lid' });
  await desk.now.ask('circ.checkin', { item: barcode });
  await desk.now.ask('item.reportParts', { barcode, missing: ['map'], seen: 'Wet' });
  const { commandId = '' } = await desk.now.ask('item.setMark', { barcode, mark: 'damaged', note: 'Spine' });
  await desk.now.ask('circ.undo', { commandId });
  await desk.now.ask('item.setMark', { barcode, mark: 'in-repair', note: 'New lid' });
  const shown = async () => {
    const { rows } = await desk.now.ask('list.view', { list: 'item-history', of: barcode });
    return rows.map(({ texts }) => texts.slice(1));
  };
  const expected = [
    ['Copy marked', 'in repair · New lid', 'supervisor'],
    ['Missing parts reported', 'map · Wet', 'supervisor'],
    ['Checked in', '', 'supervisor'],
    ['Copy edited', 'Scratched lid', 'supervisor'],
  ];
  expect((await shown()).filter(([what]) => what !== 'Undone')).toEqual(expected);
  world().line.mend();
  await desk.now.settled();
  expect((await shown()).filter(([what]) => what !== 'Undone')).toEqual(expected);
  await expect(desk.now.ask('list.view', { list: 'item-history', of: 'nothing' })).rejects.toThrow(/item\.|barcode/);
});

test('words of an act on a borrower are shown to staff who may see them, and not while details are locked', async () => {
  const barcode = 'barcode-X2';
  await desk.now.ask('circ.checkout', { patron: 'card-P3', item: barcode });
  await desk.now.ask('item.claimReturned', {
    barcode,
    loanId: await loanOut(desk.now, barcode),
    note: 'Their sister saw it',
  });
  await desk.now.ask('item.setMark', { barcode, mark: 'damaged', note: 'Spine' });
  const written = async () => {
    const { rows } = await desk.now.ask('list.view', { list: 'item-history', of: barcode });
    return rows.map(({ texts }) => String(texts[2])).filter((text) => text !== '');
  };
  expect(await written()).toEqual(['damaged · Spine', 'Their sister saw it']);
  await signIn(desk.now, 'student');
  expect(await written()).toEqual(['damaged · Spine']);
  await signIn(desk.now, 'supervisor');
  await desk.now.ask('item.clearMark', { barcode, mark: 'damaged' });
  await desk.now.ask('circ.checkin', { item: barcode });
});

test('a branch that is not there is no empty list, and not the whole library', async () => {
  await expect(desk.now.ask('list.view', { list: 'pull-list', of: 'nowhere' })).rejects.toThrow(/branch/);
  const asked = { list: 'pull-list', of: 'nowhere', now: world().clock.now(), madeBy: 'command-line' } as const;
  await expect(libraryListDocument(world().served.store, asked)).rejects.toThrow(/branch/);
});

test('a payment of the account can be named to give it back', async () => {
  const { rows } = await view('patron-account');
  const given = rows.filter(({ acts }) => acts.some(({ act }) => act === 'refund'));
  expect(given).not.toEqual([]);
  for (const { names } of given) expect(names['paymentId']).toBeTruthy();
});

test('every list has a key once for each of its acts', () => {
  for (const list of LIST_NAMES) {
    const { acts }: { readonly acts: readonly { readonly key: string }[] } = LISTS[list];
    const keys = acts.map(({ key }) => key);
    expect({ list, keys: keys.filter((key, at) => keys.indexOf(key) !== at) }).toEqual({ list, keys: [] });
  }
});

test('the lists of the place for work are counted', async () => {
  const { lists } = await desk.now.ask('list.counts', {});
  expect(lists).toContainEqual(expect.objectContaining({ list: 'pull-list', section: 'shelves', weight: 'today' }));
  for (const { list, count } of lists) {
    expect(count).toBe((await view(LIST_NAMES.find((name) => name === list) ?? 'exceptions')).count);
  }
});

test.each(['csv', 'xlsx', 'pdf', 'json'] as const)(
  'a list is written as %s, and the audit knows who took it out',
  async (format) => {
    const { name, base64 } = await desk.now.ask('list.export', { list: 'pull-list', format });
    expect(name).toMatch(new RegExp(`^pull-list-.*\\.${format}$`));
    expect(base64.length).toBeGreaterThan(100);
    const at = world().clock.now();
    const [newest] = exportsBetween(desk.now.core.files.ledger, {
      from: at - MINUTE_MS,
      to: at + MINUTE_MS,
    }).toReversed();
    expect(newest).toMatchObject({ kind: 'pull-list', form: format, way: 'screen' });
  },
);

test('a list is not read before signing in, and a list of a patron asks for a card', async () => {
  await expect(desk.now.ask('list.view', { list: 'patron-fees' })).rejects.toThrow(/card/);
  await desk.now.ask('session.signOut', {});
  await expect(view('pull-list')).rejects.toThrow(/signed in/);
  await signIn(desk.now, 'supervisor');
});

test('a copy that is on its way for longer than three days is told apart', async () => {
  const stateOf = async () =>
    (await view('in-transit')).rows.find(({ names }) => names['barcode'] === 'barcode-elsewhere')?.state;
  expect(await stateOf()).toBe('plain');
  world().clock.forward(4 * DAY_MS);
  expect(await stateOf()).toBe('attention');
});

test('loans of libraries, and the courses of a title, are read without accounts, loans and reserves of others', async () => {
  const { store } = world().served;
  const documents = async () => {
    const asked = { now: world().clock.now(), madeBy: 'command-line' } as const;
    const lent = await libraryListDocument(store, { ...asked, list: 'ill-lent', of: 'main' });
    const courses = await libraryListDocument(store, { ...asked, list: 'title-courses', of: 'title-out' });
    return [rowsOf(lent), rowsOf(courses)];
  };
  await desk.now.settled();
  const before = await documents();
  expect(before.every((sections) => sections.flat().length > 0)).toBe(true);
  // Rows that cannot be read: nothing may ask for them.
  await store.write(async ({ db }) => {
    await db.updateTable('patron').set({ body: '{}' }).where('id', '<>', 'coast').execute();
    await db.updateTable('loan').set({ body: '{}' }).where('patron_id', '<>', 'coast').execute();
    await db.updateTable('reserve').set({ body: '{}' }).where('course_id', '<>', made.course).execute();
  });
  expect(await documents()).toEqual(before);
});
