// Quiet while silent: a desk that was open and has made no contact may hold returns and payments that the server lacks. While it is silent, no loan
// is aged and no notice sent at its branch, until it has handed in its acts, or a supervisor ends the wait.

import { hashedId } from '../../shared/core/digest.ts';
import { exceptionIdOf } from '../../shared/circ/exception-id.ts';
import { silentAfterMs as silentAfterOf } from '../../shared/circ/model/contact-terms.ts';
import type { Exception } from '../../shared/circ/model/exception.ts';
import { SILENT_CODE } from '../../shared/circ/notice-wait.ts';
import { actId, branchId, type BranchId, type DeskId } from '../../shared/core/ids.ts';
import type { Instant, Millis } from '../../shared/core/instant.ts';
import { contactTermsOf } from '../library/contact-terms-of.ts';
import { readRows } from '../store/read-rows.ts';
import { collectChanges, writeChanges, type RowChanges } from '../store/row-changes.ts';
import type { CommandsRequest } from '../../shared/wire/commands.ts';
import { noteSignIns } from '../staff/note-sign-ins.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import { openException } from '../timeline/exception-row.ts';
import { endReleased, type ReleasingAct } from '../timeline/resolutions.ts';

type SilentDesk = { readonly id: string; readonly name: string; readonly branch: string; readonly since: Instant };

/** Notes which open desks have fallen silent, all or the one that is named, and raises one exception for each silence. */
export async function noteSilence(
  tx: WriteTx,
  {
    now,
    silentAfterMs,
    desk = null,
  }: { readonly now: Instant; readonly silentAfterMs: Millis; readonly desk?: DeskId | null },
  changes: RowChanges,
): Promise<void> {
  const fallen = await tx.db
    .selectFrom('desk')
    .select(['id', 'name', 'branch', 'last_contact_at'])
    .where((where) =>
      where.or([where('status', 'in', ['active', 'returning']), where('revoked_at', '>', now - silentAfterMs)]),
    )
    .where((where) => where.and(desk === null ? [] : [where('id', '=', desk)]))
    .where('silent_since', 'is', null)
    .where('closed_at', 'is', null)
    .where('last_contact_at', '<=', now - silentAfterMs)
    .execute();
  for (const { id, name, branch, last_contact_at: since } of fallen) {
    if (since === null) continue;
    await tx.db.updateTable('desk').set({ silent_since: since, released_at: null }).where('id', '=', id).execute();
    await openSilence(tx, { id, name, branch, since }, { now, changes });
  }
}

/**
 * Ends the silence of desks revoked so long ago that they would be silent by now: perhaps they are gone for good, and acts that they still hand in are
 * held for a person to look at. A desk that handed in its acts is not silent anyway.
 */
export async function endSilenceOfRevoked(
  tx: WriteTx,
  { now, silentAfterMs }: { readonly now: Instant; readonly silentAfterMs: Millis },
  changes: RowChanges,
): Promise<void> {
  const gone = await tx.db
    .selectFrom('desk')
    .select(['id', 'silent_since'])
    .where('status', '=', 'revoked')
    .where('silent_since', 'is not', null)
    .where((where) => where.or([where('revoked_at', 'is', null), where('revoked_at', '<=', now - silentAfterMs)]))
    .execute();
  for (const { id: desk, silent_since: since } of gone) {
    await tx.db.updateTable('desk').set({ silent_since: null, released_at: null }).where('id', '=', desk).execute();
    if (since !== null) await closeSilence(tx, { desk, since, act: null }, changes);
  }
}

async function openSilence(
  tx: WriteTx,
  desk: SilentDesk,
  { now, changes }: { readonly now: Instant; readonly changes: RowChanges },
): Promise<void> {
  const own = collectChanges();
  const place = (await readRows(tx, 'branch', [desk.branch])).get(desk.branch);
  own.put(
    'exception',
    openException({
      code: 'desk-silent',
      origin: 'judged',
      subject: { desk: desk.id },
      cause: silenceOf(desk.id, desk.since),
      at: now,
      branch: branchId(desk.branch),
      params: {
        desk: desk.name,
        deskId: desk.id,
        since: { dueAt: desk.since, grain: 'time', zone: place?.zone ?? 'UTC' },
        branch: place?.name ?? desk.branch,
      },
    }),
  );
  await writeChanges(tx, own);
  changes.add(own);
}

/** Id of one silence of a desk, as the cause of acts that it makes necessary. */
function silenceOf(desk: string, since: Instant) {
  return actId(hashedId('silence', desk, since));
}

