// The end of the worklist: outages whose report is to be signed, each open until the exceptions that hold up objects are done; and those that were
// signed.

import { useTranslation } from 'react-i18next';
import type { OutageView } from '../../../shared/views/outage.ts';
import type { Instant } from '../../../shared/core/instant.ts';
import { useDeskStore } from '../../desk/desk-context.ts';
import { mayDo } from '../../stores/station.ts';
import { outageStep } from '../../stores/worklist-steps.ts';
import { Icon } from '../../ui/icon.tsx';
import { useLength } from '../../ui/line-words.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { useNow } from '../../ui/use-now.ts';
import { OutageReport } from './outage-report.tsx';
import { StepOptions } from './step-options.tsx';
import { scrollIntoSight, useIsChosen } from './use-is-chosen.ts';
import cards from './exception-card.module.css';
import styles from './outages.module.css';
import screen from './exceptions-list.module.css';

const TICK_MS = 60_000;

export function Outages() {
  const { t } = useTranslation();
  const now = useNow(TICK_MS);
  const outages = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => state.outages,
  );
  const unsigned = outages.filter(({ state }) => state !== 'signed');
  const signed = outages.filter(({ state }) => state === 'signed');
  return (
    <>
      {unsigned.length > 0 && (
        <section className={screen.group} aria-label={t('outage.title')}>
          <h3 className={screen.groupTitle}>
            {t('outage.title')} <span className={screen.count}>{unsigned.length}</span>
          </h3>
          <ul className={cards.cards}>
            {unsigned.map((outage) => (
              <OutageCard key={outage.outageId} outage={outage} now={now} />
            ))}
          </ul>
        </section>
      )}
      {signed.length > 0 && <Signed outages={signed} now={now} />}
    </>
  );
}

type OutageProps = { readonly outage: OutageView; readonly now: Instant };

function OutageCard({ outage, now }: OutageProps) {
  const step = outageStep(outage);
  const isChosen = useIsChosen(step.id);
  const maySign = useDeskStore(
    (desk) => desk.station.store,
    (state) => mayDo(state, 'outage.sign'),
  );
  const { t } = useTranslation();
  return (
    <li
      className={cards.card}
      data-tone={outage.state === 'ready' ? 'good' : 'warn'}
      data-testid="outage"
      data-state={outage.state}
      aria-current={isChosen ? 'true' : undefined}
      ref={isChosen ? scrollIntoSight : null}
    >
      <p className={cards.weight}>
        <Icon name={outage.state === 'ready' ? 'done' : 'outage'} />
        {t(`outageState.${outage.state}`)}
      </p>
      <p className={styles.span}>
        <Span outage={outage} now={now} />
      </p>
      <div className={cards.words}>
        <StandsHow outage={outage} />
        {/* A signed report has been seen. */}
        <details className={styles.report} open={outage.state === 'ready'}>
          <summary>{t('outage.report')}</summary>
          <OutageReport outage={outage} now={now} />
        </details>
      </div>
      {maySign && <StepOptions step={step} isChosen={isChosen} />}
      {!maySign && outage.state !== 'going-on' && <p className={cards.noRight}>{t('outage.mayNotSign')}</p>}
    </li>
  );
}

function StandsHow({ outage: { state, left, isWhole } }: { readonly outage: OutageView }) {
  const { t } = useTranslation();
  if (state === 'going-on') return <p>{t('outage.goingOn')}</p>;
  if (state === 'ready') return <p>{t('outage.ready')}</p>;
  const parts = (['unanswered', 'reroute', 'wrongTrap', 'equipment'] as const).filter((part) => left[part] > 0);
  return (
    <>
      {!isWhole && <p>{t('outage.notWhole')}</p>}
      {parts.length > 0 && <p>{t('outage.leftLead')}</p>}
      <ul className={styles.left}>
        {parts.map((part) => (
          <li key={part}>{t(`outageLeft.${part}`, { count: left[part] })}</li>
        ))}
      </ul>
    </>
  );
}

function Span({ outage: { beganAt, endedAt }, now }: OutageProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  const length = useLength();
  const from = Date.parse(beganAt);
  if (endedAt === null) return t('outage.since', { from: moments.when(from, now) });
  const to = Date.parse(endedAt);
  return t('outage.span', { from: moments.when(from, now), to: moments.when(to, now), length: length(to - from) });
}

function Signed({ outages, now }: { readonly outages: readonly OutageView[]; readonly now: Instant }) {
  const { t } = useTranslation();
  return (
    <section className={screen.group} aria-label={t('outage.signedTitle')}>
      <h3 className={screen.groupTitle}>{t('outage.signedTitle')}</h3>
      <ul className={styles.signed}>
        {outages.map((outage) => (
          <li key={outage.outageId}>
            <details className={styles.report}>
              <summary>
                <Span outage={outage} now={now} /> · <SignedBy outage={outage} now={now} />
              </summary>
              <OutageReport outage={outage} now={now} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignedBy({ outage: { signed }, now }: OutageProps) {
  const { t } = useTranslation();
  const moments = useMoments();
  if (signed === null) return null;
  const time = moments.when(Date.parse(signed.at), now);
  return signed.staff === ''
    ? t('outage.signedBySomebody', { time })
    : t('outage.signedBy', { staff: signed.staff, time });
}
