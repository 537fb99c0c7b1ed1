// The parts of a desk that a list needs, also for the read-only desk of the command line.

import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import type { Desk } from '../desk.ts';
import type { DeskSight } from '../desk-sight.ts';
import type { DeskSession } from '../session/session.ts';

export type ListDesk = Pick<DeskSight, 'identity' | 'clock' | 'copy' | 'language' | 'rights'> &
  Pick<Desk, 'turn'> & {
    readonly ledger: Ledger;
    readonly session: Pick<DeskSession, 'current'>;
    /** Absent: there is no line to a server. */
    readonly link?: Pick<Desk['link'], 'isOnline'>;
    readonly history?: Desk['history'];
  };
