// The first run of a desk: joining a library, loading its data, the scanner, the printer; then signing in.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { SETUP_STEPS } from '../../stores/setup-store.ts';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { DataStep } from './data-step.tsx';
import { PrinterStep, ScannerStep } from './device-steps.tsx';
import { JoinStep } from './join-step.tsx';
import styles from './first-run.module.css';

const STEPS = { join: JoinStep, data: DataStep, scanner: ScannerStep, printer: PrinterStep, off: () => null } as const;

export function FirstRun() {
  const { t } = useTranslation();
  const step = useDeskStore(
    (desk) => desk.setup.store,
    (state) => state.step,
  );
  const Step = STEPS[step];
  return (
    <main className={styles.place} data-testid="first-run" data-step={step}>
      <title>{`${t('setup.title')} · Holdfast`}</title>
      <section className={styles.card} aria-labelledby="first-run-title">
        <header className={styles.head}>
          <h1 id="first-run-title" className={styles.title}>
            {t('setup.title')}
          </h1>
          <LanguageSwitch />
        </header>
        <ol className={styles.steps} aria-label={t('setup.steps')}>
          {[...SETUP_STEPS, 'signIn' as const].map((name) => (
            <li key={name} className={styles.step} aria-current={name === step ? 'step' : undefined}>
              {t(`setup.${name}`)}
            </li>
          ))}
        </ol>
        <Step />
      </section>
    </main>
  );
}
