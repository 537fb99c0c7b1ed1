// `sync.acts`: what waits, in order and with its age, and what the server answered.

import { ACT_WORDS } from '../../../shared/acts/act-words.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { say, type Saying } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { DeskAct } from '../../../shared/views/sync.ts';
import { z } from 'zod';
import { ItemIdSchema } from '../../../shared/core/ids.ts';
import { recentActs, type RecentAct } from '../../../db/ledger/recent-acts.ts';
import type { Desk } from '../desk.ts';
import { sayingAt, type Copy } from '../desk-sight.ts';

const page = 200;
const OnItemSchema = z.object({ itemId: ItemIdSchema.nullable() });

/** Waiting acts oldest first, answered ones newest first; at most `limit` of each. */
export function listActs(desk: Desk, { limit }: ParsedInput<'sync.acts'>): MethodOutput<'sync.acts'> {
  const saying = sayingAt(desk);
  const waiting: DeskAct[] = [];
  const answered: DeskAct[] = [];
  let before: number | null = null;
  // Waiting acts are the newest ones but for held ones, so the first pages have what the screen shows.
  for (let pages = 0; pages < 25; pages += 1) {
    const acts = recentActs(desk.ledger, before, page);
    for (const act of acts) (act.receipt === null ? waiting : answered).push(toView(desk.copy(), act, saying));
    before = acts.at(-1)?.n ?? null;
    if (acts.length < page || (answered.length >= limit && acts.every((act) => act.receipt !== null))) break;
  }
  return { waiting: waiting.toReversed().slice(0, limit), answered: answered.slice(0, limit) };
}

function toView(copy: Copy | null, act: RecentAct, saying: Saying): DeskAct {
  const { body, receipt } = act;
  return {
    commandId: body.id,
    seq: body.seq,
    at: formatInstant(act.recordedAt),
    ageMs: Math.max(0, saying.now - act.recordedAt),
    name: body.name,
    text: textOf(copy, act, saying),
    outcome: receipt?.outcome ?? null,
    codes: receipt?.codes ?? [],
  };
}

/** An act in a few words, with the title of its item where there is one. */
export function textOf(copy: Copy | null, { body, args }: Pick<RecentAct, 'body' | 'args'>, saying: Saying): string {
  const words = ACT_WORDS[body.name];
  const verb = words === undefined ? body.name : say(saying, words);
  const onItem = OnItemSchema.safeParse(args?.command);
  const itemId = onItem.success ? onItem.data.itemId : null;
  const item = itemId === null || copy === null ? null : copy.sight.item(itemId);
  const title = item === null || copy === null ? null : (copy.sight.title(item.titleId)?.title ?? item.barcode);
  return title === null ? verb : `${verb} · ${title}`;
}
