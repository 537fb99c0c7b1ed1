// What reports of a desk are made from: its ledger, what its copy of the library says, and who it is. Made in the worker thread of a running
// core, and by the command line where none runs.

import type { Identity } from '../../../db/ledger/identity.ts';
import { queueState } from '../../../db/ledger/queue.ts';
import type { Ledger } from '../../../db/ledger/open-ledger.ts';
import { grantById } from '../../../db/ledger/staff-grants.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import type { Message, ReportDocument, ReportHead } from '../../../shared/reports/document.ts';
import { reportHead, type ReportQuestion } from '../../../shared/reports/question.ts';
import type { NameOf } from '../../../shared/reports/shift-document.ts';
import { replicaState } from '../../../db/replica/replica-state.ts';
import type { Copy } from '../desk-sight.ts';

export type DeskReportSource = {
  readonly ledger: Ledger;
  /** Null without a copy of the library: what only the server knows is missing then. */
  readonly copy: Copy | null;
  readonly identity: Identity;
  readonly now: Instant;
};

/** Makes a report of one kind. */
export type DeskReporter = (source: DeskReportSource, question: ReportQuestion) => ReportDocument;

/** The head of a report of this desk. */
export function deskReportHead({ copy, identity }: DeskReportSource, question: ReportQuestion): ReportHead {
  const { library, branch } = identity;
  return reportHead(question, {
    library: library.name,
    branch: copy?.library.branchName(branch) ?? branch,
    zone: copy?.library.branch(branch)?.zone ?? library.zone,
  });
}

/** Which acts a report of this desk stands on. */
export function deskCoverage({ ledger, copy, identity }: DeskReportSource): Message[] {
  const state = copy === null ? null : replicaState(copy.db);
  const { unsent: waiting } = queueState(ledger, state?.lastSeq ?? {});
  return [
    { words: WORDS.acts, params: { desk: identity.deskName } },
    ...(waiting === 0 ? [] : [{ words: WORDS.waiting, params: { waiting } }]),
    state === null ? { words: WORDS.noCopy } : { words: WORDS.copy, params: { at: { at: state.asOf } } },
  ];
}

const WORDS = {
  acts: {
    en: 'Made from the acts of the desk {desk} alone, including those that the server has not answered.',
    es: 'Hecho solo con los actos del mostrador {desk}, incluidos los que el servidor no ha respondido.',
  },
  waiting: {
    en: 'Acts that the server has not answered: {waiting}.',
    es: 'Actos que el servidor no ha respondido: {waiting}.',
  },
  copy: {
    en: 'What the library says of items and exceptions is as of {at}.',
    es: 'Lo que la biblioteca dice de materiales e incidencias es de {at}.',
  },
  noCopy: {
    en: 'This desk has no copy of the library: exceptions and kinds of items are not in it.',
    es: 'Este mostrador no tiene copia de la biblioteca: faltan incidencias y tipos de material.',
  },
} as const;

/** How staff are called at this desk. */
export function staffNames(ledger: Ledger): NameOf {
  return (id) => (id === null ? null : (grantById(ledger, id)?.staff ?? id));
}
