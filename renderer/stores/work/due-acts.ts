// Due dates of the patron on the desk: of a loan, changed in their panel, and of later scans for them.

import type { PatronLoan } from '../../../shared/views/patron.ts';
import type { Bench } from './bench.ts';
import * as acts from './desk-acts.ts';
import type { InHand } from './work-state.ts';

export type DueActs = {
  /** Shows the form of a loan's due date, or takes it away. */
  readonly setDating: (loanId: PatronLoan['loanId'] | null) => void;
  /** Puts the focus on the row of a loan in the panel, where its date is changed; null: it has it. */
  readonly toLoan: (loanId: PatronLoan['loanId'] | null) => void;
  /** Moves the due date of a loan of the patron on the desk; false where that was not done. */
  readonly changeDueDate: (item: InHand, to: { readonly dueAt: string; readonly reason: string }) => Promise<boolean>;
  /** Shows or hides the form of the date for later checkouts. */
  readonly askDue: (isAsked: boolean) => void;
  /** Due date of all checkouts to this patron; null: by the rules. */
  readonly setDue: (dueAt: string | null) => void;
};

export function dueActs(bench: Bench, inTurn: (act: () => Promise<unknown>) => Promise<void>): DueActs {
  return {
    setDating(dating) {
      bench.store.setState({ dating });
      if (dating === null) bench.focus();
    },
    toLoan: (loanInFocus) => bench.store.setState({ loanInFocus }),
    async changeDueDate(item, to) {
      const moved = { isDone: false };
      await inTurn(async () => {
        moved.isDone = await acts.changeDueDate(bench, item, to);
      });
      return moved.isDone;
    },
    askDue(isAsked) {
      bench.store.setState(({ due }) => ({ due: { ...due, isAsked } }));
      if (!isAsked) bench.focus();
    },
    setDue(at) {
      bench.store.setState({ due: { at, isAsked: false } });
      bench.focus();
    },
  };
}
