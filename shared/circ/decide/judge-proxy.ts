// A proxy at the desk: whether they may borrow for the sponsor now, and findings against the proxy's own account. Rules, limits and fees are the
// sponsor's.

import type { ReasonCode } from '../../core/codes/reasons.ts';
import { clampInstant } from '../../rules/calendar/zone-clock.ts';
import type { Params } from '../../core/say.ts';
import type { Finding } from '../../rules/judge/finding.ts';
import type { CheckoutFacts, ProxyFacts } from '../facts.ts';
import { isAccount, proxyStanding } from '../model/proxy-link.ts';
import { found, ownAccount } from './finding.ts';
import type { Scene } from './scene.ts';

/** Findings against a proxy; none where the patron borrows in person, as one does whose two accounts were joined since. */
export function judgeProxy(scene: Scene, { patron, proxy }: Pick<CheckoutFacts, 'patron' | 'proxy'>): Finding[] {
  if (proxy === undefined || (patron !== null && isAccount(patron.patron, proxy.patron.id))) return [];
  const { profile } = scene.rules;
  const against = accountIs(scene, proxy);
  // Staff are told once that they borrow nothing for themselves, for either of the two accounts.
  const own = patron?.isOwn === true ? [] : ownAccount(profile, { isOwn: proxy.isOwn });
  return [
    ...own,
    ...judgeLink(scene, { patron, proxy }),
    ...(against === null ? [] : [found(profile, 'PROXY_BLOCKED' satisfies ReasonCode, against)]),
  ];
}

function judgeLink(
  { rules: { profile }, clock, now }: Scene,
  { patron, proxy }: { readonly patron: CheckoutFacts['patron']; readonly proxy: ProxyFacts },
): Finding[] {
  if (patron === null) return [];
  const { fault, link } = proxyStanding(proxy.patron, patron.patron, now);
  if (fault === null) return [];
  const at = fault === 'revoked' ? link?.ended?.at : fault === 'expired' ? link?.named?.until : undefined;
  const when: Params = at === undefined || at === null ? {} : { when: { dateOf: clampInstant(at), zone: clock.zone } };
  return [found(profile, 'PROXY_INVALID', { linkIs: fault, ...when })];
}

/** The reason in the proxy's own account that stops them; null = none. Their own fees and limits do not stop the sponsor's loan. */
function accountIs({ now }: Scene, { patron, isOldCard }: ProxyFacts): Params | null {
  const block = patron.blocks.find(
    ({ blocks, endsAt }) => blocks.includes('CIRC') && (endsAt === null || endsAt > now),
  );
  if (isOldCard) return { accountIs: 'card' };
  if (patron.expiresAt !== null && patron.expiresAt <= now) return { accountIs: 'expired' };
  if (!patron.active || patron.barred) return { accountIs: 'inactive' };
  return block === undefined ? null : { accountIs: 'blocked' };
}
