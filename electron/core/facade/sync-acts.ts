// `sync.acts`: unsent acts, in order and with their age, and the server's answers.

import { ACT_WORDS } from '../../../shared/acts/act-words.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { say, type Saying } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { DeskAct } from '../../../shared/views/sync.ts';
import { nameOfCode } from '../../../shared/core/codes/names.ts';
import { waitingActs, type WaitingActRow } from '../../../shared/lists/waiting-acts.ts';
import { titleOf, waitingActRows } from '../../../db/lists/waiting-acts.ts';
import { recentActs, type RecentAct } from '../../../db/ledger/recent-acts.ts';
import type { Desk } from '../desk.ts';
import { sayingAt, type Copy } from '../desk-sight.ts';

const page = 200;

/** Waiting acts oldest first, answered ones newest first; at most `limit` of each. */
export function listActs(desk: Desk, { limit }: ParsedInput<'sync.acts'>): MethodOutput<'sync.acts'> {
  const saying = sayingAt(desk);
  const waiting = waitingActRows(desk.ledger, desk.copy()).toSorted(waitingActs.order).slice(0, limit);
  return { waiting: waiting.map((row) => waitingView(row, saying)), answered: answeredActs(desk, limit, saying) };
}

function waitingView({ commandId, seq, at, name, title }: WaitingActRow, saying: Saying): DeskAct {
  const ageMs = Math.max(0, saying.now - at);
  const text = actText(saying, name, title);
  return { commandId, seq, at: formatInstant(at), ageMs, name, text, outcome: null, codes: [] };
}

function answeredActs(desk: Desk, limit: number, saying: Saying): DeskAct[] {
  const answered: DeskAct[] = [];
  let before: number | null = null;
  for (;;) {
    const acts = recentActs(desk.ledger, before, page);
    for (const act of acts) if (act.receipt !== null) answered.push(toView(desk.copy(), act, saying));
    before = acts.at(-1)?.n ?? null;
    if (acts.length < page || answered.length >= limit) return answered.slice(0, limit);
  }
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

/** An act in a few words, with the title that it is about where there is one. */
export function textOf(copy: Copy | null, { body, args }: Pick<RecentAct, 'body' | 'args'>, saying: Saying): string {
  return actText(saying, body.name, titleOf({ args }, copy));
}

function actText(saying: Saying, name: string, title: string | null): string {
  const verb = say(saying, nameOfCode(ACT_WORDS, name));
  return title === null ? verb : `${verb} · ${title}`;
}
