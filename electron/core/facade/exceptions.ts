// `exception.list`: the worklist when the line returns.

import { allows } from '../../../shared/acts/define-act.ts';
import { releaseHeld } from '../../../shared/acts/exception/release-held.ts';
import { resolveExceptions } from '../../../shared/acts/exception/resolve-exceptions.ts';
import { changeDueDate } from '../../../shared/acts/loan/change-due-date.ts';
import { formatInstant } from '../../../shared/core/instant.ts';
import { sayDue } from '../../../shared/core/say-date.ts';
import type { Saying } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import { AGE_CODE, type ExceptionView } from '../../../shared/views/sync.ts';
import type { Exception, ExceptionAction } from '../../../shared/circ/model/exception.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { exceptionEntry } from '../../../shared/circ/exception-table.ts';
import { endsBy as isEndedBy, endsByRelease, isReleasable } from '../../../shared/circ/held-exceptions.ts';
import { sayException } from '../../../shared/circ/say-exception.ts';
import { exceptionById } from '../../../db/replica/queries/exceptions.ts';
import type { Desk } from '../desk.ts';
import { requiredCopy, sayingAt, type Copy } from '../desk-sight.ts';
import { creditToGive, opensOf, whomToTell } from './exception-people.ts';
import { listClosed } from './closed-exceptions.ts';
import { workView } from './exception-history.ts';
import { happenedTo, happenedToMoney } from './happened.ts';
import { openKinds } from './open-kinds.ts';
import { itemBrief } from './say-views.ts';
import { groupOf } from '../../../shared/lists/worklist-group.ts';

/** Cards that are put together before everything else has its turn. */
const viewsAtOnce = 25;

const shelfActions: readonly ExceptionAction[] = ['rerouted', 'found', 'not-found'];
const tellActions: readonly ExceptionAction[] = ['told-patron', 'corrected'];
/** No item and no patron is involved: a desk or the server needs a look. */
const deskActions: readonly ExceptionAction[] = ['corrected'];

/**
 * Open exceptions in the order of the worklist, a page or all. A person without the right to resolve any sees those
 * that wait for an object: a scan ends most.
 */
export async function listExceptions(
  desk: Desk,
  { page }: ParsedInput<'exception.list'>,
): Promise<MethodOutput<'exception.list'>> {
  const copy = requiredCopy(desk);
  const mayResolve = allows(desk.rights(), resolveExceptions);
  const mayRelease = allows(desk.rights(), releaseHeld);
  const weights = mayResolve ? (['act-now', 'today', 'note'] as const) : (['act-now'] as const);
  const saying = sayingAt(desk);
  const { kinds, upTo, leftOut } = await openKinds(desk, copy, weights, { listing: page?.listing });
  const exceptions: ExceptionView[] = [];
  for (const { group, code, keys } of kinds) {
    const more = page?.more.find((one) => one.group === group && one.code === code)?.shown ?? 0;
    const shown = page === undefined ? keys : keys.slice(0, Math.max(page.first, more));
    for (const [index, key] of shown.entries()) {
      if (index % viewsAtOnce === viewsAtOnce - 1) await desk.turn();
      const exception = exceptionById(copy.db, key);
      if (exception !== null) exceptions.push(toView(desk, copy, exception, { saying, mayResolve, mayRelease }));
    }
  }
  return {
    exceptions,
    kinds: kinds.map(({ group, code, weight, keys }) => ({
      group,
      code,
      weight,
      count: keys.length,
      actions:
        code === 'in-question' || code === AGE_CODE
          ? []
          : actionsOf({ code, weight, params: {} }, { mayResolve, isInQuestion: false }),
    })),
    upTo,
    leftOut,
    closed: listClosed(desk, copy, { weights, mayRelease }),
  };
}

