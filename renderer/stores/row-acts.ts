// Acts on list rows: each is sent to the desk with the ids of its row.

import type { BridgeAnswer, BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { ListRow } from '../../shared/views/list.ts';
import type { MissingDecision } from '../../shared/core/missing-decision.ts';
import { ItemMarkSchema } from '../../shared/core/item-mark.ts';
import { ReserveStatusSchema } from '../../shared/core/reserve-status.ts';
import {
  actId,
  bookingId,
  branchId,
  deskId,
  holdId,
  loanId,
  readingId,
  reserveId,
  type HoldId,
} from '../../shared/core/ids.ts';
import { err, ok, type Result } from '../../shared/core/result.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { Shelf } from './shelf-state.ts';
import type { Work } from './work/create-work.ts';

/** A drill from the list is long enough for a few transactions. */
const DRILL_MINUTES = 10;

/** Returns the result for the row that stays; or the error. */
type RowActRun = (row: ListRow, answer: string) => Promise<Result<string, BridgeError>>;

export type RowActs = {
  /** `answer`: the answer to the row's question, if it has one. */
  readonly run: (act: string, row: ListRow, answer: string | null) => Promise<Result<string, BridgeError>>;
  /** The text of a row once its item was found. */
  readonly found: () => string;
};

export type RowActParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'takeOffList'>;
  /** Opens the record of a copy that the catalog does not have. */
  readonly complete: (barcode: string) => Promise<void>;
  /** Shows two accounts side by side, to be joined. */
  readonly merge: (card: string, other: string) => Promise<void>;
  /** The shelf that is read on Check in. */
  readonly inventories: () => Pick<Shelf, 'join' | 'saveReport'>;
  /** Prints the slip of the copy that stands for a hold, and returns the result. */
  readonly print: (hold: HoldId) => Promise<Result<string, BridgeError>>;
  /** Opens a booking in its grid, to be moved. */
  readonly moveBooking: (booking: {
    readonly kind: string;
    readonly day: string;
    readonly id: string;
  }) => Promise<void>;
  /** The reason that is recorded where a row asks for none. */
  readonly reason: (act: 'cancelHold') => string;
  /** The text of a row after its act. */
  readonly said: (
    act:
      | 'found'
      | 'cancelHold'
      | 'renew'
      | 'setMark'
      | 'clearMark'
      | 'inspected'
      | 'suspendHold'
      | 'resumeHold'
      | 'changePickup'
      | 'notOnShelf'
      | 'searchAgain'
      | 'replace'
      | 'declareLost'
      | 'shelve'
      | 'claimReturned'
      | 'claimNeverHad'
      | 'dropClaim'
      | 'moveReserve'
      | 'wantReading'
      | 'saveInventory'
      | 'endInventory'
      | 'recall'
      | 'notRecalled'
      | 'takeOffReserve'
      | 'removeReading'
      | 'returnBorrowed'
      | 'editItem'
      | 'settleNotice'
      | 'sendNoticeAgain'
      | 'startDrill',
  ) => string;
};

