// Rows of earlier imports that the export no longer has: reported, and with `prune` taken away where nothing here depends on them.

import type { ImportTarget } from './import-target.ts';
import type { ImportedRow } from '../../library/import-memory.ts';
import type { MasterKind, OpeningKind } from './sourced.ts';

/** Which ids of a kind the export has, and whether that is certain: a row that cannot be read at all may be any of them. */
export type Presence = { readonly has: (sourceId: string) => boolean; readonly isVague: boolean };

type RetiredKind = Exclude<MasterKind, 'branch'> | OpeningKind | 'branch';

/** Reports rows that are gone, or drops them. */
export async function retireRows(
  target: ImportTarget,
  kind: RetiredKind,
  how: { readonly presence: Presence; readonly prune: boolean },
): Promise<void> {
  const mayDrop = how.prune && !how.presence.isVague && !target.isDryRun && kind !== 'branch';
  const kept = how.presence.isVague ? 'unsure' : mayDrop ? 'needed' : 'reported';
  const isWithheld = how.prune && how.presence.isVague && kind !== 'branch';
  const withheld = new Set<string>();
  for await (const page of target.baselines.pages(kind)) {
    const gone = page.filter(({ sourceId }) => !how.presence.has(sourceId));
    const dropped = mayDrop && gone.length > 0 ? await dropRows(target, kind, gone) : new Set<string>();
    for (const { sourceId, key } of gone) {
      target.report.absent.push({ kind, sourceId, key, fate: dropped.has(key) ? 'dropped' : kept });
    }
    if (isWithheld && gone.length > 0) withheld.add(kind);
    await target.baselines.forget(
      kind,
      gone.flatMap(({ sourceId, key }) => (dropped.has(key) ? [sourceId] : [])),
    );
  }
  target.report.pruneWithheld.push(...withheld);
}

async function dropRows(
  { writer, ownActs }: ImportTarget,
  kind: RetiredKind,
  gone: readonly ImportedRow[],
): Promise<Set<string>> {
  const keys = gone.map(({ key }) => key);
  if (kind === 'branch') return new Set();
  if (kind !== 'loan' && kind !== 'hold' && kind !== 'fee') return new Set((await writer.dropRows(kind, keys)).dropped);
  const timelines = new Map(gone.map(({ key, body }) => [key, timelineOf(kind, body)]));
  const asked = { loan: ownActs.items, hold: ownActs.titles, fee: ownActs.patrons } as const;
  const acting = await asked[kind]([...timelines.values()]);
  const free = keys.filter((key) => !acting.has(timelines.get(key) ?? ''));
  await writer.dropActs(free);
  return new Set(free);
}

/** The item of a loan, the title of a hold, the account of a fee. */
function timelineOf(kind: OpeningKind, body: string): string {
  const { itemId, titleId, patronId } = parseAct(body);
  return { loan: itemId, hold: titleId, fee: patronId }[kind] ?? '';
}

type ActNames = {
  readonly itemId?: string | null;
  readonly titleId?: string | null;
  readonly patronId?: string | null;
};

function parseAct(body: string): ActNames {
  return JSON.parse(body) as ActNames;
}
