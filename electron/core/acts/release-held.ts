// Releases acts that wait behind exceptions. Held acts are taken in, each at its own time; acts that wait for a silent desk stop waiting.

import { releaseHeld, RELEASED_BY_ONE_ACT } from '../../../shared/acts/exception/release-held.ts';
import { releaseQuiet } from '../../../shared/acts/exception/release-quiet.ts';
import type { ArgsOf } from '../../../shared/acts/all.ts';
import { actId, deskId, streamId } from '../../../shared/core/ids.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { exceptionById } from '../../../db/replica/queries/exceptions.ts';
import { requiredCopy } from '../desk-sight.ts';
import { heldBehind, sayLack } from '../facade/held-acts.ts';
import { isReleasable } from '../../../shared/circ/held-exceptions.ts';
import { deskActs, recordAct } from './desk-act.ts';

/** Throws HF-AUTH-024 without the right. */
export const releaseHeldAtDesk = deskActs(releaseHeld)(async (desk, input) => {
  const copy = requiredCopy(desk);
  const found = input.exceptionIds.flatMap((id) => exceptionById(copy.db, id) ?? []).filter(isReleasable);
  const ids = found.flatMap(({ code, cause }) => (code === 'server-fault' ? [actId(cause)] : []));
  const streams = found.flatMap(({ code, cause }) =>
    code === 'acts-held' || code === 'desk-forked' ? [streamId(cause)] : [],
  );
  // Asked before anything is recorded. Without a line it is released all the same, and the server keeps the acts that it cannot take in.
  const waiting = desk.link.isOnline() ? await heldBehind(desk, found).catch(() => null) : null;
  const lacking = (waiting?.acts ?? []).flatMap(({ lacks }) => lacks ?? []);
  const told = { decision: 'done' as const, reasons: [] };
  for (const args of inActs(ids, streams)) recordAct(desk, releaseHeld, { args, told });
  const desks = found.flatMap(silentDesk);
  if (desks.length > 0) recordAct(desk, releaseQuiet, { args: { desks }, told });
  const why = [...new Set(lacking)].map((code) => sayLack(desk, code));
  return { released: found.length, ...(lacking.length === 0 ? {} : { kept: { count: lacking.length, why } }) };
});

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