function toView(
  desk: Desk,
  copy: Copy,
  exception: Exception,
  {
    saying,
    mayResolve,
    mayRelease,
  }: { readonly saying: Saying; readonly mayResolve: boolean; readonly mayRelease: boolean },
): ExceptionView {
  const item = exception.itemId === null ? null : copy.sight.item(exception.itemId);
  const patron = exception.patronId === null ? null : copy.sight.patron(exception.patronId);
  const brief = item === null ? null : itemBrief(copy, item);
  const group = groupOf(exception, item);
  // A copy that only has to be found and scanned needs no story.
  const isFoundAndScanned = (group === 'reroute' || group === 'wrong-trap') && !isInQuestion(copy, exception);
  const isMoney = mayResolve && exception.code === 'money-credited';
  return {
    exceptionId: exception.id,
    code: exception.code,
    weight: exception.weight,
    state: exception.state,
    branch: exception.branch,
    ...elsewhere(desk, copy, exception),
    ...(brief === null ? {} : { item: brief.barcode }),
    ...(patron === null ? {} : { patron: cardOf(patron) }),
    at: formatInstant(exception.at),
    ...sayException(saying, exception, copy.library.reservesName()),
    group,
    callNumber: brief?.callNumber ?? null,
    title: brief?.title ?? null,
    actions: actionsOf(exception, { mayResolve, isInQuestion: isInQuestion(copy, exception) }),
    mayRelease: mayRelease && isReleasable(exception),
    whom: mayResolve ? whomToTell(copy, exception) : null,
    opens: mayResolve ? opensOf(desk, { item, patron }) : [],
    credit: mayResolve ? creditToGive(desk, copy, exception) : null,
    ...proposedDue(desk, copy, exception),
    endsBy: endsBy(exception),
    inQuestion: isInQuestion(copy, exception),
    work: mayResolve ? workView(desk, copy, exception) : null,
    happened:
      item === null || isFoundAndScanned
        ? isMoney
          ? happenedToMoney(desk, copy, exception)
          : []
        : happenedTo(desk, copy, item.id),
  };
}

function elsewhere(desk: Desk, copy: Copy, { branch }: Exception): Pick<ExceptionView, 'elsewhere'> {
  return branch === null || branch === desk.identity.branch ? {} : { elsewhere: copy.library.branchName(branch) };
}

/** A date that may be proposed while the loan still has the one given by the wrong clock. */
function proposedDue(
  desk: Desk,
  copy: Copy,
  { code, cause, itemId, params }: Exception,
): Pick<ExceptionView, 'proposedDue'> {
  const due = code === 'clock-suspect' ? params['due'] : undefined;
  if (itemId === null || typeof due !== 'object' || !('dueAt' in due)) return {};
  const isStillTold = copy.sight.currentLoan(itemId)?.dueBy === cause;
  if (!isStillTold || !allows(desk.rights(), changeDueDate)) return {};
  const saying = sayingAt(desk);
  return { proposedDue: { dueAt: formatInstant(due.dueAt), text: sayDue(saying.language, due, saying.now) } };
}

/** The staff action that ends it by itself, from its row in the table. */
function endsBy(exception: Exception): ExceptionView['endsBy'] {
  if (endsByRelease(exception)) return 'release';
  const closing = exceptionEntry(exception.code)?.closedBy ?? [];
  if (closing.includes('refund')) return 'refund';
  return closing.includes('checkin') ? 'scan' : null;
}

export function isInQuestion(copy: Copy, { code, itemId }: Exception): boolean {
  return code === 'in-question' && itemId !== null && copy.sight.item(itemId)?.state.status === 'in-question';
}

type Standing = { readonly mayResolve: boolean; readonly isInQuestion: boolean };

/**
 * Actions by which staff may end an exception. A question ends by its answer, which gives the place of the item; to close the exception alone would
 * leave the question open. The same holds for held acts.
 */
export function actionsOf(
  exception: Pick<Exception, 'code' | 'weight' | 'params'>,
  { mayResolve, isInQuestion }: Standing,
): ExceptionAction[] {
  const { code, weight } = exception;
  if (!mayResolve || isInQuestion || endsByRelease(exception)) return [];
  const entry = exceptionEntry(code);
  if (entry?.subject === 'desk')
    return [...deskActions, 'dismissed' as const].filter((action) => isEndedBy(exception, action));
  if (weight === 'act-now') return [...shelfActions, 'dismissed'];
  return [...tellActions.filter((action) => action !== 'told-patron' || entry?.tellPatron !== null), 'dismissed'];
}
