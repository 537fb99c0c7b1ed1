// The report of an outage: times, causes per hop, age of the data, acts, the server's answers, and exceptions by kind.

import { useTranslation } from 'react-i18next';
import type { OutageView } from '../../../shared/views/outage.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { useLength } from '../../ui/line-words.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { OutageExceptions } from './outage-exceptions.tsx';
import styles from './outages.module.css';

type ReportProps = { readonly outage: OutageView; readonly now: Instant };

export function OutageReport({ outage, now }: ReportProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const length = useLength();
  const { beganAt, endedAt, dataAsOf, acts } = outage;
  const from = Date.parse(beganAt);
  const to = endedAt === null ? null : Date.parse(endedAt);
  return (
    <>
      <dl className={styles.facts}>
        <Fact name={t('outage.began')}>{moments.when(from, now)}</Fact>
        <Fact name={t('outage.ended')}>{to === null ? t('outage.notEnded') : moments.when(to, now)}</Fact>
        <Fact name={t('outage.lasted')}>{length((to ?? now) - from)}</Fact>
        <Fact name={t('outage.why')}>
          <Causes outage={outage} now={now} />
        </Fact>
        <Fact name={t('outage.dataAsOf')}>
          {dataAsOf === null ? t('outage.noData') : moments.when(Date.parse(dataAsOf), now)}
        </Fact>
        <Fact name={t('outage.acts')}>
          {acts.length === 0
            ? t('outage.noActs')
            : acts
                .map(({ text, count }) => t('outage.counted', { what: text, count: moments.number(count) }))
                .join(' · ')}
        </Fact>
        <Answers outage={outage} />
      </dl>
      <OutageExceptions exceptions={outage.exceptions} />
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Causes({ outage: { causes }, now }: ReportProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  return (
    <ul>
      {causes.map(({ cause, code, at }) => (
        <li key={`${at} ${cause}`}>
          {t('outage.causeFrom', { time: moments.when(Date.parse(at), now), cause: t(`cause.${cause}`) })}
          {code !== null && ` (${t('outage.toQuote', { code })})`}
        </li>
      ))}
    </ul>
  );
}

function Answers({ outage: { outcomes } }: Pick<ReportProps, 'outage'>) {
  const { t } = useTranslation();
  const moments = useMoments();
  if (outcomes.length === 0) return null;
  const said = outcomes.map(({ outcome, count }) => {
    const known = outcome !== null && isKnownWord('outcome', outcome) ? t(`outcome.${outcome}`) : t('outcome.unknown');
    const what = outcome === null ? t('outage.unanswered') : known;
    return t('outage.counted', { what, count: moments.number(count) });
  });
  return <Fact name={t('outage.answers')}>{said.join(' · ')}</Fact>;
}
