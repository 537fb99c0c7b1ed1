// Loans: lent, renewed, taken in, moved and undone, for patrons known and unknown to the library.

import { phoneCode } from '../../../db/keys/phone-code.ts';
import { provisionalItemId, provisionalPatronId, provisionalTitleId } from '../../../shared/circ/recorded.ts';
import { challengeOf } from '../../../shared/circ/phone-code.ts';
import { staffId } from '../../../shared/core/ids.ts';
import { TEST_PEPPER } from '../../contract/server/support/test-desk.ts';
import { DAILY_HASH, HOURLY, HOURLY_HASH, LIBRARY, NIGHT_GRANT } from './library.ts';
import { lend, takeIn, termsAt, undo, DONE } from './words.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;

export async function tellLoans(world: World): Promise<void> {
  await tellCheckouts(world);
  await tellStrangers(world);
  await tellRenewals(world);
  await tellCheckins(world);
}

/** Every way to lend: by the rules, over a reason, on a second person's word, on a grant, on a code by phone. */
async function tellCheckouts({ a, b, pass, send, clock }: World): Promise<void> {
  const plain = lend(a, { item: 'X0', patron: 'P0', now: clock.at });
  pass();
  const charges = { rentalMinor: 150, depositMinor: 2_000 };
  const reasons = ['DEPOSIT', 'RENTAL_FEE'];
  lend(
    a,
    { item: 'X1', patron: 'P1', now: clock.at, told: { charges, reasons } },
    { override: { codes: reasons, reason: '', authoriserId: null } },
  );
  pass();
  const expired = { codes: ['PATRON_EXPIRED'], reason: 'Has moved, brings a letter tomorrow' };
  lend(a, { item: 'X2', patron: 'P2', now: clock.at }, { override: { ...expired, authoriserId: staffId('boss') } });
  pass();
  const grant = { grantId: NIGHT_GRANT.id, minor: 450 };
  const fines = { codes: ['PATRON_FINES'], reason: 'Pays in the morning', authoriserId: null, grant };
  lend(a, { item: 'X3', patron: 'P3', now: clock.at }, { override: fines });
  pass();
  const asked = { deskId: a.kept.id, staffId: 'clerk', codes: expired.codes, rights: ['override-account' as const] };
  const challenge = challengeOf({ ...asked, minor: null, patronId: 'P4', thing: 'X4', nonce: 'nonce-1' });
  const code = phoneCode(TEST_PEPPER, { deskId: a.kept.id, supervisorId: 'boss', challenge });
  const phone = { challenge, code, codes: expired.codes, minor: null, nonce: 'nonce-1' };
  lend(
    a,
    { item: 'X4', patron: 'P4', now: clock.at },
    { override: { ...expired, authoriserId: staffId('boss'), phone } },
  );
  pass();
  const hourly = { rulesVersion: 'rules-1', rowIds: [], policyHash: HOURLY_HASH };
  const told = { policyRef: hourly, dueAt: clock.at + 2 * HOUR_MS, dueText: '2 hours' };
  lend(a, { item: 'X5', patron: 'P5', now: clock.at, told }, { policies: [HOURLY] });
  pass();
  a.turnAway([
    {
      kind: 'checkout',
      codes: ['LIMIT_REACHED'],
      times: 2,
      itemType: 'book',
      location: null,
      patronGroup: 'everyone',
      patronHome: null,
      dataAgeMs: 90_000,
      stale: ['LIMIT_REACHED'],
      staffId: staffId('clerk'),
      shiftId: null,
      agoMs: 400_000,
    },
  ]);
  const undone = lend(a, { item: 'X6', patron: 'P6', now: clock.at, told: { fills: 'hold-unknown' } });
  pass();
  undo(a, undone, { item: 'X6', patron: 'P6' });
  pass();
  const back = takeIn(b, 'X0', { told: { route: 'transit', transitTo: 'main' } });
  pass();
  undo(b, back, { item: 'X0' }, { reason: 'Was somebody else' });
  pass();
  lend(a, { item: 'X7', patron: 'P7', now: clock.at }, { saw: plain, staff: 'student' });
  await send(b);
  await send(a, { policies: [{ hash: HOURLY_HASH, policy: HOURLY }] });
}

