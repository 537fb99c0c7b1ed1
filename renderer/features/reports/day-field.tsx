// One day of the calendar.

import { TextInput } from '@mantine/core';

type DayFieldProps = {
  readonly label: string;
  /** `2026-12-01`; empty while it is none. */
  readonly day: string;
  readonly onChange: (day: string) => void;
};

export function DayField({ label, day, onChange }: DayFieldProps) {
  return (
    <TextInput
      type="date"
      size="sm"
      label={label}
      value={day}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
