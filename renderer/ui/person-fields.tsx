// Name and PIN of another person, for acts that take two. Typed fields stay in the form and go with it.

import { useTranslation } from 'react-i18next';
import { Field, focusOnMount } from './field.tsx';

export type PersonGiven = { readonly staff: string; readonly pin: string };

type PersonFieldsProps = {
  readonly given: PersonGiven;
  readonly onChange: (given: PersonGiven) => void;
  readonly hasError: boolean;
  /** The name takes the focus as it appears. */
  readonly isFirst?: boolean;
};

export function PersonFields({ given, onChange, hasError, isFirst = false }: PersonFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field
        label={t('override.staff')}
        value={given.staff}
        onChange={(staff) => onChange({ ...given, staff })}
        hasError={hasError}
        name="second-staff"
        {...(isFirst ? { ref: focusOnMount } : {})}
      />
      <Field
        label={t('override.pin')}
        value={given.pin}
        onChange={(pin) => onChange({ ...given, pin })}
        isSecret
        hasError={hasError}
        name="second-pin"
      />
    </>
  );
}
