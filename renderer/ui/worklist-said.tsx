// The result of the last step on the worklist, in words. Its place is always there, so that nothing moves when it
// appears.

import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../shared/bridge/contract.ts';
import { useDeskStore } from '../desk/desk-context.ts';
import type { WorklistSaid } from '../stores/worklist-answer.ts';
import type { Translate } from '../text/speak.ts';
import { Icon } from './icon.tsx';
import styles from '../features/work/exceptions-list.module.css';

export function Said() {
  const { t } = useTranslation();
  const said = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => state.said,
  );
  const isBad = said?.kind === 'failed';
  return (
    <output className={styles.said} data-tone={isBad ? 'bad' : 'good'} data-testid="said">
      {said !== null && (
        <>
          <Icon name={isBad ? 'no' : 'done'} />
          <span>{wordsOf(t, said)}</span>
        </>
      )}
    </output>
  );
}

function wordsOf(t: Translate, said: WorklistSaid): string {
  switch (said.kind) {
    case 'resolved':
      return said.count === 0
        ? t('sync.saidNothing')
        : t('sync.saidResolved', { count: said.count, action: t(`resolved.${said.action}`) });
    case 'with':
      return t('sync.saidWith', { title: said.title, name: said.name });
    case 'here': {
      const { title, routing } = said;
      const where = [routing?.text, routing?.holdLabel].filter(Boolean).join(' · ');
      return where === '' ? t('sync.saidHere', { title }) : t('sync.saidHereTo', { title, where });
    }
    case 'taken-in':
      if (said.count === 0) return t('sync.saidNothing');
      if (said.kept === undefined) return t('sync.saidTakenIn');
      return t('sync.saidKept', { count: said.kept.count, why: said.kept.why.join(', ') });
    case 'released':
      return said.count === 0 ? t('sync.saidNothing') : t('sync.saidReleased', { count: said.count });
    case 'refunded':
      return t('sync.saidRefunded', { amount: said.amount, slip: said.slip });
    case 'redated':
      return t('sync.saidRedated', { title: said.title, due: said.due });
    case 'worked':
      return said.count === 0 ? t('sync.saidNothing') : t('work.said', { count: said.count });
    case 'signed':
      return t('outage.saidSigned');
    case 'failed':
      return said.title === ''
        ? errorWords(t, said.error)
        : t('sync.saidFailed', { title: said.title, message: errorWords(t, said.error) });
  }
}

/** An answer that was lost on the way comes without words. */
export function errorWords(t: Translate, { message }: BridgeError): string {
  return message === '' ? t('sync.answerLost') : message;
}
