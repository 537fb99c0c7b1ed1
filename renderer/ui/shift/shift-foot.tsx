// The foot of the forms of a shift.

import type { ReactNode } from 'react';
import { sentence } from '../../text/sentence.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { FormFoot } from '../form-foot.tsx';

type ShiftFootProps = {
  /** The missing fields, in words; empty where none is missing. */
  readonly missing: string;
  readonly send: string;
  /** Nothing is to be filled in before it. */
  readonly isFirst?: boolean;
  readonly children?: ReactNode;
};

export function ShiftFoot({ missing, ...foot }: ShiftFootProps) {
  const { error, isBusy } = useDeskStore(
    (desk) => desk.shift.store,
    (state) => state,
  );
  return <FormFoot {...foot} isBusy={isBusy} wrong={missing === '' ? sentence(error?.message ?? '') : missing} />;
}
