// The library as the desk knows it: rules in force, branches, locations. Read once and kept until the copy changes.

import type { Instant } from '../../shared/core/instant.ts';
import { SERVICE_DAY_ENDS_AT } from '../../shared/core/service-day.ts';
import type { BranchId, LocationId, RuleSetVersion } from '../../shared/core/ids.ts';
import type { Branch, Location } from '../../shared/circ/model/branch.ts';
import type { Item } from '../../shared/circ/model/item.ts';
import type { ContactTerms } from '../../shared/circ/model/contact-terms.ts';
import { keysWith, type KeyMap } from '../../shared/core/desk-keys.ts';
import type { DeskTerms } from '../../shared/circ/model/desk-terms.ts';
import type { PartTerms } from '../../shared/circ/model/missing-part.ts';
import type { UseTerms } from '../../shared/circ/model/use-terms.ts';
import { partTermsAt } from '../../shared/circ/part-terms.ts';
import { ruleSetFaults } from '../../shared/rules/check-rule-set.ts';
import type { RuleSet } from '../../shared/rules/model/rule-set.ts';
import {
  activeRulesVersion,
  firstRulesVersion,
  allBranches,
  locationById,
  ruleActivations,
  rulesInForceSince,
  rulesVersionsUpTo,
  ruleSetByVersion,
  theLibrary,
} from '../../db/replica/queries/library.ts';
import type { PendingRules } from '../../db/overlay/closed-source.ts';
import type { RuleActivation } from '../../shared/wire/rows.ts';
import { learnShapes, type CodeShapes } from './code-shapes.ts';
import type { ReplicaReader } from '../../db/replica/open-replica.ts';

/** Caches rarely changing rows of one replica. */
export class LibrarySight {
  readonly #db: ReplicaReader;
  readonly #pendingRules: () => PendingRules | null;
  #branches: ReadonlyMap<string, Branch> | null = null;
  #shapes: CodeShapes | null = null;
  readonly #rules = new Map<RuleSetVersion, RuleSet>();
  readonly #locations = new Map<LocationId, Location | null>();

  /** `pendingRules`: those with the emergency closings that were made here; null = none wait. */
  constructor(db: ReplicaReader, pendingRules: () => PendingRules | null = () => null) {
    this.#db = db;
    this.#pendingRules = pendingRules;
  }

  branches(): ReadonlyMap<string, Branch> {
    this.#branches ??= new Map(allBranches(this.#db).map((branch) => [branch.id, branch]));
    return this.#branches;
  }

  branch(id: BranchId): Branch | null {
    return this.branches().get(id) ?? null;
  }

  branchName(id: BranchId): string {
    return this.branch(id)?.name ?? id;
  }

  /** The hour at which service days end here. */
  serviceDayEndsAt(): number {
    return theLibrary(this.#db)?.serviceDayEndsAt ?? SERVICE_DAY_ENDS_AT;
  }

  /** How long the library lets a desk go on without it. */
  contactTerms(): ContactTerms {
    return theLibrary(this.#db)?.contact ?? {};
  }

  /** The library's settings for work at its desks. */
  deskTerms(): DeskTerms {
    return theLibrary(this.#db)?.desk ?? {};
  }

  /** Its own name for its course reserves; null = it has none. */
  reservesName(): string | null {
    return this.deskTerms().reservesName ?? null;
  }

  /** The keys of the library's desks: as Holdfast comes, with the library's own among them. */
  keys(): KeyMap {
    return keysWith(this.deskTerms().keys ?? {}).keys;
  }

  /** How missing parts are settled at a branch. */
  partTerms(branch: BranchId): PartTerms {
    return partTermsAt(this.deskTerms(), this.branches(), branch).terms;
  }

  /** Whether a copy belongs to another library, by its item type or by the library system's data. */
  isBorrowed({ kind, base, borrowed }: Pick<Item, 'kind' | 'base' | 'borrowed'>): boolean {
    if (borrowed !== undefined && borrowed !== null) return true;
    const { borrowedTypes = [] } = this.useTerms();
    return base.where.status === 'ill' || (kind !== null && borrowedTypes.includes(kind));
  }

  /** The library's settings for use figures. */
  useTerms(): UseTerms {
    return theLibrary(this.#db)?.use ?? {};
  }

  location(id: LocationId | null): Location | null {
    if (id === null) return null;
    const known = this.#locations.get(id);
    if (known !== undefined) return known;
    const found = locationById(this.#db, id);
    this.#locations.set(id, found);
    return found;
  }

  /**
   * The rule set in force; null where the library has none. For a time before the first set it is the first: these rules are here, so the clock is
   * wrong. A set that is not understood or has a fault is skipped: the one before it stays in force. The same object is returned each time, so that
   * its compiled form is found again.
   */
  rulesAt(at: Instant): RuleSet | null {
    const closed = this.#closedAt(at);
    if (closed !== null) return closed;
    const newest = activeRulesVersion(this.#db, at) ?? firstRulesVersion(this.#db);
    if (newest === null) return null;
    const rules = this.#soundRules(newest);
    if (rules !== null) return rules;
    for (const version of rulesVersionsUpTo(this.#db, at)) {
      const older = this.#soundRules(version);
      if (older !== null) return older;
    }
    return null;
  }

  /** The rules in force with unconfirmed closings of this desk; null where there are none. */
  #closedAt(at: Instant): RuleSet | null {
    const pending = this.#pendingRules();
    if (pending === null) return null;
    const newest = pending.activations.findLast((one) => one.at <= at) ?? pending.activations[0];
    return newest === undefined ? null : this.#sound(newest.version, pending.ruleSet);
  }

  /** Every activation of rules, in the order in which they come into force. */
  activations(): readonly RuleActivation[] {
    return this.#pendingRules()?.activations ?? ruleActivations(this.#db);
  }

  /** Since when these rules are in force at a moment. */
  rulesSince({ version }: RuleSet, at: Instant): Instant | undefined {
    const pending = this.#pendingRules();
    if (pending !== null) return pending.activations.findLast((one) => one.version === version && one.at <= at)?.at;
    return rulesInForceSince(this.#db, version, at) ?? undefined;
  }

  /** Rules of a version; null where they are not here, or have a fault. */
  ruleSet(version: RuleSetVersion): RuleSet | null {
    const pending = this.#pendingRules();
    return pending === null ? this.#soundRules(version) : this.#sound(version, pending.ruleSet);
  }

  #soundRules(version: RuleSetVersion): RuleSet | null {
    return this.#sound(version, (wanted) => ruleSetByVersion(this.#db, wanted));
  }

  #sound(version: RuleSetVersion, find: PendingRules['ruleSet']): RuleSet | null {
    const known = this.#rules.get(version);
    if (known !== undefined) return known;
    const rules = find(version);
    if (rules === null || ruleSetFaults(rules).length > 0) return null;
    this.#rules.set(version, rules);
    return rules;
  }

  /** Shapes of this library's cards and barcodes. */
  shapes(): CodeShapes {
    this.#shapes ??= learnShapes(this.#db);
    return this.#shapes;
  }

  /** Forgets rows that a batch may have changed. Rule sets are immutable and stay. */
  forget(): void {
    this.#branches = null;
    this.#locations.clear();
  }
}
