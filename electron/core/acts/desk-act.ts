// The common path of every act at a desk: session, right, asynchronous look-ups, facts, judging, record, answer. A step that only one act needs
// belongs to that act.

import type { MethodOutput, ParsedInput, ActMethodName } from '../../../shared/bridge/contract.ts';
import type { AuthoriserInput } from '../../../shared/views/circulation.ts';
import type { ActName, ArgsOf, ToldOf } from '../../../shared/acts/all.ts';
import { allows, firstNamed, type AnyAct, type Named } from '../../../shared/acts/define-act.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { ActId, ShiftId } from '../../../shared/core/ids.ts';
import type { Stated } from '../../../shared/circ/occurred.ts';
import type { Right } from '../../../shared/circ/rights.ts';
import type { Policy } from '../../../shared/rules/model/policy.ts';
import type { ActOverride, ActRequest } from '../act-recorder.ts';
import { requireToDo, type Desk } from '../desk.ts';
import { requiredCopy } from '../desk-sight.ts';
import { signSecond, type SecondPerson } from '../facade/check-override.ts';

/** The recorded parts of one act. */
export type Recording<N extends ActName> = {
  readonly args: ArgsOf<N>;
  readonly told: ToldOf<N>;
  readonly override?: ActOverride | null;
  readonly policies?: readonly Policy[];
  /** The shift that it begins. */
  readonly opens?: ShiftId;
  /** When it happened, where that is known from elsewhere than the clock. */
  readonly stated?: Stated;
};

/** The definition of an act with a method. */
type Definition<N extends ActName, M extends ActMethodName> = AnyAct & {
  readonly name: N;
  readonly method: { readonly name: M };
  readonly rightFor: (args: ArgsOf<N>, told: ToldOf<N>) => Right | null;
  readonly namedIn: (args: ArgsOf<N>) => readonly Named[];
};

/** Inputs of an act in the turn in which it is judged and recorded. */
export type Turn<M extends ActMethodName, B> = {
  readonly desk: Desk;
  readonly input: ParsedInput<M>;
  /** Result of `before`. */
  readonly before: B;
  /** The second person whose right is used, by PIN or by a code by phone; null = the person signed in acts alone. */
  readonly second: SecondPerson | null;
};

/** An answer without an act, or an act with its answer. The answer is built first: once the act is recorded, nothing may fail. */
export type Judged<N extends ActName, O> =
  | { readonly answer: O }
  | {
      readonly record: Recording<N>;
      /** Another act that is recorded with it, both or neither. */
      readonly together?: ActRequest | undefined;
      readonly answer: (commandId: ActId) => O;
    };

/** The half of an act that a desk alone has. */
export type DeskSteps<N extends ActName, M extends ActMethodName, B> = {
  /** The second person named in the input, for an act that accepts a second person's right. */
  readonly second?: (input: ParsedInput<M>) => AuthoriserInput | undefined;
  /** Asynchronous steps: a card to look up, a PIN to check. Session and facts are read again after it. */
  readonly before?: (desk: Desk, input: ParsedInput<M>) => Promise<B> | B;
  /** Looks at the facts and judges. Recorded in the same turn, so that two scans at the same moment are one after the other. */
  readonly judge: (turn: Turn<M, B>) => Judged<N, MethodOutput<M>>;
};

/** An act as the desk does it. */
export type DeskAct<M extends ActMethodName, B = unknown> = {
  readonly method: M;
  readonly handle: (desk: Desk, input: ParsedInput<M>) => Promise<MethodOutput<M>> | MethodOutput<M>;
  /** The part in one turn, for acts that turn out to be this one. */
  readonly inTurn: (desk: Desk, input: ParsedInput<M>, before: B) => MethodOutput<M>;
};

/** Puts the two halves of an act together; in two calls, so that its steps are typed by an act that is known already. */
export function deskAct<N extends ActName, M extends ActMethodName>(
  act: Definition<N, M>,
): <B = undefined>(steps: DeskSteps<N, M, B>) => DeskAct<M, B> {
  return <B = undefined>(steps: DeskSteps<N, M, B>): DeskAct<M, B> => {
    const inTurn = (turn: Turn<M, B>): MethodOutput<M> => {
      const judged = steps.judge(turn);
      if (!('record' in judged)) return judged.answer;
      const { desk, second } = turn;
      const { record, together, answer } = judged;
      const request = actRequest(desk, act, record, second);
      return withUndo(
        act,
        answer(together === undefined ? desk.recorder.record(request) : desk.recorder.recordBoth(request, together)),
      );
    };
    return {
      method: act.method.name,
      inTurn: (desk, input, before) => inTurn({ desk, input, before, second: null }),
      handle: async (desk, input) => {
        desk.session.required();
        const authoriser = act.second ? steps.second?.(input) : undefined;
        const second = authoriser === undefined ? null : await secondFor(desk, act, authoriser);
        if (second === null) requireToDo(desk, act);
        const before = steps.before === undefined ? parseNone<B>(undefined) : await steps.before(desk, input);
        return inTurn({ desk, input, before, second });
      },
    };
  };
}

