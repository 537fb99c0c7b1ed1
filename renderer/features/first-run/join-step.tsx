// The step that chooses the library of this computer. An error stands below the fields, and the typed text stays.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { EnterKey } from '../../ui/keys.tsx';
import styles from './first-run.module.css';

/** Not known or used, too old, not whole; and of another server than the address. */
const ABOUT_CODE: ReadonlySet<string> = new Set(['HF-ENROL-001', 'HF-ENROL-002', 'HF-ENROL-004', 'HF-ENROL-005']);
const ABOUT_ADDRESS: ReadonlySet<string> = new Set(['HF-ENROL-005', 'HF-ENROL-009', 'HF-ENROL-013']);

/** Also where no server answers there. */
function isAboutAddress(code: string): boolean {
  return ABOUT_ADDRESS.has(code) || code.startsWith('HF-SYNC-');
}

export function JoinStep() {
  const { t } = useTranslation();
  const { setup } = useDesk();
  const { central, code, error, isBusy } = useDeskStore(
    (desk) => desk.setup.store,
    (state) => state,
  );
  const [isMissing, setMissing] = useState(false);
  const lacks = central.trim() === '' || code.trim() === '';
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(lacks);
        void setup.join();
      }}
    >
      <p>{t('setup.joinText')}</p>
      <Field
        label={t('setup.central')}
        hint={t('setup.centralHint')}
        value={central}
        onChange={setup.setCentral}
        hasError={error !== null && isAboutAddress(error.code)}
        ref={focusOnMount}
      />
      <Field
        label={t('setup.code')}
        hint={t('setup.codeHint')}
        value={code}
        onChange={setup.setCode}
        hasError={error !== null && ABOUT_CODE.has(error.code)}
      />
      <p className={styles.note}>{t('setup.codeNote')}</p>
      <p role="alert" className={styles.error}>
        {error !== null ? sentence(error.message) : isMissing && lacks ? t('setup.needBoth') : ''}
      </p>
      <div className={styles.buttons}>
        <DeskButton look="main" isSubmit isDisabled={isBusy} after={<EnterKey />}>
          {t(isBusy ? 'setup.joining' : 'setup.joinNow')}
        </DeskButton>
      </div>
    </form>
  );
}
