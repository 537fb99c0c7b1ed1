// The members of a feed: the row here of each id of the office, its last cards, and the end of the account of a leaver.

import { sql } from 'kysely';
import { z } from 'zod';
import { InstantSchema, type Instant } from '../../shared/core/instant.ts';
import type { ImportedRow } from '../library/import-memory.ts';
import { openBaselines } from '../import/write/baselines.ts';
import type { ReadTx, Store } from '../store/store.ts';

const BodySchema = z.object({
  cards: z.array(z.string()),
  /** When its account was made to end, and the end that it had before. */
  ended: z
    .object({
      at: InstantSchema,
      was: InstantSchema.nullable(),
      /** When the file was taken that ended it. */
      in: InstantSchema.optional(),
    })
    .optional(),
  /** When a list of changes told it, until a whole one does. */
  told: InstantSchema.optional(),
});

/** A person or a copy of a feed. */
export type Member = z.infer<typeof BodySchema> & { readonly sourceId: string; readonly key: string };

export type Members = {
  readonly count: () => Promise<number>;
  readonly read: (sourceIds: readonly string[]) => Promise<ReadonlyMap<string, Member>>;
  readonly pages: () => AsyncGenerator<readonly Member[]>;
  /** Keeps one from the next flush on. */
  readonly put: (member: Member) => void;
  /** Writes the members that were put; a dry run drops them. Called after their own rows are written. */
  readonly flush: () => Promise<void>;
  /** Knows some ids no more; a dry run keeps them. */
  readonly forget: (sourceIds: readonly string[]) => Promise<void>;
};

/** Rows of earlier imports are kept by kind; members are a kind of their own. */
export const MEMBER_KIND = 'feed-member';

export function openMembers(store: Store, system: string, isDryRun: boolean): Members {
  const baselines = openBaselines(store, system);
  const waiting = new Map<string, Member>();
  const flush = async (): Promise<void> => {
    const rows = [...waiting.values()].map(toRow);
    waiting.clear();
    if (!isDryRun && rows.length > 0) await baselines.keep(MEMBER_KIND, rows);
  };
  return {
    count: () =>
      store.read(async ({ db }) => {
        const { n } = await db
          .selectFrom('import_row')
          .select((select) => select.fn.countAll<number>().as('n'))
          .where('kind', '=', MEMBER_KIND)
          .where('system', '=', system)
          .where('body', 'not like', '%"ended":{%')
          .executeTakeFirstOrThrow();
        return Number(n);
      }),
    read: async (sourceIds) => {
      const rows = await baselines.read(MEMBER_KIND, sourceIds);
      return new Map([...rows].map(([id, row]) => [id, toMember(row)]));
    },
    async *pages() {
      for await (const page of baselines.pages(MEMBER_KIND)) yield page.map(toMember);
    },
    put: (member) => void waiting.set(member.sourceId, member),
    flush,
    forget: async (sourceIds) => {
      if (!isDryRun) await baselines.forget(MEMBER_KIND, sourceIds);
    },
  };
}

/** Whether somebody who has not left was told by a list of changes alone, before a moment. */
export async function wasToldBefore(tx: ReadTx, system: string, before: Instant): Promise<boolean> {
  const told = sql<number>`cast(${sql.raw(tx.textIn('body', ['told']))} as bigint)`;
  const found = await tx.db
    .selectFrom('import_row')
    .select('source_id')
    .where('kind', '=', MEMBER_KIND)
    .where('system', '=', system)
    .where('body', 'like', '%"told":%')
    .where('body', 'not like', '%"ended":{%')
    .where(told, '<', before)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

function toMember({ sourceId, key, body }: ImportedRow): Member {
  return { sourceId, key, ...BodySchema.parse(JSON.parse(body)) };
}

function toRow({ sourceId, key, ...body }: Member): ImportedRow {
  return { sourceId, key, body: JSON.stringify(body) };
}
