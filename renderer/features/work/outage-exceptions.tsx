// Exceptions of an outage by kind: the total, the open ones, those that ended by themselves, and those closed by
// people, with the action.

import { useTranslation } from 'react-i18next';
import type { OutageView } from '../../../shared/views/outage.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { useMoments } from '../../ui/use-moments.ts';
import styles from './outages.module.css';

type Row = OutageView['exceptions'][number];

export function OutageExceptions({ exceptions }: { readonly exceptions: readonly Row[] }) {
  const { t } = useTranslation();
  const moments = useMoments();
  if (exceptions.length === 0) return <p className={styles.none}>{t('outage.noExceptions')}</p>;
  return (
    <table className={styles.table}>
      <caption>{t('outage.exceptions')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('outage.kind')}</th>
          <th scope="col">{t('outage.count')}</th>
          <th scope="col">{t('outage.open')}</th>
          <th scope="col">{t('outage.itself')}</th>
          <th scope="col">{t('outage.closed')}</th>
        </tr>
      </thead>
      <tbody>
        {exceptions.map((row) => (
          <tr key={row.code} data-tone={row.open > 0 && row.weight === 'act-now' ? 'bad' : undefined}>
            <th scope="row">{isKnownWord('exception', row.code) ? t(`exception.${row.code}`) : t('sync.newerKind')}</th>
            <td>{moments.number(row.count)}</td>
            <td className={styles.openCount}>
              {row.weight === 'note' ? t('outage.byNobody') : moments.number(row.open)}
            </td>
            <td>{moments.number(row.byEvent)}</td>
            <td>
              <ClosedBy row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ClosedBy({ row: { by } }: { readonly row: Row }) {
  const { t } = useTranslation();
  if (by.length === 0) return t('outage.byNobody');
  return by
    .map(({ staff, action, count }) => {
      const values = { count, action: t(`resolved.${action}`), staff };
      return staff === '' ? t('outage.done', values) : t('outage.doneBy', values);
    })
    .join(' · ');
}
