// Accounts by the ids of the office: one account may be known under several, where the office gave a person a new one,
// or staff merged two.

import type { PatronLayout } from '../../shared/formats/feed-layout.ts';
import { startTally } from '../import/tally.ts';
import type { Store } from '../store/store.ts';
import { loadAliases } from '../timeline/aliases.ts';
import type { Member, Members } from './feed-members.ts';
import { readPatrons, type FeedReading } from './read-feed-file.ts';

export type Accounts = {
  /** Notes the owner of an account by this file. */
  readonly take: (account: string, sourceId: string) => void;
  /** Accounts of the people in this file. */
  readonly taken: () => ReadonlySet<string>;
  /** Whether an account belongs to another person in the office's data. Reads the whole file the first time. */
  readonly isOfAnother: (account: string, sourceId: string) => Promise<boolean>;
};

type From = {
  readonly store: Store;
  readonly members: Members;
  readonly layout: PatronLayout | null;
  readonly reading: FeedReading;
};

/** Opens the accounts of a feed. */
export function openAccounts(from: From): Accounts {
  const own = new Map<string, string>();
  let others: Promise<(account: string) => readonly string[]> | null = null;
  return {
    take: (account, sourceId) => void own.set(account, sourceId),
    taken: () => new Set(own.keys()),
    isOfAnother: async (account, sourceId) => {
      const taken = own.get(account);
      if (taken !== undefined && taken !== sourceId) return true;
      others ??= presentMembers(from);
      return (await others)(account).some((id) => id !== sourceId);
    },
  };
}

/** Ids of members in the office's present data, by their accounts. */
async function presentMembers({ store, members, layout, reading }: From) {
  const found = new Map<string, string[]>();
  const isPresent = layout === null ? () => true : await presence(layout, reading);
  for await (const page of members.pages()) {
    for (const [{ sourceId }, account] of await withAccounts(store, page.filter(isPresent)))
      found.set(account, [...(found.get(account) ?? []), sourceId]);
  }
  return (account: string): readonly string[] => found.get(account) ?? [];
}

/** In a file of changes only the rows marked so are leavers. */
async function presence(layout: PatronLayout, reading: FeedReading): Promise<(member: Member) => boolean> {
  const apart = {
    ...reading,
    tally: startTally(),
    unread: { ids: new Set<string>(), isVague: false },
    leaving: new Set<string>(),
  };
  const ids = new Set<string>();
  for await (const batch of readPatrons(layout, apart)) for (const { value } of batch) ids.add(value.id);
  if (layout.file.holds === 'changes')
    return ({ sourceId, ended }) => ended === undefined && !apart.leaving.has(sourceId);
  return ({ sourceId }) => ids.has(sourceId) || apart.unread.ids.has(sourceId);
}

/** Members with the accounts that they have now, also where staff merged them. */
export async function withAccounts(
  store: Store,
  members: readonly Member[],
): Promise<readonly (readonly [Member, string])[]> {
  const keys = members.map(({ key }) => key);
  const aliases = await store.read((tx) => loadAliases(tx, keys));
  return members.map((member) => [member, aliases.of('patron', member.key)] as const);
}
