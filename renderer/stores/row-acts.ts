// What the acts on rows of lists do: each is asked of the desk with what its row names.

import type { BridgeError } from '../../shared/bridge/contract.ts';
import type { ListRow } from '../../shared/views/list.ts';
import { ItemMarkSchema } from '../../shared/core/item-mark.ts';
import { holdId } from '../../shared/core/ids.ts';
import { err, ok, type Result } from '../../shared/core/result.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import type { Work } from './work/create-work.ts';

/** Says what was done, for the row that stays; or why not. */
type RowActRun = (row: ListRow) => Promise<Result<string, BridgeError>>;

export type RowActs = {
  readonly run: (act: string, row: ListRow) => Promise<Result<string, BridgeError>>;
  /** What a row says whose item was found. */
  readonly found: () => string;
  /** Whether it is asked back before it is done. */
  readonly asksFirst: (act: string) => boolean;
};

export type RowActParts = {
  readonly link: DeskLink;
  readonly work: Pick<Work, 'takeOffList'>;
  /** The reason that is recorded where a row asks for none. */
  readonly reason: (act: 'cancelHold') => string;
  /** What a row that was worked says. */
  readonly said: (act: 'found' | 'cancelHold' | 'renew' | 'setMark' | 'clearMark') => string;
};

/** Acts that no row gives back. */
const FINAL: ReadonlySet<string> = new Set(['cancelHold', 'setMark']);

export function createRowActs({ link, work, reason, said }: RowActParts): RowActs {
  const marked = async (
    method: 'item.setMark' | 'item.clearMark',
    barcode = '',
    name = '',
  ): Promise<Result<string, BridgeError>> => {
    const mark = ItemMarkSchema.safeParse(name);
    if (!mark.success) return ok('');
    const answer = await link.act(method, { barcode, mark: mark.data });
    return answer.ok ? ok(said(method === 'item.setMark' ? 'setMark' : 'clearMark')) : err(answer.error);
  };
  const runs: Readonly<Record<string, RowActRun>> = {
    checkin: async ({ names }) => {
      await work.takeOffList({ barcode: names['barcode'] ?? '', title: names['title'] ?? null });
      // What came of it stands above the list.
      return ok('');
    },
    cancelHold: async ({ names }) => {
      const answer = await link.act('hold.cancel', {
        holdId: holdId(names['holdId'] ?? ''),
        reason: reason('cancelHold'),
      });
      return answer.ok ? ok(said('cancelHold')) : err(answer.error);
    },
    setMark: ({ names }) => marked('item.setMark', names['barcode'], names['toMark']),
    clearMark: ({ names }) => marked('item.clearMark', names['barcode'], names['mark']),
    renew: async ({ names }) => {
      const answer = await link.act('circ.renew', { item: names['barcode'] ?? '' });
      return answer.ok ? ok(said('renew')) : err(answer.error);
    },
  };
  return {
    run: (act, row) => runs[act]?.(row) ?? Promise.resolve(ok('')),
    found: () => said('found'),
    asksFirst: (act) => FINAL.has(act),
  };
}
