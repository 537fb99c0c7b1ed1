// The results of recording: acts for the folds, and rows minted for unknown cards and barcodes.

import { hashedId } from '../core/digest.ts';
import {
  actId,
  itemId,
  patronId,
  titleId,
  type ActId,
  type BookingId,
  type BranchId,
  type DeskId,
  type ExceptionId,
  type ItemId,
  type LibraryId,
  type PatronId,
  type StreamId,
  type TitleId,
} from '../core/ids.ts';
import type { Instant } from '../core/instant.ts';
import type { Act, ActHeader } from './acts.ts';
import type { AgreementWrite } from './model/agreement.ts';
import type { LenderTerms } from './model/borrowed.ts';
import type { BookingWrite } from './model/booking.ts';
import type { Closing } from './model/closing.ts';
import type { CourseWrite } from './model/course.ts';
import type { ExceptionAction, ExceptionWork } from './model/exception.ts';
import type { ItemFields } from './model/item-fields.ts';
import type { RecordedLogWrite } from './model/log-entry.ts';
import type { PatronBlock } from './model/patron.ts';
import type { CardWrite } from './model/patron-cards.ts';
import type { PatronFields } from './model/patron-fields.ts';
import type { ProxyWrite } from './model/proxy-link.ts';
import type { ItemRecordWrite, NewPatron } from './model/provisional.ts';
import type { ReserveWrite } from './model/reserved-item.ts';
import type { TitleFields } from './model/title-fields.ts';

/** One thing that a command recorded. */
export type Recorded =
  | { readonly kind: 'act'; readonly act: Act }
  | {
      readonly kind: 'mintPatron';
      readonly patronId: PatronId;
      readonly card: string;
      readonly branch: BranchId | null;
      readonly who?: NewPatron;
    }
  | {
      readonly kind: 'mintItem';
      readonly itemId: ItemId;
      readonly titleId: TitleId;
      readonly barcode: string;
      readonly branch: BranchId | null;
    }
  | {
      /** Fields of a patron's account, which count from the moment of the act. */
      readonly kind: 'writePatron';
      readonly patronId: PatronId;
      /** It makes the account where there is none. */
      readonly registers: boolean;
      readonly fields: PatronFields;
      readonly header: ActHeader;
    }
  | {
      /** Fields of a copy, which count from the moment of the act. */
      readonly kind: 'writeItem';
      readonly itemId: ItemId;
      readonly fields: ItemFields;
      /** Of a copy that the catalog does not have: it is written nowhere else. */
      readonly record?: ItemRecordWrite;
      /** It is put on reserve, or taken off it. */
      readonly reserve?: ReserveWrite;
      /** Terms that the library changed which lends it to us. */
      readonly lender?: LenderTerms;
      readonly header: ActHeader;
    }
  | {
      /** Fields of a title, which count from the moment of the act. */
      readonly kind: 'writeTitle';
      readonly titleId: TitleId;
      readonly fields: TitleFields;
      readonly header: ActHeader;
    }
  | {
      /** Fields of terms, courses, readings and copies on reserve, which count from the moment of the act. */
      readonly kind: 'writeCourses';
      readonly writes: readonly CourseWrite[];
      readonly header: ActHeader;
    }
  | {
      /** A booking is placed, picked up, or over. */
      readonly kind: 'writeBooking';
      readonly booking: BookingId;
      readonly write: BookingWrite;
      readonly header: ActHeader;
    }
  | {
      /** A block of a patron is set, or lifted where `set` is null. */
      readonly kind: 'writeBlock';
      readonly patronId: PatronId;
      readonly block: string;
      readonly set: PatronBlock | null;
      readonly header: ActHeader;
    }
  | {
      /** Cards of a patron, each from the moment of the act, in this order. */
      readonly kind: 'writeCards';
      readonly patronId: PatronId;
      readonly cards: readonly CardWrite[];
      readonly header: ActHeader;
    }
  | {
      /** A patron may borrow for another one, or may no more; each of the two accounts has one. */
      readonly kind: 'writeLink';
      readonly patronId: PatronId;
      readonly link: ProxyWrite;
      readonly header: ActHeader;
    }
  | ({
      /** A patron signed the agreement of a kind of equipment, or that is taken back. */
      readonly kind: 'writeAgreement';
      readonly patronId: PatronId;
      readonly header: ActHeader;
    } & AgreementWrite)
  | RecordedLogWrite
  | {
      /** Branches are closed for a window in an emergency: from the moment of the act, rules know of it. */
      readonly kind: 'closeBranch';
      readonly window: Pick<Closing, 'branches' | 'from' | 'to' | 'reason'>;
      readonly header: ActHeader;
    }
  | {
      /** A closing is taken back from the moment of the act. */
      readonly kind: 'liftClosing';
      /** The activation that made it. */
      readonly closing: string;
      readonly header: ActHeader;
    }
  | {
      readonly kind: 'resolveExceptions';
      readonly ids: readonly ExceptionId[];
      readonly action: ExceptionAction;
      readonly note: string;
    }
  | {
      /** Work on exceptions that did not end them. */
      readonly kind: 'workExceptions';
      readonly ids: readonly ExceptionId[];
      readonly work: Omit<ExceptionWork, 'by' | 'at' | 'staffId'>;
      readonly header: ActHeader;
    }
  | ServerDeed;

