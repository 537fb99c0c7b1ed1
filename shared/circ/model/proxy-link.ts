// Proxies: a patron who may borrow for another one, the sponsor. Both accounts hold the link, named by the act that made it, with its own times: a late
// act is judged by the link as it was then, and a link that ended stays to be seen.

import { z } from 'zod';
import { ActIdSchema, PatronIdSchema, type ActId, type PatronId } from '../../core/ids.ts';
import { InstantSchema, type Instant } from '../../core/instant.ts';

export const ProxyLinkSchema = z.object({
  /** The act that made it. */
  id: ActIdSchema,
  /** The role of the other account towards this one. */
  role: z.enum(['proxy', 'sponsor']),
  /** The other account. */
  of: PatronIdSchema,
  /** Absent: only its end is known so far. */
  named: z
    .object({
      since: InstantSchema,
      /** Null: until it is ended. */
      until: InstantSchema.nullable(),
      by: z.string(),
    })
    .optional(),
  /** Absent: not ended. */
  ended: z.object({ act: ActIdSchema, at: InstantSchema, by: z.string() }).optional(),
});
export type ProxyLink = z.infer<typeof ProxyLinkSchema>;

/** A link as one act writes it. */
export type ProxyWrite = Pick<ProxyLink, 'id' | 'role' | 'of' | 'named' | 'ended'>;

/** Why a link lends nothing at a moment; `none`: there is no such link. */
export type ProxyFault = 'none' | 'revoked' | 'expired';

type Linked = { readonly links?: readonly ProxyLink[] | undefined };
type Joined = { readonly id: PatronId; readonly joined?: readonly PatronId[] | undefined };

/** The account after an act on a link. Of two ends the earlier counts; an end may come before the link itself. */
export function withLink<P extends Linked>(patron: P, { id, role, of, named, ended }: ProxyWrite): P {
  const links = patron.links ?? [];
  const known = links.find((link) => link.id === id);
  const end = [known?.ended, ended]
    .filter((one) => one !== undefined)
    .toSorted((a, b) => a.at - b.at || (a.act < b.act ? -1 : 1))[0];
  const begin = known?.named ?? named;
  const link: ProxyLink = {
    id,
    role,
    of,
    ...(begin === undefined ? {} : { named: begin }),
    ...(end === undefined ? {} : { ended: end }),
  };
  const others = links.filter((one) => one !== known);
  // In the order of their ids, so that it does not matter which came first.
  return { ...patron, links: [...others, link].toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** Links of two accounts that became one. A link between the two is gone. */
export function joinedLinks(staying: Joined & Linked, going: Joined & Linked): ProxyLink[] {
  const both = (going.links ?? []).reduce((patron, link) => withLink(patron, link), staying).links ?? [];
  return both.filter(({ of }) => !isAccount(staying, of) && !isAccount(going, of));
}

/** Fault of one link at a moment; null = it lends. */
export function linkFault({ named, ended }: ProxyLink, at: Instant): ProxyFault | null {
  if (ended !== undefined && ended.at <= at) return 'revoked';
  if (named === undefined || named.since > at) return 'none';
  return named.until !== null && named.until <= at ? 'expired' : null;
}

/** Whether a patron may borrow for a sponsor at a moment, and the link for it or the one that ended: the best of several. */
export function proxyStanding(
  { links = [] }: Linked,
  sponsor: Joined,
  at: Instant,
): { readonly fault: ProxyFault | null; readonly link: ProxyLink | null } {
  const ranked = links
    .filter(({ role, of }) => role === 'sponsor' && isAccount(sponsor, of))
    .map((link) => ({ link, fault: linkFault(link, at) }))
    .toSorted((a, b) => RANK.indexOf(a.fault) - RANK.indexOf(b.fault) || lastMoment(b.link) - lastMoment(a.link));
  return ranked[0] ?? { fault: 'none', link: null };
}

const RANK: readonly (ProxyFault | null)[] = [null, 'revoked', 'expired', 'none'];

function lastMoment({ named, ended }: ProxyLink): Instant {
  return ended?.at ?? named?.until ?? Infinity;
}

/** Whether an id is that of an account, or of another that was joined into it. */
export function isAccount({ id, joined = [] }: Joined, of: PatronId): boolean {
  return id === of || joined.includes(of);
}

/** The link that an act makes, for each of the two accounts. */
export function linkOfBoth(
  id: ActId,
  { sponsor, proxy }: { readonly sponsor: PatronId; readonly proxy: PatronId },
  said: Pick<ProxyWrite, 'named' | 'ended'>,
): readonly { readonly patronId: PatronId; readonly link: ProxyWrite }[] {
  return [
    { patronId: sponsor, link: { id, role: 'proxy', of: proxy, ...said } },
    { patronId: proxy, link: { id, role: 'sponsor', of: sponsor, ...said } },
  ];
}
