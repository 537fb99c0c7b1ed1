// A desk's acts in the offline format of another system: the record of each act, the losses on the way, and the act of
// each line of a file.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { OFFLINE_FORMATS, type OfflineFormatName } from '../../../shared/formats/all.ts';
import type { FormatContext, LossKind, OfflineRecord, WrittenFile } from '../../../shared/formats/offline-record.ts';
import { ActIdSchema, type ActId } from '../../../shared/core/ids.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { actContent, type ActContent } from '../../../shared/acts/read-act.ts';
import type { RecentAct } from '../../../db/ledger/recent-acts.ts';

/** The hash by which a manifest knows a file. */
export function hashOfFile(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Data of an act that the export loses. `unsaid`: no offline format has such an act. */
export type ActLoss = { readonly act: ActId; readonly name: string; readonly loss: LossKind | 'unsaid' };

/** The manifest beside an export: which act each line is, so that a file that comes back is known. */
export const OfflineManifestSchema = z.object({
  format: z.string(),
  desk: z.string(),
  files: z.array(
    z.object({ name: z.string(), sha256: z.string(), lines: z.array(z.object({ line: z.int(), act: ActIdSchema })) }),
  ),
});
export type OfflineManifest = z.infer<typeof OfflineManifestSchema>;

export type OfflineExport = {
  readonly files: readonly WrittenFile[];
  readonly manifest: OfflineManifest;
  /** Acts of which at least a part is in a file. */
  readonly acts: number;
  readonly losses: readonly ActLoss[];
};

/** The files of acts, in the order in which they were done. Undone acts are left out. */
export function offlineFilesOf(
  acts: readonly RecentAct[],
  format: OfflineFormatName,
  context: FormatContext,
): OfflineExport {
  const read = acts.map((act) => ({ act, content: contentOf(act) }));
  const undone = new Set(read.flatMap(({ content }) => undoneBy(content) ?? []));
  const cards = cardsIn(read.map(({ content }) => content));
  const said: { readonly record: OfflineRecord; readonly act: ActId; readonly name: string }[] = [];
  const losses: ActLoss[] = [];
  for (const { act, content } of read) {
    const { id, name } = act.body;
    if (undone.has(id) || undoneBy(content) !== null) continue;
    const at = act.body.stated?.at ?? act.recordedAt;
    const record = recordOf(content, at, context, cards);
    if (record === null) losses.push({ act: id, name, loss: 'unsaid' });
    else said.push({ record, act: id, name });
  }
  const written = OFFLINE_FORMATS[format].write(
    said.map(({ record }) => record),
    context,
  );
  for (const { record, loss } of written.losses) {
    const of = said[record];
    if (of !== undefined) losses.push({ act: of.act, name: of.name, loss });
  }
  const files = written.files.filter(({ lines }) => lines.some((line) => line !== null));
  const manifest = {
    format,
    desk: context.desk,
    files: files.map(({ name, text, lines }) => ({
      name,
      sha256: hashOfFile(text),
      lines: lines.flatMap((record, index) => {
        const of = record === null ? undefined : said[record];
        return of === undefined ? [] : [{ line: index + 1, act: of.act }];
      }),
    })),
  };
  const kept = new Set(manifest.files.flatMap(({ lines }) => lines.map(({ act }) => act)));
  return { files, manifest, acts: kept.size, losses };
}

function contentOf({ body: { name, version, told }, args }: RecentAct): ActContent {
  return actContent({ name, version, args: args?.command ?? null, told });
}

function undoneBy(content: ActContent): ActId | null {
  if (!content.known || content.name !== 'undo') return null;
  const args = content.args();
  return args === 'gone' ? null : args.commandId;
}

/** Cards by patron, as checkouts named them: money and renewals name the patron alone. */
function cardsIn(contents: readonly ActContent[]): ReadonlyMap<string, string> {
  const cards = new Map<string, string>();
  for (const content of contents) {
    if (!content.known || content.name !== 'checkout') continue;
    const args = content.args();
    if (args !== 'gone') cards.set(args.patronId, args.card);
  }
  return cards;
}

/** Null: no offline format has it, or its arguments were purged. */
function recordOf(
  content: ActContent,
  moment: Instant,
  { localOf }: FormatContext,
  cards: ReadonlyMap<string, string>,
): OfflineRecord | null {
  if (!content.known) return null;
  const at = localOf(moment);
  switch (content.name) {
    case 'checkout':
    case 'renew': {
      const args = content.args();
      const told = content.told();
      if (args === 'gone') return null;
      const due = told === 'gone' ? null : localOf(told.dueAt);
      const { barcode } = args;
      return 'card' in args
        ? { kind: 'out', at, card: args.card, barcode, due }
        : { kind: 'renew', at, card: cards.get(args.patronId) ?? null, barcode, due };
    }
    case 'checkin': {
      const args = content.args();
      if (args === 'gone') return null;
      const { barcode, returnedAt } = args;
      return { kind: 'in', at, barcode, returned: returnedAt === null ? null : localOf(returnedAt) };
    }
    case 'pay': {
      const args = content.args();
      if (args === 'gone') return null;
      const card = cards.get(args.patronId);
      return card === undefined ? null : { kind: 'pay', at, card, amountMinor: args.amountMinor };
    }
    case 'recordUse': {
      const args = content.args();
      return args === 'gone' ? null : { kind: 'use', at, barcode: args.barcode, count: args.count };
    }
    default:
      return null;
  }
}