export function createRowActs(parts: RowActParts): RowActs {
  const { link, work, complete, merge, print, moveBooking, reason, said } = parts;
  const marked = async (
    method: 'item.setMark' | 'item.clearMark',
    barcode = '',
    name = '',
  ): Promise<Result<string, BridgeError>> => {
    const mark = ItemMarkSchema.safeParse(name);
    if (!mark.success) return ok('');
    const answer = await link.act(method, { barcode, mark: mark.data });
    if (method === 'item.setMark') return told(answer, said('setMark'));
    return told(answer, said(mark.data === 'inspect' ? 'inspected' : 'clearMark'));
  };
  const shelved = (answer: BridgeAnswer<'cart.shelve'>): Result<string, BridgeError> => {
    const fault = faultOf(answer);
    return fault === null ? ok(said('shelve')) : err(fault);
  };
  const runs: Readonly<Record<string, RowActRun>> = {
    checkin: async ({ names }, place) => {
      await work.takeOffList({ barcode: names['barcode'] ?? '', title: names['title'] ?? null }, place.trim());
      // The result stands above the list.
      return ok('');
    },
    cancelHold: async ({ names }, why) => {
      const id = holdId(names['holdId'] ?? '');
      const answer = await link.act('hold.cancel', { holdId: id, reason: why.trim() || reason('cancelHold') });
      return told(answer, said('cancelHold'));
    },
    suspendHold: async ({ names }, until) => {
      const answer = await link.act('hold.suspend', { holdId: holdId(names['holdId'] ?? ''), until });
      return told(answer, said('suspendHold'));
    },
    resumeHold: async ({ names }) => {
      const answer = await link.act('hold.resume', { holdId: holdId(names['holdId'] ?? '') });
      return told(answer, said('resumeHold'));
    },
    changePickup: async ({ names }, pickup) => {
      const id = holdId(names['holdId'] ?? '');
      const answer = await link.act('hold.changePickup', { holdId: id, pickup: branchId(pickup) });
      return told(answer, said('changePickup'));
    },
    setMark: ({ names }) => marked('item.setMark', names['barcode'], names['toMark']),
    notOnShelf: async ({ names }) => {
      const answer = await link.act('item.notOnShelf', { barcode: names['barcode'] ?? '' });
      return told(answer, said('notOnShelf'));
    },
    ...review({ link, said }),
    shelve: async ({ names }) => shelved(await link.act('cart.shelve', { barcode: names['barcode'] ?? '' })),
    shelveCart: async ({ names }) => shelved(await link.act('cart.shelve', { cart: names['cart'] ?? '' })),
    ...claims({ link, said }),
    ...notices({ link, said }),
    ...reserves({ link, said }),
    ...sendingBack({ link, said }),
    ...bookings({ link, said, moveBooking }),
    ...shelves(parts),
    startDrill: async ({ names }) => {
      const fault = faultOf(
        await link.act('desk.startDrill', { desk: deskId(names['deskId'] ?? ''), minutes: DRILL_MINUTES }),
      );
      return fault === null ? ok(said('startDrill')) : err(fault);
    },
    printSlip: ({ names }) => print(holdId(names['holdId'] ?? '')),
    // The record stands beside the list, with its form open.
    completeItem: async ({ names }) => {
      await complete(names['barcode'] ?? '');
      return ok('');
    },
    mergePatrons: async ({ names, opens }) => {
      if (opens?.record === 'patron') await merge(opens.card, names['otherCard'] ?? '');
      return ok('');
    },
    clearMark: ({ names }) => marked('item.clearMark', names['barcode'], names['mark']),
    renew: async ({ names }) => {
      const answer = await link.act('circ.renew', { item: names['barcode'] ?? '' });
      return told(answer, said('renew'));
    },
  };
  return {
    run: (act, row, answer) => runs[act]?.(row, answer ?? '') ?? Promise.resolve(ok('')),
    found: () => said('found'),
  };
}

/** Copies of other libraries go back to them, stay longer than agreed, or are lent on other conditions. */
function sendingBack({ link, said }: Pick<RowActParts, 'link' | 'said'>): Readonly<Record<string, RowActRun>> {
  const changed = async (
    barcode = '',
    lender: NonNullable<MethodInput<'item.edit'>['lender']>,
  ): Promise<Result<string, BridgeError>> => {
    const fault = faultOf(await link.act('item.edit', { barcode, lender }));
    return fault === null ? ok(said('editItem')) : err(fault);
  };
  const has = (terms = '', one: string): boolean => terms.split('-').includes(one);
  return {
    editItem: ({ names }, due) => changed(names['barcode'], { due }),
    lendInside: ({ names }) => changed(names['barcode'], { inBuilding: !has(names['lenderTerms'], 'inside') }),
    lendOnce: ({ names }) => changed(names['barcode'], { noRenewal: !has(names['lenderTerms'], 'once') }),
    returnBorrowed: async ({ names }) => {
      const fault = faultOf(await link.act('item.returnBorrowed', { barcode: names['barcode'] ?? '' }));
      return fault === null ? ok(said('returnBorrowed')) : err(fault);
    },
  };
}

/** Bookings of equipment. */
function bookings({
  link,
  said,
  moveBooking,
}: Pick<RowActParts, 'link' | 'said' | 'moveBooking'>): Readonly<Record<string, RowActRun>> {
  return {
    cancelBooking: async ({ names }) => {
      const fault = faultOf(await link.act('booking.cancel', { bookingId: bookingId(names['bookingId'] ?? '') }));
      return fault === null ? ok(said('cancelHold')) : err(fault);
    },
    placeBooking: async ({ names }) => {
      await moveBooking({ kind: names['kindId'] ?? '', day: names['day'] ?? '', id: names['bookingId'] ?? '' });
      return ok('');
    },
  };
}

/** Inventories of the branch. */
function shelves({
  link,
  inventories,
  said,
}: Pick<RowActParts, 'link' | 'inventories' | 'said'>): Readonly<Record<string, RowActRun>> {
  const idOf = ({ names }: ListRow) => actId(names['inventoryId'] ?? '');
  return {
    async joinInventory(row) {
      await inventories().join(idOf(row));
      return ok('');
    },
    async saveInventory(row) {
      const saved = await inventories().saveReport(idOf(row));
      return saved.ok ? ok(said('saveInventory')) : saved;
    },
    async endInventory(row) {
      const fault = faultOf(await link.act('inventory.end', { inventory: idOf(row) }));
      return fault === null ? ok(said('endInventory')) : err(fault);
    },
  };
}

