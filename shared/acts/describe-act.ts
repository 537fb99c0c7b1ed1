// A definition in plain words, for the command line and the table in docs/acts.md.

import type { AnyAct } from './define-act.ts';

/** Facts of an act, each as a text. */
export type ActFacts = {
  readonly name: string;
  readonly words: string;
  /** The method by which screens ask for it. */
  readonly method: string;
  readonly right: string;
  readonly undo: string;
  /** Its part of the folds. */
  readonly timeline: string;
  /** The handling of one that the server cannot take in. */
  readonly refused: string;
  readonly names: string;
  readonly reports: string;
};

/** The facts of a definition. */
export function describeAct(act: AnyAct): ActFacts {
  const { name, words, method, undo, timeline, physical, kindsNamed, audit, serves, money } = act;
  const reports = [...(audit ? ['audit'] : []), ...(serves ? ['service'] : []), ...(money ? ['money'] : [])];
  return {
    name,
    words: words.en,
    method: method?.name ?? (act.own ? "none: the server's own" : 'none'),
    right: rightOf(act),
    undo: typeof undo === 'string' ? undo : 'never',
    timeline,
    refused: physical ? 'held' : 'rejected',
    names: kindsNamed.join(', '),
    reports: reports.join(', '),
  };
}

function rightOf({ rightSaid, second, othersRight }: AnyAct): string {
  return [
    rightSaid ?? 'none',
    ...(second ? ['or that of a second person'] : []),
    ...(othersRight === null ? [] : [`${othersRight} over what is another's`]),
  ].join(', ');
}
