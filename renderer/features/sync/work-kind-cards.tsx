// Exceptions of one kind as cards, the first few at once, and one row of actions for all that may be worked at once.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { togetherOf, type Step } from '../../stores/worklist-steps.ts';
import type { WorkKind } from '../../stores/work-groups.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { ExceptionCard } from './exception-card.tsx';
import { scrollIntoSight, useIsChosen } from './use-is-chosen.ts';
import { StepOptions } from './step-options.tsx';
import styles from './exception-card.module.css';

const FIRST_SHOWN = 12;

export function WorkKindCards({ kind }: { readonly kind: WorkKind }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const { exceptions } = kind;
  const rest = exceptions.slice(FIRST_SHOWN);
  // The keys may have walked past the first few.
  const isChosenBeyond = useDeskStore(
    (desk) => desk.worklist.store,
    ({ chosen }) => rest.some(({ exceptionId }) => exceptionId === chosen),
  );
  const shown = isWhole || isChosenBeyond ? exceptions : exceptions.slice(0, FIRST_SHOWN);
  const together = togetherOf(kind);
  return (
    <>
      {together !== null && <Together code={kind.code} step={together} />}
      <ul className={styles.cards}>
        {shown.map((exception) => (
          <ExceptionCard key={exception.exceptionId} exception={exception} />
        ))}
      </ul>
      {shown.length < exceptions.length && (
        <DeskButton look="link" onPress={() => setWhole(true)}>
          {t('sync.showAll', { count: exceptions.length })}
        </DeskButton>
      )}
    </>
  );
}

function Together({ code, step }: { readonly code: string; readonly step: Step }) {
  const { t } = useTranslation();
  const isChosen = useIsChosen(step.id);
  const name = isKnownWord('exception', code) ? t(`exception.${code}`) : t('sync.newerKind');
  return (
    <div
      className={styles.together}
      data-testid="together"
      aria-current={isChosen ? 'true' : undefined}
      ref={isChosen ? scrollIntoSight : null}
    >
      <span>
        {name}: {t('sync.together', { count: step.exceptions.length })}
      </span>
      <StepOptions step={step} isChosen={isChosen} />
    </div>
  );
}