/** Unknown cards and barcodes. */
async function tellStrangers({ c, pass, send, clock }: World): Promise<void> {
  const unknown = { codes: ['PATRON_UNKNOWN'], reason: 'New here', authoriserId: null };
  const stranger = (card: string) => ({ patronId: provisionalPatronId(LIBRARY, card), card, mintsPatron: true });
  const lent = { patron: '', now: clock.at };
  lend(c, { ...lent, item: 'X8', args: stranger('new-card-1') }, { override: unknown });
  pass();
  const newPatron = { family: 'Sample', given: 'Some', phone: '000 1', idSeen: true };
  lend(c, { ...lent, item: 'X9', args: { ...stranger('new-card-2'), newPatron } }, { override: unknown });
  pass();
  const noGiven = { family: ' Other ', phone: '000 2', idSeen: true };
  lend(c, { ...lent, item: 'X10', args: { ...stranger('new-card-3'), newPatron: noGiven } }, { override: unknown });
  pass();
  const item = (barcode: string) => ({
    itemId: provisionalItemId(LIBRARY, barcode),
    barcode,
    mintsItem: provisionalTitleId(LIBRARY, barcode),
  });
  const unlisted = { codes: ['ITEM_UNKNOWN'], reason: 'On the shelf', authoriserId: null };
  const minted = lend(
    c,
    { item: '', patron: 'P8', now: clock.at, args: item('new-barcode-1') },
    { override: unlisted },
  );
  pass();
  takeIn(c, '', { args: { ...item('new-barcode-2'), returnedAt: null } });
  pass();
  undo(c, minted, { item: item('new-barcode-1').itemId, patron: 'P8' }, { reason: 'Not ours' });
  await send(c);
}

async function tellRenewals({ a, pass, send, clock }: World): Promise<void> {
  const loan = lend(a, { item: 'X11', patron: 'P9', now: clock.at });
  const named = { itemId: 'X11', loanId: loan, patronId: 'P9', barcode: 'barcode-X11' };
  pass();
  a.act('renew', named, termsAt(clock.at, { rentalMinor: 150 }), { saw: loan });
  pass();
  const more = { override: { codes: ['RENEW_LIMIT_REACHED'], reason: 'Ill', authoriserId: staffId('lead') } };
  const renewed = a.act('renew', named, termsAt(clock.at + HOUR_MS), more);
  pass();
  undo(a, renewed, { item: 'X11', patron: 'P9' });
  pass();
  const moved = { itemId: 'X11', loanId: loan, patronId: 'P9', reason: 'Snow' };
  const told = { ...DONE, dueAt: clock.at + 30 * 24 * HOUR_MS, dueText: 'In 30 days' };
  a.act('changeDueDate', { ...moved, barcode: 'barcode-X11' }, { ...told, batch: 'batch-1' }, { staff: 'lead' });
  pass();
  const again = a.act('changeDueDate', moved, { ...told, dueAt: told.dueAt + HOUR_MS }, { staff: 'boss' });
  pass();
  undo(a, again, { item: 'X11', patron: 'P9' }, { staff: 'boss' });
  await send(a);
}

