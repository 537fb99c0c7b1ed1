// Learning the scanner, step by step: the codes to scan, the learned profile, keeping or dropping it, and how a scan is read since.

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { SCANS_TO_LEARN, type ScannerProfile } from '../../../shared/core/scanner.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { DeskButton } from '../desk-button.tsx';
import { Field } from '../field.tsx';
import { Icon } from '../icon.tsx';
import { EnterKey } from '../keys.tsx';
import styles from './devices.module.css';

export function LearnScanner() {
  const { learner } = useDesk();
  const step = useDeskStore(
    (desk) => desk.learner.store,
    (state) => state.step,
  );
  useEffect(() => {
    learner.tryOut();
    return learner.end;
  }, [learner]);
  if (step === 'listening') return <Listening />;
  return step === 'learned' ? <LearnedForm /> : <Trying />;
}

function Listening() {
  const { t } = useTranslation();
  const { learner } = useDesk();
  const count = useDeskStore(
    (desk) => desk.learner.store,
    (state) => state.samples.length,
  );
  const fault = useDeskStore(
    (desk) => desk.learner.store,
    (state) => state.fault,
  );
  return (
    <div className={styles.stack} data-testid="learn-listening">
      <p className={styles.lead}>{t('scanner.scanThrice')}</p>
      <output className={styles.steps}>{t('scanner.counted', { count, of: SCANS_TO_LEARN })}</output>
      <p role="alert" className={styles.fault}>
        {fault === null ? '' : t(`scanner.${fault}`)}
      </p>
      <div className={styles.buttons}>
        <DeskButton onPress={learner.tryOut} isFirst>
          {t('scanner.stop')}
        </DeskButton>
      </div>
    </div>
  );
}

function LearnedForm() {
  const { t } = useTranslation();
  const { learner } = useDesk();
  const { code, learned, samples } = useDeskStore(
    (desk) => desk.learner.store,
    (state) => state,
  );
  const isFit = learned?.ok === true;
  return (
    <form
      className={styles.stack}
      data-testid="learned"
      onSubmit={(event) => {
        event.preventDefault();
        void learner.keep();
      }}
    >
      <p className={styles.lead}>{t('scanner.read')}</p>
      <code className={styles.code}>{samples[0]?.text}</code>
      <Field label={t('scanner.printed')} value={code} onChange={learner.setCode} hasError={!isFit} />
      {isFit ? (
        <Profile profile={learned.profile} speedMs={learned.longestMs} />
      ) : (
        <p role="alert" className={styles.fault}>
          {t('scanner.not-in-it')}
        </p>
      )}
      <div className={styles.buttons}>
        <DeskButton look="main" isSubmit isDisabled={!isFit} isFirst after={<EnterKey />}>
          {t('scanner.keep')}
        </DeskButton>
        <DeskButton onPress={learner.begin}>{t('scanner.again')}</DeskButton>
        <DeskButton onPress={learner.tryOut}>{t('scanner.dropNew')}</DeskButton>
      </div>
    </form>
  );
}

function Trying() {
  const { t } = useTranslation();
  const { learner } = useDesk();
  const profile = useDeskStore(
    (desk) => desk.devices.store,
    (state) => state.scanner,
  );
  const tried = useDeskStore(
    (desk) => desk.learner.store,
    (state) => state.tried,
  );
  return (
    <div className={styles.stack} data-testid="learn-trying">
      <p className={styles.lead}>{t(profile === null ? 'scanner.unlearned' : 'scanner.learned')}</p>
      {profile !== null && <Profile profile={profile} speedMs={null} />}
      <output className={styles.tried} data-tone={tried === null ? undefined : tried.isMisread ? 'warn' : 'good'}>
        {tried === null ? (
          t('scanner.tryIt')
        ) : (
          <>
            <Icon name={tried.isMisread ? 'warn' : 'done'} size={20} />
            {t('scanner.tried')} <code className={styles.code}>{tried.code}</code>
            {tried.isMisread && <strong>{t('scanner.misread')}</strong>}
          </>
        )}
      </output>
      <p className={styles.note}>{t('help.scannerBeep')}</p>
      <div className={styles.buttons}>
        <DeskButton look={profile === null ? 'main' : 'plain'} onPress={learner.begin}>
          {t(profile === null ? 'scanner.learn' : 'scanner.learnAnew')}
        </DeskButton>
        {profile !== null && <DeskButton onPress={() => void learner.drop()}>{t('scanner.forget')}</DeskButton>}
      </div>
    </div>
  );
}

type ProfileProps = { readonly profile: ScannerProfile; readonly speedMs: number | null };

function Profile({ profile, speedMs }: ProfileProps) {
  const { t } = useTranslation();
  const affix = (text: string) => (text === '' ? t('scanner.none') : <code className={styles.code}>{text}</code>);
  return (
    <dl className={styles.facts}>
      <dt>{t('scanner.prefix')}</dt>
      <dd data-testid="scanner-prefix">{affix(profile.prefix)}</dd>
      <dt>{t('scanner.suffix')}</dt>
      <dd data-testid="scanner-suffix">{affix(profile.suffix)}</dd>
      <dt>{t('scanner.ends')}</dt>
      <dd>{t(`scanner.ends-${profile.ends}`)}</dd>
      <dt>{t('scanner.speed')}</dt>
      <dd>
        {speedMs === null
          ? t('scanner.limit', { limit: profile.gapMs })
          : t('scanner.speedIs', { gap: speedMs, limit: profile.gapMs })}
      </dd>
    </dl>
  );
}
