// The history of open exceptions as the desk sees it: the copy's entries, with unconfirmed acts of this desk and its neighbors.

import type { StaffId } from '../../../shared/core/ids.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import type { ExceptionView } from '../../../shared/views/sync.ts';
import { assignedTo, lastContact } from '../../../shared/circ/exception-work.ts';
import type { Exception, ExceptionWork } from '../../../shared/circ/model/exception.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import type { Copy } from '../desk-sight.ts';
import type { DeskSession } from '../session/session.ts';

/** A desk with the person who works its list. */
type WorkingDesk = { readonly ledger: Ledger; readonly session: Pick<DeskSession, 'current'> };

/** Enough of a history to go on with. */
const mostShown = 20;

/** Past actions on an exception, here and at other desks, in order of time. */
export function historyOf(copy: Copy, { id, work = [] }: Pick<Exception, 'id' | 'work'>): ExceptionWork[] {
  const known = new Set(work.map(({ by }) => by));
  const here = copy.sight.workOn(id).filter(({ header }) => !known.has(header.id));
  return [
    ...work,
    ...here.flatMap((one): ExceptionWork[] => {
      const staffId = copy.sight.signerOf(one.header.id);
      return staffId === null ? [] : [{ ...one.work, by: one.header.id, at: one.header.at, staffId }];
    }),
  ].toSorted((a, b) => a.at - b.at);
}

/** The current assignee. */
export function assigneeOf(copy: Copy, exception: Pick<Exception, 'id' | 'work'>): StaffId | null {
  return assignedTo(historyOf(copy, exception));
}

/** Its view for a person who may work it. */
export function workView(desk: WorkingDesk, copy: Copy, exception: Exception): NonNullable<ExceptionView['work']> {
  const history = historyOf(copy, exception);
  const me = desk.session.current()?.staffId ?? null;
  const to = assignedTo(history);
  const contact = lastContact(history);
  return {
    assigned: to === null ? null : { staff: nameOf(desk, to), isMe: to === me },
    contact: contact === null ? null : { what: contact.contact, at: formatInstant(contact.at) },
    history: history.slice(-mostShown).map((entry) => ({
      at: formatInstant(entry.at),
      staff: nameOf(desk, entry.staffId),
      ...(entry.to === undefined ? {} : { to: entry.to === null ? null : nameOf(desk, entry.to) }),
      ...(entry.contact === undefined ? {} : { contact: entry.contact }),
      note: entry.note,
    })),
  };
}

/** Empty for a person unknown to this desk. */
function nameOf({ ledger }: Pick<WorkingDesk, 'ledger'>, id: StaffId): string {
  return grantById(ledger, id)?.staff ?? '';
}
