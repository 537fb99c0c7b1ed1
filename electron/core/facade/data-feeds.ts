// `feed.list`, `feed.show`, `feed.work`: files of other offices that the server takes in. It has them; without a line nothing of them is known.

import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { DataFeedsAsk } from '../../../shared/wire/data-feeds.ts';
import { requireRight, type Desk } from '../desk.ts';

/** Throws HF-AUTH-024, HF-SYNC-003 without a line. */
export function listDataFeeds(desk: Desk): Promise<MethodOutput<'feed.list'>> {
  return ask(desk, { do: 'list' }, null);
}

/** Throws as listing does, and HF-IMPORT-063. */
export function showFeedRun(desk: Desk, { run }: ParsedInput<'feed.show'>): Promise<MethodOutput<'feed.show'>> {
  return ask(desk, { do: 'show', run }, null);
}

/** A decision, with the PIN of the person signed in. Throws as listing does, HF-AUTH-022 and 023, HF-IMPORT-063 and 064. */
export function workFeedRun(desk: Desk, input: ParsedInput<'feed.work'>): Promise<MethodOutput<'feed.work'>> {
  return ask(desk, input.ask, input.pin);
}

async function ask(desk: Desk, asked: DataFeedsAsk, pin: string | null): Promise<MethodOutput<'feed.list'>> {
  requireRight(desk, 'work-feeds');
  const { staffId, staff } = desk.session.required();
  const { feeds, refused } = await desk.dataFeeds({ staffId, pin, ask: asked }, staff);
  if (refused !== null) throw new HoldfastError(refused.code, { ...refused.params });
  if (feeds === null) throw new HoldfastError('HF-IMPORT-063');
  return feeds;
}
