// "What would happen?": patron, item and moment on one side, the decision with its whole trace on the other. Nothing is recorded, and a note beside
// the input repeats that: on every other screen a scan is an act.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { hasRight } from '../../stores/station.ts';
import { whoHas } from '../../ui/answer/reason-lines.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ModeBanner } from '../../ui/mode-banner.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { MomentField } from './moment-field.tsx';
import { PickField } from './pick-field.tsx';
import { WhatIfAnswer } from './what-if-answer.tsx';
import styles from './what-if-dialog.module.css';

export function WhatIfDialog() {
  const { t } = useTranslation();
  const mayAsk = useDeskStore(
    (desk) => desk.station.store,
    (state) => hasRight(state, 'what-if'),
  );
  if (mayAsk) return <Question />;
  return (
    <Dialog title={t('whatIf.title')}>
      <p>{t('whatIf.needsRight', { who: whoHas(t, 'what-if') })}</p>
    </Dialog>
  );
}

function Question() {
  const { t } = useTranslation();
  const isWhole = useDeskStore(
    (desk) => desk.whatIf.store,
    ({ patron, item }) => patron !== null && item !== null,
  );
  const hasPatron = useDeskStore(
    (desk) => desk.whatIf.store,
    ({ patron }) => patron !== null,
  );
  return (
    <Dialog title={t('whatIf.title')} size={1_040} hasOwnFocus>
      <div className={styles.note}>
        <ModeBanner title={t('mode.whatIf')} icon="why" ends="whatIf" testId="asking-what-if">
          {t('whatIf.nothingRecorded')}
        </ModeBanner>
      </div>
      <div className={styles.parts}>
        <div className={styles.asks}>
          <PickField side="patron" isNext={!hasPatron} />
          <PickField side="item" isNext={hasPatron && !isWhole} />
          <MomentField isNext={isWhole} />
          <Trouble />
        </div>
        <ScrollPlace label={t('whatIf.answer')} className={styles.answer}>
          <div data-testid="what-if-answer">
            <WhatIfAnswer />
          </div>
        </ScrollPlace>
      </div>
    </Dialog>
  );
}

/** An unknown text, or an error of the desk core. */
function Trouble() {
  const { t } = useTranslation();
  const { missed, error } = useDeskStore(
    (desk) => desk.whatIf.store,
    (state) => state,
  );
  const text =
    missed === null ? (error === null ? '' : sentence(error.message)) : t(MISSED[missed.why], { text: missed.text });
  return <output className={styles.trouble}>{text}</output>;
}

const MISSED = {
  nothing: 'whatIf.missed',
  isbn: 'whatIf.missedIsbn',
  misread: 'whatIf.missedMisread',
} as const;
