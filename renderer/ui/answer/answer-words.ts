// The word, color and sign of an entry: the same in the large place and in the list.

import type { CirculationAnswer } from '../../../shared/views/circulation.ts';
import type { Entry } from '../../stores/work/work-state.ts';
import { isCostAsked, isPointless, isUnknownReturn } from '../../stores/work/next-step.ts';
import { toneOf } from '../../stores/work/tone-of.ts';
import type { IconName } from '../icon.tsx';

/** Colour of an answer; always beside a sign and a word. */
export type AnswerTone = 'good' | 'warn' | 'bad' | 'card' | 'calm';

type VerbKey =
  | 'answer.checkedOut'
  | 'answer.notCheckedOut'
  | 'answer.renewed'
  | 'answer.notRenewed'
  | 'answer.dueChanged'
  | 'answer.dueNotChanged'
  | 'answer.recalled'
  | 'answer.notRecalled'
  | 'answer.checkedIn'
  | 'answer.notCheckedIn'
  | 'answer.used'
  | 'answer.notUsed'
  | 'answer.undone'
  | 'answer.notUndone'
  | 'answer.askFirst'
  | 'answer.noGain'
  | 'answer.checking'
  | 'answer.unrecorded'
  | 'answer.found'
  | 'answer.unknownCode';

const VERBS = {
  checkout: ['answer.checkedOut', 'answer.notCheckedOut'],
  renew: ['answer.renewed', 'answer.notRenewed'],
  checkin: ['answer.checkedIn', 'answer.notCheckedIn'],
  recordUse: ['answer.used', 'answer.notUsed'],
  changeDueDate: ['answer.dueChanged', 'answer.dueNotChanged'],
  recall: ['answer.recalled', 'answer.notRecalled'],
  undo: ['answer.undone', 'answer.notUndone'],
} as const;

/** The key of the verb. */
export function verbOf(entry: Entry): VerbKey {
  if (entry.state === 'checking') return 'answer.checking';
  if (entry.state === 'unrecorded') return 'answer.unrecorded';
  if (entry.found !== null) return 'answer.found';
  if (isUnknownCode(entry)) return 'answer.unknownCode';
  if (isAsked(entry)) return 'answer.askFirst';
  if (gainsNothing(entry)) return 'answer.noGain';
  const [done, notDone] = VERBS[entry.act];
  return entry.state === 'done' || entry.state === 'undone' ? done : notDone;
}

/** Whether an unknown code was checked in. */
export function isUnknownCode({ act, state, answer }: Entry): boolean {
  return act === 'checkin' && state === 'done' && answer !== null && isUnknownReturn(answer);
}

/** Whether the cost is all that stands in the way. */
function isAsked({ state, answer }: Entry): boolean {
  return state === 'ask' && answer !== null && isCostAsked(answer);
}

/** Whether a renewal was not made because the date would stay: nothing is refused. */
function gainsNothing({ state, answer, act }: Entry): boolean {
  return act === 'renew' && (state === 'ask' || state === 'refused') && answer !== null && isPointless(answer.reasons);
}

export function toneOfEntry(entry: Entry): AnswerTone {
  if (entry.state === 'undone' || gainsNothing(entry)) return 'calm';
  if (entry.state === 'checking' || isAsked(entry)) return 'warn';
  if (entry.state !== 'done') return 'bad';
  if (entry.answer === null) return 'warn';
  return toneOf(entry.answer) === 'route' ? 'warn' : 'good';
}

const ROUTE_ICONS = {
  reshelve: 'shelf',
  'hold-shelf': 'hold',
  transit: 'transit',
  'not-ours': 'no',
  'check-shelf': 'search',
  repair: 'repair',
  inspect: 'inspect',
  'in-process': 'process',
  withdrawn: 'no',
  'ill-shelf': 'transit',
} as const satisfies Readonly<Record<NonNullable<CirculationAnswer['routing']>['route'], IconName>>;

export function iconOf(entry: Entry): IconName {
  if (entry.state === 'undone') return 'undo';
  if (entry.state === 'checking') return 'time';
  if (gainsNothing(entry)) return 'done';
  if (isAsked(entry)) return 'warn';
  if (entry.state !== 'done') return 'no';
  if (entry.act === 'undo') return 'undo';
  if (entry.act === 'renew' || entry.act === 'changeDueDate') return 'renew';
  const route = entry.answer?.routing?.route;
  return route === undefined ? 'done' : ROUTE_ICONS[route];
}
