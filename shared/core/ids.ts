// Branded identifiers: a LoanId cannot be passed where an ItemId is due.
// Ids are opaque text. The lower-case functions put the brand on text that is trusted already;
// the schemas do it at the edges.

import { z } from 'zod';

const idText = z.string().min(1).max(128);

/** One library: the whole tree of systems and branches, one feed. */
export const LibraryIdSchema = idText.brand<'LibraryId'>();
export type LibraryId = z.infer<typeof LibraryIdSchema>;
export const libraryId = (text: string): LibraryId => text as LibraryId;

/** One place in the tree: consortium, system, branch, sub-library. */
export const BranchIdSchema = idText.brand<'BranchId'>();
export type BranchId = z.infer<typeof BranchIdSchema>;
export const branchId = (text: string): BranchId => text as BranchId;

/** A shelving location. */
export const LocationIdSchema = idText.brand<'LocationId'>();
export type LocationId = z.infer<typeof LocationIdSchema>;
export const locationId = (text: string): LocationId => text as LocationId;

/** One enrolled workstation. */
export const DeskIdSchema = idText.brand<'DeskId'>();
export type DeskId = z.infer<typeof DeskIdSchema>;
export const deskId = (text: string): DeskId => text as DeskId;

/** One unbroken sequence of a desk's commands. */
export const StreamIdSchema = idText.brand<'StreamId'>();
export type StreamId = z.infer<typeof StreamIdSchema>;
export const streamId = (text: string): StreamId => text as StreamId;

/** A stream of a desk: named after it, so that no other desk can begin it first. */
export const streamOf = (desk: DeskId, random: string): StreamId => streamId(`${desk}.${random}`);

/** Whether a desk may write a stream. Streams of before have no desk in their name. */
export function isStreamOf(stream: StreamId, desk: DeskId): boolean {
  return !stream.includes('.') || stream.startsWith(`${desk}.`);
}

/** One command, and the act that it records. UUIDv7, minted where the act happens. */
export const ActIdSchema = idText.brand<'ActId'>();
export type ActId = z.infer<typeof ActIdSchema>;
export const actId = (text: string): ActId => text as ActId;

/** The id of the first checkout of a loan, or the id that an opening loan was imported under. */
export const LoanIdSchema = idText.brand<'LoanId'>();
export type LoanId = z.infer<typeof LoanIdSchema>;
export const loanId = (text: string): LoanId => text as LoanId;

/** One file of fees that goes to another office, such as the one that keeps student accounts. */
export const BillBatchIdSchema = idText.brand<'BillBatchId'>();
export type BillBatchId = z.infer<typeof BillBatchIdSchema>;
export const billBatchId = (text: string): BillBatchId => text as BillBatchId;

/** One physical item, one barcode. */
export const ItemIdSchema = idText.brand<'ItemId'>();
export type ItemId = z.infer<typeof ItemIdSchema>;
export const itemId = (text: string): ItemId => text as ItemId;

/** One bibliographic record. */
export const TitleIdSchema = idText.brand<'TitleId'>();
export type TitleId = z.infer<typeof TitleIdSchema>;
export const titleId = (text: string): TitleId => text as TitleId;

/** One person who borrows. */
export const PatronIdSchema = idText.brand<'PatronId'>();
export type PatronId = z.infer<typeof PatronIdSchema>;
export const patronId = (text: string): PatronId => text as PatronId;

/** One hold. */
export const HoldIdSchema = idText.brand<'HoldId'>();
export type HoldId = z.infer<typeof HoldIdSchema>;
export const holdId = (text: string): HoldId => text as HoldId;

/** One fee: hash(loan id, kind, the settling act it begins after or none). */
export const FeeIdSchema = idText.brand<'FeeId'>();
export type FeeId = z.infer<typeof FeeIdSchema>;
export const feeId = (text: string): FeeId => text as FeeId;

/** A term of the academic year. */
export const TermIdSchema = idText.brand<'TermId'>();
export type TermId = z.infer<typeof TermIdSchema>;
export const termId = (text: string): TermId => text as TermId;

/** One course in one term, under all its numbers. */
export const CourseIdSchema = idText.brand<'CourseId'>();
export type CourseId = z.infer<typeof CourseIdSchema>;
export const courseId = (text: string): CourseId => text as CourseId;

/** One line of the reading list of a course. */
export const ReadingIdSchema = idText.brand<'ReadingId'>();
export type ReadingId = z.infer<typeof ReadingIdSchema>;
export const readingId = (text: string): ReadingId => text as ReadingId;

/** One copy on reserve for one course. */
export const ReserveIdSchema = idText.brand<'ReserveId'>();
export type ReserveId = z.infer<typeof ReserveIdSchema>;
export const reserveId = (text: string): ReserveId => text as ReserveId;

/** One booking of equipment. */
export const BookingIdSchema = idText.brand<'BookingId'>();
export type BookingId = z.infer<typeof BookingIdSchema>;
export const bookingId = (text: string): BookingId => text as BookingId;

/** Acts that were asked for at once, and are taken back at once. */
export const BatchIdSchema = idText.brand<'BatchId'>();
export type BatchId = z.infer<typeof BatchIdSchema>;
export const batchId = (text: string): BatchId => text as BatchId;

/** One member of staff. */
export const StaffIdSchema = idText.brand<'StaffId'>();
export type StaffId = z.infer<typeof StaffIdSchema>;
export const staffId = (text: string): StaffId => text as StaffId;

/** One shift of a desk. */
export const ShiftIdSchema = idText.brand<'ShiftId'>();
export type ShiftId = z.infer<typeof ShiftIdSchema>;
export const shiftId = (text: string): ShiftId => text as ShiftId;

/** One exception: hash(code, subject, the act that caused it). */
export const ExceptionIdSchema = idText.brand<'ExceptionId'>();
export type ExceptionId = z.infer<typeof ExceptionIdSchema>;
export const exceptionId = (text: string): ExceptionId => text as ExceptionId;

/** SHA-256 of a resolved policy in canonical JSON. */
export const PolicyHashSchema = idText.brand<'PolicyHash'>();
export type PolicyHash = z.infer<typeof PolicyHashSchema>;
export const policyHash = (text: string): PolicyHash => text as PolicyHash;

/** One immutable rule set with its calendars. */
export const RuleSetVersionSchema = idText.brand<'RuleSetVersion'>();
export type RuleSetVersion = z.infer<typeof RuleSetVersionSchema>;
export const ruleSetVersion = (text: string): RuleSetVersion => text as RuleSetVersion;
