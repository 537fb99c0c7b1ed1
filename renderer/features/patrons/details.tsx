// Details that open on a key and close with the patron: money owed, birth date, how to reach them.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatronDetails } from '../../../shared/views/patron.ts';
import { sayBirthDate } from '../../text/moments.ts';
import { useLanguage } from '../../ui/use-moments.ts';
import styles from './details.module.css';

export function Details({ details }: { readonly details: PatronDetails }) {
  const { t } = useTranslation();
  const born = sayBirthDate(details.birthDate, useLanguage());
  const orNone = (text: string | null | undefined): string =>
    text === null || text === undefined || text === '' ? t('patron.notGiven') : text;
  return (
    <dl className={styles.details}>
      <Row label={t('patron.owed')}>
        <strong>{details.fees.length === 0 ? t('patron.nothingOwed') : details.owedText}</strong>
        {details.fees.map((fee) => (
          <span key={`${fee.kind} ${fee.title} ${fee.text}`} className={styles.fee}>
            {[fee.kindText, fee.title, fee.text].filter(Boolean).join(' · ')}
          </span>
        ))}
      </Row>
      <Row label={t('patron.born')}>{orNone(born)}</Row>
      <Row label={t('patron.email')}>{orNone(details.email)}</Row>
      <Row label={t('patron.phone')}>{orNone(details.phones.join(' · '))}</Row>
      <Row label={t('patron.address')}>{orNone(details.address.join(', '))}</Row>
    </dl>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