async function tellCheckins({ a, b, pass, send, clock }: World): Promise<void> {
  const late = {
    policyRef: { rulesVersion: 'rules-1', rowIds: [], policyHash: DAILY_HASH },
    dueAt: clock.at + HOUR_MS,
  };
  for (const [item, patron] of [
    ['X12', 'P10'],
    ['X13', 'P10'],
    ['X14', 'P11'],
  ] as const) {
    lend(a, { item, patron, now: clock.at, told: late });
    pass();
  }
  await send(a);
  pass(3 * 24 * 60);
  takeIn(a, 'X12', { args: { returnedAt: clock.at - 20 * HOUR_MS } });
  pass();
  takeIn(a, 'X13', { told: { holdUntil: null, reasons: ['FINE_EXPECTED'] } });
  pass();
  takeIn(b, 'X14', { told: { route: 'transit', transitTo: 'main' } });
  pass();
  const used = takeIn(a, 'X15', { told: { inHouse: true } });
  pass();
  takeIn(a, 'X16', { told: { route: 'locker-of-later' } });
  pass();
  a.act('recordUse', { itemId: 'X17', barcode: 'barcode-X17', count: 1 }, DONE);
  pass();
  const many = a.act('recordUse', { itemId: 'X18', barcode: 'barcode-X18', count: 100 }, DONE, { staff: 'student' });
  pass();
  undo(a, many, {}, { reason: 'Counted twice' });
  pass();
  const marked = { itemId: 'X17', barcode: 'barcode-X17', mark: 'damaged', note: 'The spine is broken' };
  a.act('setMark', marked, DONE);
  pass();
  a.act('setMark', { ...marked, mark: 'missing', note: '' }, DONE);
  pass();
  a.act('clearMark', { ...marked, note: 'Mended' }, DONE);
  pass();
  a.act('notOnShelf', { itemId: 'X17', barcode: 'barcode-X17' }, DONE);
  a.act('reviewMissing', { itemId: 'X17', barcode: 'barcode-X17', becomes: 'replaced' }, DONE);
  pass();
  a.act('shelve', { itemId: 'X17', barcode: 'barcode-X17' }, { ...DONE, cart: 'reserve', since: clock.now() });
  pass();
  a.act('seen', { itemId: 'X17', barcode: 'barcode-X17', location: null }, { ...DONE, finding: 'here' });
  pass();
  const written = { location: null, kind: 'folio', priceMinor: 9_900, alert: null, parts: ['map'] };
  const fields = { ...written, barcode: 'barcode-X17-new', callNumber: 'QA 77', condition: 'foxed' };
  a.act('editItem', { itemId: 'X17', barcode: 'barcode-X17', fields }, DONE);
  pass();
  const words = { title: 'The Story, Retold', author: null, published: '1999', isbns: ['9780000000002'] };
  a.act('editTitle', { titleId: 'title-X17', barcode: null, fields: words }, DONE);
  pass();
  const quick = {
    itemId: provisionalItemId(LIBRARY, 'new-barcode-3'),
    titleId: provisionalTitleId(LIBRARY, 'new-barcode-3'),
    barcode: 'new-barcode-3',
    title: 'A pamphlet',
    author: null,
    fields: { kind: 'book', priceMinor: 500 },
  };
  a.act('addItem', quick, { ...DONE, isSought: false });
  pass();
  a.act('completeItem', { ...quick, author: 'Sample', fields: {} }, DONE);
  pass();
  const terms = { lender: 'Coast Library', inBuilding: true, noRenewal: true, request: 'R-1' };
  const lasts = { dueAt: clock.at + 20 * 24 * HOUR_MS, receivedAt: clock.at };
  const strap = { ...quick, itemId: 'strap-1', titleId: 'strap-title-1', barcode: 'strap-1', title: 'From elsewhere' };
  a.act('receiveBorrowed', { ...strap, fields: { kind: null, borrowed: { ...terms, ...lasts } } }, DONE);
  pass();
  a.act('returnBorrowed', { itemId: 'strap-1', barcode: 'strap-1' }, DONE);
  pass();
  const short = { itemId: 'X16', barcode: 'barcode-X16', missing: ['map'], condition: 'Wet' };
  const isBilled = { loanId: null, keepsLoan: false, bill: { amountMinor: 900, at: clock.at } };
  const report = a.act('reportParts', short, { ...DONE, ...isBilled });
  pass();
  a.act(
    'reportParts',
    { ...short, missing: [], photos: ['wet.jpg'], chargeMinor: 500 },
    { ...DONE, ...isBilled, bill: null },
  );
  pass();
  a.act('partReturned', { itemId: 'X16', barcode: 'barcode-X16', parts: ['map'], clears: true }, DONE);
  pass();
  a.act('confirmParts', { itemId: 'X16', barcode: 'barcode-X16', parts: ['map', 'CD'] }, DONE);
  pass();
  const bill = { feeId: 'part-fee', patronId: 'P9', itemId: 'X16', barcode: 'barcode-X16' };
  a.act('liftPartBill', bill, { ...DONE, isWhole: true });
  pass();
  a.act('liftPartBill', { ...bill, report }, { ...DONE, isWhole: true });
  pass();
  const out = lend(a, { item: 'X45', patron: 'P9', now: clock.at });
  pass();
  const claimed = { itemId: 'X45', loanId: out, patronId: 'P9', barcode: 'barcode-X45', note: 'In the drop on Friday' };
  for (const claim of ['claimReturned', 'claimNeverHad', 'dropClaim'] as const) {
    a.act(claim, claimed, DONE);
    pass();
  }
  const gone = lend(a, { item: 'X19', patron: 'P9', now: clock.at });
  pass();
  const said = { itemId: 'X19', loanId: gone, patronId: 'P9', barcode: 'barcode-X19', note: 'Left on a train' };
  a.act('declareLost', said, DONE);
  pass();
  undo(a, used, { item: 'X15' });
  await send(b);
  await send(a);
}
