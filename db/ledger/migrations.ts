// Every migration of the ledger, in order. They must leave each unsent envelope as it is, byte for byte.

import type { Migration } from '../open/migrate.ts';
import { actFacts } from './migrations/0060-act-facts.ts';
import { callActs } from './migrations/0110-call-acts.ts';
import { firstLedger } from './migrations/0010-first-ledger.ts';
import { outages } from './migrations/0020-outages.ts';
import { losses } from './migrations/0100-losses.ts';
import { loansByProxy } from './migrations/0170-loans-by-proxy.ts';
import { statedTimes } from './migrations/0180-stated-times.ts';
import { nightGrants } from './migrations/0050-night-grants.ts';
import { actsOfPatrons } from './migrations/0160-acts-of-patrons.ts';
import { lookedFor } from './migrations/0150-looked-for.ts';
import { serverEpochs } from './migrations/0140-server-epochs.ts';
import { refusals } from './migrations/0040-refusals.ts';
import { shifts } from './migrations/0030-shifts.ts';

export const LEDGER_MIGRATIONS: readonly Migration[] = [
  firstLedger,
  outages,
  shifts,
  refusals,
  nightGrants,
  actFacts,
  losses,
  callActs,
  serverEpochs,
  lookedFor,
  actsOfPatrons,
  loansByProxy,
  statedTimes,
];
