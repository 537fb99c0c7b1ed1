// `holdfast connector pull`: takes in the people and copies of another library system now, by the feeds that bring them from its connector.

import { requiredConnector } from '../../../server/connectors/connector-rows.ts';
import { connectorOf } from '../../../server/data-feeds/connector-place.ts';
import { readFeeds, type DataFeed } from '../../../server/data-feeds/feed-rows.ts';
import type { StoreContext } from '../admin/with-store.ts';
import { hasFlag, type Run } from '../command.ts';
import { runFeed } from './feed.ts';

/** Runs them one after another; `--full`: the whole lists. Exit code 1 where one stopped or failed, or there is none. */
export async function pullConnector(run: Run, name: string, context: StoreContext): Promise<number> {
  const feeds = await context.store.read(async (tx) => {
    await requiredConnector(tx, name);
    return (await readFeeds(tx)).filter((feed) => connectorOf(feed) === name);
  });
  const chosen = hasFlag(run.values, 'full') ? feeds.filter((feed) => !holdsChanges(feed)) : nearest(feeds);
  if (chosen.length === 0) {
    run.io.err(`no feed brings such lists of ${name}; write: holdfast feed add patrons|items --from connector:${name}`);
    return 1;
  }
  let code = 0;
  for (const feed of chosen) code = Math.max(code, await runFeed(run, feed.name, context));
  return code;
}

const holdsChanges = ({ layout }: DataFeed): boolean => layout.file.holds === 'changes';

/** Changes where a feed brings them, else the whole list. */
function nearest(feeds: readonly DataFeed[]): readonly DataFeed[] {
  const changing = new Set(feeds.filter(holdsChanges).map(({ layout }) => layout.kind));
  return feeds.filter((feed) => holdsChanges(feed) || !changing.has(feed.layout.kind));
}
