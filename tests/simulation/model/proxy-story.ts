// Acts of staff on proxies: proxy, sponsor, start and end. Of two ends of one link the earlier counts, in either order of arrival.

import { z } from 'zod';
import { bySaid, isAllKnown, type Said } from './said.ts';

const AddedSchema = z.object({ patronId: z.string(), proxyId: z.string(), until: z.int().nullable() });
const EndedSchema = z.object({ link: z.string() });
const CarriedSchema = z.object({ patronId: z.string(), carriedBy: z.string() });

export type PlainLink = {
  readonly sponsor: string;
  readonly proxy: string;
  readonly since: number;
  /** Null: nothing ends it. */
  readonly until: number | null;
  /** Null: not ended. */
  readonly endedAt: number | null;
};

/** Links by the acts that made them. Null: acts were purged. */
export function plainLinks(said: readonly Said[], patronOf: (id: string) => string): Map<string, PlainLink> | null {
  if (!isAllKnown(said, ['addProxy', 'endProxy'])) return null;
  const order = said.toSorted(bySaid);
  const endOf = new Map<string, number>();
  for (const { name, args, at } of order) {
    if (name !== 'endProxy') continue;
    const { link } = EndedSchema.parse(args);
    endOf.set(link, endOf.get(link) ?? at);
  }
  return new Map(
    order.flatMap(({ id, name, args, at }) => {
      if (name !== 'addProxy') return [];
      const { patronId, proxyId, until } = AddedSchema.parse(args);
      const pair = { sponsor: patronOf(patronId), proxy: patronOf(proxyId) };
      return [[id, { ...pair, since: at, until, endedAt: endOf.get(id) ?? null }] as const];
    }),
  );
}

/** Loans that a proxy began, by their acts: whether a link lasted at that moment, or the two were one person all along. */
export function plainCarried(
  said: readonly Said[],
  links: ReadonlyMap<string, PlainLink>,
  patronOf: (id: string) => string,
): ReadonlyMap<string, boolean> {
  return new Map(
    said.flatMap(({ id, name, args, at }) => {
      const carried = name === 'checkout' ? CarriedSchema.safeParse(args) : null;
      if (carried === null || !carried.success) return [];
      const [sponsor, proxy] = [patronOf(carried.data.patronId), patronOf(carried.data.carriedBy)];
      const lasts = [...links.values()].some(
        (link) =>
          link.sponsor === sponsor &&
          link.proxy === proxy &&
          link.since <= at &&
          (link.until ?? Infinity) > at &&
          (link.endedAt ?? Infinity) > at,
      );
      return [[id, lasts || sponsor === proxy] as const];
    }),
  );
}