/** Decisions on a copy that was searched for in vain. */
function review({ link, said }: Pick<RowActParts, 'link' | 'said'>): Readonly<Record<string, RowActRun>> {
  const decide =
    (act: 'searchAgain' | 'replace', becomes: MissingDecision): RowActRun =>
    async ({ names }) =>
      told(await link.act('item.reviewMissing', { barcode: names['barcode'] ?? '', becomes }), said(act));
  return {
    searchAgain: decide('searchAgain', 'sought'),
    replace: decide('replace', 'replaced'),
    declareLost: async ({ names }) =>
      told(await link.act('item.declareLost', { barcode: names['barcode'] ?? '' }), said('declareLost')),
  };
}

/** Claims of a borrower about a loan, and their withdrawal. */
function claims({ link, said }: Pick<RowActParts, 'link' | 'said'>): Readonly<Record<string, RowActRun>> {
  const run =
    (act: 'claimReturned' | 'claimNeverHad' | 'dropClaim'): RowActRun =>
    async ({ names }) =>
      told(
        await link.act(`item.${act}`, { barcode: names['barcode'] ?? '', loanId: loanId(names['loanId'] ?? '') }),
        said(act),
      );
  return { claimReturned: run('claimReturned'), claimNeverHad: run('claimNeverHad'), dropClaim: run('dropClaim') };
}

/** Settling of notices. */
function notices({ link, said }: Pick<RowActParts, 'link' | 'said'>): Readonly<Record<string, RowActRun>> {
  const settle =
    (act: 'settleNotice' | 'sendNoticeAgain', how: 'told' | 'again'): RowActRun =>
    async ({ names }) => {
      const fault = faultOf(await link.act('notice.settle', { notice: names['noticeId'] ?? '', how }));
      return fault === null ? ok(said(act)) : err(fault);
    };
  return { settleNotice: settle('settleNotice', 'told'), sendNoticeAgain: settle('sendNoticeAgain', 'again') };
}

/** Copies on reserve for a course, and readings of its list. */
function reserves({ link, said }: Pick<RowActParts, 'link' | 'said'>): Readonly<Record<string, RowActRun>> {
  const saidOf = (answer: Parameters<typeof faultOf>[0], words: string): Result<string, BridgeError> => {
    const fault = faultOf(answer);
    return fault === null ? ok(words) : err(fault);
  };
  const idOf = ({ names }: ListRow) => reserveId(names['reserveId'] ?? '');
  return {
    async moveReserve(row) {
      const status = ReserveStatusSchema.safeParse(row.names['toStatus']);
      if (!status.success) return ok('');
      const answer = await link.act('reserve.move', { reserveId: idOf(row), status: status.data });
      return saidOf(answer, said('moveReserve'));
    },
    // No patron is named: they are not known here.
    async wantReading({ names }) {
      const answer = await link.act('course.wanted', { readingId: readingId(names['readingId'] ?? '') });
      return answer.ok ? ok(said('wantReading')) : err(answer.error);
    },
    // It stays where it is on its way.
    async recall(row) {
      const status = ReserveStatusSchema.safeParse(row.names['status']);
      if (!status.success) return ok('');
      const answer = await link.act('reserve.move', { reserveId: idOf(row), status: status.data, recalls: true });
      return saidOf(answer, said(answer.ok && answer.value.recalledText === null ? 'notRecalled' : 'recall'));
    },
    takeOffReserve: async (row) =>
      saidOf(await link.act('reserve.takeOff', { reserveId: idOf(row) }), said('takeOffReserve')),
    removeReading: async ({ names }) =>
      saidOf(
        await link.act('course.removeReading', { readingId: readingId(names['readingId'] ?? '') }),
        said('removeReading'),
      ),
  };
}

/** Only a recorded act counts as done; the reason against it is shown instead. */
function told(
  answer: BridgeAnswer<
    | 'circ.renew'
    | 'hold.cancel'
    | 'hold.suspend'
    | 'item.setMark'
    | 'item.clearMark'
    | 'item.notOnShelf'
    | 'item.reviewMissing'
    | 'item.declareLost'
  >,
  said: string,
): Result<string, BridgeError> {
  const fault = faultOf(answer);
  if (fault !== null) return err(fault);
  if (!answer.ok) return ok(said);
  const { decision, reasons } = answer.value;
  if (decision === 'done') return ok(said);
  const open = reasons.filter(({ overridden }) => !overridden);
  return err({ code: open[0]?.code ?? '', message: open.map(({ text }) => text).join(' ') });
}
