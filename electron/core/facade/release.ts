// `exception.release`: a supervisor lets go on what waits behind an exception. Acts that were held are taken in, each at its own time;
// what waits for a silent desk waits no more.

import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { actId, deskId, streamId } from '../../../shared/core/ids.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { RELEASED_BY_ONE_ACT } from '../../../shared/acts/exception/release-held.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import { isLeftOutStill, SAYS_HELD } from '../../../shared/circ/held-exceptions.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { exceptionById } from '../../../db/replica/queries/exceptions.ts';
import { requiredCopy, type Desk } from '../desk.ts';
import { heldBehind, sayLack } from './held-acts.ts';

/** Whether something waits behind it that can be let go. What somebody left out is still held, and may be let go after all. */
export function isReleasable(exception: Exception): boolean {
  const { code, state } = exception;
  const waits = SAYS_HELD.has(code) || code === 'desk-silent';
  return (waits && state === 'open') || isLeftOutStill(exception);
}

/** Lets go. Throws HF-AUTH-024 for whoever has not the right. */
export async function releaseExceptions(
  desk: Desk,
  input: ParsedInput<'exception.release'>,
): Promise<MethodOutput<'exception.release'>> {
  const staff = desk.session.required();
  if (!staff.rights.includes('release')) throw new HoldfastError('HF-AUTH-024', { staff: staff.staff });
  const copy = requiredCopy(desk);
  const found = input.exceptionIds.flatMap((id) => exceptionById(copy.db, id) ?? []).filter(isReleasable);
  const ids = found.flatMap(({ code, cause }) => (code === 'server-fault' ? [actId(cause)] : []));
  const streams = found.flatMap(({ code, cause }) =>
    code === 'acts-held' || code === 'desk-forked' ? [streamId(cause)] : [],
  );
  // Asked before anything is recorded. Without a line it is let go all the same, and the server keeps what it cannot take in.
  const waiting = desk.link.isOnline() ? await heldBehind(desk, found).catch(() => null) : null;
  const lacking = (waiting?.acts ?? []).flatMap(({ lacks }) => lacks ?? []);
  const quiet: ArgsOf<'releaseQuiet'> = { desks: found.flatMap(silentDesk) };
  const record = (name: 'releaseHeld' | 'releaseQuiet', args: ArgsOf<'releaseHeld'> | ArgsOf<'releaseQuiet'>) =>
    desk.recorder.record({
      name,
      args,
      told: { decision: 'done', reasons: [] },
      staffId: staff.staffId,
      saw: null,
      policies: [],
    });
  for (const held of inActs(ids, streams)) record('releaseHeld', held);
  if (quiet.desks.length > 0) record('releaseQuiet', quiet);
  const why = [...new Set(lacking)].map((code) => sayLack(desk, code));
  return { released: found.length, ...(lacking.length === 0 ? {} : { kept: { count: lacking.length, why } }) };
}

/** As many acts as it takes: no server takes more in one, and of those that one lets go none counts where another of them still cannot. */
function inActs(ids: ArgsOf<'releaseHeld'>['ids'], streams: ArgsOf<'releaseHeld'>['streams']): ArgsOf<'releaseHeld'>[] {
  const count = Math.ceil(Math.max(ids.length, streams.length) / RELEASED_BY_ONE_ACT);
  const nth = <T>(all: readonly T[], n: number) => all.slice(n * RELEASED_BY_ONE_ACT, (n + 1) * RELEASED_BY_ONE_ACT);
  return Array.from({ length: count }, (_, n) => ({ ids: nth(ids, n), streams: nth(streams, n) }));
}

function silentDesk({ code, params }: Exception) {
  const id = params['deskId'];
  return code === 'desk-silent' && typeof id === 'string' ? [deskId(id)] : [];
}
