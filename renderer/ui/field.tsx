// One labelled text field.

import { TextInput } from '@mantine/core';
import type { FocusEvent, Ref } from 'react';
import type { ScanInto } from '../scan/scan-into-field.ts';

type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isSecret?: boolean;
  /** Its text is not to be read on the screen now. */
  readonly isHidden?: boolean;
  readonly hint?: string;
  readonly hasError?: boolean;
  readonly ref?: Ref<HTMLInputElement> | null;
  /** To find it again in its form. */
  readonly name?: string;
  readonly autoComplete?: string;
  /** Its text is selected as the focus comes, so that typing replaces it. */
  readonly isReplaced?: boolean;
  /** It takes scans while it has the focus. */
  readonly scan?: ScanInto;
};

export function Field(props: FieldProps) {
  const { label, value, onChange, isSecret = false, hint, hasError = false, ref, name, autoComplete = 'off' } = props;
  const { isReplaced = false, isHidden = false, scan } = props;
  const shared = {
    label,
    value,
    ref,
    name,
    autoComplete,
    placeholder: hint,
    error: hasError,
    size: 'sm',
    spellCheck: false,
    'data-scan': scan,
    // Typing replaces an amount that stands there, and does not go behind it.
    onFocus: isReplaced ? selectAll : undefined,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value),
  } as const;
  // No button that shows a PIN: patrons stand on the other side of the counter.
  if (isSecret) return <TextInput {...shared} type="password" inputMode="numeric" />;
  return <TextInput {...shared} type={isHidden ? 'password' : 'text'} />;
}

function selectAll(event: FocusEvent<HTMLInputElement>): void {
  event.currentTarget.select();
}

/** Puts the focus into a field as it appears. */
export function focusOnMount(field: HTMLElement | null): void {
  field?.focus();
}
