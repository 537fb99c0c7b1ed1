// Exceptions about held acts, and how those end.

import type { Instant } from '../core/instant.ts';
import type { Exception, ResolutionAction } from './model/exception.ts';

/** Exceptions about held acts: the one that is their cause, or all of a stream. */
export const SAYS_HELD: ReadonlySet<string> = new Set(['server-fault', 'acts-held', 'desk-forked']);

/**
 * Whether it ends only by the release of its held acts. An act that a server failed on did happen and needs no
 * judgement: if a person could close the exception, the act would wait for ever, with no card left to release it. An
 * act that no server can read may be closed by a person: it is done anew. A person decides whether acts of a revoked
 * desk or of a copy count, and may close those.
 */
export const endsByRelease = ({ code, params }: Pick<Exception, 'code' | 'params'>): boolean =>
  code === 'server-fault' && !LASTING_FAULTS.has(params['fault']);

/** Faults of acts that no release takes in. */
const LASTING_FAULTS: ReadonlySet<unknown> = new Set(['malformed', 'args-missing', 'id-taken']);

/**
 * Whether an exception ends by such an action: an exception about held acts ends when they are released, or by the decision that they shall not
 * count.
 */
export function endsBy(exception: Pick<Exception, 'code' | 'params'>, action: ResolutionAction): boolean {
  if (action === 'released' || !SAYS_HELD.has(exception.code)) return true;
  return action === 'dismissed' && !endsByRelease(exception);
}

/** Whether acts that a person left out can still be released. */
export function isLeftOutStill({ code, state, releasedAt }: Exception): boolean {
  return SAYS_HELD.has(code) && state === 'resolved' && releasedAt === undefined;
}

/** Whether these exceptions, of one held act and its stream, all ended before a moment although it is held: a person left it out. */
export function isLeftOut(about: readonly Exception[], before: Instant): boolean {
  const said = about.filter(({ code }) => SAYS_HELD.has(code));
  return said.length > 0 && said.every((one) => endOf(one) <= before);
}

function endOf({ state, resolution, releasedAt }: Exception): Instant {
  return state === 'open' ? Infinity : (resolution?.at ?? releasedAt ?? Infinity);
}

/** Whether acts wait behind an exception that can be released. An act that was left out is still held, and may be released after all. */
export function isReleasable(exception: Exception): boolean {
  const { code, state } = exception;
  const waits = SAYS_HELD.has(code) || code === 'desk-silent';
  return (waits && state === 'open') || isLeftOutStill(exception);
}