/** The answer of an act that was recorded, saying whether it may be undone where it is one of circulation. */
function withUndo<O>({ undo }: AnyAct, answer: O): O {
  const isCirculation = typeof answer === 'object' && answer !== null && 'canUndo' in answer;
  return isCirculation ? { ...answer, canUndo: typeof undo === 'string' } : answer;
}

/** An act without a step before has nothing from it. */
const parseNone = <B>(nothing: unknown) => nothing as B;

/** An act of which one call records several, or others with it. */
export function deskActs<N extends ActName, M extends ActMethodName>(
  act: Definition<N, M>,
): (handle: (desk: Desk, input: ParsedInput<M>) => Promise<MethodOutput<M>> | MethodOutput<M>) => DeskAct<M> {
  return (handle) => ({
    method: act.method.name,
    handle: (desk, input) => {
      requireToDo(desk, act);
      return handle(desk, input);
    },
    inTurn: () => {
      throw new Error(`${act.name} takes more than a turn`);
    },
  });
}

/** Records an act of the person signed in. Throws HF-AUTH-024 where its content asks for a right that neither they nor a second person has. */
export function recordAct<N extends ActName>(
  ...[desk, act, recording, second]: Parameters<typeof actRequest<N>>
): ActId {
  return desk.recorder.record<N>(actRequest(desk, act, recording, second));
}

/** An act of the person signed in, to be recorded. Throws as recordAct does. */
export function actRequest<N extends ActName>(
  desk: Desk,
  act: Pick<Definition<N, ActMethodName>, 'name' | 'timeline' | 'rightFor' | 'namedIn'>,
  { args, told, override = null, policies = [], opens, stated }: Recording<N>,
  second: SecondPerson | null = null,
): ActRequest<N> {
  const { staffId, staff, rights } = desk.session.required();
  const right = act.rightFor(args, told);
  const isLent = right !== null && second?.second.rights.includes(right) === true;
  if (right !== null && !rights.includes(right) && !isLent)
    throw new HoldfastError('HF-AUTH-024', { staff: second?.second.staff ?? staff });
  return {
    name: act.name,
    args,
    told,
    staffId,
    ...(opens === undefined ? {} : { opens }),
    ...(stated === undefined ? {} : { stated }),
    ...(override === null ? {} : { override }),
    saw: newestSeen(desk, act, args),
    policies,
  };
}

/**
 * Records an act that belongs to one which is recorded already: a disk that is full or broken by now does not keep back that one's answer. Null: it
 * was not recorded. Throws any other error.
 */
export function recordBeside<N extends ActName>(
  ...[desk, act, recording]: Parameters<typeof recordAct<N>>
): ActId | null {
  try {
    return recordAct(desk, act, recording);
  } catch (error) {
    if (error instanceof HoldfastError && error.code.startsWith('HF-DB-')) return null;
    throw error;
  }
}

/** The newest act on its item in the desk's view, of an act on the timeline of an item. */
function newestSeen<N extends ActName>(
  desk: Desk,
  { timeline, namedIn }: Pick<Definition<N, ActMethodName>, 'timeline' | 'namedIn'>,
  args: ArgsOf<N>,
): ActId | null {
  if (timeline !== 'item' && timeline !== 'any') return null;
  const item = firstNamed(namedIn(args), 'item');
  return item === null ? null : requiredCopy(desk).sight.newestAct(item);
}

/** A second person who has the right. Throws what signing throws, or HF-AUTH-024. */
async function secondFor(desk: Desk, act: AnyAct, authoriser: AuthoriserInput): Promise<SecondPerson> {
  const signed = await signSecond(desk, authoriser);
  const { rights, staff } = signed.second;
  if (!allows(rights, act)) throw new HoldfastError('HF-AUTH-024', { staff });
  return signed;
}