/** A row made for an unknown card or barcode. */
export type Minted = Extract<Recorded, { readonly kind: 'mintPatron' | 'mintItem' }>;

/** Acts that only the server can do; a desk shows nothing of it until the feed does. */
export type ServerDeed =
  /** Blocks of a patron that end at this moment or before are over. */
  | { readonly kind: 'liftBlocks'; readonly patronId: PatronId; readonly at: Instant }
  /** Acts that are held are taken in, each at its own time. */
  | { readonly kind: 'releaseHeld'; readonly ids: readonly ActId[]; readonly streams: readonly StreamId[] }
  /** Acts that wait for these silent desks wait no more. */
  | { readonly kind: 'releaseQuiet'; readonly desks: readonly DeskId[]; readonly at: Instant }
  /** The personal values of these acts go. */
  | { readonly kind: 'purge'; readonly acts: readonly ActId[]; readonly at: Instant }
  /** Two accounts are one person: `from` goes, `to` stays. */
  | { readonly kind: 'mergePatrons'; readonly from: PatronId; readonly to: PatronId }
  /** The report of an outage is signed: nothing to do, but to keep. */
  | { readonly kind: 'signOutage'; readonly outageId: string };

/** An emergency closing, or one that is taken back. */
export type RecordedClosing = Extract<Recorded, { readonly kind: 'closeBranch' | 'liftClosing' }>;

/** Whether it closes branches, or takes a closing back. */
export function isRecordedClosing(one: Recorded): one is RecordedClosing {
  return one.kind === 'closeBranch' || one.kind === 'liftClosing';
}

/** Whether only the server does anything about it. */
export function isServerDeed(one: Recorded): one is ServerDeed {
  switch (one.kind) {
    case 'liftBlocks':
    case 'releaseHeld':
    case 'releaseQuiet':
    case 'signOutage':
    case 'mergePatrons':
    case 'purge':
      return true;
    default:
      return false;
  }
}

/** Author, time and certainty of a record: derived from the envelope, the same everywhere. */
export type RecordHeader = ActHeader;

/** Ids of rows minted for an unknown card or barcode: the same at every desk that meets it. */
export const provisionalPatronId = (library: LibraryId, card: string): PatronId =>
  patronId(hashedId('provisional-patron', library, card));
export const provisionalItemId = (library: LibraryId, barcode: string): ItemId =>
  itemId(hashedId('provisional-item', library, barcode));
export const provisionalTitleId = (library: LibraryId, barcode: string): TitleId =>
  titleId(hashedId('provisional-title', library, barcode));

/** The id of a recall that is issued again: the same, no matter who notices that it was ignored. */
export function reissueId(recall: ActId, ignoredBy: ActId): ActId {
  return actId(hashedId('recall', recall, ignoredBy));
}
