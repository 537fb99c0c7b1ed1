// Facts about outages from a desk's ledger and copy, for the report: the time of the failure, the acts recorded
// meanwhile, and their exceptions.

import type { BranchId, DeskId, StaffId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { ExceptionCode } from '../../../shared/circ/exception-table.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { ENDED, type OutageActs, type OutageException, type OutageSpan } from '../../../shared/reports/outage.ts';
import { countOutageActs, outageActIds } from '../../../db/ledger/outage-acts.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import type { Outage } from '../../../db/ledger/outages.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import {
  exceptionsBetween,
  exceptionsCausedBy,
  exceptionsOfHoldsMoved,
} from '../../../db/replica/queries/exceptions.ts';
import type { Copy } from '../desk-sight.ts';
import { assigneeOf } from './exception-history.ts';

/** A desk, running or only looked at. */
export type OutageSource = {
  readonly ledger: Ledger;
  /** Null without a copy of the library: its exceptions are unknown then. */
  readonly copy: Copy | null;
  readonly identity: { readonly deskId: DeskId; readonly deskName: string; readonly branch: BranchId };
  readonly now: Instant;
};

/** An exception of an outage with its place in the report. */
export type FoundException = { readonly exception: Exception; readonly standing: OutageException };

export type DeskOutage = {
  readonly span: OutageSpan;
  readonly acts: readonly OutageActs[];
  readonly found: readonly FoundException[];
};

/** Exceptions about the check-in that put a copy aside; the cause may have come long after it. */
const CODES_OF_A_SHELF = ['wrong-trap', 'hold-trapped-twice'] as const satisfies readonly ExceptionCode[];

/**
 * One outage. Its exceptions are those that an act of it caused and those of its time at this branch, because other desks were out as well;
 * also copies put aside before it whose hold was cancelled or served in it.
 */
export function deskOutage(source: OutageSource, outage: Outage): DeskOutage {
  const { ledger, copy, identity, now } = source;
  const { beganAt, endedAt, causes, dataAsOf } = outage;
  return {
    span: {
      hop: 'server',
      deskId: identity.deskId,
      desk: identity.deskName,
      from: beganAt,
      to: endedAt,
      causes,
      dataAsOf,
    },
    acts: countOutageActs(ledger, outage),
    found: copy === null ? [] : exceptionsOf(copy),
  };

  function exceptionsOf(known: Copy): FoundException[] {
    const { db, sight } = known;
    const caused = exceptionsCausedBy(db, outageActIds(ledger, outage));
    const [from, to] = [beganAt, endedAt ?? now];
    const beside = [
      ...exceptionsBetween(db, from, to),
      ...exceptionsOfHoldsMoved(db, CODES_OF_A_SHELF, { from, to }),
    ].filter(({ branch }) => branch === null || branch === identity.branch);
    const all = new Map([...caused, ...beside].map((exception) => [exception.id, exception]));
    return [...all.values()].map((exception) => ({
      exception,
      standing: {
        ...standingOf(exception, sight.resolutionOf(exception.id)?.action ?? null),
        ...givenTo(assigneeOf(known, exception)),
      },
    }));
  }

  function givenTo(staff: StaffId | null): Pick<OutageException, 'assigned'> {
    return staff === null ? {} : { assigned: nameOf(staff) };
  }

  /** A resolution that was recorded here and is not confirmed yet counts. */
  function standingOf({ code, weight, state, resolution }: Exception, pending: PendingAction): OutageException {
    const action = resolution?.action ?? pending;
    const by = action === null ? null : { action, staff: resolution === null ? '' : nameOf(resolution.staffId) };
    return { code, weight, ended: state === 'open' && pending !== null ? 'person' : ENDED[state], by };
  }

  function nameOf(id: StaffId): string {
    return grantById(ledger, id)?.staff ?? '';
  }
}

type PendingAction = NonNullable<OutageException['by']>['action'] | null;
