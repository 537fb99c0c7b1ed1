// Proxies at the end: both accounts of a link agree on it, by its own times, none is linked with itself, and no loan
// that a link covered has an exception. [I24]

import type { Exception } from '../../../shared/circ/model/exception.ts';
import { plainCarried, plainLinks } from '../model/proxy-story.ts';
import type { Said } from '../model/said.ts';
import { holds } from '../world/broken.ts';
import type { Accounts } from './check-accounts.ts';

export function checkProxies(
  { patrons, patronOf }: Accounts,
  said: readonly Said[],
  exceptions: readonly Exception[],
): void {
  const links = plainLinks(said, patronOf);
  if (links === null) return;
  const rows = new Map<string, Accounts['patrons'][number]>(patrons.map((row) => [row.id, row]));
  for (const [id, { sponsor, proxy, since, until, endedAt }] of links) {
    // One that was joined with its own proxy, or with its own sponsor, has no link.
    if (sponsor === proxy) continue;
    for (const [one, other, role] of [
      [sponsor, proxy, 'proxy'],
      [proxy, sponsor, 'sponsor'],
    ] as const) {
      const row = rows.get(one);
      if (row === undefined) continue;
      const link = row.links?.find((known) => known.id === id);
      const isRight =
        link?.role === role &&
        patronOf(link.of) === other &&
        link.named?.since === since &&
        link.named.until === until &&
        (link.ended?.at ?? null) === endedAt;
      holds(
        24,
        isRight,
        () =>
          `link ${id} of ${one} is ${JSON.stringify(link)}; it was named at ${since} until ${until}, and ended at ${endedAt}`,
      );
    }
  }
  for (const { id, links: own = [] } of patrons)
    holds(
      24,
      own.every(({ of }) => patronOf(of) !== id),
      () => `the account ${id} is linked with itself`,
    );
  const carried = plainCarried(said, links, patronOf);
  for (const { code, state, cause, params } of exceptions)
    if (code === 'proxy-not-allowed' && state === 'open' && params['reasonCodes'] === 'PROXY_INVALID')
      holds(24, carried.get(cause) !== true, () => `the loan ${cause} is held against a proxy who had a right to it`);
}
