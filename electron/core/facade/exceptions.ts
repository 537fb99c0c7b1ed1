// `exception.list`, `exception.resolve`: the worklist when the line returns, and its end by a named person.

import { formatInstant } from '../../../shared/core/instant.ts';
import { HoldfastError } from '../../../shared/core/holdfast-error.ts';
import type { Saying } from '../../../shared/core/say.ts';
import type { MethodOutput, ParsedInput } from '../../../shared/bridge/contract.ts';
import type { ExceptionView } from '../../../shared/bridge/views/sync.ts';
import type { Exception, ExceptionAction } from '../../../shared/circ/model/exception.ts';
import { cardOf } from '../../../shared/circ/model/patron.ts';
import { sayException } from '../../../shared/circ/say-exception.ts';
import { exceptionById, openExceptions } from '../../../db/replica/queries/exceptions.ts';
import { requiredCopy, sayingAt, type Copy, type Desk } from '../desk.ts';
import { itemBrief } from './say-views.ts';
import { groupOf, GROUP_ORDER } from './worklist-group.ts';

const shelfActions: readonly ExceptionAction[] = ['rerouted', 'found', 'not-found'];
const tellActions: readonly ExceptionAction[] = ['told-patron', 'corrected'];

/** Open exceptions in the order of the worklist. Whoever may not resolve any sees those that an object is waiting for: a scan ends most. */
export function listExceptions(desk: Desk): MethodOutput<'exception.list'> {
  const copy = requiredCopy(desk);
  const mayResolve = desk.rights().includes('resolve-exceptions');
  const weights = mayResolve ? (['act-now', 'today', 'note'] as const) : (['act-now'] as const);
  const saying = sayingAt(desk);
  const rows = weights
    .flatMap((weight) => openExceptions(copy.db, weight))
    .filter((exception) => copy.sight.resolutionOf(exception.id) === null)
    .map((exception) => toView(copy, exception, { saying, mayResolve }));
  return { exceptions: rows.toSorted(inWorkOrder) };
}

function inWorkOrder(a: ExceptionView, b: ExceptionView): number {
  const weight = ['act-now', 'today', 'note'];
  return (
    weight.indexOf(a.weight) - weight.indexOf(b.weight) ||
    GROUP_ORDER.indexOf(a.group) - GROUP_ORDER.indexOf(b.group) ||
    (a.callNumber ?? '').localeCompare(b.callNumber ?? '', 'en', { numeric: true }) ||
    (a.at < b.at ? -1 : 1)
  );
}

function toView(
  copy: Copy,
  exception: Exception,
  { saying, mayResolve }: { readonly saying: Saying; readonly mayResolve: boolean },
): ExceptionView {
  const item = exception.itemId === null ? null : copy.sight.item(exception.itemId);
  const patron = exception.patronId === null ? null : copy.sight.patron(exception.patronId);
  const brief = item === null ? null : itemBrief(copy, item);
  return {
    exceptionId: exception.id,
    code: exception.code,
    weight: exception.weight,
    state: exception.state,
    branch: exception.branch,
    ...(brief === null ? {} : { item: brief.barcode }),
    ...(patron === null ? {} : { patron: cardOf(patron) }),
    at: formatInstant(exception.at),
    ...sayException(saying, exception),
    group: groupOf(exception, item),
    callNumber: brief?.callNumber ?? null,
    title: brief?.title ?? null,
    actions: actionsOf(exception, mayResolve),
  };
}

function actionsOf({ weight }: Exception, mayResolve: boolean): ExceptionAction[] {
  const own = weight === 'act-now' ? shelfActions : tellActions;
  return mayResolve ? [...own, 'dismissed'] : [];
}

/** Ends exceptions with one action and one note. Throws HF-AUTH-024 for an action that this person may not take. */
export function resolveExceptions(
  desk: Desk,
  input: ParsedInput<'exception.resolve'>,
): MethodOutput<'exception.resolve'> {
  const staff = desk.session.required();
  const copy = requiredCopy(desk);
  const mayResolve = staff.rights.includes('resolve-exceptions');
  const found = input.exceptionIds.flatMap((id) => exceptionById(copy.db, id) ?? []);
  const open = found.filter(({ id, state }) => state === 'open' && copy.sight.resolutionOf(id) === null);
  const isAllowed = open.every((exception) => actionsOf(exception, mayResolve).includes(input.action));
  if (!isAllowed) throw new HoldfastError('HF-AUTH-024', { staff: staff.staff });
  if (input.action === 'dismissed' && input.note.trim() === '') throw new HoldfastError('HF-CIRC-006');
  if (open.length === 0) return { resolved: 0 };
  desk.recorder.record({
    name: 'resolveExceptions',
    args: { ids: open.map(({ id }) => id), action: input.action, note: input.note },
    told: { decision: 'done', reasons: [] },
    staffId: staff.staffId,
    saw: null,
    policies: [],
  });
  return { resolved: open.length };
}