/** Branches where no loan is aged and no notice sent now. */
export async function quietBranches(tx: ReadTx): Promise<Set<string>> {
  const rows = await tx.db
    .selectFrom('desk')
    .select('branch')
    .distinct()
    .where('silent_since', 'is not', null)
    .where('released_at', 'is', null)
    .execute();
  return new Set(rows.map(({ branch }) => branch));
}

/** A desk was in contact, and reported who signed in there. One that has handed in everything is silent no more; one that reports so closes. */
export async function heardDesk(
  tx: WriteTx,
  {
    desk,
    now,
    isDrained,
    request,
  }: {
    readonly desk: DeskId;
    readonly now: Instant;
    readonly isDrained: boolean;
    readonly request: Pick<CommandsRequest, 'closing' | 'signIns'>;
  },
  changes: RowChanges,
): Promise<void> {
  await noteSignIns(tx, request, now);
  // It may make contact before the silence was noted, where the server was down as well: until it has drained it was silent all the same.
  if (!isDrained) await noteSilence(tx, { now, silentAfterMs: silentAfterOf(await contactTermsOf(tx)), desk }, changes);
  const before = await tx.db.selectFrom('desk').select('silent_since').where('id', '=', desk).executeTakeFirst();
  const heard = { last_contact_at: now, closed_at: request.closing === true && isDrained ? now : null };
  const since = before?.silent_since ?? null;
  const ended = isDrained && since !== null ? { silent_since: null, released_at: null } : {};
  await tx.db
    .updateTable('desk')
    .set({ ...heard, ...ended })
    .where('id', '=', desk)
    .execute();
  if (isDrained && since !== null) await closeSilence(tx, { desk, since, act: null }, changes);
}

/** A supervisor releases the waiting acts although these desks are silent. */
export async function releaseQuiet(
  tx: WriteTx,
  { desks, at, ...act }: ReleasingAct & { readonly desks: readonly string[]; readonly at: Instant },
  changes: RowChanges,
): Promise<void> {
  const silent = await tx.db
    .selectFrom('desk')
    .select(['id', 'silent_since'])
    .where(tx.anyOf('id', desks))
    .where('silent_since', 'is not', null)
    .execute();
  for (const { id: desk, silent_since: since } of silent) {
    await tx.db.updateTable('desk').set({ released_at: at }).where('id', '=', desk).execute();
    if (since !== null) await closeSilence(tx, { desk, since, act }, changes);
  }
}

/** `act`: the act of the supervisor who ended the wait; null where the desk made contact. */
async function closeSilence(
  tx: WriteTx,
  { desk, since, act }: { readonly desk: string; readonly since: Instant; readonly act: ReleasingAct | null },
  changes: RowChanges,
): Promise<void> {
  const id = exceptionIdOf('desk-silent', { desk }, silenceOf(desk, since));
  const own = collectChanges();
  const open = [...(await readRows(tx, 'exception', [id])).values()].filter(({ state }) => state === 'open');
  if (act !== null) await endReleased(tx, open, act, own);
  else for (const row of open) own.put('exception', { ...row, state: 'closed-by-event' });
  await writeChanges(tx, own);
  changes.add(own);
}

/** The silent desks for which something waits, as people choose from them. */
export async function silentDesks(tx: ReadTx): Promise<(SilentDesk & { readonly branch: BranchId })[]> {
  const rows = await tx.db
    .selectFrom('desk')
    .select(['id', 'name', 'branch', 'silent_since'])
    .where('silent_since', 'is not', null)
    .where('released_at', 'is', null)
    .orderBy('silent_since')
    .execute();
  return rows.map(({ silent_since: since, branch, ...desk }) => ({
    ...desk,
    branch: branchId(branch),
    since: since ?? 0,
  }));
}

/** Exceptions about desks that are silent, and about those for which a person ended the wait since a moment. */
export async function silencesSince(tx: ReadTx, since: Instant): Promise<readonly Exception[]> {
  const desks = await tx.db
    .selectFrom('desk')
    .select(['id', 'silent_since'])
    .where('silent_since', 'is not', null)
    .execute();
  const released = await tx.db
    .selectFrom('exception_resolution')
    .select('exception_id as id')
    .where('action', '=', 'released')
    .where('at', '>=', since)
    .execute();
  const ids = desks.flatMap(({ id: desk, silent_since: from }) =>
    from === null ? [] : [exceptionIdOf(SILENT_CODE, { desk }, silenceOf(desk, from))],
  );
  const rows = await readRows(tx, 'exception', new Set([...ids, ...released.map(({ id }) => id)]));
  return [...rows.values()].filter(({ code }) => code === SILENT_CODE);
}
