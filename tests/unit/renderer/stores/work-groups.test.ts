// The worklist in the order to work it.

import { commonActions, notesOf, workGroups, workedAtOnce } from '../../../../renderer/stores/work-groups.ts';
import { optionsOf, togetherOf } from '../../../../renderer/stores/worklist-steps.ts';
import type { ExceptionKind, ExceptionView } from '../../../../shared/views/sync.ts';
import { createFakeDesk } from '../../../support/fake-desk/fake-desk.ts';

const listing = { order: 'work', whose: 'all', where: 'everywhere' } as const;

describe('the worklist', () => {
  let all: ExceptionView[];
  let kinds: ExceptionKind[];
  const page = (exceptions: typeof all) => ({ exceptions, kinds });

  beforeAll(async () => {
    const desk = await createFakeDesk();
    await desk.ask('session.signIn', { staff: 'chen', pin: '444444' });
    await desk.noteWorklist();
    ({ exceptions: all, kinds } = await desk.ask('exception.list', {}));
  });

  test('begins with what must be rerouted and ends with the rest', () => {
    expect(workGroups(page(all.toReversed())).map(({ id }) => id)).toEqual([
      'reroute',
      'wrong-trap',
      'equipment',
      'money',
      'patrons',
      'notices',
      'other',
    ]);
  });

  test('lists the missed holds along the shelf', () => {
    const [reroute] = workGroups(page(all.toReversed()));
    expect(reroute?.kinds[0]?.exceptions.map(({ callNumber }) => callNumber)).toEqual([
      'E98.P5 K56 2013',
      'QH545.P4 C38 2002',
      'QL683.W4 P4 2020',
    ]);
  });

  test('counts notes and lists none', () => {
    expect(notesOf(page(all))).toMatchObject({ count: 2, notes: [{}, {}] });
    expect(
      workGroups(page(all))
        .flatMap(({ kinds }) => kinds)
        .some(({ code }) => code === 'due-differs'),
    ).toBe(false);
  });

  test('every exception that is work is in exactly one group [I33]', () => {
    const listed = workGroups(page(all)).flatMap(({ kinds }) => kinds.flatMap(({ exceptions }) => exceptions));
    const work = all.filter(({ weight }) => weight !== 'note');
    expect(new Set(listed)).toEqual(new Set(work));
    expect(listed).toHaveLength(work.length);
  });

  test('an item in question is worked by itself', () => {
    const listed = workGroups(page(all)).flatMap((group) => group.kinds);
    const sizes = Object.fromEntries(listed.map((kind) => [kind.code, workedAtOnce(kind).length]));
    expect(sizes).toMatchObject({ 'missed-hold': 3, 'in-question': 0 });
  });

  test('counts what is not here yet, and closes all of a kind by its name then', () => {
    const more = kinds.map((kind) => (kind.code === 'missed-hold' ? { ...kind, count: 4310 } : kind));
    const [reroute] = workGroups({ exceptions: all, kinds: more });
    const [missed] = reroute?.kinds ?? [];
    expect(reroute?.count).toBe(4310 + (reroute?.kinds.slice(1).reduce((sum, { count }) => sum + count, 0) ?? 0));
    const step = missed === undefined ? null : togetherOf(missed, { upTo: 77, listing });
    expect(step?.whole?.choice).toEqual({ group: 'reroute', code: 'missed-hold', count: 4310, upTo: 77, listing });
    expect(step === null ? [] : optionsOf(step, {})).toContainEqual({ kind: 'action', action: 'dismissed' });
  });

  test('the actions on many at once are the actions on each', () => {
    const [first, ...rest] = all.slice(0, 2);
    const less = rest.map((exception) => ({ ...exception, actions: ['dismissed' as const] }));
    expect(commonActions([...(first === undefined ? [] : [first]), ...less])).toEqual(['dismissed']);
  });
});
