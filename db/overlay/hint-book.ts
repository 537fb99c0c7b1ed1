// Scanned texts that pending acts give for ids: `barcode` beside `itemId` or `titleId`, `card` beside `patronId` in the arguments of any command. The
// card of a loan that a proxy carried is the proxy's.

import { z } from 'zod';

const ItemHintSchema = z.object({ itemId: z.string(), barcode: z.string() });
const TitleHintSchema = z.object({ titleId: z.string(), barcode: z.string() });
const PatronHintSchema = z.object({ patronId: z.string(), card: z.string(), carriedBy: z.string().optional() });

export type HintBook = {
  readonly textOf: (id: string) => string | null;
  /** Adds the hints of a command's arguments. Returns ids that had none before. */
  add(args: unknown): string[];
  remove(args: unknown): void;
  /** Ids that lost their last hint since this was asked. */
  takeForgotten(): string[];
};

/** No hints yet. */
export function hintBook(): HintBook {
  const texts = new Map<string, { readonly text: string; count: number }>();
  let forgotten: string[] = [];
  return {
    textOf: (id) => texts.get(id)?.text ?? null,
    add: (args) =>
      hintsOf(args).flatMap(({ id, text }) => {
        const known = texts.get(id);
        if (known !== undefined) known.count += 1;
        else texts.set(id, { text, count: 1 });
        return known === undefined ? [id] : [];
      }),
    remove: (args) => {
      for (const { id } of hintsOf(args)) {
        const known = texts.get(id);
        if (known === undefined) continue;
        known.count -= 1;
        if (known.count > 0) continue;
        texts.delete(id);
        forgotten.push(id);
      }
    },
    takeForgotten: () => {
      const taken = forgotten;
      forgotten = [];
      return taken;
    },
  };
}

type Hint = { readonly id: string; readonly text: string };

/** Hints by arguments: read again when their act is confirmed, and whenever an overlay is built. */
const HINTS = new WeakMap<object, readonly Hint[]>();

function hintsOf(args: unknown): readonly Hint[] {
  if (typeof args !== 'object' || args === null) return [];
  const known = HINTS.get(args) ?? readHints(args);
  HINTS.set(args, known);
  return known;
}

function readHints(args: object): readonly Hint[] {
  const item = ItemHintSchema.safeParse(args);
  const title = TitleHintSchema.safeParse(args);
  const patron = PatronHintSchema.safeParse(args);
  return [
    ...(item.success ? [{ id: item.data.itemId, text: item.data.barcode }] : []),
    ...(title.success ? [{ id: title.data.titleId, text: title.data.barcode }] : []),
    ...(patron.success ? [{ id: patron.data.carriedBy ?? patron.data.patronId, text: patron.data.card }] : []),
  ];
}
