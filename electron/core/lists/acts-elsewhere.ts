// Acts of other desks on a course or a copy, from the server. Without a line the list has only the acts known here.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { HistoryAct, HistoryRequest } from '../../../shared/wire/history.ts';
import type { ListDesk } from './list-desk.ts';

/** Empty without an answer of the server. */
export async function actsElsewhere(
  { link, history, session }: ListDesk,
  asked: Omit<HistoryRequest, 'staffId'>,
): Promise<readonly HistoryAct[]> {
  const person = session.current();
  if (history === undefined || link?.isOnline() !== true || person === null) return [];
  try {
    return await history({ ...asked, staffId: person.staffId }, person.staff);
  } catch (error) {
    if (error instanceof HoldfastError) return [];
    throw error;
  }
}
