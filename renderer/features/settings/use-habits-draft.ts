// A form over the library's settings that keeps what is typed while the person looks elsewhere.

import { useEffect } from 'react';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';

export type HabitsDraftOf<T> = {
  readonly form: T;
  /** Whether it differs from what is set. */
  readonly isTyped: boolean;
  readonly change: (form: T) => void;
  /** Back to what is set. */
  readonly drop: () => void;
};

/** `known`: the settings of the section as they are set. `formOf`: the form that shows just these. */
export function useHabitsDraft<K, T>(section: string, known: K, formOf: (known: K) => T): HabitsDraftOf<T> {
  const { habits } = useDesk();
  const draft = useDeskStore(
    (desk) => desk.habits.store,
    ({ drafts }) => drafts[section],
  );
  const over = JSON.stringify(known ?? null);
  const isOfUse = draft?.over === over;
  useEffect(() => {
    if (draft !== undefined && !isOfUse) habits.outdate(section);
  }, [habits, section, draft, isOfUse]);
  const unchanged = formOf(known);
  const parseForm = (form: unknown) => form as T;
  const isSame = (form: T): boolean => JSON.stringify(form) === JSON.stringify(unchanged);
  return {
    isTyped: draft !== undefined && isOfUse,
    form: draft !== undefined && isOfUse ? parseForm(draft.form) : unchanged,
    change: (form) => habits.draft(section, isSame(form) ? null : { over, form }),
    drop: () => habits.draft(section, null),
  };
}
