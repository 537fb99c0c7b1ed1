// A second person with a right that the person signed in lacks: with their PIN here, or on the phone, where they get a number read out and give a
// code.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../desk/desk-context.ts';
import { sentence } from '../text/sentence.ts';
import { DeskButton } from './desk-button.tsx';
import { Field, focusOnMount } from './field.tsx';
import type { Second } from './use-second.ts';
import styles from './second-person.module.css';

type SecondPersonProps = {
  readonly second: Second;
  readonly hasError: boolean;
  /** The text above the fields for a PIN. */
  readonly legend: string;
  /** The roles that may, in words. */
  readonly who: string;
  /** The text under the fields for a PIN. */
  readonly note?: string;
  /** Begins the names of the fields: they are found by it. */
  readonly name: string;
  /** Where there is room beside it. */
  readonly isWide?: boolean;
};

export function SecondPerson({ second, hasError, legend, who, note, name, isWide = false }: SecondPersonProps) {
  const { t } = useTranslation();
  const { staff, setStaff, pin, setPin, code, setCode, isByPhone } = second;
  return (
    <fieldset className={styles.second} data-wide={isWide} data-testid="second-person">
      <legend>{isByPhone ? t('phone.title') : legend}</legend>
      {isByPhone && <PhoneNumber who={who} />}
      <Field
        key={isByPhone ? 'by-phone' : 'here'}
        label={isByPhone ? t('phone.staff') : t('override.staff')}
        value={staff}
        onChange={setStaff}
        hasError={hasError}
        name={`${name}-noStaff`}
        {...(isByPhone ? { ref: focusOnMount } : {})}
      />
      {isByPhone ? (
        <Field label={t('phone.code')} value={code} onChange={setCode} hasError={hasError} name={`${name}-noCode`} />
      ) : (
        <Field
          label={t('override.pin')}
          value={pin}
          onChange={setPin}
          isSecret
          hasError={hasError}
          name={`${name}-noPin`}
        />
      )}
      {note !== undefined && !isByPhone && <p className={styles.who}>{note}</p>}
      <div className={styles.other}>
        {second.canPhone && (
          <DeskButton look="quiet" onPress={second.ask}>
            {isByPhone ? t('phone.again') : t('phone.instead')}
          </DeskButton>
        )}
        {isByPhone && (
          <DeskButton look="quiet" onPress={second.signHere}>
            {t('phone.signHere')}
          </DeskButton>
        )}
      </div>
    </fieldset>
  );
}

function PhoneNumber({ who }: { readonly who: string }) {
  const { t } = useTranslation();
  const { shown, error } = useDeskStore(
    (desk) => desk.phone.store,
    (state) => state,
  );
  const desk = useDeskStore(
    ({ station }) => station.store,
    (state) => state.desk?.name ?? '',
  );
  if (error !== null)
    return (
      <p className={styles.error} role="alert">
        {sentence(error.message)}
      </p>
    );
  return (
    <div className={styles.number} aria-live="polite">
      <p>{t('phone.readOut', { who, desk })}</p>
      <div className={styles.shown}>
        <p className={styles.digits} data-testid="phone-challenge">
          {shown?.challenge ?? '…'}
        </p>
        <p className={styles.good}>{shown === null ? '' : t('phone.good', { count: shown.minutes })}</p>
      </div>
    </div>
  );
}
