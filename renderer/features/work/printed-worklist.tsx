// The worklist on paper: first a page of counts without names, which may hang on a wall, then, apart, the list with whom to tell. On the screen it is
// not seen. It prints itself when it is drawn, and then calls back.

import { useTranslation } from 'react-i18next';
import type { ExceptionView } from '../../../shared/views/sync.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { workGroups, type WorkGroup, type WorkKind, type WorkPage } from '../../stores/work-groups.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { Paper } from '../../ui/paper.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import styles from './printed-worklist.module.css';

type PageProps = { readonly page: WorkPage };
type GroupsProps = { readonly groups: readonly WorkGroup[]; readonly now: Instant };

export function PrintedWorklist({ page }: PageProps) {
  const { worklist, clock } = useDesk();
  const groups = workGroups(page);
  const now = clock.now();
  return (
    <Paper testId="printed" className={styles.list} onEnd={worklist.printEnded}>
      <Summary groups={groups} now={now} />
      <List groups={groups} now={now} />
    </Paper>
  );
}

function Summary({ groups, now }: GroupsProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const desk = useDeskStore(
    (parts) => parts.station.store,
    (state) => state.desk,
  );
  const rows = groups.flatMap(({ kinds }) => kinds);
  return (
    <section className={styles.summary} data-testid="printed-summary">
      <h1>{t('printed.summary')}</h1>
      <p>
        {t('printed.at', {
          desk: desk?.name ?? '',
          library: desk?.libraryName ?? '',
          time: moments.when(now, now),
        })}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('printed.kind')}</th>
            <th scope="col">{t('printed.count')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ group, code, count }) => (
            <tr key={`${group} ${code}`}>
              <th scope="row">
                <KindName kind={{ group, code }} />
              </th>
              <td>{moments.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('printed.noNames')}</p>
    </section>
  );
}

function List({ groups, now }: GroupsProps) {
  const { t } = useTranslation();
  return (
    <section data-testid="printed-list">
      <h1>{t('printed.list')}</h1>
      <p>{t('printed.keep')}</p>
      {groups.map(({ id, kinds }) => (
        <div key={id}>
          <h2>{t(`group.${id}`)}</h2>
          {kinds.map((kind) => (
            <Kind key={kind.code} kind={kind} now={now} />
          ))}
        </div>
      ))}
    </section>
  );
}

function Kind({ kind, now }: { readonly kind: WorkKind; readonly now: Instant }) {
  const { t } = useTranslation();
  const { exceptions, count } = kind;
  const rest = count - exceptions.length;
  return (
    <>
      <table>
        <caption>
          <KindName kind={kind} />
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('printed.where')}</th>
            <th scope="col">{t('printed.what')}</th>
            <th scope="col">{t('printed.when')}</th>
            <th scope="col">{t('printed.todo')}</th>
          </tr>
        </thead>
        <tbody>
          {exceptions.map((exception) => (
            <Row key={exception.exceptionId} exception={exception} now={now} />
          ))}
        </tbody>
      </table>
      {rest > 0 && <p>{t('printed.rest', { count: rest })}</p>}
    </>
  );
}

function Row({ exception, now }: { readonly exception: ExceptionView; readonly now: Instant }) {
  const { t } = useTranslation();
  const moments = useMoments();
  const { elsewhere, callNumber, title, item, at, text, tellPatron, whom, inQuestion, work } = exception;
  return (
    <tr>
      <td>{[elsewhere, callNumber].filter(Boolean).join(' · ')}</td>
      <td>{[title, item].filter(Boolean).join(' · ')}</td>
      <td className={styles.when}>{moments.when(Date.parse(at), now)}</td>
      <td>
        {text}
        <GivenTo work={work} />
        {tellPatron !== null && (
          <>
            <br />
            <strong>{whom === null || inQuestion ? t('sync.tellAsked') : t('sync.tell', { name: whom.name })}: </strong>
            {t('sync.tellText', { text: tellPatron })}
          </>
        )}
      </td>
    </tr>
  );
}

/** On paper there is no "you": any person may read it. */
function GivenTo({ work }: Pick<ExceptionView, 'work'>) {
  const { t } = useTranslation();
  const staff = work?.assigned?.staff;
  if (staff === undefined) return null;
  return (
    <>
      <br />
      <strong>{t('work.with', { staff: staff === '' ? t('work.somebody') : staff })}</strong>
    </>
  );
}

function KindName({ kind: { code } }: { readonly kind: Pick<WorkKind, 'group' | 'code'> }) {
  const { t } = useTranslation();
  return isKnownWord('exception', code) ? t(`exception.${code}`) : t('sync.newerKind');
}
