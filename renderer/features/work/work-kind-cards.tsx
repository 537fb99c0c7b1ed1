// Exceptions of one kind as cards, the first few and more by the page, and one row of actions for all that may be worked at once.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { togetherOf, type Step } from '../../stores/worklist-steps.ts';
import type { WorkKind } from '../../stores/work-groups.ts';
import { isKnownWord } from '../../text/known-word.ts';
import { ExceptionCard } from './exception-card.tsx';
import { ShowMore } from './show-more.tsx';
import { scrollIntoSight, useIsChosen } from './use-is-chosen.ts';
import { StepOptions } from './step-options.tsx';
import styles from './exception-card.module.css';

export function WorkKindCards({ kind }: { readonly kind: WorkKind }) {
  const upTo = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => state.upTo,
  );
  const listing = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => state.listing,
  );
  const { exceptions } = kind;
  const together = togetherOf(kind, { upTo, listing });
  return (
    <>
      {together !== null && <Together code={kind.code} step={together} />}
      <ul className={styles.cards}>
        {exceptions.map((exception) => (
          <ExceptionCard key={exception.exceptionId} exception={exception} />
        ))}
      </ul>
      <ShowMore kind={kind} here={exceptions.length} />
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
        {name}: {t('sync.together', { count: step.whole?.choice.count ?? step.exceptions.length })}
      </span>
      <StepOptions step={step} isChosen={isChosen} />
    </div>
  );
}
