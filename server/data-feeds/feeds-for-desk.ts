// Data feeds as a person works them, at a desk with a line: the request, the right and the PIN, and the answer.

import { staffId } from '../../shared/core/ids.ts';
import { HoldfastError } from '../../shared/core/holdfast-error.ts';
import { cardOf } from '../../shared/circ/model/patron.ts';
import type { Clock } from '../../shared/core/ports.ts';
import {
  isFeedRefusal,
  type DataFeedsAnswer,
  type DataFeedsRequest,
  type DataFeedsResponse,
  type FeedChange,
  type FeedReport,
  type FeedRunView,
} from '../../shared/wire/data-feeds.ts';
import { readImportRuns } from '../import/runs/import-run-rows.ts';
import { staffNames } from '../reports/library-names.ts';
import { checkOwnPin, type PinParts } from '../staff/check-own-pin.ts';
import { requireStaffRight } from '../staff/require-staff-right.ts';
import { readRows } from '../store/read-rows.ts';
import type { ReadTx } from '../store/store.ts';
import { readFeeds, readRuns, requiredRun, type DataFeed, type FeedRun } from './feed-rows.ts';
import { decideRun, plainParams } from './work-feeds.ts';

/** As many runs as people look back on. */
const RUNS_SHOWN = 200;
const IMPORTS_SHOWN = 20;

/**
 * Does it. A request that is refused now is answered with the reason. Throws HF-AUTH-024 without the right `work-feeds`, HF-AUTH-022 and 023 for the
 * PIN, which a decision asks for.
 */
export async function answerDataFeeds(
  parts: PinParts & { readonly clock: Clock },
  { staffId: by, pin, ask }: DataFeedsRequest,
): Promise<DataFeedsAnswer> {
  const { store, clock } = parts;
  const now = clock.now();
  await store.read((tx) => requireStaffRight(tx, { staffId: by, right: 'work-feeds', now }));
  try {
    if (ask.do === 'approve' || ask.do === 'refuse') {
      if (pin === null) throw new HoldfastError('HF-AUTH-022');
      await checkOwnPin(parts, by, pin);
      const decision = {
        run: ask.run,
        by,
        reason: ask.do === 'refuse' ? ask.reason : '',
        isApproved: ask.do === 'approve',
      };
      await store.write((tx) => decideRun(tx, decision, now));
    }
    const feeds = await store.read(async (tx) => ({
      ...(await viewFeeds(tx, ask.do === 'list' ? null : ask.run)),
      imports: await readImportRuns(tx, now, IMPORTS_SHOWN),
    }));
    return { feeds, refused: null };
  } catch (error) {
    if (!(error instanceof HoldfastError) || !isFeedRefusal(error.code)) throw error;
    return { feeds: null, refused: { code: error.code, params: plainParams(error) } };
  }
}

/** The feeds and their newest runs, and one of these with its changes. Throws HF-IMPORT-063. */
export async function viewFeeds(tx: ReadTx, shown: string | null): Promise<DataFeedsResponse> {
  const feeds = await readFeeds(tx);
  const kinds = new Map(feeds.map(({ name, layout }) => [name, layout.kind]));
  const nameOf = await staffNames(tx);
  const viewOf = (run: FeedRun): FeedRunView => viewRun(run, kinds.get(run.feed) ?? 'patrons', nameOf);
  const run = shown === null ? null : await requiredRun(tx, shown);
  return {
    feeds: feeds.map(viewFeed),
    runs: (await readRuns(tx, null, RUNS_SHOWN)).map(viewOf),
    shown:
      run === null
        ? null
        : {
            run: viewOf(run),
            endsWithheld: run.report?.endsWithheld ?? false,
            wrong: run.report?.wrong ?? [],
            notes: run.report?.notes ?? [],
            samples: await samplesOf(tx, run.report),
          },
  };
}

function viewFeed({ name, layout, from, atMinute, lookedAt, fault }: DataFeed): DataFeedsResponse['feeds'][number] {
  const two = (part: number): string => String(part).padStart(2, '0');
  const at = atMinute === null ? null : `${two(Math.floor(atMinute / 60))}:${two(atMinute % 60)}`;
  return { name, kind: layout.kind, from, at, lookedAt, fault };
}

function viewRun(
  { id, number, feed, state, file, takenAt, endedAt, report, decided, fault }: FeedRun,
  kind: FeedRunView['kind'],
  nameOf: Awaited<ReturnType<typeof staffNames>>,
): FeedRunView {
  return {
    id,
    number,
    feed,
    kind,
    state,
    file: file.name,
    takenAt,
    endedAt,
    counts: report === null ? null : countsOf(report),
    decided: decided === null ? null : { ...decided, by: nameOf(staffId(decided.by)) ?? decided.by },
    fault,
  };
}

function countsOf({ endsWithheld: _, wrong: __, notes: ___, samples: ____, ...counts }: FeedReport) {
  return counts;
}

/** Changes that a person has to look at come first. */
const FIRST: readonly FeedChange[] = ['ended', 'returned', 'kept', 'gone', 'added', 'changed'];

async function samplesOf(tx: ReadTx, report: FeedReport | null) {
  const samples = (report?.samples ?? []).toSorted((a, b) => FIRST.indexOf(a.what) - FIRST.indexOf(b.what));
  const patrons = await readRows(tx, 'patron', new Set(samples.flatMap(({ patronId }) => patronId ?? [])));
  const items = await readRows(tx, 'item', new Set(samples.flatMap(({ itemId }) => itemId ?? [])));
  return samples.map(({ what, patronId, itemId, fields }) => {
    const patron = patronId === null ? undefined : patrons.get(patronId);
    const item = itemId === null ? undefined : items.get(itemId);
    return { what, card: patron === undefined ? null : cardOf(patron), barcode: item?.barcode ?? null, fields };
  });
}
