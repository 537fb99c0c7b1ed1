// The desk's view of old acts: they come into a ledger of today, over a copy of the library as it began.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendEnvelope } from '../../db/ledger/append-envelope.ts';
import { openLedger, type LedgerWriter } from '../../db/ledger/open-ledger.ts';
import { purgeSettled } from '../../db/ledger/purge-settled.ts';
import { storeReceipts } from '../../db/ledger/receipts.ts';
import { newestShifts } from '../../db/ledger/shifts.ts';
import { startStream } from '../../db/ledger/streams.ts';
import { verifyLedger, type LedgerReport } from '../../db/ledger/verify-ledger.ts';
import { createOverlay } from '../../db/overlay/overlay.ts';
import { replicaSource } from '../../db/overlay/overlay-source.ts';
import type { OverlayView } from '../../db/overlay/overlay-view.ts';
import { deskId, exceptionId, itemId, patronId, titleId } from '../../shared/core/ids.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import { ReceiptSchema } from '../../shared/wire/receipt.ts';
import { testReplica } from '../unit/db/support/test-replica.ts';
import type { TestRow } from '../unit/db/support/test-rows.ts';
import type { Corpus, KeptDesk, KeptLook, KeptRow } from './corpus.ts';
import { bodyOf, ledgerOf } from './replay.ts';

const key = new Uint8Array(32).fill(7);

export type DeskReplay = {
  readonly looks: readonly KeptLook[];
  /** Before any answer, after all, and with the purged arguments gone. */
  readonly verified: { readonly waiting: LedgerReport; readonly answered: LedgerReport; readonly purged: LedgerReport };
};

/** Loads the ledger of a desk and looks at all that it names. */
export function replayDesk(corpus: Omit<Corpus, 'rows' | 'looks'>, desk: KeptDesk): DeskReplay {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-corpus-'));
  const replica = testReplica(join(dir, 'copy'), corpus.copy.flatMap(asTestRow));
  const ledger = openLedger(join(dir, 'ledger.db'), key, 'create');
  try {
    const envelopes = ledgerOf(corpus, desk.id);
    fillLedger(ledger, desk, envelopes);
    const ids = namedIn(corpus.ledgers.get(desk.id) ?? []);
    const view = () => createOverlay({ ledger, source: replicaSource(replica.reader) }).view;
    const waiting = [...looksOf(view(), ids), shiftsOf(ledger)];
    const verifiedWaiting = verifyLedger(ledger, desk.publicKey);
    const receipts = receiptsOf(corpus, desk.id);
    storeReceipts(ledger, receipts);
    const before = new Set(waiting.map((look) => JSON.stringify(look)));
    const answered = looksOf(view(), ids).filter((look) => !before.has(JSON.stringify(look)));
    const verifiedAnswered = verifyLedger(ledger, desk.publicKey);
    purgeSettled(ledger, purgedPlaces(corpus, receipts));
    return {
      looks: [
        ...waiting.map((look) => ({ desk: desk.id, state: 'waiting' as const, ...look })),
        ...answered.map((look) => ({ desk: desk.id, state: 'answered' as const, ...look })),
      ],
      verified: {
        waiting: verifiedWaiting,
        answered: verifiedAnswered,
        purged: verifyLedger(ledger, desk.publicKey),
      },
    };
  } finally {
    ledger.close();
    replica.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Every receipt of a desk, each once. */
function receiptsOf({ deliveries }: Pick<Corpus, 'deliveries'>, desk: string): string[] {
  return [...new Set(deliveries.filter((one) => one.desk === desk).flatMap((one) => one.receipts))];
}

function purgedPlaces({ ledgers }: Pick<Corpus, 'ledgers'>, receipts: readonly string[]) {
  const acts = [...ledgers.values()].flat().flatMap(({ records }) => (typeof records === 'string' ? [] : records));
  const parseRecorded = (one: unknown) => one as { kind: string; acts?: readonly string[] };
  const purged = new Set(acts.map(parseRecorded).flatMap((one) => (one.kind === 'purge' ? (one.acts ?? []) : [])));
  return receipts.map((text) => ReceiptSchema.parse(JSON.parse(text))).filter(({ id }) => purged.has(id));
}

function fillLedger(ledger: LedgerWriter, desk: KeptDesk, envelopes: readonly Envelope[]): void {
  let current = '';
  for (const envelope of envelopes) {
    const { stream, occurred } = bodyOf(envelope);
    const at = occurred.wall + occurred.offsetMs;
    if (stream !== current) startStream(ledger, { stream, deskId: deskId(desk.id), publicKey: desk.publicKey, at });
    current = stream;
    appendEnvelope(ledger, { envelope, recordedAt: at });
  }
}

function asTestRow({ kind, row }: KeptRow): TestRow[] {
  const parseRow = (value: unknown) => value as Readonly<Record<string, string>>;
  const parsed = parseRow(row);
  const named = kind === 'policy' ? parsed.hash : kind === 'ruleSet' ? parsed.version : parsed.id;
  const ofPatron = kind === 'credit' ? parsed.patronId : named;
  return ofPatron === undefined ? [] : [{ kind, key: ofPatron, row: parsed }];
}

type Named = Readonly<Record<'items' | 'patrons' | 'titles' | 'exceptions', ReadonlySet<string>>>;

/** All ids in the records. */
function namedIn(acts: readonly { readonly records: unknown }[]): Named {
  const named = { items: new Set<string>(), patrons: new Set<string>(), titles: new Set<string>() };
  const exceptions = new Set<string>();
  const take = (field: string, value: unknown) => {
    if (typeof value !== 'string') return;
    if (field === 'itemId') named.items.add(value);
    if (field === 'patronId' || field === 'holder') named.patrons.add(value);
    if (field === 'titleId') named.titles.add(value);
  };
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, inner] of Object.entries(value)) {
      take(field, inner);
      if (field === 'ids' && Array.isArray(inner)) for (const id of inner) exceptions.add(String(id));
      walk(inner);
    }
  };
  walk(acts.map(({ records }) => records));
  return { ...named, exceptions };
}

