// Finds, for a rule in an ordered list, a loan that this rule decides and no other: by trying the values in the rule, in plain loops that share
// nothing with the engine.

/** Whether a rule wants a value. */
export type Wants = (value: string) => boolean;

/** A rule as the search sees it; absent = it does not ask. */
export type PlainRule = {
  readonly key: number;
  readonly group?: Wants | undefined;
  readonly kind?: Wants | undefined;
  readonly loanType?: Wants | undefined;
  readonly place?: ((place: PlainPlace) => boolean) | undefined;
};

export type PlainPlace = {
  readonly location: string;
  readonly library: string;
  readonly campus: string;
  readonly institution: string;
};

export type World = {
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  readonly loanTypes: readonly string[];
  readonly places: readonly PlainPlace[];
};

export type Witness = {
  readonly group: string;
  readonly kind: string;
  readonly loanType: string;
  readonly place: PlainPlace;
};

/** A loan for each rule, best rule first; null for a rule that better ones leave nothing to. */
export function findWitnesses(rules: readonly PlainRule[], world: World): Map<number, Witness | null> {
  const found = new Map<number, Witness | null>();
  rules.forEach((rule, index) => found.set(rule.key, findWitness(rule, rules.slice(0, index), world)));
  return found;
}

function findWitness(rule: PlainRule, better: readonly PlainRule[], world: World): Witness | null {
  for (const place of world.places) {
    if (rule.place?.(place) === false) continue;
    const here = better.filter((other) => other.place?.(place) ?? true);
    const found = findAtPlace(rule, here, world);
    if (found !== null) return { ...found, place };
  }
  return null;
}

function findAtPlace(rule: PlainRule, better: readonly PlainRule[], world: World): Omit<Witness, 'place'> | null {
  const groups = world.groups.filter((value) => rule.group?.(value) ?? true);
  const loanTypes = world.loanTypes.filter((value) => rule.loanType?.(value) ?? true);
  for (const kind of world.kinds.filter((value) => rule.kind?.(value) ?? true)) {
    const ofKind = better.filter((other) => other.kind?.(kind) ?? true);
    for (const loanType of loanTypes) {
      const ofType = ofKind.filter((other) => other.loanType?.(loanType) ?? true);
      const group = groups.find((value) => !ofType.some((other) => other.group?.(value) ?? true));
      if (group !== undefined) return { group, kind, loanType };
    }
  }
  return null;
}
