// Ends exceptions with one action and one note.

import { resolveExceptions } from '../../../shared/acts/exception/resolve-exceptions.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import { endsByRelease } from '../../../shared/circ/held-exceptions.ts';
import type { Exception } from '../../../shared/circ/model/exception.ts';
import { exceptionById } from '../../../db/replica/queries/exceptions.ts';
import { requiredCopy } from '../desk-sight.ts';
import { actionsOf, isInQuestion } from '../facade/exceptions.ts';
import { idsOfKind } from '../facade/open-kinds.ts';
import { deskActs, recordAct } from './desk-act.ts';

/** As many fit into one request with room to spare; more are closed by several acts with the same note. */
const closedByOneAct = 1_000;
/** Rows that are read before everything else has its turn. */
const readAtOnce = 250;

/**
 * Throws HF-AUTH-024 for an action that this person may not take, HF-SYNC-008 when there are more of a kind than were listed, HF-SYNC-009 for an
 * exception that ends only by release.
 */
export const resolveExceptionsAtDesk = deskActs(resolveExceptions)(async (desk, input) => {
  const { staff } = desk.session.required();
  const copy = requiredCopy(desk);
  const ids = input.kind === undefined ? (input.exceptionIds ?? []) : await idsOfKind(desk, copy, input.kind);
  const open: Exception[] = [];
  for (const [index, id] of ids.entries()) {
    if (index % readAtOnce === readAtOnce - 1) await desk.turn();
    const found = exceptionById(copy.db, id);
    if (found?.state === 'open' && copy.sight.resolutionOf(id) === null) open.push(found);
  }
  if (open.some(endsByRelease)) throw new HoldfastError('HF-SYNC-009');
  const isAllowed = open.every((exception) =>
    actionsOf(exception, { mayResolve: true, isInQuestion: isInQuestion(copy, exception) }).includes(input.action),
  );
  if (!isAllowed) throw new HoldfastError('HF-AUTH-024', { staff });
  if (input.action === 'dismissed' && input.note.trim() === '') throw new HoldfastError('HF-CIRC-006');
  for (let from = 0; from < open.length; from += closedByOneAct) {
    recordAct(desk, resolveExceptions, {
      args: {
        ids: open.slice(from, from + closedByOneAct).map(({ id }) => id),
        action: input.action,
        note: input.note,
      },
      told: { decision: 'done', reasons: [] },
    });
    await desk.turn();
  }
  return { resolved: open.length };
});
