// Any list on paper, to be walked with: a box to tick, whole barcodes, under their headings. On the screen it is not seen. It prints itself when it
// is drawn, and then calls back.

import { useTranslation } from 'react-i18next';
import type { ListRow, ListView } from '../../../shared/views/list.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { Paper } from '../../ui/paper.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import styles from './printed-worklist.module.css';

export function PrintedList({ view }: { readonly view: ListView }) {
  const { t } = useTranslation();
  const { lists, clock } = useDesk();
  const moments = useMoments();
  const desk = useDeskStore(
    (parts) => parts.station.store,
    (state) => state.desk,
  );
  const now = clock.now();
  const at = { desk: desk?.name ?? '', library: desk?.branchName ?? '', time: moments.when(now, now) };
  return (
    <Paper testId="printed" className={styles.list} onEnd={lists.printEnded}>
      <h1>{view.heading}</h1>
      <p>
        {t('printed.at', at)} ·{' '}
        {view.rows.length < view.count
          ? t('printed.first', { count: view.count, shown: view.rows.length })
          : t('list.rows', { count: view.count })}
      </p>
      <table>
        <thead>
          <tr>
            <th aria-label={t('list.done', { count: 1 })} />
            {view.columns.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        {[...Map.groupBy(view.rows, headingOf)].map(([heading, rows]) => (
          <tbody key={heading}>
            {heading !== '' && (
              <tr>
                <th scope="rowgroup" colSpan={view.columns.length + 1}>
                  {heading}
                </th>
              </tr>
            )}
            {rows.map((row) => (
              <Row key={row.key} row={row} />
            ))}
          </tbody>
        ))}
      </table>
      {view.rows.length === 0 && <p>{view.empty}</p>}
    </Paper>
  );
}

const headingOf = ({ part = null, group }: ListRow): string =>
  [part, group].filter((text) => text !== null).join(' · ');

function Row({ row }: { readonly row: ListRow }) {
  const { clock } = useDesk();
  const moments = useMoments();
  return (
    <tr>
      <td>☐</td>
      {row.texts.map((text, at) => {
        const moment = row.at[at] ?? null;
        return <td key={at}>{moment === null ? text : moments.when(Date.parse(moment), clock.now())}</td>;
      })}
    </tr>
  );
}
