// The ids of exceptions: desk and server find the same one.

import { hashedId } from '../core/digest.ts';
import { exceptionId, type ActId, type ExceptionId, type ItemId, type PatronId } from '../core/ids.ts';

/** The subject of an exception. */
export type Subject = { readonly item: ItemId } | { readonly patron: PatronId } | { readonly desk: string };

/** The id: code, subject and the one act that caused it, with the system that reported it where there may be several. */
export function exceptionIdOf(code: string, subject: Subject, cause: ActId, system?: string): ExceptionId {
  const about = 'item' in subject ? subject.item : 'patron' in subject ? subject.patron : subject.desk;
  return exceptionId(hashedId('exception', code, about, cause, ...(system === undefined ? [] : [system])));
}