type Look = Omit<KeptLook, 'desk' | 'state'>;

function looksOf(view: OverlayView, { items, patrons, titles, exceptions }: Named): Look[] {
  const sorted = (ids: ReadonlySet<string>) => [...ids].toSorted();
  return [
    ...sorted(items).map((id) => ({ kind: 'item', id, look: itemLook(view, id) })),
    ...sorted(patrons).map((id) => ({ kind: 'patron', id, look: patronLook(view, id) })),
    ...sorted(titles).map((id) => ({ kind: 'title', id, look: titleLook(view, id) })),
    ...sorted(exceptions).map((id) => ({ kind: 'exception', id, look: exceptionLook(view, id) })),
  ];
}

function itemLook(view: OverlayView, text: string) {
  const id = itemId(text);
  return {
    item: view.item(id),
    loan: view.currentLoan(id),
    inQuestion: view.loansInQuestion(id),
    acts: view.actsOfItem(id).map((act) => act.id),
    likely: view.likelyExceptions(id),
  };
}

function patronLook(view: OverlayView, text: string) {
  const id = patronId(text);
  return {
    patron: view.patron(id),
    loans: view.loansOfPatron(id),
    returned: view.returnedLoansOfPatron(id, 0),
    holds: view.holdsOfPatron(id),
    account: view.accountOf(id, LOOKED_AT),
    owedMinor: view.owedMinor(id),
  };
}

function titleLook(view: OverlayView, text: string) {
  const id = titleId(text);
  return { title: view.title(id), holds: view.holdsOfTitle(id), acts: view.holdActsOfTitle(id) };
}

function exceptionLook(view: OverlayView, text: string) {
  const id = exceptionId(text);
  return { resolution: view.resolutionOf(id), work: view.workOn(id) };
}

/** The moment at which accounts are looked at: long after all of it. */
const LOOKED_AT = Date.UTC(2026, 2, 1);

function shiftsOf(ledger: LedgerWriter): Look {
  return { kind: 'shifts', id: 'all', look: newestShifts(ledger, 100) };
}
